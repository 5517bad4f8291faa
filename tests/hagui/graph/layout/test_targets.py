"""What is at a point and where the arrow keys lead."""

import pytest

from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.graph.board import Board
from hagui.graph.layout.metrics import Room
from hagui.graph.layout.targets import (
    Direction,
    Target,
    TargetKind,
    neighbour,
    place_of,
    target_at,
)
from hagui.graph.layout.topology import Topology

CARD, NODE = TargetKind.CARD, TargetKind.NODE


@pytest.fixture
def topology(configuration: Configuration, state: ClusterState) -> Topology:
    return Topology(Board.of(configuration, state), Room(1000, 640))


def test_every_target_is_at_its_own_place(topology: Topology) -> None:
    targets = [Target(CARD, key) for key in topology.board.cards]
    targets += [Target(NODE, name) for name in topology.board.columns]
    for target in targets:
        place = place_of(topology, target)
        assert place is not None
        assert target_at(topology, place.x + 20, place.y + 20) == target


def test_the_switch_is_in_the_header_and_the_frame_around_its_members(topology: Topology) -> None:
    assert target_at(topology, *topology.switch("node2").center) == Target(
        TargetKind.SWITCH, "node2"
    )
    frame = topology.unit(("node1", "web"))
    assert target_at(topology, frame.x + 20, frame.y + 8) == Target(TargetKind.BOX, "web", "node1")


def test_nothing_is_at_the_margin(topology: Topology) -> None:
    assert target_at(topology, 2, 2) is None


@pytest.mark.parametrize(
    ("origin", "direction", "end"),
    [
        (None, Direction.DOWN, Target(NODE, "node1")),
        (Target(NODE, "node1"), Direction.RIGHT, Target(NODE, "node2")),
        (Target(NODE, "node1"), Direction.DOWN, Target(CARD, "ip")),
        (Target(CARD, "ip"), Direction.DOWN, Target(CARD, "fs")),
        (Target(CARD, "ip"), Direction.UP, Target(NODE, "node1")),
        (Target(CARD, "db@node1"), Direction.RIGHT, Target(CARD, "db@node2")),
        (Target(CARD, "db@node2"), Direction.LEFT, Target(CARD, "db@node1")),
        (Target(NODE, "node1"), Direction.LEFT, None),
        (Target(NODE, "node1"), Direction.UP, None),
    ],
)
def test_arrows_go_to_the_next_thing_in_sight(
    topology: Topology, origin: Target | None, direction: Direction, end: Target | None
) -> None:
    assert neighbour(topology, origin, direction) == end


def test_arrows_reach_every_card(topology: Topology) -> None:
    """Nothing on the view is for the mouse alone."""
    seen: set[Target] = set()
    ahead = [neighbour(topology, None, Direction.DOWN)]
    while ahead:
        target = ahead.pop()
        if target is not None and target not in seen:
            seen.add(target)
            ahead += [neighbour(topology, target, direction) for direction in Direction]
    assert {t.key for t in seen if t.kind is CARD} == set(topology.board.cards)
    assert {t.key for t in seen if t.kind is NODE} == set(topology.board.columns)
