"""Constraints as lines on the canvas, under a real mouse."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from engine.cib.document import Cib
from engine.cib.state.model import ClusterState, Instance
from engine.cib.views import Configuration
from hagui.cluster.changes import ChangeSet
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.edges import Edge, EdgeKind
from hagui.graph.items.edge import ChipItem, EdgeItem
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.topology import Topology
from hagui.graph.view import TopologyView
from hagui.theme import Theme
from tests.hagui.graph.conftest import CIB, at, changed, started

MORE = """
<rsc_location id="ruled" rsc="power">
  <rule id="ruled-r" score="-INFINITY">
    <expression id="ruled-e" attribute="site" operation="ne" value="east"/>
  </rule>
</rsc_location>
<rsc_location id="tagged" rsc="both" node="node2" score="7"/>
<rsc_order id="first" first="db-clone" first-action="promote" then="web"/>
<rsc_colocation id="with" rsc="web" with-rsc="db-clone" with-rsc-role="Promoted" score="INFINITY"/>
<rsc_colocation id="apart" rsc="power" with-rsc="web" score="-500"/>
</constraints>
<tags><tag id="both"><obj_ref id="httpd"/><obj_ref id="power"/></tag></tags>
"""


@pytest.fixture
def configuration() -> Configuration:
    return Configuration.of(Cib.parse(CIB.replace("</constraints>", MORE)))


@pytest.fixture
def moving(shown: TopologyView) -> Iterator[TopologyView]:
    shown.set_animated(True)
    yield shown
    shown.set_animated(False)


def _topology(view: TopologyView) -> Topology:
    found = view.board_scene.topology
    assert found is not None
    return found


def _ends(view: TopologyView) -> set[tuple[str, str, str]]:
    edges = view.board_scene.wiring.edges
    return {(edge.constraint, edge.tail.key, edge.head.key) for edge in edges}


def _edge(view: TopologyView, constraint: str) -> Edge:
    (edge,) = (e for e in view.board_scene.wiring.edges if e.constraint == constraint)
    return edge


def _line(view: TopologyView, constraint: str) -> EdgeItem:
    found = view.board_scene.wiring.line(_edge(view, constraint))
    assert found is not None
    return found


def _chip(view: TopologyView, constraint: str) -> ChipItem:
    found = view.board_scene.wiring.chip(_edge(view, constraint))
    assert found is not None
    return found


def _on_chip(view: TopologyView, constraint: str) -> QPoint:
    return view.mapFromScene(_chip(view, constraint).place.center())


def _point_at(view: TopologyView, place: Rect) -> None:
    QTest.mouseMove(view.viewport(), QPoint(3, 3))
    QTest.mouseMove(view.viewport(), at(view, place))


def _constraint(id_: str) -> Subject:
    return Subject(SubjectKind.CONSTRAINT, id_)


def _choices(view: TopologyView) -> list[Subject | None]:
    chosen: list[Subject | None] = []
    view.selected.connect(chosen.append)
    return chosen


# when they are there


def test_a_calm_picture_has_no_lines(shown: TopologyView) -> None:
    before = len(shown.board_scene.items())
    assert _ends(shown) == set()
    _point_at(shown, _topology(shown).card("backup"))
    assert len(shown.board_scene.items()) > before
    QTest.mouseMove(shown.viewport(), at(shown, _topology(shown).header("node3")))
    assert len(shown.board_scene.items()) == before


def test_clicking_a_group_shows_the_way_to_its_node(shown: TopologyView) -> None:
    frame = _topology(shown).unit(("node1", "web"))
    place = Rect(frame.x + 10, frame.y + 4, 20, 10)
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at(shown, place))
    assert _ends(shown) == {("like", "web", "node1")}
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    QTest.mouseMove(shown.viewport(), QPoint(2, 2))
    assert _ends(shown) == set()


def test_a_member_shows_its_groups_constraints_and_its_own(shown: TopologyView) -> None:
    shown.select(Subject(SubjectKind.INSTANCE, "httpd"))
    assert _ends(shown) == {("like", "web", "node1"), ("tagged", "httpd", "node2")}


def test_all_of_them_can_be_shown(shown: TopologyView) -> None:
    shown.set_edges_shown(True)
    assert _ends(shown) == {
        ("like", "web", "node1"),
        ("never", "backup", "node2"),
        ("tagged", "httpd", "node2"),
        ("tagged", "power", "node2"),
    }
    shown.set_edges_shown(False)
    assert _ends(shown) == set()


def test_a_clones_line_begins_at_the_nearest_copy_that_runs(
    shown: TopologyView, state: ClusterState
) -> None:
    """Not at the idle one in the tray, unless no other is left."""
    rule = '<rsc_location id="no-db" rsc="db-clone" node="node3" score="-INFINITY"/></constraints>'
    text = CIB.replace("</constraints>", rule)
    configuration = Configuration.of(Cib.parse(text))
    shown.refresh(configuration, state, ChangeSet(configuration=True))
    shown.set_edges_shown(True)
    assert ("no-db", "db@node2", "node3") in _ends(shown)
    alone = changed(state, Instance("db", number=0))
    shown.refresh(configuration, alone, ChangeSet(instances=frozenset({"db:0"})))
    assert ("no-db", "db@node1", "node3") in _ends(shown)
    none = changed(alone, Instance("db", number=1))
    shown.refresh(configuration, none, ChangeSet(instances=frozenset({"db:1"})))
    assert ("no-db", "db@", "node3") in _ends(shown)


def test_they_go_when_the_pointer_leaves(shown: TopologyView) -> None:
    _point_at(shown, _topology(shown).card("backup"))
    assert _ends(shown) == {("never", "backup", "node2")}
    QApplication.sendEvent(shown.viewport(), QEvent(QEvent.Type.Leave))
    assert _ends(shown) == set()


def test_lines_of_a_constraint_that_went_are_gone(shown: TopologyView, state: ClusterState) -> None:
    shown.select(_constraint("never"))
    assert _ends(shown)
    shorter = Configuration.of(Cib.parse(CIB.replace('id="never"', 'id="other"')))
    shown.refresh(shorter, state, ChangeSet(configuration=True))
    assert _ends(shown) == set()
    shown.set_edges_shown(True)
    nodes = {name: node for name, node in state.nodes.items() if name != "node2"}
    fewer = replace(state, nodes=nodes, instances={})
    shown.refresh(shorter, fewer, ChangeSet(everything=True))
    assert _ends(shown) == set()


# pointing at them


def test_a_line_is_reached_from_its_card_and_a_click_selects_it(shown: TopologyView) -> None:
    chosen = _choices(shown)
    _point_at(shown, _topology(shown).card("backup"))
    point = _on_chip(shown, "never")
    QTest.mouseMove(shown.viewport(), point)
    assert _ends(shown) == {("never", "backup", "node2")}
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert chosen == [_constraint("never")]
    assert _line(shown, "never").bright
    assert "backup never runs on node2" in shown.accessibleDescription().lower()


def test_the_line_itself_can_be_clicked_but_never_hides_a_card(shown: TopologyView) -> None:
    shown.select(Subject(SubjectKind.INSTANCE, "backup"))
    chosen = _choices(shown)
    route = _line(shown, "never").route
    assert route is not None
    beside = shown.mapFromScene(QPointF(*route.at(0.8)))
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    card = _topology(shown).card("db@node1")
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at(shown, card))
    assert chosen == [_constraint("never"), Subject(SubjectKind.INSTANCE, "db:1")]


def test_its_tool_tip_is_the_sentence(shown: TopologyView) -> None:
    shown.select(Subject(SubjectKind.INSTANCE, "backup"))
    point = _on_chip(shown, "never")
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, point, shown.viewport().mapToGlobal(point))
    QApplication.sendEvent(shown.viewport(), event)
    assert "never runs on node2" in QToolTip.text()
    QToolTip.hideText()


# what they look like


def test_the_chip_says_the_score_and_covers_no_card(shown: TopologyView) -> None:
    shown.select(Subject(SubjectKind.INSTANCE, "backup"))
    chip = _chip(shown, "never")
    assert chip.text == "never −∞"
    topology = _topology(shown)
    place = Rect(chip.x(), chip.y(), chip.width, chip.height)
    assert not any(topology.card(key).meets(place) for key in topology.board.cards)


def test_a_card_at_home_says_the_score_on_its_tag_alone(shown: TopologyView) -> None:
    shown.select(Subject(SubjectKind.RESOURCE, "web"))
    assert shown.board_scene.wiring.chip(_edge(shown, "like")) is None


def _colours(view: TopologyView, constraint: str) -> set[str]:
    route = _line(view, constraint).route
    assert route is not None
    image = view.viewport().grab().toImage()
    found: set[str] = set()
    for step in range(100):
        x, y = route.at(0.6 + step * 0.003)
        point = view.mapFromScene(QPointF(x - 0.5, y - 0.5))
        found.add(image.pixelColor(point).name())
    return found


def test_what_forbids_is_dashed_and_what_is_selected_is_bright(shown: TopologyView) -> None:
    shown.select(_constraint("never"))
    theme = Theme.light()
    forbidding = _colours(shown, "never")
    assert theme.selection in forbidding
    assert theme.background in forbidding
    shown.select(_constraint("first"))
    assert theme.background not in _colours(shown, "first")


# constraints between resources


@pytest.mark.parametrize(
    ("constraint", "kind", "ends", "chip", "about"),
    [
        ("first", EdgeKind.ORDER, ("db@node2", "web"), "∞", {"db@node2"}),
        ("with", EdgeKind.COLOCATION, ("web", "db@node2"), "∞", {"db@node2"}),
        ("apart", EdgeKind.COLOCATION, ("power", "web"), "−500", {"power"}),
    ],
)
def test_a_selected_constraint_shows_what_it_ties_together(
    shown: TopologyView,
    constraint: str,
    kind: EdgeKind,
    ends: tuple[str, str],
    chip: str,
    about: set[str],
) -> None:
    shown.select(_constraint(constraint))
    edge = _edge(shown, constraint)
    assert (edge.kind, edge.tail.key, edge.head.key) == (kind, *ends)
    assert edge.negative is (constraint == "apart")
    assert _chip(shown, constraint).text == chip
    cards = (shown.board_scene.card_item(key) for key in _topology(shown).board.cards)
    assert {item.card.key for item in cards if item is not None and item.related} == about


def test_a_selected_location_brings_out_card_and_column(shown: TopologyView) -> None:
    shown.select(_constraint("never"))
    card = shown.board_scene.card_item("backup")
    assert card is not None
    assert card.related
    column = shown.board_scene.column_item("node2")
    assert column is not None
    assert column.related
    shown.select(None)
    assert not card.related
    assert not column.related


def test_zooming_to_a_constraint_goes_to_what_it_is_about(shown: TopologyView) -> None:
    shown.set_zoom(0.1)
    shown.zoom_to(_constraint("never"))
    place = _topology(shown).card("backup")
    assert shown.visible_area().contains(QPointF(*place.center))


def test_the_other_copies_of_a_selected_card_are_outlined(shown: TopologyView) -> None:
    card = _topology(shown).card("db@node2")
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at(shown, card))
    found = {key: shown.board_scene.card_item(key) for key in _topology(shown).board.cards}
    assert {key for key, item in found.items() if item is not None and item.related} == {
        "db@node1",
        "db@",
    }
    chosen = found["db@node2"]
    assert chosen is not None
    assert chosen.selected


# rules


def test_a_rule_is_a_tag_and_a_sentence_but_no_line(shown: TopologyView) -> None:
    shown.select(_constraint("ruled"))
    assert _ends(shown) == set()
    card = _topology(shown).board.cards["power"]
    assert [found.constraint for found in card.here] == ["ruled"]
    shown.select(None)
    for key in (Qt.Key.Key_Down,):
        QTest.keyClick(shown, key)
    QTest.mouseClick(
        shown.viewport(),
        Qt.MouseButton.LeftButton,
        pos=at(shown, _topology(shown).card("power")),
    )
    assert "site" in shown.accessibleDescription()


# moving along


def test_a_line_follows_its_card_on_the_way(
    moving: TopologyView, configuration: Configuration, state: ClusterState, qtbot: QtBot
) -> None:
    moving.select(Subject(SubjectKind.INSTANCE, "power"))
    item = moving.board_scene.card_item("power")
    assert item is not None
    start = item.place
    there = changed(state, started("power", "node1"))
    moving.refresh(configuration, there, ChangeSet(instances=frozenset({"power"})))

    def begins_at_the_card() -> bool:
        route = _line(moving, "tagged").route
        assert route is not None
        return item.place.adjusted(-1, -1, 1, 1).contains(QPointF(*route.start))

    assert begins_at_the_card()
    qtbot.waitUntil(lambda: item.x() < start.x() - 5)
    assert moving.board_scene.motion.gliding(item)
    assert begins_at_the_card()
    qtbot.waitUntil(lambda: not moving.board_scene.motion.gliding(item))
    assert begins_at_the_card()
    assert item.x() == _topology(moving).card("power").x


def test_lines_stay_with_their_cards_at_every_zoom(shown: TopologyView) -> None:
    shown.set_edges_shown(True)
    for zoom in (2.0, 0.5, 0.1, 1.0):
        shown.set_zoom(zoom)
        shown.viewport().repaint()
        for edge in shown.board_scene.wiring.edges:
            line = shown.board_scene.wiring.line(edge)
            assert line is not None
            assert line.route is not None
            column = _topology(shown).column(edge.head.key)
            assert line.route.end[0] in {column.x, column.right}
    assert len(_ends(shown)) == 4
