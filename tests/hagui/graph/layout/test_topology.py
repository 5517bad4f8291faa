"""Where everything is, and that it stays there."""

import random
from dataclasses import replace

import pytest

from engine.cib.document import Cib
from engine.cib.edits import apply
from engine.cib.edits.vocabulary import Edit, JoinGroup, LeaveGroup
from engine.cib.state.model import ClusterState, Instance
from engine.cib.views import Configuration
from hagui.cluster.changes import ChangeSet
from hagui.graph.board import Board, Touched
from hagui.graph.cards import TRAY
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.metrics import Room
from hagui.graph.layout.topology import Topology
from tests.hagui.graph.conftest import CIB, changed, started

ROOM = Room(1000, 640)


def _rects(topology: Topology) -> dict[str, Rect]:
    return {key: topology.card(key) for key in topology.board.cards}


def _follow(
    topology: Topology, configuration: Configuration, state: ClusterState, *keys: str
) -> None:
    board, touched = topology.board.updated(
        configuration, state, ChangeSet(instances=frozenset(keys))
    )
    topology.follow(board, touched)


@pytest.fixture
def topology(configuration: Configuration, state: ClusterState) -> Topology:
    return Topology(Board.of(configuration, state), ROOM)


def test_cards_lie_in_their_columns_and_the_tray_below(topology: Topology) -> None:
    board = topology.board
    for key, rect in _rects(topology).items():
        node = board.cards[key].node
        around = topology.tray.rect if node == TRAY else topology.column(node)
        assert around.x < rect.x < rect.right < around.right
        assert around.y < rect.y < rect.bottom < around.bottom
    lowest = max(topology.column(name).bottom for name in board.columns)
    assert topology.tray.rect.y > lowest


def test_nothing_overlaps(topology: Topology) -> None:
    rects = list(_rects(topology).values())
    for index, first in enumerate(rects):
        assert not any(first.meets(other) for other in rects[index + 1 :])


def test_a_small_board_fills_the_room_exactly(topology: Topology) -> None:
    bounds = topology.bounds
    assert bounds.height == ROOM.height
    assert bounds.width <= ROOM.width


def test_copies_of_a_clone_stand_level(topology: Topology) -> None:
    assert topology.card("db@node1").y == topology.card("db@node2").y


def test_a_group_frames_all_its_members(topology: Topology) -> None:
    frame = topology.unit(("node1", "web"))
    for key in ("ip", "fs", "httpd"):
        rect = topology.card(key)
        assert frame.x < rect.x < rect.right < frame.right
        assert frame.y < rect.y < rect.bottom < frame.bottom
    assert topology.card("ip").y < topology.card("fs").y < topology.card("httpd").y


def test_what_moves_glides_level_and_moves_nothing_else(
    topology: Topology, configuration: Configuration, state: ClusterState
) -> None:
    before = _rects(topology)
    _follow(topology, configuration, changed(state, started("power", "node1")), "power")
    after = _rects(topology)
    assert after["power"].y == before["power"].y
    assert after["power"].x == topology.column("node1").x + topology.metrics.pad
    assert {k: r for k, r in after.items() if k != "power"} == {
        k: r for k, r in before.items() if k != "power"
    }


def test_a_member_that_stops_keeps_its_place_and_the_others_theirs(
    topology: Topology, configuration: Configuration, state: ClusterState
) -> None:
    before = _rects(topology)
    _follow(topology, configuration, changed(state, Instance("fs")), "fs")
    assert _rects(topology) == before


def test_a_failover_there_and_back_ends_where_it_began(
    topology: Topology, configuration: Configuration, state: ClusterState
) -> None:
    before = _rects(topology)
    keys = ("ip", "fs", "httpd")
    moved = changed(state, *(started(key, "node2") for key in keys))
    _follow(topology, configuration, moved, *keys)
    assert _rects(topology) != before
    _follow(topology, configuration, state, *keys)
    assert _rects(topology) == before


def test_random_changes_never_make_cards_overlap(
    configuration: Configuration, state: ClusterState
) -> None:
    chance = random.Random(7)
    topology = Topology(Board.of(configuration, state), ROOM)
    for _ in range(150):
        key = chance.choice(("ip", "fs", "httpd", "backup", "power"))
        node = chance.choice(("node1", "node2", "node3", None))
        state = changed(state, Instance(key) if node is None else started(key, node))
        still = {
            other: topology.card(other)
            for other, card in topology.board.cards.items()
            if card.leaf.id != key and card.node != TRAY and card.leaf.group is None
        }
        _follow(topology, configuration, state, key)
        assert {other: topology.card(other) for other in still} == still
        rects = list(_rects(topology).values())
        for index, first in enumerate(rects):
            assert not any(first.meets(other) for other in rects[index + 1 :])


def test_a_new_resource_leaves_the_others_where_they_are(
    topology: Topology, configuration: Configuration, state: ClusterState
) -> None:
    before = _rects(topology)
    grown = changed(state, started("new", "node1"))
    board, touched = topology.board.updated(
        configuration, grown, ChangeSet(configuration=True, instances=frozenset({"new"}))
    )
    topology.follow(board, touched)
    assert {key: topology.card(key) for key in before} == before


def test_a_node_that_comes_gets_a_column_of_its_own(
    topology: Topology, configuration: Configuration, state: ClusterState
) -> None:
    node = replace(state.nodes["node3"], id="node4", name="node4")
    grown = replace(state, nodes={**state.nodes, "node4": node})
    board, touched = topology.board.updated(
        configuration, grown, ChangeSet(nodes=frozenset({"node4"}))
    )
    topology.follow(board, touched)
    assert not topology.column("node4").meets(topology.column("node3"))


def test_what_is_in_an_area_is_found(topology: Topology) -> None:
    column = topology.column("node1")
    found = {card.key for card in topology.cards_in(column)}
    assert found == {"ip", "fs", "httpd", "db@node1"}
    assert {card.key for card in topology.cards_in(topology.tray.rect)} == {"db@", "backup"}
    assert not list(topology.cards_in(Rect(5000, 5000, 10, 10)))


def test_in_the_overview_cards_move_below_the_larger_headers(topology: Topology) -> None:
    topology.overview_header = 200
    column = topology.column("node1")
    for key in ("ip", "fs", "httpd", "db@node1"):
        rect = topology.card(key)
        assert column.y + 200 <= rect.y < rect.bottom <= column.bottom


def _edited(*edits: Edit) -> Configuration:
    cib = Cib.parse(CIB)
    apply(cib, edits)
    return Configuration.of(cib)


@pytest.mark.parametrize("room", [Room(1000, 640), Room(700, 300)])
def test_a_group_that_grows_stays_and_pushes_down_only_what_is_below(
    configuration: Configuration, state: ClusterState, room: Room
) -> None:
    topology = Topology(Board.of(configuration, state), room)
    before = {key: topology.card(key) for key in topology.board.cards}
    grown = Board.of(_edited(JoinGroup("web", ("backup",), "fs")), state)
    topology.follow(grown, Touched(everything=True))
    after = {key: topology.card(key) for key in topology.board.cards}
    assert after["ip"] == before["ip"]
    assert after["fs"].y > before["fs"].y
    for key in ("db@node2", "power"):
        assert after[key].x == before[key].x
        assert 0 <= after[key].y - before[key].y <= topology.metrics.pitch
    # and back again: nothing has to move
    topology.follow(Board.of(configuration, state), Touched(everything=True))
    assert {key: topology.card(key) for key in ("ip", "fs", "httpd")} == {
        key: before[key] for key in ("ip", "fs", "httpd")
    }


def test_a_group_that_splits_leaves_the_others_where_they_are(
    configuration: Configuration, state: ClusterState
) -> None:
    topology = Topology(Board.of(configuration, state), Room(1000, 640))
    before = {key: topology.card(key) for key in topology.board.cards}
    topology.follow(Board.of(_edited(LeaveGroup(("fs",))), state), Touched(everything=True))
    for key in ("ip", "db@node1", "db@node2", "power"):
        assert topology.card(key) == before[key]
