"""A plug is pulled in a lab of real processes; what came of it is replayed, saved, and opened."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.cib.state.model import ClusterState
from engine.protocol.verbs import Fault
from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.desk import Desk
from hagui.lab.process import LabProcess
from hagui.shell.actions import FOCUS_EVENTS, FOCUS_TIMELINE
from hagui.shell.replay import actions as replay_actions
from hagui.shell.replay.saving import SaveRecordingDialog
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.end2end.lab.labs import PATIENCE, Lab
from tests.hagui.session.test_session import until

WEB = "webserver"


class Seat:
    """One window, and who sits before it."""

    def __init__(self, qapp: QApplication) -> None:
        self.app = qapp
        self.kept = Settings(Memory())
        self.kept.set(MOTION, value=False)
        self.appearance = Appearance(qapp, Scheme.LIGHT)
        self.window = MainWindow(self.appearance, self.kept)
        self.window.resize(1280, 800)
        self.desk: Desk

    def cards(self) -> list[str]:
        """The columns in which cards of the web server are."""
        topology = self.window.panes.canvas.board_scene.topology
        if topology is None:
            return []
        board = topology.board
        return sorted(board.cards[key].node for key in board.by_instance.get(WEB, ()))

    def state(self) -> ClusterState:
        """What the canvas shows."""
        cluster = self.window.panes.canvas.cluster
        assert cluster is not None
        return cluster[1]

    def home(self) -> str | None:
        """Where the web server runs in the cluster as it is now."""
        session = self.desk.connecting.session
        if session is None or not session.live.loaded:
            return None
        instance = session.live.state.instances.get(WEB)
        return instance.nodes[0] if instance is not None and instance.nodes else None

    async def soon(self, holds: Callable[[], object]) -> None:
        await until(holds, PATIENCE)

    async def still(self) -> None:
        """The moment that is wanted is on screen, everywhere."""

        def there() -> bool:
            player = self.desk.replaying.player
            return player is None or not player.waiting

        await self.soon(there)
        await asyncio.sleep(0.08)  # the panes follow within a moment
        self.window.settle()

    async def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.app.focusWidget() or self.window, key)
        await asyncio.sleep(0.05)
        await self.still()

    async def picture(self, name: str) -> None:
        folder = os.environ.get("HAGUI_SCREENSHOTS")
        if folder:
            await asyncio.sleep(0.3)
            self.window.grab().save(str(Path(folder) / f"{name}.png"))


def sit(
    qapp: QApplication, steps: Callable[[Seat], Awaitable[None]], make: Callable[[Seat], Desk]
) -> None:
    """Sit down before a new window."""
    load("en")
    seat = Seat(qapp)

    async def main() -> int:
        seat.desk = make(seat)
        seat.window.show()
        seat.window.activateWindow()
        try:
            await steps(seat)
        finally:
            await seat.desk.close()
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        seat.window.close()
        seat.window.deleteLater()
        seat.appearance.deleteLater()


def test_a_failover_is_seen_again_as_it_was(
    own_lab: Lab, qapp: QApplication, tmp_path: Path
) -> None:
    file = tmp_path / "ticket.hagui"
    kept: dict[float, list[str]] = {}
    """Where the cards were, at some moments of the replay."""

    async def live(seat: Seat) -> None:
        window, desk = seat.window, seat.desk
        desk.open_lab_soon()
        await seat.soon(seat.home)
        first = seat.home()
        assert first is not None
        window.intent.emit(Fault("kill", (first,)))
        await seat.soon(lambda: seat.home() not in (None, first))
        await asyncio.sleep(1.5)
        second = seat.home()
        assert second is not None
        assert seat.cards() == [second]

        # back to before, along the timeline: Ctrl+Left goes from one happening to the other
        window.actions_[FOCUS_TIMELINE].trigger()
        board = window.panes.bottom.timeline.make()
        teller = desk.monitoring.teller
        assert teller is not None
        went = next(mark.time for mark in teller.chronicle.marks if mark.node == first)
        board.plot.setFocus()
        for _ in range(200):
            cursor = board.painting.cursor
            if cursor is not None and cursor < went:
                break
            QTest.keyClick(board.plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        assert board.painting.cursor is not None
        assert board.painting.cursor < went
        assert desk.replaying.player is None
        await seat.press(Qt.Key.Key_Return)
        await seat.still()
        player = desk.replaying.player
        assert player is not None
        assert seat.cards() == [first]
        assert window.panes.replay.isVisible()
        assert "⏪" in window.windowTitle()
        assert seat.state().nodes[first].online
        await seat.picture("replay-before")

        # patch by patch until it has moved
        window.actions_[FOCUS_EVENTS].trigger()
        seen: list[list[str]] = [seat.cards()]
        for _ in range(400):
            kept[player.at] = seat.cards()
            if seat.cards() == [second] and seat.state().instances[WEB].nodes:
                break
            index = player.index
            await seat.press(Qt.Key.Key_Period)
            assert player.index == (index or 0) + 1
            if seat.cards() != seen[-1]:
                seen.append(seat.cards())
        assert seen[0] == [first]
        assert seen[-1] == [second]
        kept[player.at] = seat.cards()
        await seat.picture("replay-moved")

        # once more, played
        window.replay.sought.emit(min(kept))
        await seat.still()
        assert seat.cards() == [first]
        bar = window.panes.replay
        bar.speed.setCurrentIndex(bar.speed.findData(100))
        bar.slider.setFocus()
        QTest.keyClick(bar.slider, Qt.Key.Key_Space)
        assert player.playing
        await seat.soon(lambda: not player.playing)
        await seat.still()
        assert seat.cards() == [second]

        # nothing of it touches the cluster that goes on behind it
        window.replay.sought.emit(min(kept))
        await seat.still()
        await seat.press(Qt.Key.Key_Escape)
        assert desk.replaying.player is None
        assert not bar.isVisible()
        session = desk.connecting.session
        assert session is not None
        await seat.soon(lambda: seat.state() == session.live.state)
        assert seat.cards() == [second]

        window.actions_[replay_actions.SAVE].trigger()

        def dialogs() -> list[SaveRecordingDialog]:
            every = window.findChildren(SaveRecordingDialog)
            return [item for item in every if item.isVisible()]

        await seat.soon(dialogs)
        (dialog,) = dialogs()
        await seat.picture("replay-save")
        dialog.chosen.emit(file, dialog.stretch)
        dialog.reject()
        await seat.soon(file.exists)
        await seat.soon(lambda: "ticket.hagui" in window.panes.notice.text.text())

    async def opened(seat: Seat) -> None:
        window, desk = seat.window, seat.desk
        await desk.open(str(file))
        await seat.still()
        player = desk.replaying.player
        assert player is not None
        assert window.panes.replay.title.text().startswith("Recording ticket.hagui")
        assert window.shown is not None
        assert not any(
            made.isEnabled()
            for action, made in window.actions_
            if action.menu in {action.menu.EDIT, action.menu.ACT}
        )
        for at, cards in kept.items():
            window.replay.sought.emit(at)
            await seat.still()
            assert seat.cards() == cards
        window.actions_[FOCUS_TIMELINE].trigger()
        await seat.picture("recording-file")
        events = window.panes.bottom.events.events
        assert events.rowCount() > 0

    def with_lab(seat: Seat) -> Desk:
        lab = LabProcess(str(own_lab.folder), cib=str(own_lab.cib_file))
        return Desk(seat.window, seat.kept, tmp_path / "settings", lab=lab)

    sit(qapp, live, with_lab)
    sit(qapp, opened, lambda seat: Desk(seat.window, seat.kept, tmp_path / "others"))
