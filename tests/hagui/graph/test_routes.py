"""Lines run in the gaps between columns, not across what is read."""

import pytest

from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.routes import Port, Route, route

GAP = 14.0
COLUMNS = [Rect(12 + index * 246, 12, 232, 460) for index in range(4)]
CARDS = [Rect(column.x + 12, 80 + row * 50, 208, 46) for column in COLUMNS for row in range(7)]
TRAY_CARD = Rect(20, 530, 300, 46)


def _card(column: int, row: int) -> Port:
    place = CARDS[column * 7 + row]
    return Port(place, COLUMNS[column], place.center[1])


def _header(column: int) -> Port:
    rect = COLUMNS[column]
    return Port(Rect(rect.x, rect.y, rect.width, 56), rect, rect.y + 40)


def _crossed(made: Route, *ends: Port) -> list[Rect]:
    inner = [Rect(c.x + 1, c.y + 1, c.width - 2, c.height - 2) for c in CARDS]
    return [
        card
        for card in inner
        if any(card.contains(*point) for point in made.points)
        and not any(card.meets(end.place) for end in ends)
    ]


@pytest.mark.parametrize("lane", [0.0, -5.2, 5.2])
@pytest.mark.parametrize(("row", "header"), [(0, 0), (5, 0), (5, 1)])
def test_a_line_to_the_own_or_the_next_header_crosses_no_card(
    row: int, header: int, lane: float
) -> None:
    tail, head = _card(0, row), _header(header)
    made = route(tail, head, gap=GAP, lane=lane)
    assert _crossed(made, tail, head) == []
    assert made.start[0] == tail.place.right
    assert made.end[0] in {head.place.x, head.place.right}


@pytest.mark.parametrize("header", range(4))
def test_a_line_out_of_the_tray_crosses_no_card(header: int) -> None:
    tail = Port(TRAY_CARD, None, TRAY_CARD.center[1])
    made = route(tail, _header(header), gap=GAP)
    assert _crossed(made, tail) == []
    assert made.start[1] == TRAY_CARD.y
    back = route(_header(header), tail, gap=GAP)
    assert (back.start, back.end) == (made.end, made.start)


@pytest.mark.parametrize("lane", [0.5, -4.5, 5.5])
@pytest.mark.parametrize(("start", "end"), [(0, 2), (0, 3), (3, 0), (2, 0)])
@pytest.mark.parametrize("row", [0, 3, 6])
def test_a_line_to_a_far_column_crosses_neither_cards_nor_headers(
    start: int, end: int, row: int, lane: float
) -> None:
    tail, head = _card(start, row), _header(end)
    for made in (route(tail, head, gap=GAP, lane=lane), route(tail, _card(end, row), gap=GAP)):
        assert _crossed(made, tail) == []
        assert made.start[0] == (tail.place.right if start < end else tail.place.x)
        between = [COLUMNS[column] for column in range(min(start, end) + 1, max(start, end))]
        assert not [c for c in between if any(c.contains(*point) for point in made.points)]
        assert min(y for _, y in made.points) > 0
    made = route(tail, head, gap=GAP, lane=lane)
    assert made.end == (head.place.x if start < end else head.place.right, head.level)


def test_a_line_between_low_cards_passes_below_the_columns() -> None:
    made = route(_card(0, 6), _card(2, 6), gap=GAP)
    assert max(y for _, y in made.points) == COLUMNS[0].bottom + GAP / 2


def test_a_line_is_one_stroke_whose_middle_is_on_it() -> None:
    made = route(_card(0, 2), _card(1, 5), gap=GAP)
    assert made.at(0.0) == made.start
    assert made.at(1.0) == made.end
    assert made.distance(*made.at(0.5)) < 0.5
    assert made.distance(made.start[0] - 40, made.start[1]) == pytest.approx(40)


def test_a_chip_avoids_what_is_taken() -> None:
    made = route(_card(0, 5), _header(1), gap=GAP)
    x, y = made.at(0.5)
    middle = Rect(x - 20, y - 20, 40, 40)
    free = made.spot(30, 16, lambda rect: rect.meets(middle))
    assert free is not None
    assert not free.meets(middle)
    assert made.spot(30, 16, lambda _: True) is None
