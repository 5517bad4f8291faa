"""A person's keyboard: keys go to whatever has it, and nothing else is ever used."""

from collections import deque

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton, QWidget

from hagui.cluster.subject import Subject
from hagui.graph.gestures.model import Kind
from hagui.graph.layout.targets import Direction, Target, TargetKind, neighbour
from hagui.graph.layout.topology import Topology
from hagui.graph.offer.picker import Picker
from hagui.graph.offer.popover import Popover
from hagui.shell.review.dialog import ReviewDialog
from hagui.shell.review.values import Rehearsed
from tests.end2end.screen import ALT, CTRL, NONE, Screen

Key = Qt.Key
AS_PREDICTED = "done, the cluster has settled as predicted"
ARROWS = {
    Direction.LEFT: Key.Key_Left,
    Direction.RIGHT: Key.Key_Right,
    Direction.UP: Key.Key_Up,
    Direction.DOWN: Key.Key_Down,
}
MOST = 120
"""So many entries or widgets are walked through at most."""


class Keyboard:
    """Two hands on the keyboard, before a screen."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._known = 0
        """So many changes were in the draft when it was looked at last."""

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key some times."""
        for _ in range(times):
            self._screen.press(key, modifiers)

    # to what is meant

    async def find(self, name: str) -> None:
        """Find something by its name, so that it is selected, and stay on the canvas."""
        screen = self._screen

        def listed() -> bool:
            every = (row.subject for row in screen.tree.rows.every_row())
            return any(each is not None and is_(each, name) for each in every)

        await screen.until(listed, f"{name} is in the tree")
        self.press(Key.Key_F, CTRL)
        screen.type(name)
        for _ in range(MOST):
            self.press(Key.Key_Return)
            if is_(screen.window.subject, name):
                break
        else:
            raise AssertionError(f"the search does not find {name}")
        self.press(Key.Key_Escape)
        self.press(Key.Key_2, ALT)
        canvas = screen.window.panes.views.front
        await screen.until(canvas.hasFocus, "the canvas has the keyboard")

    def also(self, name: str) -> None:
        """Select a card of the topology beside what is selected: Ctrl and arrows, then Space."""
        screen = self._screen
        topology = screen.topology
        start = Target(TargetKind.CARD, screen.card(screen.window.subject.id).key)
        for direction in path(topology, start, Target(TargetKind.CARD, screen.card(name).key)):
            self.press(ARROWS[direction], CTRL)
        self.press(Key.Key_Space, CTRL)
        chosen = {each.id for each in screen.window.panes.views.selection}
        assert name in chosen, f"{name} is not among {chosen}"

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until a widget has the keyboard."""
        for _ in range(MOST):
            if widget.hasFocus():
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"no Tab leads to {widget.accessibleName() or widget}")

    async def shown(self, name: str) -> QPushButton:
        """A button of the inspector, by its name for screen readers."""
        inspector = self._screen.window.panes.inspector

        def found() -> list[QPushButton]:
            every = inspector.findChildren(QPushButton)
            return [each for each in every if each.accessibleName() == name and each.isVisible()]

        await self._screen.until(found, f"the inspector has a button for: {name}")
        return found()[0]

    def push(self, button: QAbstractButton) -> None:
        """Go to a button by Tab, and press it by the space bar."""
        self.tab_to(button)
        self.press(Key.Key_Space)

    # menus, lists and offers

    async def menu(self, *words: str) -> None:
        """Open the menu of what is selected, and go down it and the menus in it."""
        self.press(Key.Key_Menu)
        await self._screen.until(QApplication.activePopupWidget, "the menu opens")
        for level, each in enumerate(words):
            self._walk(each)
            last = level == len(words) - 1
            self.press(Key.Key_Return if last else Key.Key_Right)
        await self._screen.until(lambda: not QApplication.activePopupWidget(), "the menu closes")
        if QApplication.activeModalWidget() is None:
            await self._screen.back()

    def _walk(self, words: str) -> None:
        for _ in range(MOST):
            popup = QApplication.activePopupWidget()
            now = popup.activeAction() if isinstance(popup, QMenu) else None
            if now is not None and now.text().replace("&", "") == words:
                return
            self.press(Key.Key_Down)
        raise AssertionError(f"no {words} in the menu")

    async def pick(self, name: str) -> None:
        """Pick a target from the list that is open."""
        hands = self._screen.window.panes.views.front.hands
        await self._screen.until(lambda: hands.picker, "the list of targets opens")
        picker = hands.picker
        assert isinstance(picker, Picker)
        self._screen.type(name)
        now = picker.rows.currentItem()
        assert now is not None, f"{name} cannot be chosen of {picker.shown}"
        assert now.text().split("  ·  ")[0] == name
        self.press(Key.Key_Return)

    async def offer(self, kind: Kind | None = None) -> Popover:
        """What is offered, with a choice highlighted by its digit."""
        hands = self._screen.window.panes.views.front.hands
        await self._screen.until(lambda: hands.popover, "the offer opens")
        offer = hands.popover
        assert offer is not None
        if kind is not None:
            digit = [row.choice.kind for row in offer.rows].index(kind) + 1
            self._screen.type(str(digit))
            assert offer.choice.kind is kind
        return offer

    def score(self, offer: Popover, keys: str) -> None:
        """Write the score of an offer."""
        assert offer.score_field is not None
        self.tab_to(offer.score_field.line)
        self.press(Key.Key_A, CTRL)
        self._screen.type(keys)

    def switch(self, offer: Popover, name: str) -> None:
        """Choose one of a few words, named as for screen readers: Tab, and then by arrows."""
        every = [each for each in offer.findChildren(QAbstractButton) if each.isVisible()]
        wanted = next(each for each in every if each.accessibleName() == name)
        words = wanted.group()
        self.tab_to(next(each for each in words.buttons() if each.isChecked()))
        for _ in words.buttons():
            if not wanted.isChecked():
                self.press(Key.Key_Right)
        assert wanted.isChecked()

    # the draft

    @property
    def drafted(self) -> list[str]:
        """The changes of the draft as the list reads."""
        return [row.sentence.text() for row in self._screen.window.panes.bottom.draft.rows()]

    async def drafts(self, sentence: str = "") -> None:
        """There are more changes than before, and the newest says this."""

        def more() -> bool:
            return len(self.drafted) > self._known and sentence in self.drafted[-1]

        try:
            await self._screen.until(more, f"the draft says: {sentence}")
        except AssertionError as error:
            error.add_note(f"it says: {self.drafted}")
            raise
        self._known = len(self.drafted)

    async def commit(self) -> None:
        """Review and commit the draft, and wait until the cluster has done it."""
        screen = self._screen
        forecast, stages = screen.desk.workbench.forecast, screen.window.stages

        def rehearsed() -> bool:
            now = forecast.rehearsal
            return now is not None and now.stage is Rehearsed.DONE

        await screen.until(rehearsed, "the draft is rehearsed")
        await screen.back()
        stages.clear()
        self.press(Key.Key_Return, CTRL)
        dialog = await screen.found(ReviewDialog)
        await screen.until(dialog.commit.isEnabled, "it can be committed")
        self.press(Key.Key_Return, CTRL)
        await screen.until(lambda: AS_PREDICTED in stages, "the cluster settles as predicted", 60)
        assert self.drafted == []
        self._known = 0
        await screen.back()


def path(topology: Topology, start: Target, end: Target) -> list[Direction]:
    """The arrows that lead from one card to another, as few as may be."""
    ways: dict[Target, list[Direction]] = {start: []}
    ahead = deque([start])
    while ahead:
        here = ahead.popleft()
        if here == end:
            return ways[here]
        for direction in Direction:
            there = neighbour(topology, here, direction)
            if there is not None and there not in ways:
                ways[there] = [*ways[here], direction]
                ahead.append(there)
    raise AssertionError(f"no arrows lead to {end.key}")


def is_(subject: Subject, name: str) -> bool:
    """Whether a subject is of that name, or an instance of it."""
    return subject.id.partition(":")[0] == name
