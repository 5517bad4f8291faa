"""All that a person does with a view's things beyond selecting: drags, keys, offers, scores.

Both views have one; they hand their events over and pass on what comes of them.
"""

from functools import partial

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.gestures.around import group_of, resource_of
from hagui.graph.gestures.controller import Gestures
from hagui.graph.gestures.keys import key_question
from hagui.graph.gestures.menu import Entry
from hagui.graph.gestures.model import Existing, Offer, Question, Refusal
from hagui.graph.gestures.surface import HitKind, Surface
from hagui.graph.gestures.targets import aims, judged
from hagui.graph.gestures.words import keys_tip, refusal_sentence
from hagui.graph.offer.floating import Floating
from hagui.graph.offer.picker import Picker
from hagui.graph.offer.popover import Popover
from hagui.theme import Theme


class Hands(QObject):
    """The hands of one view."""

    edited = Signal(object)
    """``Edits`` that a person chose."""
    intent = Signal(object)
    """An ``Act`` that a person chose."""
    previewed = Signal(object)
    """``Edits`` that are only looked at; empty: none any more."""
    dragged = Signal()
    """A drag began or is over (``dragging``): meanwhile every target should be seen clearly."""
    refused = Signal(str)
    """Why what was asked by a key cannot be done, as a sentence."""

    def __init__(self, surface: Surface, theme: Theme) -> None:
        super().__init__(surface.canvas())
        self._surface = surface
        self._theme = theme
        self._floating: Floating | None = None
        self.gestures = Gestures(surface, theme)
        self.gestures.edited.connect(self.edited)
        self.gestures.dragged.connect(self.dragged)
        self.gestures.offered.connect(self._open)

    # what the view tells

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.gestures.set_theme(theme)

    def set_editable(self, *, editable: bool) -> None:
        """Whether anything can be changed."""
        self.gestures.set_enabled(enabled=editable)

    def set_live(self, *, live: bool) -> None:
        """Whether a cluster is there that could move something at once."""
        self.gestures.set_live(live=live)

    def refresh(self) -> None:
        """What is shown, selected or in view has changed."""
        self.gestures.refresh()

    @property
    def dragging(self) -> bool:
        """Whether something is being dragged."""
        return self.gestures.dragging

    @property
    def popover(self) -> Popover | None:
        """The offer that is open."""
        return self._floating if isinstance(self._floating, Popover) else None

    @property
    def picker(self) -> Picker | None:
        """The list of targets that is open."""
        return self._floating if isinstance(self._floating, Picker) else None

    # events; each says whether it was meant for it

    def press(self, event: QMouseEvent) -> bool:
        """A button goes down."""
        return self.gestures.press(event)

    def move(self, event: QMouseEvent) -> bool:
        """The pointer moves."""
        return self.gestures.move(event)

    def release(self, event: QMouseEvent) -> bool:
        """A button goes up."""
        return self.gestures.release(event)

    def double_click(self, event: QMouseEvent) -> bool:
        """On a constraint: edit it in place."""
        if not self.gestures.enabled:
            return False
        scene = self._surface.canvas().mapToScene(event.position().toPoint())
        hit = self._surface.hit(scene.x(), scene.y())
        return hit.kind is HitKind.EDGE and self.edit(hit.id)

    def key(self, event: QKeyEvent, subject: Subject | None) -> bool:
        """A key goes down while ``subject`` is selected."""
        if self.gestures.key(event):
            return True
        shown = self._surface.cluster()
        if subject is None or shown is None or not self.gestures.enabled:
            return False
        constraint = subject.kind is SubjectKind.CONSTRAINT
        if constraint and event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return self.edit(subject.id)
        asked = key_question(shown[0], subject, Qt.Key(event.key()), event.modifiers())
        if asked is None:
            return False
        if isinstance(asked, Question):
            self.ask(asked, subject)
        else:
            self.edited.emit(asked)
        return True

    def tip_at(self, point: QPointF) -> str:
        """What a handle at a point of the viewport is for; empty where there is none."""
        return self.gestures.tip_at(point)

    def keys_tip(self, subject: Subject | None) -> str:
        """Which keys change a subject, for tool tips and screen readers; empty where none do."""
        shown = self._surface.cluster()
        if subject is None or shown is None or not self.gestures.enabled:
            return ""
        member = group_of(shown[0], resource_of(shown[0], subject)) is not None
        return keys_tip(subject.kind, member=member)

    def leave(self) -> None:
        """The pointer leaves the view."""
        self.gestures.leave()

    def cancel(self) -> None:
        """Give up what is being dragged."""
        self.gestures.cancel()

    @property
    def swallows_menu(self) -> bool:
        """Whether a context menu is asked for by the press that gave a drag up."""
        return self.gestures.swallows_menu

    # asking

    def edit(self, constraint: str) -> bool:
        """Edit a constraint's score or strictness in place; whether it is there to be edited."""
        shown = self._surface.cluster()
        if shown is None or shown[0].find(constraint) is None:
            return False
        self.ask(Existing(constraint), Subject(SubjectKind.CONSTRAINT, constraint))
        return True

    def ask(self, question: Question, beside: Subject | None = None) -> None:
        """Do what a question means, or offer its choices beside a subject."""
        answer = self.gestures.answer_to(question)
        if isinstance(answer, Refusal):
            self.refused.emit(refusal_sentence(answer))
        elif answer is not None:
            self.gestures.take(answer, self._beside(beside))

    def perform(self, entry: Entry, beside: Subject | None = None) -> None:
        """Do what an entry of a menu means: at once, by an offer, or with a target first."""
        shown = self._surface.cluster()
        if entry.refusal is not None:
            self.refused.emit(refusal_sentence(entry.refusal))
        elif entry.question is not None:
            self.ask(entry.question, beside)
        elif entry.edits:
            self.edited.emit(entry.edits)
        elif shown is not None:
            self._pick(entry, beside, shown)

    def _pick(
        self, entry: Entry, beside: Subject | None, shown: tuple[Configuration, ClusterState]
    ) -> None:
        self.close_floating()
        targets = aims(*shown, entry)
        judge = partial(judged, *shown, entry)
        made = Picker(self._surface.canvas(), self._theme, entry, targets, judge)
        self._floating = made
        made.chosen.connect(partial(self.ask, beside=beside))
        made.closed.connect(partial(self._closed, made))
        made.open_at(self._beside(beside))

    def _beside(self, subject: Subject | None) -> QPoint:
        canvas = self._surface.canvas()
        place = None if subject is None else self._surface.place_of(subject)
        if place is None:
            return canvas.viewport().mapToGlobal(canvas.viewport().rect().center())
        corner = canvas.mapFromScene(QRectF(place.x, place.y, place.width, place.height))
        box = corner.boundingRect() & canvas.viewport().rect()
        return canvas.viewport().mapToGlobal(QPointF(box.left(), box.bottom() + 4).toPoint())

    def _open(self, offer: Offer, where: QPoint) -> None:
        shown = self._surface.cluster()
        if shown is None:
            return
        self.close_floating()
        made = Popover(self._surface.canvas(), self._theme, offer, shown, live=self.gestures.live)
        self._floating = made
        made.edited.connect(self.edited)
        made.intent.connect(self.intent)
        made.previewed.connect(self.previewed)
        made.closed.connect(partial(self._closed, made))
        made.open_at(where)

    def close_floating(self) -> None:
        """Close the offer or the list that is open; nothing is changed."""
        if self._floating is not None:
            self._floating.close()

    def _closed(self, which: Floating) -> None:
        if self._floating is which:
            self._floating = None
