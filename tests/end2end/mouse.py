"""A person's mouse: events reach whatever lies below the pointer, in whichever window."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.gestures.model import Kind
from hagui.graph.gestures.surface import Side
from hagui.graph.layout.geometry import Rect
from hagui.graph.offer.popover import Popover
from hagui.graph.view import TopologyView
from hagui.shell.viewing import View
from tests.end2end.screen import CTRL, LEFT, NONE, Screen, button

RIGHT = Qt.MouseButton.RightButton
STEPS = (0.05, 0.5, 0.9, 1.0)
"""Shares of the way where the pointer is seen in a drag."""


class Mouse:
    """One hand on the mouse, before a screen."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    @property
    def view(self) -> View:
        """The view in front."""
        return self._screen.window.panes.views.front

    # anywhere

    def click(
        self,
        widget: QWidget,
        at: QPoint | None = None,
        *,
        which: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = NONE,
    ) -> None:
        """Click on a widget, by default in its middle."""
        below, point = _below(widget, widget.rect().center() if at is None else at)
        _move(below, point, Qt.MouseButton.NoButton)
        QTest.mouseClick(below, which, keys, point)
        if which is RIGHT:  # which a platform makes of the click
            reason, there = QContextMenuEvent.Reason.Mouse, below.mapToGlobal(point)
            QApplication.sendEvent(below, QContextMenuEvent(reason, point, there, keys))

    # on the canvas

    def spot(self, place: Rect, across: float = 0.5, down: float = 0.5) -> QPoint:
        """A point of a place, in the pixels of the view in front; it has to be in sight."""
        scene = QPointF(place.x + place.width * across, place.y + place.height * down)
        point = self.view.mapFromScene(scene)
        assert self.view.viewport().rect().contains(point), f"{place} is out of sight"
        return point

    def place(self, name: str) -> Rect:
        """Where a resource is shown."""
        state = self._screen.live.state
        single = name in state.instances
        kind = SubjectKind.INSTANCE if single else SubjectKind.RESOURCE
        found = self.view.surface.place_of(Subject(kind, name))
        assert found is not None, f"{name} is not shown"
        return found

    def card(self, name: str, across: float = 0.3, down: float = 0.5) -> QPoint:
        """A point of a resource's card, away from its handle."""
        return self.spot(self.place(name), across, down)

    def node(self, name: str) -> QPoint:
        """A point of a node's header, away from its switch."""
        return self.spot(self._screen.topology.header(name), 0.4)

    def free(self, name: str) -> QPoint:
        """Ground of the diagram where nothing is; of the topology, where a resource runs."""
        if isinstance(self.view, TopologyView):
            (home,) = self._screen.where(name)
            column = self._screen.topology.column(home)
            return self.spot(Rect(column.x, column.bottom - 24, column.width, 20))
        room = self.view.viewport().rect()
        return QPoint(room.width() - 12, room.height() - 12)

    async def shows(self, constraint: str, card: str) -> None:
        """Select a card, so that the lines of its constraints are there to be pointed at."""
        self.select(self.card(card))
        subject = Subject(SubjectKind.CONSTRAINT, constraint)
        await self._screen.until(lambda: self.view.surface.place_of(subject), f"{constraint} shows")

    def end(self, constraint: str, side: Side) -> QPoint:
        """Where an end of a selected constraint's line is."""
        ends = [each for each in self.view.surface.ends() if each.side is side]
        assert [each.constraint for each in ends][:1] == [constraint]
        return self.spot(Rect(ends[0].x, ends[0].y, 0, 0))

    def chip(self, constraint: str) -> QPoint:
        """Where a constraint's chip, or the middle of its line, is."""
        found = self.view.surface.place_of(Subject(SubjectKind.CONSTRAINT, constraint))
        assert found is not None, f"{constraint} is not shown"
        return self.spot(found)

    def point(self, at: QPoint) -> None:
        """Point at a place of the canvas."""
        _move(*_below(self.view.viewport(), at), Qt.MouseButton.NoButton)

    def select(self, at: QPoint, *, also: bool = False) -> None:
        """Click on the canvas; ``also`` keeps what is selected."""
        self.click(self.view.viewport(), at, keys=CTRL if also else NONE)

    def double_click(self, at: QPoint) -> None:
        """Click twice on the canvas."""
        below, point = _below(self.view.viewport(), at)
        QTest.mouseClick(below, LEFT, NONE, point)
        QTest.mouseDClick(below, LEFT, NONE, point)

    def carry(self, start: QPoint, end: QPoint) -> None:
        """Press and drag to a place, and hold it there."""
        self.point(start)
        below, start = _below(self.view.viewport(), start)
        QTest.mousePress(below, LEFT, NONE, start)
        for share in STEPS:
            way = QPointF(start) + (QPointF(end) - QPointF(start)) * share
            _move(below, way.toPoint(), LEFT)

    def drop(self, at: QPoint) -> None:
        """Let go."""
        QTest.mouseRelease(self.view.viewport(), LEFT, NONE, at)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Drag and let go."""
        self.carry(start, end)
        self.drop(end)

    def draw(self, source: str, target: str) -> None:
        """Draw a line from the handle of one card to another card."""
        self.point(self.card(source))
        self.drag(self.card(source, 1.0), self.card(target))

    def said(self) -> str:
        """What is said beside the pointer."""
        return self.view.hands.gestures.overlay.look.words

    # what opens

    async def offer(self) -> Popover:
        """What a drop offers."""
        await self._screen.until(lambda: self.view.hands.popover, "the offer opens")
        found = self.view.hands.popover
        assert found is not None
        return found

    async def choose(self, kind: Kind, *, score: str = "") -> Popover:
        """Choose one of what is offered, and write its score."""
        offer = await self.offer()
        self.click(next(row for row in offer.rows if row.choice.kind is kind))
        assert offer.choice.kind is kind
        if score:
            field = offer.score_field
            assert field is not None
            self.click(field.line)
            self._screen.press(Qt.Key.Key_A, CTRL)
            self._screen.type(score)
        return offer

    async def take(self, offer: Popover, words: str = "Add to the draft") -> None:
        """Press the button of an offer."""
        self.click(button(offer, words))
        await self._screen.until(lambda: self.view.hands.popover is None, "the offer closes")

    def named(self, offer: Popover, name: str) -> QAbstractButton:
        """One of the small buttons of an offer, by its name for screen readers."""
        every = offer.findChildren(QAbstractButton)
        return next(each for each in every if each.accessibleName() == name and each.isVisible())

    async def menu(self, at: QPoint, *words: str) -> None:
        """Open the menu of what is at a place, and go through its entries by mouse."""
        self.click(self.view.viewport(), at, which=RIGHT)
        for each in words:
            await self._entry(each)

    async def _entry(self, words: str) -> None:
        def found() -> QMenu | None:
            popup = QApplication.activePopupWidget()
            if isinstance(popup, QMenu) and any(_plain(a.text()) == words for a in popup.actions()):
                return popup
            return None

        await self._screen.until(found, f"a menu with {words} opens")
        popup = found()
        assert popup is not None
        action = next(each for each in popup.actions() if _plain(each.text()) == words)
        self.click(popup, popup.actionGeometry(action).center())


def _plain(words: str) -> str:
    return words.replace("&", "")


def _below(widget: QWidget, at: QPoint) -> tuple[QWidget, QPoint]:
    """What is in front at a point of a widget, be it in it, and where in that."""
    window = widget.window()
    blocked = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    assert blocked in {None, window}, f"{blocked} does not let a click through"
    point = widget.mapTo(window, at)
    found = window.childAt(point) or window
    assert found is widget or widget.isAncestorOf(found), f"{found} covers {widget}"
    return found, found.mapFrom(window, point)


def _move(widget: QWidget, point: QPoint, held: Qt.MouseButton) -> None:
    """Move the pointer over a widget; without ``QTest``, which would let other tasks run."""
    kind, there = QEvent.Type.MouseMove, QPointF(widget.mapToGlobal(point))
    moved = QMouseEvent(kind, QPointF(point), there, Qt.MouseButton.NoButton, held, NONE)
    QApplication.sendEvent(widget, moved)
