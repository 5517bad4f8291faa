"""A lab in the window: faults by name, without a question, and the way back where it is seen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QMessageBox, QPushButton

from engine.cib.state.model import ClusterState
from engine.protocol.verbs import Fault, LabNode, LabStanding
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness, Link, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.shell import actions, lab_actions
from hagui.shell.lab import offers
from hagui.shell.lab.values import LabLook
from hagui.shell.lab.words import cuts_words, delays_words, fault_words, in_force
from hagui.shell.problems.concerns import Code, concerns
from hagui.shell.problems.view import next_step
from hagui.shell.problems.words import headline
from hagui.shell.window import MainWindow
from tests.hagui.shell.given import source

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NAMES = ("node1", "node2", "node3")


def standing(
    *, cuts: tuple[tuple[str, str], ...] = (), late: int = 0, **states: str
) -> LabStanding:
    nodes = tuple(
        LabNode(name, states.get(name, "on"), states.get(name) != "off") for name in NAMES
    )
    return LabStanding(nodes, cuts, dict.fromkeys(NAMES, late) if late else {})


@pytest.fixture
def lab(shown: MainWindow) -> MainWindow:
    """The window showing a lab in which nothing is broken."""
    shown.show_lab(LabLook(standing(), own=True))
    return shown


def wanted(window: MainWindow) -> list[Fault]:
    found: list[Fault] = []
    window.intent.connect(found.append)
    return found


def node(window: MainWindow, name: str) -> None:
    window.select(Subject(SubjectKind.NODE, name))


def lab_menu(window: MainWindow) -> QMenu:
    """Opened, so that it is filled."""
    menu = window.panes.health.lab.menu()
    menu.aboutToShow.emit()
    return menu


def entry(menu: QMenu, *path: str) -> QAction:
    found = next(item for item in menu.actions() if item.text().replace("&", "") == path[0])
    if len(path) == 1:
        return found
    below = found.menu()
    assert isinstance(below, QMenu)
    return entry(below, *path[1:])


def words(menu: QMenu) -> list[str]:
    return [item.text().replace("&", "") for item in menu.actions() if item.text()]


# where it is a lab, and where not


def test_pacemaker_is_offered_no_faults(shown: MainWindow) -> None:
    assert not shown.panes.health.lab.isVisible()
    assert not shown.panes.health.lab.menu().menuAction().isVisible()
    node(shown, "node1")
    assert not any(shown.actions_[item].isEnabled() for item in lab_actions.DECLARED)
    faults = wanted(shown)
    QTest.keyClick(shown, Qt.Key.Key_F9)
    assert faults == []


def test_a_lab_says_that_it_is_one(lab: MainWindow) -> None:
    assert lab.panes.health.lab.text() == "Lab ▾"
    assert lab.panes.health.lab.menu().menuAction().isVisible()
    lab.show_nothing()
    assert not lab.panes.health.lab.isVisible()


# faults


def test_faults_are_keys_on_the_selected_node_and_never_asked_about(lab: MainWindow) -> None:
    faults = wanted(lab)
    node(lab, "node2")
    QTest.keyClick(lab, Qt.Key.Key_F9)
    QTest.keyClick(lab, Qt.Key.Key_F11)
    QTest.keyClick(lab, Qt.Key.Key_F12)
    assert faults == [
        Fault("kill", ("node2",)),
        Fault("freeze", ("node2",)),
        Fault("cut", ("node2",)),
    ]
    assert not any(box.isVisible() for box in lab.findChildren(QMessageBox))


def test_shift_is_the_way_back(lab: MainWindow) -> None:
    faults = wanted(lab)
    lab.show_lab(LabLook(standing(node1="off", node2="frozen", cuts=(("node1", "node3"),))))
    node(lab, "node1")
    QTest.keyClick(lab, Qt.Key.Key_F9)
    QTest.keyClick(lab, Qt.Key.Key_F9, SHIFT)
    node(lab, "node2")
    QTest.keyClick(lab, Qt.Key.Key_F11, SHIFT)
    QTest.keyClick(lab, Qt.Key.Key_F12, SHIFT)
    assert faults == [Fault("power", ("node1",)), Fault("thaw", ("node2",)), Fault("heal")]


def test_a_resource_is_broken_where_it_runs(lab: MainWindow) -> None:
    faults = wanted(lab)
    lab.select(Subject(SubjectKind.RESOURCE, "webip"))
    QTest.keyClick(lab, Qt.Key.Key_F9, CTRL)
    assert faults == [Fault("fail", resource="webip")]


def test_the_menu_names_every_fault(lab: MainWindow) -> None:
    faults = wanted(lab)
    menu = lab_menu(lab)
    entry(menu, "Pull the plug of", "node3").trigger()
    entry(menu, "Cut the network between", "node1 and node3").trigger()
    entry(menu, "Cut the network between", "node2 and all others").trigger()
    entry(menu, "Slow the network", "by 500 ms").trigger()
    entry(menu, "Slow the network", "of node1 only", "by 2 s").trigger()
    entry(menu, "Break a resource", "webserver").trigger()
    assert faults == [
        Fault("kill", ("node3",)),
        Fault("cut", ("node1", "node3")),
        Fault("cut", ("node2",)),
        Fault("slow", milliseconds=500),
        Fault("slow", ("node1",), milliseconds=2000),
        Fault("fail", resource="webserver"),
    ]
    assert not entry(menu, "Heal the network").isEnabled()


def test_the_menu_begins_with_the_way_back(lab: MainWindow) -> None:
    faults = wanted(lab)
    lab.show_lab(LabLook(standing(node1="off", node2="frozen", late=5)))
    menu = lab_menu(lab)
    assert words(menu)[:3] == ["Power on node1", "Thaw node2", "Heal the network"]
    entry(menu, "Power on node1").trigger()
    assert faults == [Fault("power", ("node1",))]
    assert words(entry(menu, "Freeze").menu()) == ["node3"]  # type: ignore[arg-type]


def test_only_ones_own_lab_can_be_kept(lab: MainWindow) -> None:
    kept: list[bool] = []
    lab.lab_kept.connect(kept.append)
    entry(lab_menu(lab), "Keep the lab running").trigger()
    assert kept == [True]
    lab.show_lab(LabLook(standing(), own=False))
    assert "Keep the lab running" not in words(lab_menu(lab))


def test_a_lab_is_started_from_the_first_page(window: MainWindow) -> None:
    asked: list[bool] = []
    window.lab_wanted.connect(lambda: asked.append(True))
    button = next(b for b in window.panes.welcome.buttons if b.text() == "Start a lab")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [True]


# where it is seen


def test_the_health_line_says_what_is_in_force(lab: MainWindow) -> None:
    pill = lab.panes.health.lab
    lab.show_lab(LabLook(standing(node2="off")))
    assert pill.text() == "Lab: node2 without power ▾"
    lab.show_lab(LabLook(standing(node2="off", cuts=(("node1", "node3"),))))
    assert pill.text() == "Lab: node2 without power +1 ▾"
    assert "network cut" in pill.toolTip()


def test_a_node_wears_what_was_done_to_it(lab: MainWindow) -> None:
    def worn(name: str) -> str:
        header = lab.panes.canvas.board_scene.header_item(name)
        assert header is not None
        return header.harm

    lab.show_lab(
        LabLook(
            standing(node1="off", node2="frozen", cuts=(("node3", "node1"), ("node3", "node2")))
        )
    )
    assert [worn(name) for name in NAMES] == ["plug pulled", "frozen", "cut off"]
    lab.show_lab(LabLook(standing()))
    assert [worn(name) for name in NAMES] == ["", "", ""]


def test_the_inspector_offers_the_way_back(lab: MainWindow) -> None:
    faults = wanted(lab)
    lab.show_lab(LabLook(standing(node1="off")))
    node(lab, "node1")
    button = next(
        b for b in lab.panes.inspector.findChildren(QPushButton) if b.text() == "Power on"
    )
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert faults == [Fault("power", ("node1",))]


def test_the_way_back_is_there_when_no_engine_answers(lab: MainWindow) -> None:
    faults = wanted(lab)
    lost = tuple(source(name, Link.WAITING, lab=True) for name in NAMES)
    lab.show_sources(SourcesStatus(Freshness.STALE, sources=lost))
    lab.show_lab(LabLook(standing(node1="off", node2="off", node3="off"), own=True))
    node(lab, "node3")
    assert not lab.actions_[actions.STANDBY].isEnabled()
    QTest.keyClick(lab, Qt.Key.Key_F9, SHIFT)
    buttons = lab.panes.bottom.problems.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "Power on node1").click()
    assert faults == [Fault("power", ("node3",)), Fault("power", ("node1",))]


def offline(state: ClusterState, name: str) -> ClusterState:
    nodes = dict(state.nodes)
    nodes[name] = replace(nodes[name], online=False, unclean=False, pending=False)
    return replace(state, nodes=nodes)


def test_what_a_fault_explains_is_told_once(live: LiveCluster) -> None:
    state = offline(live.state, "node1")
    lost = SourcesStatus(Freshness.LIVE, sources=(source("node1", Link.WAITING),))
    before = {item.code for item in concerns(state, lost) if item.node == "node1"}
    assert before >= {Code.NODE_OFFLINE, Code.LINK_LOST}
    found = concerns(state, lost, standing(node1="off"))
    codes = {item.code for item in found if item.node == "node1"}
    assert Code.LAB_OFF in codes
    assert not codes & {Code.NODE_OFFLINE, Code.LINK_LOST}
    frozen = {item.code for item in concerns(state, lost, standing(node1="frozen"))}
    assert Code.LAB_FROZEN in frozen
    assert Code.NODE_OFFLINE not in frozen
    assert Code.LINK_LOST in frozen


def test_every_concern_of_a_lab_has_its_way_back(live: LiveCluster, english: None) -> None:
    hurt = standing(node1="off", node2="frozen", cuts=(("node2", "node3"),), late=100)
    found = {c.code: c for c in concerns(live.state, None, hurt) if c.code.value.startswith("lab")}
    steps = {code: next_step(concern) for code, concern in found.items()}
    assert steps == {
        Code.LAB_OFF: ("Power on node1", Fault("power", ("node1",))),
        Code.LAB_FROZEN: ("Thaw node2", Fault("thaw", ("node2",))),
        Code.LAB_CUT: ("Heal the network", Fault("heal")),
        Code.LAB_SLOW: ("Heal the network", Fault("heal")),
    }
    assert headline(found[Code.LAB_CUT]) == "Lab: the network is cut (node2 from node3)"
    assert headline(found[Code.LAB_SLOW]) == "Lab: packets come late (all by 100 ms)"


# in words


def test_every_fault_has_a_name(english: None) -> None:
    told = {
        Fault("kill", ("a",)): "Pull the plug of a",
        Fault("power", ("a",)): "Power on a",
        Fault("freeze", ("a",)): "Freeze a",
        Fault("thaw", ("a",)): "Thaw a",
        Fault("cut", ("a", "b")): "Cut the network between a and b",
        Fault("cut", ("a",)): "Cut a off from all others",
        Fault("heal"): "Heal the network",
        Fault("slow", milliseconds=2000): "Slow the network by 2 s",
        Fault("slow", ("a",), milliseconds=100): "Slow the network of a by 100 ms",
        Fault("fail", resource="web"): "Break web",
        Fault("fail", ("a",), resource="web"): "Break web on a",
    }
    assert {fault: fault_words(fault) for fault in told} == told


def test_what_is_in_force_is_said_the_worst_first(english: None) -> None:
    assert in_force(standing()) == []
    hurt = standing(node1="off", node2="off", node3="frozen", cuts=(("node1", "node2"),), late=1)
    assert in_force(hurt) == [
        "2 nodes without power",
        "node3 frozen",
        "network cut",
        "network slow",
    ]
    assert cuts_words(standing(cuts=(("node1", "node2"), ("node1", "node3")))) == (
        "node1 from all others"
    )
    few = LabStanding(standing().nodes, (), {"node2": 50})
    assert delays_words(few) == "node2 by 50 ms"


def test_a_clones_copies_are_broken_one_by_one(live: LiveCluster) -> None:
    broken = [fault for fault in offers.breaks(live.state) if fault.resource == "dlm"]
    assert len(broken) > 1
    assert all(len(fault.nodes) == 1 for fault in broken)
    one = offers.of_resource(live.state, "dlm", broken[0].nodes[0])
    assert one == (broken[0],)
