"""Ghosts of what would happen: where they stand, what cards say, and what does not move."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from engine.cib.state.model import ClusterState, Role
from engine.cib.version import Version
from engine.cib.views import Configuration
from hagui.cluster.changes import ChangeSet
from hagui.cluster.rehearsal.model import Fate, Prediction, Verdict
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph import foretelling
from hagui.graph.board import Board
from hagui.graph.ghosts import haunt
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.topology import Topology
from hagui.graph.motion import GLIDE
from hagui.graph.view import TopologyView
from tests.hagui.graph.conftest import at, changed, started

VERSION = Version(0, 1, 0)


def moves(resource: str, before: str, after: str, outage: float | None = None) -> Fate:
    return Fate(
        resource,
        Verdict.MOVES,
        before,
        after,
        Role.STARTED,
        Role.STARTED,
        key=resource,
        outage=outage,
    )


def said(*fates: Fate, fenced: Iterable[str] = ()) -> Prediction:
    return Prediction(VERSION, fates, tuple(fenced))


GROUP = (
    moves("ip", "node1", "node2", 1.0),
    moves("fs", "node1", "node2", 2.0),
    moves("httpd", "node1", "node2", 3.0),
)
BACKUP = Fate("backup", Verdict.STARTS, None, "node1", key="backup")


def _topology(view: TopologyView) -> Topology:
    found = view.board_scene.topology
    assert found is not None
    return found


def _places(view: TopologyView) -> dict[str, Rect]:
    topology = _topology(view)
    return {key: topology.card(key) for key in topology.board.cards}


# values


def test_members_of_a_group_come_as_one_ghost(
    configuration: Configuration, state: ClusterState
) -> None:
    board = Board.of(configuration, state)
    found = haunt(board, said(GROUP[2], GROUP[0], GROUP[1]))
    (ghost,) = found.ghosts
    assert (ghost.node, ghost.title) == ("node2", "web")
    assert [fate.resource for fate in ghost.fates] == ["ip", "fs", "httpd"]
    assert ghost.outage == 3.0
    assert set(found.marks) == {"ip", "fs", "httpd"}
    assert foretelling.ghost_line(ghost) == "from node1 · outage about 3 s · ip, fs, httpd"


def test_what_changes_on_its_node_has_a_mark_and_no_ghost(
    configuration: Configuration, state: ClusterState
) -> None:
    board = Board.of(configuration, state)
    restarts = Fate("ip", Verdict.RESTARTS, "node1", "node1", key="ip")
    demotes = Fate("db", Verdict.DEMOTES, "node2", "node2", key="db:0")
    found = haunt(board, said(restarts, demotes, fenced=["node3", "gone"]))
    assert found.ghosts == ()
    assert found.marks == {"ip": restarts, "db@node2": demotes}
    assert found.fenced == {"node3"}


def test_a_clone_s_copy_is_found_by_its_node_whatever_its_number(
    configuration: Configuration, state: ClusterState
) -> None:
    board = Board.of(configuration, state)
    stops = Fate("db", Verdict.STOPS, "node1", None, key="db:7")
    assert set(haunt(board, said(stops)).marks) == {"db@node1"}


def test_what_is_not_on_the_board_is_left_out(
    configuration: Configuration, state: ClusterState
) -> None:
    board = Board.of(configuration, state)
    found = haunt(board, said(moves("nothing", "node1", "nowhere"), BACKUP))
    assert [ghost.title for ghost in found.ghosts] == ["backup"]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_a_word(verdict: Verdict) -> None:
    fate = Fate("ip", verdict, "node1", "node2")
    assert foretelling.mark_word(fate)
    assert "ip" in foretelling.fate_tip(fate)


# on the view


def test_ghosts_stand_beside_real_cards_and_move_none(shown: TopologyView) -> None:
    shown.set_animated(False)
    before = _places(shown)
    shown.set_prediction(said(*GROUP, BACKUP, moves("power", "node3", "node1")))
    assert _places(shown) == before
    ghosts = shown.board_scene.haunting.ghosts
    assert set(ghosts) == {("node2", "web"), ("node1", "backup"), ("node1", "power")}
    topology = _topology(shown)
    for (node, _), item in ghosts.items():
        place = Rect(item.x(), item.y(), item.width, item.height)
        assert not any(place.meets(real) for real in before.values())
        column = topology.column(node)
        assert column.x < place.x < place.right < column.right
        assert column.y < place.y < place.bottom < column.bottom
    assert ghosts["node2", "web"].y() < before["db@node2"].y  # in the row that the group has


def test_a_ghost_glides_from_its_card_and_is_gone_at_once(
    shown: TopologyView, qtbot: QtBot
) -> None:
    start = _topology(shown).card("power")
    shown.set_prediction(said(moves("power", "node3", "node1")))
    item = shown.board_scene.haunting.ghosts["node1", "power"]
    assert (item.x(), item.y()) == start[:2]
    assert GLIDE <= 0.25
    qtbot.waitUntil(lambda: not shown.board_scene.motion.gliding(item), timeout=2000)
    assert item.x() < _topology(shown).column("node2").x
    shown.set_prediction(None)
    assert shown.board_scene.haunting.ghosts == {}
    assert item.scene() is None
    card = shown.board_scene.card_item("power")
    assert card is not None
    assert card.fate is None


def test_a_changed_prediction_keeps_the_ghosts_that_stay(shown: TopologyView) -> None:
    shown.set_animated(False)
    shown.set_prediction(said(moves("power", "node3", "node1"), BACKUP))
    stays = shown.board_scene.haunting.ghosts["node1", "power"]
    shown.set_prediction(said(moves("power", "node3", "node1", 4.0)))
    ghosts = shown.board_scene.haunting.ghosts
    assert ghosts == {("node1", "power"): stays}
    assert stays.ghost.outage == 4.0


def test_cards_that_would_go_say_where_to_and_fenced_nodes_too(shown: TopologyView) -> None:
    shown.set_prediction(said(*GROUP, fenced=["node3"]))
    card, other = shown.board_scene.card_item("ip"), shown.board_scene.card_item("power")
    header = shown.board_scene.header_item("node3")
    assert card is not None
    assert other is not None
    assert header is not None
    assert card.fate == GROUP[0]
    assert other.fate is None
    assert header.fenced
    shown.set_prediction(None)
    assert not header.fenced


def test_columns_grow_for_ghosts_that_have_no_room(shown: TopologyView) -> None:
    many = [Fate(f"r{n}", Verdict.STARTS, None, "node2", key=f"r{n}") for n in range(20)]
    shown.set_animated(False)
    before = _places(shown)
    shown.set_prediction(said(*many))
    bottom = max(item.y() + item.height for item in shown.board_scene.haunting.ghosts.values())
    assert bottom < _topology(shown).column("node2").bottom
    assert bottom < _topology(shown).tray.rect.y
    after = _places(shown)
    assert {key: after[key] for key in ("ip", "power")} == {
        key: before[key] for key in ("ip", "power")
    }
    # all of it is in view still
    assert shown.visible_area().contains(shown.sceneRect().adjusted(1, 1, -1, -1))


def test_ghosts_follow_the_cluster(
    shown: TopologyView, configuration: Configuration, state: ClusterState
) -> None:
    shown.set_animated(False)
    shown.set_prediction(said(moves("power", "node3", "node2")))
    moved = changed(state, started("power", "node2"))
    shown.refresh(configuration, moved, ChangeSet(instances=frozenset({"power"})))
    ghost = shown.board_scene.haunting.ghosts["node2", "power"]
    real = _topology(shown).card("power")
    assert not Rect(ghost.x(), ghost.y(), ghost.width, ghost.height).meets(real)
    nodes = {name: node for name, node in state.nodes.items() if name != "node2"}
    shown.refresh(configuration, replace(state, nodes=nodes), ChangeSet(everything=True))
    assert shown.board_scene.haunting.ghosts.keys() <= {("node2", "power")}


def test_ghosts_survive_another_zoom_and_theme(shown: TopologyView) -> None:
    shown.set_animated(False)
    shown.set_prediction(said(*GROUP))
    for zoom in (0.1, 0.45, 1.5):
        shown.set_zoom(zoom)
        item = shown.board_scene.haunting.ghosts["node2", "web"]
        column = _topology(shown).column("node2")
        assert column.x < item.x() < column.right
        assert column.y < item.y() < column.bottom


def test_a_ghost_says_more_in_its_tool_tip(shown: TopologyView) -> None:
    shown.set_animated(False)
    shown.set_prediction(said(*GROUP))
    item = shown.board_scene.haunting.ghosts["node2", "web"]
    for place, words in (
        (Rect(item.x(), item.y(), item.width, item.height), "ip moves node1 → node2"),
        (_topology(shown).card("fs"), "Foretold: fs moves"),
    ):
        point: QPoint = at(shown, place)
        event = QHelpEvent(QEvent.Type.ToolTip, point, shown.viewport().mapToGlobal(point))
        QApplication.sendEvent(shown.viewport(), event)
        assert words in QToolTip.text()
    QToolTip.hideText()


def test_what_the_draft_changed_is_marked(shown: TopologyView) -> None:
    shown.set_marked({"web", "backup", "db-clone", "node3", "never"})
    scene = shown.board_scene
    for key, marked in (("backup", True), ("db@node1", True), ("ip", False)):
        card = scene.card_item(key)
        assert card is not None
        assert card.marked is marked
    header = scene.header_item("node3")
    assert header is not None
    assert header.marked
    shown.select(Subject(SubjectKind.CONSTRAINT, "never"))
    (edge,) = scene.wiring.edges
    line = scene.wiring.line(edge)
    assert line is not None
    assert line.marked
    shown.set_marked(set())
    assert not line.marked
