"""The desktop as a person has it: the real window and desk, by mouse and keyboard only."""

import asyncio
import os
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from engine.cib.version import Version
from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.cluster.changes import ChangeSet
from hagui.cluster.events import EventKind
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import SourcesStatus
from hagui.cluster.subject import Subject
from hagui.connecting import Direct
from hagui.desk import Desk
from hagui.graph.cards import Card
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.topology import Topology
from hagui.graph.view import TopologyView
from hagui.lab.process import LabProcess
from hagui.session.session import ClusterSession
from hagui.shell.progress import ActProgress
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.tree.rows import Row
from hagui.shell.tree.view import Tree
from hagui.shell.window import MainWindow
from tests.end2end.comparison import differences
from tests.rig import Node, Rig

W = TypeVar("W", bound=QWidget)

PATIENCE = 20.0
"""Seconds for what a cluster does; a test ends as soon as it is done."""
ABOUT_THE_VIEW = frozenset({EventKind.SOURCE, EventKind.STALE, EventKind.LIVE})
"""Events that tell of the view, not of the cluster."""
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class Told:
    """Something that reached the window, and when (monotonic seconds)."""

    at: float
    status: SourcesStatus
    version: Version
    """Of the copy shown."""
    change: ChangeSet | None = None
    """What changed in the cluster; None where only the sources did."""


class NotedDesk(Desk):
    """The desk; notes what it passes on to the window."""

    def __init__(
        self, window: MainWindow, kept: Settings, folder: Path, lab: LabProcess | None = None
    ) -> None:
        self.told: list[Told] = []
        super().__init__(window, kept, folder, lab=lab)

    def changed(self, change: ChangeSet) -> None:
        super().changed(change)
        session = self.connecting.session
        if session is not None:
            self._note(session.status, change)

    def sources(self, status: SourcesStatus) -> None:
        super().sources(status)
        self._note(status)

    def _note(self, status: SourcesStatus, change: ChangeSet | None = None) -> None:
        session = self.connecting.session
        if session is not None and session.live.loaded:
            version = session.live.state.version
            self.told.append(Told(time.monotonic(), status, version, change))


class NotedWindow(MainWindow):
    """The window; keeps what its progress strip reads, one after the other."""

    def __init__(self, appearance: Appearance, kept: Settings) -> None:
        self.stages: list[str] = []
        super().__init__(appearance, kept)

    def show_progress(self, progress: ActProgress) -> None:
        super().show_progress(progress)
        self.stages.append(self.panes.progress.stage.text())


class Screen:
    """One window and who sits before it."""

    def __init__(self, app: QApplication, window: NotedWindow, desk: NotedDesk) -> None:
        self.app = app
        self.window = window
        self.desk = desk

    # waiting

    async def until(
        self, condition: Callable[[], object], what: str, seconds: float = PATIENCE
    ) -> None:
        """Let Qt and asyncio run until something is so; ``what`` says it where it never is."""
        begun = time.monotonic()
        while not condition():
            if time.monotonic() - begun > seconds:
                raise AssertionError(f"not within {seconds:g} s: {what}")
            await asyncio.sleep(0.005)

    async def found(self, kind: type[W], seconds: float = PATIENCE) -> W:
        """The dialog of that kind, once it is there and has the keyboard."""

        def found() -> list[W]:
            every = self.app.topLevelWidgets()
            return [item for item in every if isinstance(item, kind) and item.isActiveWindow()]

        await self.until(found, f"a {kind.__name__} opens", seconds)
        return found()[0]

    def visible(self, widget: QWidget) -> bool:
        """Whether a dialog is still there."""
        return any(item is widget and item.isVisible() for item in self.app.topLevelWidgets())

    async def agrees(self, rig: Rig, seconds: float = 8.0) -> None:
        """The cluster settles, and the model behind the window says what crm_mon says."""
        await asyncio.to_thread(rig.wait_settled)
        until = time.monotonic() + seconds
        while found := differences(self.live, await asyncio.to_thread(rig.crm_mon)):
            assert time.monotonic() < until, "\n".join(found)
            await asyncio.sleep(0.1)
        self.window.settle()

    async def back(self, to: QWidget | None = None) -> None:
        """Give the window, or a dialog, the keyboard after another one, as window managers do."""
        widget = to or self.window
        widget.activateWindow()
        await self.until(widget.isActiveWindow, "the keyboard is back")

    # hands

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        QTest.keyClicks(self._focus(), text)

    def go_to(self, widget: QWidget) -> None:
        """Press Tab until the keyboard is there."""
        for _ in range(40):
            if widget.hasFocus():
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"no Tab leads to {widget.accessibleName() or widget}")

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self._focus(), key, modifiers)

    def click(self, widget: QWidget) -> None:
        """Click into the middle of a button."""
        QTest.mouseClick(widget, LEFT)

    def click_canvas(self, place: Rect) -> None:
        """Click into the middle of a place of the canvas."""
        QTest.mouseClick(self.canvas.viewport(), LEFT, pos=self._at(place))

    def _at(self, place: Rect) -> QPoint:
        return self.canvas.mapFromScene(QPointF(*place.center))

    def _focus(self) -> QWidget:
        app = self.app
        found = app.activePopupWidget() or app.focusWidget() or app.activeWindow()
        assert found is not None, "the keyboard is nowhere"
        return found

    # eyes

    @property
    def live(self) -> LiveCluster:
        """The live copy of the cluster on screen."""
        return self.session.live

    @property
    def session(self) -> ClusterSession:
        """The connection behind it."""
        assert self.desk.connecting.session is not None
        return self.desk.connecting.session

    @property
    def canvas(self) -> TopologyView:
        """The topology view."""
        return self.window.panes.canvas

    @property
    def topology(self) -> Topology:
        """Where things are on the canvas."""
        found = self.canvas.board_scene.topology
        assert found is not None
        return found

    def where(self, instance: str) -> list[str]:
        """The columns in which cards of a resource instance are; empty text is the tray."""
        board = self.topology.board
        return sorted(board.cards[key].node for key in board.by_instance[instance])

    def sentences(self) -> list[str]:
        """The event list as it reads, oldest first."""
        events = self.window.panes.bottom.events.events
        return [str(events.index(row).data()) for row in reversed(range(events.rowCount()))]

    def card(self, instance: str) -> Card:
        """The one card of a resource instance."""
        board = self.topology.board
        (key,) = board.by_instance[instance]
        return board.cards[key]

    @property
    def tree(self) -> Tree:
        """The tree."""
        return self.window.panes.left.tree

    def place_in_tree(self, subject: Subject) -> QPoint:
        """Where a row of the tree is, in its viewport."""
        index = self.tree.filter.mapFromSource(self.tree.rows.index_of(self.row(subject)))
        return self.tree.visualRect(index).center()

    def row(self, subject: Subject) -> Row:
        """A row of the tree."""
        found = self.tree.rows.row_of(subject)
        assert found is not None
        return found

    def details(self) -> str:
        """All that the inspector reads."""
        labels = self.window.panes.inspector.findChildren(QLabel)
        return "\n".join(item.text() for item in labels if item.isVisible())

    def freshness(self) -> str:
        """What the health line says of the data's age and source."""
        return self.window.panes.health.freshness.text()

    async def picture(self, name: str) -> None:
        """Keep a picture of the window, where ``HAGUI_SCREENSHOTS`` names a folder."""
        folder = os.environ.get("HAGUI_SCREENSHOTS")
        if folder:
            await asyncio.sleep(0.3)  # for what is still being laid out
            self.window.grab().save(str(Path(folder) / f"{name}.png"))

    # getting there

    async def connect(self, rig: Rig, *nodes: Node) -> None:
        """Connect without a dialog, to all nodes where none are named, and wait for them.

        The first one named is the one in view.
        """
        first, *others = nodes or tuple(rig.nodes)
        every = (first, *others)
        prints = tuple(node.fingerprint for node in every)
        direct = Direct((_address(first),), token=str(rig.token_file), fingerprints=prints)
        await self.desk.connecting.connect_directly(direct)
        for node in others:
            self.session.add(_address(node))
        await self.until(
            lambda: (
                len(self.session.status.live) == len(every)
                and self.session.status.followed == _address(first)
                and self.live.loaded
            ),
            "all engines are up",
        )
        await asyncio.sleep(0.5)  # for the snapshots of those that are not in view


def _address(node: Node) -> str:
    return f"{node.address}:{node.port}"


Steps = Callable[[Screen], Coroutine[None, None, None]]


def play(steps: Steps, app: QApplication, folder: Path, lab: LabProcess | None = None) -> None:
    """Sit down before a new window and do ``steps``; any fault of the program fails the test.

    The window's lab is ``lab``, where one is given.
    """
    load("en")
    appearance = Appearance(app, Scheme.LIGHT)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    window = NotedWindow(appearance, kept)
    window.resize(1280, 800)
    faults: list[str] = []

    async def life() -> int:
        desk = NotedDesk(window, kept, folder / "settings", lab)
        window.show()
        window.activateWindow()
        screen = Screen(app, window, desk)
        try:
            await screen.until(window.isActiveWindow, "the window comes up")
            await steps(screen)
        finally:
            await desk.close()
        return 0

    def note(what: str, error: BaseException | None) -> None:
        faults.append(f"{what}: {error!r}")

    try:
        runtime.run(life, app, report=note)
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()
    assert not faults


def button(dialog: QWidget, words: str) -> QPushButton:
    """The button of a dialog that bears these words."""
    every = dialog.findChildren(QPushButton)
    return next(item for item in every if item.text().replace("&", "") == words)
