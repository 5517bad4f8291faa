"""What the health line says, and where a click leads."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.cib.state.model import ClusterState
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness, Link, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.shell.bottom import Tab
from hagui.shell.health import HealthLine, Pill
from hagui.shell.strips import Banner
from hagui.shell.window import MainWindow
from hagui.theme import Theme
from tests.hagui.shell.given import facts, lasting, live_status, source


@pytest.fixture
def state(live: LiveCluster) -> ClusterState:
    return live.state


@pytest.fixture
def line(qtbot: QtBot, english: None) -> Iterator[HealthLine]:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = HealthLine(Theme.light(), holder, now=lambda: 100.14)
    made.resize(1280, 44)
    holder.show()
    yield made
    made.close_popup()


def test_a_calm_cluster_is_told_without_alarm(line: HealthLine, state: ClusterState) -> None:
    line.show_state(state, 0)
    assert line.quorum.text() == "Quorum 3 of 3"
    assert line.quorum.property("tone") == ""
    assert line.dc.text() == "DC node2"
    for quiet in (line.failures, line.maintenance, line.fencing):
        assert not quiet.isVisibleTo(line)


def test_lost_quorum_is_red_and_worded(line: HealthLine, state: ClusterState) -> None:
    nodes = {n: replace(node, online=n == "node1") for n, node in state.nodes.items()}
    line.show_state(replace(state, quorate=False, nodes=nodes), 0)
    assert line.quorum.text() == "Quorum lost: 1 of 3"
    assert line.quorum.property("tone") == "bad"


def test_everything_that_is_off_is_named(line: HealthLine, state: ClusterState) -> None:
    line.show_state(replace(state, dc=None, maintenance=True, fencing_enabled=False), 2)
    assert line.dc.text() == "No DC"
    assert line.failures.text() == "2 failures"
    assert line.maintenance.isVisibleTo(line)
    assert line.fencing.text() == "Fencing off"
    line.show_state(state, 1)
    assert line.failures.text() == "1 failure"


def test_an_absent_node_is_seen_in_the_quorum(line: HealthLine, state: ClusterState) -> None:
    line.show_state(state, 0)
    whole = line.quorum.icon().pixmap(12, 12).toImage()
    nodes = {n: replace(node, online=n != "node1") for n, node in state.nodes.items()}
    line.show_state(replace(state, nodes=nodes), 0, "node1 offline")
    assert line.quorum.text() == "Quorum 2 of 3"
    assert line.quorum.icon().pixmap(12, 12).toImage() != whole
    assert line.alarm.text() == "node1 offline"
    assert line.alarm.property("tone") == "bad"
    line.show_state(state, 0)
    assert not line.alarm.isVisibleTo(line)


def test_nodes_that_disagree_stand_in_the_health_line(shown: MainWindow) -> None:
    split = live_status(source("node1"), source("node3", facts=facts("node3", dc="node3")))
    shown.show_sources(split)
    shown.show_disagreement(lasting(split))
    assert shown.panes.health.alarm.text() == "nodes disagree"
    assert shown.windowTitle().startswith("▲ nodes disagree — ")
    QTest.mouseClick(shown.panes.health.alarm, Qt.MouseButton.LeftButton)
    assert shown.panes.bottom.problems.isVisible()


def test_the_title_tells_the_worst_first(shown: MainWindow) -> None:
    assert shown.windowTitle() == "▲ 1 failure — web-cluster — hagui"
    shown.show_sources(SourcesStatus(Freshness.STALE, sources=(source("node1", Link.WAITING),)))
    assert shown.windowTitle() == "▲ stale — web-cluster — hagui"
    shown.show_nothing()
    assert shown.windowTitle() == "hagui"


def test_many_engines_are_counted_and_a_narrow_line_drops_them(line: HealthLine) -> None:
    line.show_sources(live_status(*(source(f"node{n}") for n in range(8))))
    assert line.freshness.text() == "live · < 1 s · from 8 nodes"
    line.resize(800, 44)
    line.show_sources(live_status())
    assert line.freshness.text() == "live · < 1 s"


def test_the_age_does_not_jitter_while_the_engine_answers(
    qtbot: QtBot, english: None, shown: MainWindow
) -> None:
    line = shown.panes.health
    told: set[str] = set()
    for heard in (0.0, 0.3, 0.62, 0.97):
        line.show_sources(replace(live_status(), heard=time.monotonic() - heard))
        told.add(line.freshness.text())
    assert told == {"live · < 1 s · from node1, node3"}
    line.show_sources(replace(live_status(), heard=time.monotonic() - 2.02))
    assert line.freshness.text().startswith("live · 2.")


def test_the_age_is_counted_on(line: HealthLine) -> None:
    line.show_sources(live_status())
    assert line.freshness.text() == "live · < 1 s · from node1, node3"
    assert "pushed" in line.freshness.toolTip()


def test_a_dead_engine_is_no_source(line: HealthLine) -> None:
    line.show_sources(live_status(source("node1"), source("node3", Link.WAITING)))
    assert line.freshness.text() == "live · < 1 s · from node1"


def test_stale_is_said_plainly(line: HealthLine) -> None:
    line.show_sources(SourcesStatus(Freshness.STALE, sources=(source("node1", Link.WAITING),)))
    assert line.freshness.text() == "STALE"
    assert line.freshness.property("tone") == "bad"


def test_a_file_is_named(line: HealthLine) -> None:
    line.show_sources(SourcesStatus(Freshness.FILE, file="/tmp/case/cib.xml"))
    assert line.freshness.text() == "file cib.xml"


def test_a_click_on_the_failures_shows_the_problems(shown: MainWindow) -> None:
    assert shown.panes.bottom.tabs.currentIndex() == 0
    QTest.mouseClick(shown.panes.health.failures, Qt.MouseButton.LeftButton)
    assert shown.panes.bottom.tabs.currentIndex() == Tab.PROBLEMS
    assert shown.panes.bottom.problems.isVisible()


def test_a_click_on_the_dc_selects_the_node(shown: MainWindow) -> None:
    QTest.mouseClick(shown.panes.health.dc, Qt.MouseButton.LeftButton)
    assert shown.subject == Subject(SubjectKind.NODE, "node2")


def test_the_stale_banner_tells_since_when(shown: MainWindow) -> None:
    banner = shown.panes.banner
    assert not banner.isVisible()
    shown.show_sources(SourcesStatus(Freshness.STALE, sources=(source("node1", Link.WAITING),)))
    assert banner.isVisible()
    assert banner.text.text().startswith("STALE since ")
    assert "no engine answers" in banner.text.text()
    shown.show_sources(live_status())
    assert not banner.isVisible()


def test_the_stale_banner_counts_how_long(qtbot: QtBot, english: None) -> None:
    now = 112.4
    banner = Banner(now=lambda: now)
    qtbot.addWidget(banner)
    lost = SourcesStatus(Freshness.STALE, heard=100.0)
    banner.show_sources(lost)
    assert "no engine answers for 12 s:" in banner.text.text()
    spoken, since = banner.accessibleName(), banner.text.text()[:20]
    now = 220.0
    qtbot.waitUntil(lambda: "for 2 min 0 s:" in banner.text.text(), timeout=2000)
    banner.show_sources(lost)
    assert banner.text.text().startswith(since)
    assert banner.accessibleName() == spoken
    assert "12 s" not in spoken


def colored(pill: Pill) -> bool:
    image = pill.icon().pixmap(12, 12).toImage()
    dots = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return any(dot.alpha() > 200 and dot.hsvSaturation() > 90 for dot in dots)


@pytest.mark.parametrize("theme", [Theme.light(), Theme.dark()])
def test_stale_drains_the_quorum(line: HealthLine, state: ClusterState, theme: Theme) -> None:
    line.set_theme(theme)
    line.show_sources(live_status())
    line.show_state(state, 0)
    assert colored(line.quorum)
    lost = SourcesStatus(Freshness.STALE, sources=(source("node1", Link.WAITING),))
    line.show_sources(lost)
    assert not colored(line.quorum)
    assert line.quorum.property("tone") == "dim"
    line.show_state(replace(state, maintenance=True, fencing_enabled=False), 1, "node1 offline")
    line.set_theme(theme)
    for pill in (line.quorum, line.alarm, line.failures, line.maintenance, line.fencing):
        assert pill.isVisibleTo(line)
        assert not colored(pill)
        assert pill.property("tone") == "dim"
    line.show_sources(live_status())
    assert colored(line.quorum)


def test_a_new_age_leaves_the_popup_in_place(qtbot: QtBot, shown: MainWindow) -> None:
    shown.panes.health.freshness.click()
    popup = shown.panes.health.findChild(QWidget, "popup")
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    how = next(label for label in popup.findChildren(QLabel) if "pushed" in label.text())
    now = time.monotonic()
    late = live_status(source("node1", heard=now - 20.2), source("node3", heard=now))
    shown.show_sources(late)
    assert how in popup.findChildren(QLabel)
    assert how.isVisible()
    assert how.toolTip() == "heard 20 s ago"
    shown.show_sources(live_status(source("node1"), source("node3", Link.WAITING)))
    assert not how.isVisible()
    popup.close()


def test_the_popup_names_each_engine_and_its_error(qtbot: QtBot, shown: MainWindow) -> None:
    lost = source("node3", Link.WAITING, message="node3:5560 refuses connections.")
    shown.show_sources(live_status(source("node1"), lost))
    QTest.mouseClick(shown.panes.health.freshness, Qt.MouseButton.LeftButton)
    popup = shown.panes.health.findChild(QWidget, "popup")
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    words = [label.text() for label in popup.findChildren(QLabel)]
    assert "node1 (shown)" in words
    assert "lost, trying again" in words
    assert "node3:5560 refuses connections." in words
    popup.close()


def test_the_tab_of_problems_is_marked_while_one_is_serious(shown: MainWindow) -> None:
    bottom = shown.panes.bottom
    assert bottom.tabs.tabText(Tab.PROBLEMS) == "Problems (1)"
    assert not bottom.tabs.tabIcon(Tab.PROBLEMS).isNull()
    bottom.count_problems(1, serious=False)
    assert bottom.tabs.tabIcon(Tab.PROBLEMS).isNull()


def test_while_stale_nothing_else_is_loud(line: HealthLine, state: ClusterState) -> None:
    line.show_sources(live_status())
    line.show_state(state, 1, "node1 unclean")
    assert line.alarm.property("tone") == line.failures.property("tone") == "bad"
    line.show_sources(SourcesStatus(Freshness.STALE, sources=(source("node1", Link.WAITING),)))
    assert line.alarm.property("tone") == line.failures.property("tone") == "dim"
    assert line.freshness.property("tone") == "bad"
    line.show_sources(live_status())
    assert line.alarm.property("tone") == "bad"
