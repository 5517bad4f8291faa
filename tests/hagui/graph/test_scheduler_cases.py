"""Every input of Pacemaker's own scheduler tests: nothing is missing on the board."""

from collections.abc import Mapping

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cib.views import Configuration
from hagui.graph.board import Board
from hagui.graph.edges import all_locations, edges_of
from hagui.graph.layout.metrics import Room
from hagui.graph.layout.targets import place_of
from hagui.graph.layout.topology import Topology


def test_every_instance_of_every_case_has_a_place(
    scheduler_cases: Mapping[str, bytes],
) -> None:
    seen = lines = 0
    for name, data in scheduler_cases.items():
        cib = Cib.parse(data)
        state = Derivation(cib).state
        board = Board.of(Configuration.of(cib), state)
        topology = Topology(board, Room(1280, 800))
        shown = {key for card in board.cards.values() for key in card.copies}
        assert shown <= set(state.instances), name
        for key in set(state.instances) - shown:  # a clone has no use for so many copies
            hidden = state.instances[key]
            assert hidden.orphaned, (name, key)
            assert (hidden.nodes, hidden.active, hidden.unique) == ((), False, False), (name, key)
        assert set(state.nodes) <= set(board.columns), name
        bounds = topology.bounds
        for key in board.cards:
            rect = topology.card(key)
            assert bounds.x <= rect.x <= rect.right <= bounds.right, (name, key)
            assert bounds.y <= rect.y <= rect.bottom <= bounds.bottom, (name, key)
        lines += _standing_lines(topology, name)
        seen += 1
    assert seen > 300
    assert lines > 1000


def _standing_lines(topology: Topology, name: str) -> int:
    """How many lines there are; each has both its ends on the board."""
    board = topology.board
    found = all_locations(board)
    for constraint in board.outline.constraints:
        found += edges_of(board, constraint)
    for edge in found:
        assert edge.tail != edge.head, (name, edge)
        assert place_of(topology, edge.tail) is not None, (name, edge)
        assert place_of(topology, edge.head) is not None, (name, edge)
    return len(found)
