"""The timeline in the window: lanes, bars, words, keys and mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hagui.appearance import Appearance, Scheme
from hagui.cluster.live import LiveCluster
from hagui.monitor.timeline.board import Board
from hagui.monitoring import Monitoring
from hagui.shell.actions import FOCUS_TIMELINE
from hagui.shell.bottom import Tab
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.window import MainWindow
from tests.hagui.cluster.mini import START, Story
from tests.hagui.shell.given import live_status


class Screen:
    """A window that shows the story, and the timeline in it."""

    def __init__(self, window: MainWindow, story: Story) -> None:
        self.window = window
        self.story = story
        self.now = float(START)
        story.begin()
        self.monitoring = Monitoring(window, clock=lambda: self.now)
        self.monitoring.begin(story.live)
        window.show_cluster(story.live, "web")
        window.show_sources(live_status())

    @property
    def board(self) -> Board:
        board = self.window.panes.bottom.timeline.board
        assert board is not None
        return board

    def open(self) -> Board:
        self.window.panes.bottom.show_tab(Tab.TIMELINE)
        QApplication.processEvents()
        return self.board

    def step(self, at: float, *, configuration: bool = False) -> None:
        self.now = START + at
        change = self.story.step(at, configuration=configuration)
        self.monitoring.follow(change)
        self.window.refresh(change)
        if self.window.panes.bottom.timeline.board is not None:
            self.board.tick()

    def fail_over(self) -> None:
        """webip fails on node1, which is lost and fenced; node2 takes it over."""
        cluster = self.story.cluster
        cluster.operation(
            "webip", "node1", "monitor", at=10, ms=40, rc=7, expected=0, interval=9000, reason="no"
        )
        self.step(10.2)
        cluster.down("node1", clean=False)
        self.step(20)
        cluster.down("node1", clean=True)
        self.step(25)
        cluster.pending("webip", "node2", "start")
        self.step(26)
        cluster.operation("webip", "node2", "start", at=26, ms=2000)
        self.step(28.1)

    @property
    def titles(self) -> list[str]:
        return [self.board.names.title(row) for row in range(len(self.board.tracks.shown))]


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, english: None, story: Story) -> Iterator[Screen]:
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    appearance = Appearance(qapp, Scheme.LIGHT)
    window = MainWindow(appearance, kept)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    made = Screen(window, story)
    yield made
    made.monitoring.end()
    appearance.deleteLater()


def _said(screen: Screen, at: float, title: str) -> str:
    screen.board.put(START + at, screen.titles.index(title))
    return screen.board.sentence


def test_nothing_is_made_before_it_is_looked_at(screen: Screen) -> None:
    assert screen.window.panes.bottom.timeline.board is None
    screen.fail_over()
    screen.open()
    assert "start webip on node2: done in 2 s" in _said(screen, 27, "webip")


def test_there_is_a_lane_for_each_node_resource_and_copy(screen: Screen) -> None:
    screen.open()
    assert screen.titles == [
        *("node1", "node2", "node3", "webip"),
        *("ping · node1", "ping · node2", "ping · node3"),
        *("db · node1", "db · node2", "db · node3"),
    ]


def test_the_cursor_says_what_was_true(screen: Screen) -> None:
    screen.open()
    screen.fail_over()
    assert "webip: started on node1" in _said(screen, 5, "webip")
    assert "quorum" in _said(screen, 5, "webip")
    assert "webip failed" in _said(screen, 12, "webip")
    assert "node1: unclean · fence node1" in _said(screen, 22, "node1")
    assert "webip: not active" in _said(screen, 25.5, "webip")
    assert "webip: started on node2" in _said(screen, 29, "webip")
    assert "not watched then" in _said(screen, -50, "webip")
    assert screen.board.said.accessibleDescription() == screen.board.sentence


def test_it_goes_along_with_the_time_until_it_is_paused(screen: Screen) -> None:
    board = screen.open()
    screen.step(100)
    assert board.view.live
    before = board.view.begin
    screen.step(160)
    assert board.view.begin == pytest.approx(before + 60)
    board.plot.setFocus()
    QTest.keyClick(board.plot, Qt.Key.Key_Space)
    assert not board.view.live
    paused = board.view.begin
    screen.step(200)
    assert board.view.begin == paused
    assert screen.window.panes.bottom.timeline.live.text() == "Go live"
    screen.window.panes.bottom.timeline.live.trigger()
    assert board.view.live
    assert screen.window.panes.bottom.timeline.live.text() == "Pause"


def test_keys_move_the_cursor_the_lanes_and_the_time(screen: Screen) -> None:
    board = screen.open()
    screen.fail_over()
    QTest.keyClick(board.plot, Qt.Key.Key_Left)
    assert board.painting.cursor == pytest.approx(START + 28.1 - board.view.seconds / 50)
    QTest.keyClick(board.plot, Qt.Key.Key_Down)
    QTest.keyClick(board.plot, Qt.Key.Key_Down)
    assert "node2: online" in board.sentence
    QTest.keyClick(board.plot, Qt.Key.Key_Escape)
    assert board.painting.cursor is None
    seconds = board.view.seconds
    QTest.keyClick(board.plot, Qt.Key.Key_Plus)
    assert board.view.seconds < seconds
    QTest.keyClick(board.plot, Qt.Key.Key_Home)
    assert not board.view.live
    QTest.keyClick(board.plot, Qt.Key.Key_End)
    assert board.view.live


def test_the_cursor_goes_from_happening_to_happening(screen: Screen) -> None:
    board = screen.open()
    screen.fail_over()
    found: list[float] = []
    for _ in range(4):
        QTest.keyClick(board.plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        assert board.painting.cursor is not None
        found.append(round(board.painting.cursor - START, 1))
    assert found == [26.1, 26.0, 25.0, 20.0] or found == [26.0, 25.0, 20.0, 10.2]
    QTest.keyClick(board.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert board.painting.cursor is not None
    assert round(board.painting.cursor - START, 1) > found[-1]


def test_the_mouse_points_puts_and_pulls(screen: Screen) -> None:
    board = screen.open()
    screen.fail_over()
    board.view.zoom(0.1)
    QApplication.processEvents()
    width = board.plot.viewport().width()
    assert board.plot.box.rect().width() == pytest.approx(width, abs=1)
    QTest.mouseMove(board.plot.viewport(), QPoint(width // 2, 30))
    QTest.mouseClick(board.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(width // 2, 30))
    middle = board.view.begin + board.view.seconds / 2
    assert board.painting.cursor == pytest.approx(middle, abs=board.view.seconds / width * 2)
    assert "node1: " in board.sentence
    begin = board.view.begin
    QTest.mousePress(board.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 40))
    QTest.mouseMove(board.plot.viewport(), QPoint(300, 40))
    QTest.mouseRelease(board.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 40))
    assert board.view.begin < begin
    assert not board.view.live


def test_only_what_changed_leaves_out_the_rest(screen: Screen) -> None:
    screen.open()
    screen.fail_over()
    screen.window.panes.bottom.timeline.busy.trigger()
    assert screen.titles == [
        *("node1", "node2", "node3", "webip"),
        *("ping · node1", "db · node1"),
    ]


def test_a_change_of_language_keeps_the_story(screen: Screen) -> None:
    screen.open()
    screen.fail_over()
    screen.window.speak("zh_CN")
    QApplication.processEvents()
    assert screen.window.panes.bottom.tabs.tabText(Tab.TIMELINE) == "时间线"
    assert "webip：在 node1 上，已启动" in _said(screen, 5, "webip")


def test_it_draws_without_complaint_in_both_looks(screen: Screen) -> None:
    board = screen.open()
    screen.fail_over()
    light = board.plot.grab().toImage()
    screen.window.panes.bottom.set_theme(screen.window.theme.dark())
    dark = board.plot.grab().toImage()
    assert light != dark
    assert light.pixelColor(5, 5) != dark.pixelColor(5, 5)


def test_a_key_goes_to_it_and_room_is_made_for_it(screen: Screen) -> None:
    window = screen.window
    before = window.panes.splitters["middle"].sizes()
    window.actions_[FOCUS_TIMELINE].trigger()
    QApplication.processEvents()
    assert window.panes.bottom.tabs.currentIndex() == Tab.TIMELINE
    assert screen.board.plot.hasFocus()
    assert window.panes.splitters["middle"].sizes()[1] > before[1] + 80
    window.panes.bottom.show_tab(Tab.EVENTS)
    QApplication.processEvents()
    assert window.panes.splitters["middle"].sizes() == before


def test_what_a_node_that_nobody_hears_ran_is_said_to_be_the_last_known(screen: Screen) -> None:
    screen.open()
    screen.fail_over()
    assert "webip: started on node1 as last known · node1 unclean" in _said(screen, 22, "webip")


def test_a_file_is_shown_as_a_whole_and_stands_still(
    screen: Screen, example: str, live: LiveCluster
) -> None:
    window = screen.window
    screen.monitoring.begin(live, file=True)
    window.show_cluster(live, "file")
    board = screen.open()
    assert len(board.tracks.bars) > 10
    begins = board.tracks.bars.begin
    assert board.view.begin < begins.min()
    assert begins.max() < board.view.end
    before = board.view.begin
    screen.now += 1000
    board.tick()
    assert board.view.begin == before
