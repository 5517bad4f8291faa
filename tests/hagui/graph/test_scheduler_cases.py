"""Every input of Pacemaker's own scheduler tests: nothing is missing on the board."""

from collections.abc import Mapping

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cib.views import Configuration
from hagui.graph.board import Board
from hagui.graph.layout.metrics import Room
from hagui.graph.layout.topology import Topology


def test_every_instance_of_every_case_has_a_place(
    scheduler_cases: Mapping[str, bytes],
) -> None:
    seen = 0
    for name, data in scheduler_cases.items():
        cib = Cib.parse(data)
        state = Derivation(cib).state
        board = Board.of(Configuration.of(cib), state)
        topology = Topology(board, Room(1280, 800))
        shown = {key for card in board.cards.values() for key in card.copies}
        assert shown == set(state.instances), name
        assert set(state.nodes) <= set(board.columns), name
        bounds = topology.bounds
        for key in board.cards:
            rect = topology.card(key)
            assert bounds.x <= rect.x <= rect.right <= bounds.right, (name, key)
            assert bounds.y <= rect.y <= rect.bottom <= bounds.bottom, (name, key)
        seen += 1
    assert seen > 300
