"""How a board is arranged in the room there is."""

import pytest

from hagui.graph.layout.metrics import Load, Metrics, Room, choose, widened

ROOM = Room(1000, 600)


def test_a_small_cluster_has_its_nodes_side_by_side_with_full_cards() -> None:
    chosen = choose(Load(3, 5), ROOM)
    assert (chosen.per_row, chosen.lanes, chosen.compact) == (3, 1, False)


def test_a_large_cluster_becomes_a_grid_of_compact_cards() -> None:
    chosen = choose(Load(32, 125), Room(1280, 800))
    assert chosen.compact
    assert chosen.lanes > 1
    assert 4 < chosen.per_row < 32


@pytest.mark.parametrize("columns", [1, 3, 8, 32, 64])
@pytest.mark.parametrize("cards", [0, 1, 10, 150])
def test_names_of_nodes_have_room_in_the_overview(columns: int, cards: int) -> None:
    load = Load(columns, cards)
    chosen = widened(choose(load, ROOM), load, ROOM)
    across = min(columns, chosen.per_row)
    width = across * (chosen.column_width + chosen.column_gap) + 2 * chosen.margin
    assert min(1.0, ROOM.width / width) * chosen.column_width > 40


def test_cards_grow_into_spare_room_but_not_without_end() -> None:
    assert widened(Metrics(per_row=3), Load(3, 3), ROOM).card_width > Metrics().card_width
    assert widened(Metrics(per_row=1), Load(1, 3), Room(4000, 600)).card_width == 300
    assert (
        widened(Metrics(per_row=9), Load(9, 3), Room(400, 600)).card_width == Metrics().card_width
    )
