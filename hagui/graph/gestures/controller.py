"""The hands of both views: begins, follows and ends drags, and opens what a drop offers.

It decides nothing itself (``offers`` does) and changes nothing: what a person chose leaves by
signal. It is longer than most files because press, move, release, keys and every way of giving
up belong to one state.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication

from engine.cib.views import Configuration, Location
from hagui.graph.gestures.asking import CardsDrag, Drag, EndDrag, LineDrag, ask
from hagui.graph.gestures.model import Offer, Question, Refusal
from hagui.graph.gestures.offers import decide
from hagui.graph.gestures.overlay import HANDLE, Look, Overlay
from hagui.graph.gestures.surface import EdgeEnd, Hit, HitKind, Side, Surface
from hagui.graph.gestures.words import (
    drop_words,
    end_tip,
    handle_tip,
    insertion,
    refusal_sentence,
)
from hagui.graph.layout.geometry import Rect
from hagui.theme import Theme

_REACH: Final = HANDLE + 2
"""How near to a handle's middle the pointer must be, in logical pixels."""
_LEAST: Final = 14.0
"""Cards lower than this on screen have no handle."""
_EDGE: Final = 28
"""So near to the view's edge it scrolls along."""
_SCROLL_MS: Final = 30
_CARRIED: Final = frozenset({HitKind.CARD, HitKind.GROUP})


class Gestures(QObject):
    """Drag and drop on one surface."""

    edited = Signal(object)
    """``Edits`` that a person chose."""
    offered = Signal(object, QPoint)
    """An ``Offer`` with something to choose, and where it was let go, in the screen's pixels."""
    dragged = Signal()
    """A drag began or is over; ``dragging`` says which."""

    def __init__(self, surface: Surface, theme: Theme) -> None:
        canvas = surface.canvas()
        super().__init__(canvas)
        self._surface = surface
        self._canvas = canvas
        self._overlay = Overlay(canvas.viewport(), theme)
        self._enabled = True
        self._live = True
        self._pressed: QPointF | None = None
        self._candidate: Hit | None = None
        self._drag: Drag | None = None
        self._picture: QPixmap | None = None
        self._offset = QPointF()
        self._pointer = QPointF()
        self._hovered: Hit | None = None
        self._asked: tuple[Configuration, Question, Offer | Refusal] | None = None
        self._answer: Offer | Refusal | None = None
        self._swallow = False
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll)

    # what it is told

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._overlay.set_theme(theme)

    def set_enabled(self, *, enabled: bool) -> None:
        """Whether anything can be dragged."""
        self._enabled = enabled
        if not enabled:
            self.cancel()
            self._hovered = None
            self.refresh()

    def set_live(self, *, live: bool) -> None:
        """Whether a cluster is there that could move something at once."""
        self._live = live
        self._asked = None

    def refresh(self) -> None:
        """What is shown or selected has changed."""
        if self._drag is not None:
            self._follow()
            return
        if self._hovered is not None:
            self._look_below()
        self._show_handles(None)

    @property
    def enabled(self) -> bool:
        """Whether anything can be changed."""
        return self._enabled

    @property
    def live(self) -> bool:
        """Whether a cluster is there that could move something at once."""
        return self._live

    @property
    def dragging(self) -> bool:
        """Whether something is being dragged."""
        return self._drag is not None

    @property
    def answer(self) -> Offer | Refusal | None:
        """What letting go here would do, or why not."""
        return self._answer

    @property
    def overlay(self) -> Overlay:
        """What is drawn over the view."""
        return self._overlay

    # events; each says whether it was meant for a gesture

    def press(self, event: QMouseEvent) -> bool:
        """A button goes down."""
        if self._drag is not None:
            if event.button() is not Qt.MouseButton.LeftButton:
                self._swallow = True
                self.cancel()
            return True
        self._swallow = False
        if event.button() is not Qt.MouseButton.LeftButton or not self._enabled:
            return False
        point = event.position()
        end = self._end_at(point)
        handle = None if end is not None else self._handle_at(point)
        scene = self._scene(point)
        if end is not None:
            self._pressed = point
            self._begin_end(end)
            return True
        if handle is not None:
            self._pressed = point
            self._drag = LineDrag(handle.id, handle.place)
            self._begin(point)
            return True
        hit = self._surface.hit(scene.x(), scene.y())
        if hit.kind in _CARRIED:
            self._pressed, self._candidate = point, hit
        return False

    def move(self, event: QMouseEvent) -> bool:
        """The pointer moves."""
        point = event.position()
        self._pointer = point
        if self._drag is None and self._candidate is not None and self._pressed is not None:
            if not event.buttons() & Qt.MouseButton.LeftButton:
                self._candidate = self._pressed = None
            elif (point - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                self._begin_cards(self._candidate, self._pressed)
        if self._drag is not None:
            self._follow()
            return True
        return self._hover(point)

    def release(self, event: QMouseEvent) -> bool:
        """A button goes up."""
        self._candidate = None
        if self._drag is None:
            return False
        if event.button() is not Qt.MouseButton.LeftButton:
            return True
        self._pointer = event.position()
        moved = self._pressed is not None and (
            (self._pointer - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        )
        if moved:
            self._follow()
        answer = self._answer if moved else None
        self.cancel()
        if isinstance(answer, Offer):
            self.take(answer, self._canvas.viewport().mapToGlobal(self._pointer.toPoint()))
        return True

    def key(self, event: QKeyEvent) -> bool:
        """A key goes down; while something is dragged all keys are the drag's."""
        if self._drag is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        return True

    def leave(self) -> None:
        """The pointer leaves the view."""
        if self._drag is None:
            self._hovered = None
            self._show_handles(None)

    @property
    def swallows_menu(self) -> bool:
        """Whether a context menu is asked for by the press that gave a drag up."""
        return self._swallow or self._drag is not None

    def cancel(self) -> None:
        """Give up what is being dragged; nothing is changed."""
        self._candidate = self._pressed = None
        self._scrolling.stop()
        if self._drag is None:
            return
        self._drag = self._picture = self._answer = self._asked = None
        self._canvas.viewport().unsetCursor()
        self._show_handles(None)
        self.dragged.emit()

    def take(self, offer: Offer, where: QPoint) -> None:
        """Do what is to be done at once, or ask."""
        edits = offer.at_once
        if edits:
            self.edited.emit(edits)
        else:
            self.offered.emit(offer, where)

    def answer_to(self, question: Question) -> Offer | Refusal | None:
        """What can be made of a question; kept, as the pointer asks the same many times."""
        shown = self._surface.cluster()
        if shown is None:
            return None
        configuration, state = shown
        if self._asked is None or self._asked[0] is not configuration or self._asked[1] != question:
            answer = decide(configuration, state, question, live=self._live)
            self._asked = (configuration, question, answer)
        return self._asked[2]

    def tip_at(self, point: QPointF) -> str:
        """What a handle or an end at a point of the viewport is for; empty where there is none."""
        if not self._enabled:
            return ""
        if self._end_at(point) is not None:
            return end_tip()
        return handle_tip() if self._handle_at(point) is not None else ""

    # beginning

    def _begin_cards(self, hit: Hit, start: QPointF) -> None:
        together = [each for each in self._surface.grabbed() if each.kind in _CARRIED]
        if all(each.id != hit.id for each in together):
            together = [hit]
        names = tuple(dict.fromkeys(each.id for each in together))
        self._drag = CardsDrag(names)
        place = self._on_screen(hit.place)
        seen = place.toAlignedRect() & self._canvas.viewport().rect()
        self._overlay.show_look(Look())
        self._picture = self._canvas.viewport().grab(seen) if not seen.isEmpty() else None
        self._offset = QPointF(seen.topLeft()) - start
        self._begin(start)

    def _begin_end(self, end: EdgeEnd) -> None:
        shown = self._surface.cluster()
        if shown is None:
            return
        ends = self._surface.ends()
        other = next((each for each in ends if each.side is not end.side), end)
        item = shown[0].find(end.constraint)
        to_node = isinstance(item, Location) and end.side is Side.HEAD
        self._drag = EndDrag(end, (other.x, other.y), to_node)
        self._begin(QPointF(self._canvas.mapFromScene(QPointF(end.x, end.y))))

    def _begin(self, point: QPointF) -> None:
        self._candidate = None
        self._pointer = point
        self._canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scrolling.start()
        self.dragged.emit()

    # following

    def _follow(self) -> None:
        shown, drag = self._surface.cluster(), self._drag
        if shown is None or drag is None or not _there(shown[0], drag):
            self.cancel()
            return
        scene = self._scene(self._pointer)
        hit = self._surface.hit(scene.x(), scene.y(), lines=False)
        asked = ask(shown[0], drag, hit, scene.y())
        answer = asked if asked is None or isinstance(asked, Refusal) else self.answer_to(asked)
        self._answer = answer
        refused = isinstance(answer, Refusal) and not answer.quiet
        shape = Qt.CursorShape.ForbiddenCursor if refused else Qt.CursorShape.ClosedHandCursor
        viewport = self._canvas.viewport()
        if viewport.cursor().shape() != shape:
            viewport.setCursor(shape)
        self._overlay.show_look(self._look(drag, hit, answer))

    def _look(self, drag: Drag, hit: Hit, answer: Offer | Refusal | None) -> Look:
        look = Look(pointer=self._pointer)
        match drag:
            case CardsDrag():
                look = replace(
                    look,
                    picture=self._picture,
                    corner=self._pointer + self._offset,
                    count=len(drag.resources),
                )
            case LineDrag():
                look = replace(look, line=(self._handle_of(drag.start), self._pointer))
            case EndDrag():
                anchor = QPointF(self._canvas.mapFromScene(QPointF(*drag.anchor)))
                look = replace(look, line=(anchor, self._pointer))
        if answer is None or (isinstance(answer, Refusal) and answer.quiet):
            return look
        known = hit.kind not in {HitKind.GROUND, HitKind.TRAY, HitKind.EDGE}
        frame = self._on_screen(hit.place) if known else None
        if isinstance(answer, Refusal):
            return replace(look, good=False, words=refusal_sentence(answer), frame=frame)
        inserted = insertion(answer)
        gap = None
        if inserted is not None:
            gap = self._gap(hit.members, inserted[1])
            if hit.kind is HitKind.CARD:
                frame = None
        return replace(look, words=drop_words(answer), frame=frame, gap=gap)

    def _gap(
        self, members: Sequence[tuple[str, Rect]], before: str | None
    ) -> tuple[QPointF, QPointF] | None:
        """Where between the members it would go, in the viewport's pixels."""
        if not members:
            return None
        place = next((place for member, place in members if member == before), None)
        y = members[-1][1].bottom + 2 if place is None else place.y - 2
        beside = members[-1][1] if place is None else place
        start, end = QPointF(beside.x, y), QPointF(beside.right, y)
        return QPointF(self._canvas.mapFromScene(start)), QPointF(self._canvas.mapFromScene(end))

    def _scroll(self) -> None:
        """Scroll along while the pointer is at an edge."""
        room, point = self._canvas.viewport().rect(), self._pointer
        bars = (
            (self._canvas.horizontalScrollBar(), point.x(), room.width()),
            (self._canvas.verticalScrollBar(), point.y(), room.height()),
        )
        moved = False
        for bar, at, size in bars:
            beyond = min(0.0, at - _EDGE) + max(0.0, at - (size - _EDGE))
            before = bar.value()
            if beyond:
                bar.setValue(before + round(max(-_EDGE, min(_EDGE, beyond)) * 0.7))
            moved = moved or bar.value() != before
        if moved:
            self._follow()

    # handles

    def _hover(self, point: QPointF) -> bool:
        if not self._enabled:
            return False
        on_handle = self._handle_at(point)
        if on_handle is None:
            self._look_below()
        hot = self._end_at(point)
        middle = None
        if hot is not None:
            middle = QPointF(self._canvas.mapFromScene(QPointF(hot.x, hot.y)))
        elif on_handle is not None:
            middle = self._handle_of(on_handle.place)
        self._show_handles(middle)
        if middle is not None:
            self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        return middle is not None

    def _look_below(self) -> None:
        """See what is below the pointer now, where it was last."""
        scene = self._scene(self._pointer)
        hit = self._surface.hit(scene.x(), scene.y(), lines=False)
        self._hovered = hit if hit.kind in _CARRIED and self._tall(hit.place) else None

    def _show_handles(self, hot: QPointF | None) -> None:
        if not self._enabled or self._drag is not None:
            self._overlay.show_look(Look())
            return
        points = [self._handle_of(hit.place) for hit in self._with_handles()]
        points += [
            QPointF(self._canvas.mapFromScene(QPointF(end.x, end.y)))
            for end in self._surface.ends()
        ]
        self._overlay.show_look(Look(handles=tuple(points), hot=hot))

    def _with_handles(self) -> list[Hit]:
        """What lines can be drawn from now: what is pointed at, and the one that is selected."""
        grabbed = self._surface.grabbed()
        found = [hit for hit in grabbed if self._tall(hit.place)] if len(grabbed) == 1 else []
        if self._hovered is not None and all(hit.place != self._hovered.place for hit in found):
            found.append(self._hovered)
        return found

    def _handle_at(self, point: QPointF) -> Hit | None:
        return next(
            (hit for hit in self._with_handles() if _near(self._handle_of(hit.place), point)),
            None,
        )

    def _end_at(self, point: QPointF) -> EdgeEnd | None:
        return next(
            (
                end
                for end in self._surface.ends()
                if _near(QPointF(self._canvas.mapFromScene(QPointF(end.x, end.y))), point)
            ),
            None,
        )

    def _handle_of(self, place: Rect) -> QPointF:
        """In the middle of the right edge, in the viewport's pixels."""
        return QPointF(self._canvas.mapFromScene(QPointF(place.right, place.center[1])))

    def _tall(self, place: Rect) -> bool:
        return self._on_screen(place).height() >= _LEAST

    # places

    def _scene(self, point: QPointF) -> QPointF:
        return self._canvas.viewportTransform().inverted()[0].map(point)

    def _on_screen(self, place: Rect) -> QRectF:
        scene = QRectF(place.x, place.y, place.width, place.height)
        return QRectF(self._canvas.mapFromScene(scene).boundingRect())


def _there(configuration: Configuration, drag: Drag) -> bool:
    """Whether what is dragged still exists, whatever the cluster did meanwhile."""
    match drag:
        case CardsDrag():
            return all(configuration.find(name) is not None for name in drag.resources)
        case LineDrag():
            return configuration.find(drag.source) is not None
        case EndDrag():
            return configuration.find(drag.end.constraint) is not None


def _near(handle: QPointF, point: QPointF) -> bool:
    away = handle - point
    return away.x() ** 2 + away.y() ** 2 <= _REACH**2
