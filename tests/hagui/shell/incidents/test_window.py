"""Incidents in the window: the strip, the list, the card, by mouse and by keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hagui.appearance import Appearance, Scheme
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.monitor.probes.model import How, Outage, Target
from hagui.shell.actions import FOCUS_INCIDENTS
from hagui.shell.bottom import Tab
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.window import MainWindow
from tests.hagui.cluster.mini import START, MiniCluster, Story
from tests.hagui.shell.given import live_status
from tests.hagui.shell.incidents.screen import Screen


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, english: None) -> Iterator[Screen]:
    cluster = MiniCluster()
    cluster.primitive("webip")
    cluster.clone("ping")
    cluster.clone("db", promotable="true")
    cluster.operation("webip", "node1", "start", at=-100, ms=300)
    for node in cluster.nodes:
        cluster.operation("ping", node, "start", at=-100)
        cluster.operation("db", node, "start", at=-100)
    cluster.operation("db", "node1", "promote", at=-90)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    appearance = Appearance(qapp, Scheme.LIGHT)
    window = MainWindow(appearance, kept)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made = Screen(window, Story(cluster, LiveCluster()))
    yield made
    made.monitoring.end()
    appearance.deleteLater()


def _words(screen: Screen) -> list[str]:
    return screen.card.steps.accessibleName().split(", ")


def test_as_long_as_nothing_happened_it_says_what_will_be_here(screen: Screen) -> None:
    screen.window.actions_[FOCUS_INCIDENTS].trigger()
    assert screen.window.panes.bottom.tabs.currentIndex() == Tab.INCIDENTS
    assert screen.pane.empty.isVisible()
    assert "Nothing has gone wrong" in screen.pane.empty.text()
    assert not screen.strip.isVisible()


def test_the_strip_tells_what_is_wrong_and_where_it_stands(screen: Screen) -> None:
    screen.lose_node1()
    screen.wait(3.3)
    assert screen.strip.isVisible()
    screen.strip.refresh()
    assert screen.strip.text.text().startswith("node1 lost · fencing… 2.3 s")
    assert not screen.strip.closer.isVisible()
    tab = screen.window.panes.bottom.tabs
    assert not tab.tabIcon(Tab.INCIDENTS).isNull()
    QTest.mouseClick(screen.strip.button, Qt.MouseButton.LeftButton)
    assert tab.currentIndex() == Tab.INCIDENTS
    assert screen.pane.list.hasFocus()
    assert _words(screen) == ["detected 0 ms", "fencing… 2.3 s"]


def test_the_strip_says_how_it_ended_until_it_was_seen(screen: Screen) -> None:
    screen.lose_node1()
    screen.take_over()
    screen.wait(9)
    assert screen.strip.text.text() == "node1 lost · all is well after 4.8 s"
    QTest.mouseClick(screen.strip.closer, Qt.MouseButton.LeftButton)
    assert not screen.strip.isVisible()
    screen.window.actions_[FOCUS_INCIDENTS].trigger()
    assert screen.listed() == ["node1 lost"]


def test_the_card_grows_with_the_incident(screen: Screen) -> None:
    screen.window.actions_[FOCUS_INCIDENTS].trigger()
    screen.lose_node1()
    assert "lost it" in screen.card.cause.text()
    assert screen.rows() == [
        ("db (promoted)", "node1", "waits for fencing", "down for 0 ms"),
        ("webip", "node1", "waits for fencing", "down for 0 ms"),
        ("ping", "node1", "waits for fencing", ""),
    ]
    screen.take_over()
    assert _words(screen)[-1].startswith("settling…")
    screen.wait(9)
    assert _words(screen) == [
        "detected 0 ms",
        "fenced 3 s",
        "stopped 0 ms",
        "started 1.8 s",
        "healthy 0 ms",
    ]
    assert screen.card.state.text() == "all is well again · 4.8 s"
    assert screen.rows() == [
        ("db (promoted)", "node1", "node2", "4.8 s"),
        ("webip", "node1", "node2", "4 s"),
        ("ping", "node1", "nowhere, as it should be", ""),
    ]
    assert screen.card.notes.texts == ["Find out why node1 went, and let it join again."]


def test_what_is_selected_in_the_card_is_selected_in_the_window(screen: Screen) -> None:
    screen.window.actions_[FOCUS_INCIDENTS].trigger()
    screen.lose_node1()
    screen.take_over()
    moves = screen.card.moves
    item = next(
        found
        for found in map(moves.topLevelItem, range(moves.topLevelItemCount()))
        if found is not None and found.text(0) == "webip"
    )
    for column, subject in (
        (0, Subject(SubjectKind.RESOURCE, "webip")),
        (2, Subject(SubjectKind.NODE, "node2")),
    ):
        place = moves.visualRect(moves.indexFromItem(item, column)).center()
        QTest.mouseClick(moves.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert screen.window.subject == subject
    moves.setFocus()
    QTest.keyClick(moves, Qt.Key.Key_Left)
    assert screen.window.subject == Subject(SubjectKind.NODE, "node1")


def test_the_stretch_is_shown_on_the_timeline(screen: Screen) -> None:
    screen.lose_node1()
    screen.take_over()
    screen.wait(9)
    screen.window.actions_[FOCUS_INCIDENTS].trigger()
    QTest.mouseClick(screen.card.timeline_button, Qt.MouseButton.LeftButton)
    bottom = screen.window.panes.bottom
    assert bottom.tabs.currentIndex() == Tab.TIMELINE
    board = bottom.timeline.board
    assert board is not None
    assert board.view.begin <= START + 1
    assert board.view.end >= START + 5.85


def test_it_is_copied_for_a_ticket(screen: Screen) -> None:
    screen.lose_node1()
    target = Target(How.HTTP, "192.0.2.1", 80, resource="webip")
    screen.part.probed(Outage(target, START + 0.9, missed=1, slack=0.25))
    screen.take_over()
    screen.part.probed(Outage(target, START + 0.9, START + 5.1, missed=9, slack=0.25))
    screen.wait(9)
    screen.window.actions_[FOCUS_INCIDENTS].trigger()
    QTest.mouseClick(screen.card.copy_button, Qt.MouseButton.LeftButton)
    text = QApplication.clipboard().text()
    assert text.startswith("Incident 1 of web: node1 lost\n")
    assert "  webip: node1 → node2  4" in text
    assert "HTTP 192.0.2.1:80/) did not answer for 4200 ms (perhaps 250 ms longer)" in text
    assert "fenced  3 s" in text
    screen.window.speak("zh_CN")
    QApplication.processEvents()
    QTest.mouseClick(screen.card.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text().startswith("web 的故障事件 1：node1 丢失\n")
    assert not screen.strip.isVisible() or "node1 丢失" in screen.strip.text.text()


def test_the_newest_is_on_top_and_what_goes_on_before_all(screen: Screen) -> None:
    screen.window.actions_[FOCUS_INCIDENTS].trigger()
    screen.lose_node1()
    screen.take_over()
    screen.wait(20)
    screen.cluster.standby.add("node3")
    screen.step(30, configuration=True)
    assert screen.listed() == ["node3 set to standby", "node1 lost"]
    assert screen.part.number == 2
    for name in ("ping", "db"):
        screen.cluster.operation(name, "node3", "stop", at=31)
    screen.step(31.5)
    screen.wait(35)
    assert screen.part.number is None
    assert not screen.strip.isVisible()
    screen.pane.list.setFocus()
    assert screen.card.state.text().startswith("planned, done")
    QTest.keyClick(screen.pane.list, Qt.Key.Key_Down)
    assert screen.pane.chosen is not None
    assert screen.pane.chosen.number == 1


def test_what_the_cluster_gave_up_on_is_said(screen: Screen) -> None:
    cluster = screen.cluster
    cluster.operation("webip", "node1", "monitor", at=1, rc=7, expected=0, interval=10_000)
    screen.step(1.2)
    del cluster.operations["node1", "webip"]["monitor_10000"]
    cluster.operation("webip", "node1", "stop", at=2)
    screen.step(2.1)
    cluster.operation("webip", "node2", "start", at=3, rc=1, expected=0, reason="no licence")
    screen.step(3.6)
    cluster.operation("webip", "node2", "stop", at=4)
    screen.step(4.2)
    screen.wait(20)
    assert "not as it should be: webip" in screen.strip.text.text()
    screen.window.actions_[FOCUS_INCIDENTS].trigger()
    notes = screen.card.notes.texts
    assert notes[0] == "Also: The start of webip failed on node2: no licence"
    assert "mend it, then clean up" in notes[1]
    assert screen.rows() == [("webip", "node1", "nowhere", "down for 3 s")]


def test_another_cluster_has_its_own(screen: Screen) -> None:
    screen.window.actions_[FOCUS_INCIDENTS].trigger()
    screen.lose_node1()
    assert screen.strip.isVisible()
    assert screen.listed() == ["node1 lost"]
    screen.monitoring.end()
    assert not screen.strip.isVisible()
    assert screen.pane.empty.isVisible()


def test_a_file_tells_what_its_histories_hold(screen: Screen) -> None:
    cluster = screen.cluster
    cluster.operation("webip", "node1", "monitor", at=10, rc=7, expected=0, interval=10_000)
    cluster.operation("webip", "node1", "stop", at=11, ms=300)
    cluster.operation("webip", "node2", "start", at=12, ms=500)
    screen.story.live.load(cluster.snapshot(), at=START + 500, source="cib.xml")
    screen.monitoring.begin(screen.story.live, name="cib.xml", file=True)
    screen.window.show_cluster(screen.story.live, "cib.xml")
    screen.window.actions_[FOCUS_INCIDENTS].trigger()
    assert screen.listed() == ["webip failed on node1"]
    assert not screen.strip.isVisible()
    assert screen.rows() == [("webip", "node1", "node2", "2.5 s")]


def test_while_no_engine_is_heard_nothing_is_over(screen: Screen) -> None:
    screen.lose_node1()
    screen.take_over()
    screen.monitoring.sources(SourcesStatus(Freshness.STALE))
    screen.wait(60)
    assert screen.part.number == 1
    screen.monitoring.sources(live_status())
    screen.wait(61)
    assert screen.part.number is None
