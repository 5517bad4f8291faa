"""Recordings as files: opened, looked at, never changed; and what is said where they are torn."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.desk import Desk
from hagui.opening import OpenError
from hagui.shell.actions import FOCUS_TIMELINE
from hagui.shell.settings import MOTION, RECENT_FILES, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from hagui.taped import Taped, read_any
from tests.hagui.cluster.mini import START, MiniCluster
from tests.hagui.monitor.recording.watching import Watching
from tests.hagui.session.test_session import until


@pytest.fixture
def recording(qapp: QApplication, tmp_path: Path) -> Path:
    """webip moves from node1, which is lost and fenced, to node2; all within a minute."""
    cluster = MiniCluster()
    cluster.primitive("webip")
    cluster.operation("webip", "node1", "start", at=-100, ms=300)
    watching = Watching(tmp_path / "kept", cluster)
    watching.begin()
    cluster.down("node1", clean=False)
    watching.step(20)
    cluster.down("node1", clean=True)
    watching.step(5)
    cluster.operation("webip", "node2", "start", at=26, ms=2000)
    watching.step(3)
    file = tmp_path / "ticket.hagui"
    watching.recorder.save_as(file, START, START + 60.0)
    asyncio.run(watching.close())
    return file


def sit(
    qapp: QApplication, folder: Path, steps: Callable[[MainWindow, Desk], Awaitable[None]]
) -> Settings:
    """Do ``steps`` in a new window; returns its settings."""
    load("en")
    appearance = Appearance(qapp, Scheme.LIGHT)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    window = MainWindow(appearance, kept)

    async def main() -> int:
        desk = Desk(window, kept, folder)
        window.show()
        try:
            await steps(window, desk)
        finally:
            await desk.close()
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()
    return kept


def where(window: MainWindow) -> list[str]:
    """The columns in which cards of webip are."""
    topology = window.panes.canvas.board_scene.topology
    assert topology is not None
    board = topology.board
    return sorted(board.cards[key].node for key in board.by_instance["webip"])


async def rest(desk: Desk) -> None:
    """The moment that is wanted is on screen."""

    def there() -> bool:
        player = desk.replaying.player
        return player is not None and not player.waiting

    await until(there)


def test_a_file_shows_its_end_and_every_moment_before(
    qapp: QApplication, tmp_path: Path, recording: Path
) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(recording))
        bar = window.panes.replay
        assert bar.isVisible()
        assert "Recording ticket.hagui · " in bar.title.text()
        assert "Recording ticket.hagui" in window.windowTitle()
        assert not bar.back.isVisible()
        assert where(window) == ["node2"]
        assert window.panes.bottom.events.events.rowCount() > 0
        window.replay.sought.emit(START + 10.0)
        await rest(desk)
        assert where(window) == ["node1"]
        QTest.keyClick(window, Qt.Key.Key_Period)
        await rest(desk)
        assert desk.replaying.player is not None
        assert desk.replaying.player.index == 1
        # there is nothing live to return to
        QTest.keyClick(window, Qt.Key.Key_Escape)
        await rest(desk)
        assert bar.isVisible()
        # the timeline tells the whole story, not that of one moment
        window.actions_[FOCUS_TIMELINE].trigger()
        board = window.panes.bottom.timeline.make()
        assert board.view.begin <= START + 1
        assert board.view.now >= START + 28
        titles = [board.names.title(row) for row in range(len(board.tracks.shown))]
        assert "webip" in titles
        # another language makes the window anew
        window.speak("zh_CN")
        assert "录制文件 ticket.hagui" in window.panes.replay.title.text()
        window.speak("en")

    kept = sit(qapp, tmp_path / "settings", steps)
    assert kept.get(RECENT_FILES) == [str(recording)]


def test_nothing_can_be_changed_in_a_file(
    qapp: QApplication, tmp_path: Path, recording: Path
) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(recording))
        for action, made in window.actions_:
            if action.menu in {action.menu.EDIT, action.menu.ACT, action.menu.LAB}:
                assert not made.isEnabled(), action.id
                assert "only looked at" in made.toolTip(), action.id
        assert not window.panes.canvas.hands.gestures.enabled

    sit(qapp, tmp_path / "settings", steps)


def test_a_file_may_be_dropped_and_another_opened_after_it(
    qapp: QApplication, tmp_path: Path, recording: Path
) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(recording))])
        drop = QDropEvent(
            QPointF(300, 300),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        window.dropEvent(drop)
        await until(window.panes.replay.isVisible)
        await rest(desk)
        cib = tmp_path / "cib.xml"
        cib.write_text(MiniCluster().snapshot())
        await desk.open(str(cib))
        assert not window.panes.replay.isVisible()
        assert window.panes.health.freshness.text() == "file cib.xml"
        assert desk.replaying.player is None

    sit(qapp, tmp_path / "settings", steps)


def test_a_torn_file_says_so_and_what_to_do(recording: Path, english: None) -> None:
    data = recording.read_bytes()
    torn = recording.with_name("torn.hagui")
    torn.write_bytes(data[: len(data) // 2])
    with pytest.raises(OpenError, match="damaged or cut off"):
        read_any(str(torn))
    torn.write_bytes(b"")
    with pytest.raises(OpenError, match=r"torn\.hagui"):
        read_any(str(torn))


def test_a_later_format_and_what_is_no_recording_are_said(recording: Path, english: None) -> None:
    database = sqlite3.connect(recording)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(OpenError, match="later version"):
        read_any(str(recording))
    other = recording.with_name("other.hagui")
    other.write_text("<cib/>" * 100)
    with pytest.raises(OpenError, match="no recording"):
        read_any(str(other))
    with pytest.raises(OpenError, match="no file"):
        read_any(str(recording.with_name("missing.hagui")))


def test_a_recording_is_known_without_its_suffix(recording: Path) -> None:
    found = read_any(str(recording.rename(recording.with_name("attachment"))))
    assert isinstance(found, Taped)
    found.film.recording.close()
    assert len(found.film.reel) == 4
