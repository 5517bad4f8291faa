"""The topology view under a real mouse and keyboard.

Longer than most files because it goes through every gesture of one widget.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from engine.cib.state.model import ClusterState, Instance, NodeState
from engine.cib.version import Version
from engine.cib.views import Configuration
from engine.protocol.verbs import Cleanup, Standby
from hagui.cluster.changes import ChangeSet
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.items.level import Level
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.topology import Topology
from hagui.graph.view import TopologyView
from tests.hagui.graph.conftest import at, changed, fail_count, failure, started

Click = Callable[[Rect], None]
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _topology(view: TopologyView) -> Topology:
    found = view.board_scene.topology
    assert found is not None
    return found


def _collect(view: TopologyView) -> tuple[list[Subject | None], list[object]]:
    chosen: list[Subject | None] = []
    wanted: list[object] = []
    view.selected.connect(chosen.append)
    view.intent.connect(wanted.append)
    return chosen, wanted


def _menus(view: TopologyView) -> list[tuple[Subject, QPoint]]:
    asked: list[tuple[Subject, QPoint]] = []

    def note(subject: Subject, point: QPoint) -> None:
        asked.append((subject, point))

    view.context_requested.connect(note)
    return asked


# acting


def test_the_switch_asks_for_standby_and_back(
    shown: TopologyView, configuration: Configuration, state: ClusterState, click: Click
) -> None:
    _, wanted = _collect(shown)
    click(_topology(shown).switch("node2"))
    nodes = {**state.nodes, "node2": replace(state.nodes["node2"], standby=True)}
    shown.refresh(configuration, replace(state, nodes=nodes), ChangeSet(nodes=frozenset({"node2"})))
    click(_topology(shown).switch("node2"))
    assert wanted == [Standby("node2", on=True), Standby("node2", on=False)]


def test_a_press_that_is_let_go_elsewhere_does_nothing(shown: TopologyView) -> None:
    _, wanted = _collect(shown)
    topology = _topology(shown)
    QTest.mousePress(shown.viewport(), LEFT, pos=at(shown, topology.switch("node2")))
    QTest.mouseRelease(shown.viewport(), LEFT, pos=at(shown, topology.header("node3")))
    assert wanted == []


def test_nothing_acts_while_the_view_is_read_only(shown: TopologyView, click: Click) -> None:
    _, wanted = _collect(shown)
    shown.set_read_only(True)
    click(_topology(shown).switch("node1"))
    assert wanted == []


def test_clean_up_is_one_click_on_a_failed_card(
    shown: TopologyView, configuration: Configuration, state: ClusterState, qtbot: QtBot
) -> None:
    failed = replace(
        changed(state, Instance("backup")),
        failures=(failure("backup", "node1"),),
        fail_counts=(fail_count("backup", "node1", 3),),
    )
    shown.refresh(configuration, failed, ChangeSet(instances=frozenset({"backup"})))
    shown.board_scene.motion.finish()
    _, wanted = _collect(shown)
    place = _topology(shown).card("backup")
    point = shown.mapFromScene(QPointF(place.right - 24, place.y + 33))
    QTest.mouseClick(shown.viewport(), LEFT, pos=point)
    assert wanted == [Cleanup(resource="backup", node=None)]


# selecting


def test_clicking_selects_cards_groups_and_nodes(shown: TopologyView, click: Click) -> None:
    chosen, _ = _collect(shown)
    topology = _topology(shown)
    frame = topology.unit(("node1", "web"))
    click(topology.card("db@node2"))
    click(Rect(frame.x + 10, frame.y + 4, 20, 10))
    click(topology.header("node3"))
    assert chosen == [
        Subject(SubjectKind.INSTANCE, "db:0"),
        Subject(SubjectKind.RESOURCE, "web"),
        Subject(SubjectKind.NODE, "node3"),
    ]


def test_selecting_from_outside_frames_and_says_nothing(shown: TopologyView) -> None:
    chosen, _ = _collect(shown)
    shown.select(Subject(SubjectKind.INSTANCE, "ip"))
    framed = shown.board_scene.card_item("ip")
    other = shown.board_scene.card_item("fs")
    assert framed is not None
    assert other is not None
    assert framed.selected
    assert not other.selected
    shown.select(None)
    assert not framed.selected
    assert chosen == []


def test_arrows_walk_and_escape_lets_go(shown: TopologyView) -> None:
    chosen, _ = _collect(shown)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Escape):
        QTest.keyClick(shown, key)
    assert chosen == [
        Subject(SubjectKind.NODE, "node1"),
        Subject(SubjectKind.INSTANCE, "ip"),
        Subject(SubjectKind.INSTANCE, "fs"),
        None,
    ]


def test_several_are_selected_by_keyboard(shown: TopologyView) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(shown, key)
    QTest.keyClick(shown, Qt.Key.Key_Down, SHIFT)
    assert _names(shown) == {"ip", "fs"}
    # with Ctrl the arrows only go on: what they come to is outlined, and said
    QTest.keyClick(shown, Qt.Key.Key_Down, CTRL)
    assert _names(shown) == {"ip", "fs"}
    assert "httpd" in shown.accessibleDescription()
    httpd = shown.board_scene.card_item("httpd")
    assert httpd is not None
    assert httpd.related
    QTest.keyClick(shown, Qt.Key.Key_Space, CTRL)
    assert _names(shown) == {"ip", "fs", "httpd"}
    QTest.keyClick(shown, Qt.Key.Key_Up, CTRL)
    QTest.keyClick(shown, Qt.Key.Key_Space, CTRL)
    assert _names(shown) == {"ip", "httpd"}
    QTest.keyClick(shown, Qt.Key.Key_Up)
    assert len(shown.selection) == 1
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.selection == frozenset()


def _names(view: TopologyView) -> set[str]:
    return {subject.id for subject in view.selection}


def test_screen_readers_hear_what_is_selected(shown: TopologyView) -> None:
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert "node1" in shown.accessibleDescription()
    assert "3" in shown.accessibleName()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Menu])
def test_the_menu_opens_by_key_at_the_selection(shown: TopologyView, key: Qt.Key) -> None:
    asked = _menus(shown)
    shown.select(Subject(SubjectKind.INSTANCE, "power"))
    QTest.keyClick(shown, key)
    ((subject, point),) = asked
    assert subject == Subject(SubjectKind.INSTANCE, "power")
    place = _topology(shown).card("power")
    there = shown.mapToScene(shown.viewport().mapFromGlobal(point))
    assert place.contains(there.x(), there.y())


def _right_click(view: TopologyView, point: QPoint) -> None:
    there = view.viewport().mapToGlobal(point)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, there)
    QApplication.sendEvent(view.viewport(), event)


def test_a_menu_of_several_keeps_them_selected(shown: TopologyView) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(shown, key)
    QTest.keyClick(shown, Qt.Key.Key_Down, SHIFT)
    _right_click(shown, at(shown, _topology(shown).card("ip")))
    assert _names(shown) == {"ip", "fs"}
    _right_click(shown, at(shown, _topology(shown).card("httpd")))
    assert _names(shown) == {"httpd"}


def test_the_menu_opens_by_mouse_on_what_is_there(shown: TopologyView) -> None:
    asked = _menus(shown)
    for point in (at(shown, _topology(shown).card("ip")), QPoint(2, 2)):
        _right_click(shown, point)
    assert [subject for subject, _ in asked] == [
        Subject(SubjectKind.INSTANCE, "ip"),
        Subject(SubjectKind.CLUSTER, ""),
    ]


def test_everything_has_a_tool_tip(shown: TopologyView) -> None:
    topology = _topology(shown)
    for place, said in (
        (topology.card("ip"), "10.0.0.5"),
        (topology.header("node2"), "node2 is online"),
        (topology.switch("node2"), "standby"),
    ):
        point = at(shown, place)
        QTest.mouseMove(shown.viewport(), point)
        QToolTip.hideText()
        event = QHelpEvent(QEvent.Type.ToolTip, point, shown.viewport().mapToGlobal(point))
        QApplication.sendEvent(shown.viewport(), event)
        assert said in QToolTip.text()
    QToolTip.hideText()


# moving about


def _wheel(view: TopologyView, point: QPoint, delta: int, ctrl: bool) -> None:
    event = QWheelEvent(
        QPointF(point),
        QPointF(view.viewport().mapToGlobal(point)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_ctrl_and_wheel_zoom_around_the_pointer(shown: TopologyView) -> None:
    point = QPoint(600, 300)
    _wheel(shown, point, 360, ctrl=True)
    before = shown.mapToScene(point)
    _wheel(shown, point, 360, ctrl=True)
    after = shown.mapToScene(point)
    assert shown.zoom > 1.5
    assert (after - before).manhattanLength() < 2


def test_the_wheel_alone_scrolls(shown: TopologyView) -> None:
    shown.set_zoom(2.0)
    zoom, before = shown.zoom, shown.verticalScrollBar().value()
    _wheel(shown, QPoint(300, 300), -120, ctrl=False)
    assert shown.zoom == zoom
    assert shown.verticalScrollBar().value() > before


@pytest.mark.parametrize("spaced", [False, True])
def test_dragging_with_the_middle_button_or_space_pans(shown: TopologyView, spaced: bool) -> None:
    shown.set_zoom(2.0)
    button = LEFT if spaced else Qt.MouseButton.MiddleButton
    horizontal = shown.horizontalScrollBar()
    before = horizontal.value()
    if spaced:
        QTest.keyPress(shown, Qt.Key.Key_Space)
    QTest.mousePress(shown.viewport(), button, pos=QPoint(500, 300))
    QTest.mouseMove(shown.viewport(), QPoint(400, 300))
    QTest.mouseRelease(shown.viewport(), button, pos=QPoint(400, 300))
    if spaced:
        QTest.keyRelease(shown, Qt.Key.Key_Space)
    assert horizontal.value() == before + 100


def test_keys_zoom_and_fit(shown: TopologyView) -> None:
    QTest.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.zoom > 1
    QTest.keyClick(shown, Qt.Key.Key_0)
    assert shown.zoom == 1
    QTest.keyClick(shown, Qt.Key.Key_Minus)
    assert shown.zoom < 1
    QTest.keyClick(shown, Qt.Key.Key_F)
    assert shown.fitted
    assert not shown.verticalScrollBar().isVisible()
    assert not shown.horizontalScrollBar().isVisible()


def test_resizing_keeps_everything_in_view(shown: TopologyView, qtbot: QtBot) -> None:
    shown.resize(700, 420)
    qtbot.wait(250)
    area, bounds = shown.visible_area(), _topology(shown).bounds
    assert area.width() >= bounds.width - 1
    assert area.height() >= bounds.height - 1


def _tray_of(count: int, of: int = 24) -> ClusterState:
    """Three nodes and so many resources, of which ``count`` run nowhere."""
    found = [
        Instance(f"r{n}") if n < count else started(f"r{n}", f"node{n % 3 + 1}") for n in range(of)
    ]
    return ClusterState(
        version=Version(0, 1, 0),
        dc=None,
        quorate=True,
        nodes={n: NodeState(n, n, online=True) for n in ("node1", "node2", "node3")},
        instances={item.key: item for item in found},
    )


RESOURCES = frozenset(f"r{n}" for n in range(24))


def _all_in_view(view: TopologyView) -> bool:
    return view.visible_area().contains(view.sceneRect().adjusted(1, 1, -1, -1))


def test_the_zoom_comes_back_when_the_tray_has_emptied(view: TopologyView, qtbot: QtBot) -> None:
    plain = Configuration()
    view.set_cluster(plain, _tray_of(0))
    view.set_animated(False)
    full, change = view.zoom, ChangeSet(instances=RESOURCES)
    place = _topology(view).card("r23")
    view.refresh(plain, _tray_of(20), change)
    small = view.zoom
    assert small < 0.9 * full
    assert _all_in_view(view)
    # once it is calm, not at once: what flaps moves nothing
    view.refresh(plain, _tray_of(0), change)
    assert view.zoom == small
    view.refresh(plain, _tray_of(20), change)
    view.refresh(plain, _tray_of(0), change)
    assert view.zoom == small
    qtbot.waitUntil(lambda: view.zoom == full, timeout=3000)
    assert _all_in_view(view)
    assert _topology(view).card("r23") == place


def test_a_zoom_that_was_chosen_stays_whatever_the_tray_does(
    view: TopologyView, qtbot: QtBot
) -> None:
    view.set_cluster(Configuration(), _tray_of(20))
    view.set_zoom(0.8)
    view.refresh(Configuration(), _tray_of(0), ChangeSet(instances=RESOURCES))
    qtbot.wait(1200)
    assert view.zoom == 0.8


def test_zooming_to_a_card_brings_it_into_view_at_a_readable_size(shown: TopologyView) -> None:
    shown.set_zoom(0.1)
    assert shown.board_scene.scale_now.level is Level.FAR
    assert shown.board_scene.materialised == 0
    shown.zoom_to(Subject(SubjectKind.INSTANCE, "backup"))
    assert shown.zoom == 1
    place = _topology(shown).card("backup")
    assert shown.visible_area().contains(QPointF(*place.center))
    assert shown.board_scene.card_item("backup") is not None


# live


def test_a_card_glides_from_column_to_column(
    shown: TopologyView, configuration: Configuration, state: ClusterState, qtbot: QtBot
) -> None:
    item = shown.board_scene.card_item("power")
    assert item is not None
    start = item.place
    moved = changed(state, started("power", "node1"))
    shown.refresh(configuration, moved, ChangeSet(instances=frozenset({"power"})))
    assert item.place == start
    motion = shown.board_scene.motion
    qtbot.waitUntil(lambda: start.x() > item.x() > _topology(shown).card("power").x)
    # a newer placement while it is on its way: it turns without a jump
    midway = item.x()
    moved = changed(state, started("power", "node2"))
    shown.refresh(configuration, moved, ChangeSet(instances=frozenset({"power"})))
    assert item.x() == midway
    qtbot.waitUntil(lambda: not motion.gliding(item))
    assert (item.x(), item.y()) == _topology(shown).card("power")[:2]
    assert not motion.busy


def test_without_motion_cards_are_there_at_once(
    shown: TopologyView, configuration: Configuration, state: ClusterState
) -> None:
    shown.set_animated(False)
    moved = changed(state, started("power", "node1"))
    shown.refresh(configuration, moved, ChangeSet(instances=frozenset({"power"})))
    item = shown.board_scene.card_item("power")
    assert item is not None
    assert (item.x(), item.y()) == _topology(shown).card("power")[:2]
    assert not shown.board_scene.motion.busy


def test_what_is_on_its_way_elsewhere_does_not_pass_by_the_tray(
    shown: TopologyView, configuration: Configuration, state: ClusterState, qtbot: QtBot
) -> None:
    item = shown.board_scene.card_item("power")
    assert item is not None
    start = item.place
    stopped = changed(state, Instance("power"))
    shown.refresh(configuration, stopped, ChangeSet(instances=frozenset({"power"})))
    qtbot.wait(120)
    assert item.place == start
    coming = changed(state, Instance("power", pending="Starting", pending_node="node1"))
    shown.refresh(configuration, coming, ChangeSet(instances=frozenset({"power"})))
    qtbot.waitUntil(lambda: not shown.board_scene.motion.gliding(item))
    assert (item.x(), item.y()) == _topology(shown).card("power")[:2]
    assert item.y() == start.y()


def test_pending_cards_pulse_until_nothing_is_pending(
    shown: TopologyView, configuration: Configuration, state: ClusterState, qtbot: QtBot
) -> None:
    coming = changed(state, Instance("backup", pending="Starting", pending_node="node1"))
    shown.refresh(configuration, coming, ChangeSet(instances=frozenset({"backup"})))
    item = shown.board_scene.card_item("backup")
    assert item is not None
    qtbot.waitUntil(lambda: item.opacity() < 1)
    done = changed(state, started("backup", "node1"))
    shown.refresh(configuration, done, ChangeSet(instances=frozenset({"backup"})))
    assert item.opacity() == 1
    qtbot.waitUntil(lambda: not shown.board_scene.motion.busy)


def test_nothing_moves_while_hidden_or_closed(
    shown: TopologyView, configuration: Configuration, state: ClusterState
) -> None:
    coming = changed(state, Instance("backup", pending="Starting", pending_node="node1"))
    shown.refresh(configuration, coming, ChangeSet(instances=frozenset({"backup"})))
    assert shown.board_scene.motion.busy
    shown.close()
    assert not shown.board_scene.motion.busy


def test_a_search_brings_out_what_it_found(shown: TopologyView) -> None:
    shown.highlight_matches({"web"})
    found, other = (shown.board_scene.card_item(key) for key in ("fs", "power"))
    assert found is not None
    assert other is not None
    assert found.matched
    assert found.opacity() == 1
    assert other.opacity() < 0.5
    shown.highlight_matches(None)
    assert not found.matched
    assert other.opacity() == 1


def test_a_view_can_be_refreshed_before_it_was_set(
    view: TopologyView, configuration: Configuration, state: ClusterState
) -> None:
    view.refresh(configuration, state, ChangeSet(everything=True))
    assert view.board is not None
    assert len(view.board.cards) == 8


def test_resources_and_nodes_that_come_and_go_are_followed(
    shown: TopologyView, configuration: Configuration, state: ClusterState
) -> None:
    shown.select(Subject(SubjectKind.INSTANCE, "ip"))
    fewer = replace(
        state,
        nodes={name: node for name, node in state.nodes.items() if name != "node3"},
        instances={k: v for k, v in state.instances.items() if k != "power"},
    )
    change = ChangeSet(
        nodes=frozenset({"node3"}), instances=frozenset({"power"}), configuration=True
    )
    shown.refresh(configuration, fewer, change)
    assert shown.board_scene.card_item("power") is None
    assert shown.board_scene.header_item("node3") is None
    framed = shown.board_scene.card_item("ip")
    assert framed is not None
    assert framed.selected
    shown.refresh(configuration, state, change)
    assert shown.board_scene.card_item("power") is not None
