"""Where things stand: start order from left to right, nothing over anything else."""

from itertools import combinations

import pytest

from hagui.graph.layout.geometry import Rect
from tests.hagui.graph.dependencies.conftest import Laid, cib, dummies, lay, order, together
from tests.hagui.graph.dependencies.landscapes import sap, tangle


def _around(laid: Laid, key: str) -> Rect:
    """A unit with what hangs below it."""
    place, frame = laid.made.places[key], laid.frames.get(key)
    return place if frame is None else Rect(place.x, place.y, place.width, frame.depth)


@pytest.mark.parametrize("text", [sap(), tangle(120), tangle(200, seed=3, part=400)])
def test_nothing_overlaps(text: str) -> None:
    laid = lay(text)
    around = [_around(laid, key) for key in laid.made.places]
    assert not [(a, b) for a, b in combinations(around, 2) if a.meets(b)]
    labels = [label.place for label in laid.made.labels.values()]
    assert not [(a, b) for a in labels for b in around if a.meets(b)]


@pytest.mark.parametrize("text", [sap(), tangle(200, seed=3, part=400)])
def test_what_starts_first_stands_left(text: str) -> None:
    laid = lay(text)
    places = laid.made.places
    for link in laid.plan.links.values():
        if link.ranked and link.tail.vertex != link.head.vertex:
            assert places[link.tail.vertex].right < places[link.head.vertex].x


def test_a_circle_of_orders_is_shown_all_the_same() -> None:
    laid = lay(cib(dummies(*"abc"), order("a", "b") + order("b", "c") + order("c", "a")))
    assert len({laid.made.places[key].x for key in "abc"}) == 3
    assert len(laid.made.routes) == 3


def test_lines_cross_no_card() -> None:
    laid = lay(tangle(200, seed=3, part=400))
    crossed: list[tuple[str, str]] = []
    for key, link in laid.plan.links.items():
        ends = {link.tail.vertex, link.head.vertex}
        for unit, place in laid.made.places.items():
            inner = Rect(place.x + 2, place.y + 2, place.width - 4, place.height - 4)
            points = laid.made.routes[key].points
            if unit not in ends and any(inner.contains(x, y) for x, y in points):
                crossed.append((key, unit))
    assert len(crossed) <= len(laid.plan.links) // 50


def test_a_line_to_a_member_meets_the_row_of_that_member() -> None:
    text = cib(f'<group id="g">{dummies("m1", "m2")}</group>{dummies("x")}', order("m2", "x"))
    laid = lay(text)
    row = laid.frames["g"].row("m2")
    assert row is not None
    place = laid.made.places["g"]
    start = laid.made.routes["o-m2-x:m2:x"].start
    assert row.moved(place.x, place.y).y < start[1] < row.moved(place.x, place.y).bottom


def test_lines_of_one_pair_run_side_by_side() -> None:
    laid = lay(cib(dummies("a", "b"), order("a", "b") + together("b", "a")))
    first, second = laid.made.routes.values()
    assert first.start[1] == first.end[1]
    assert second.start[1] == second.end[1]
    assert abs(first.start[1] - second.start[1]) > 15


def test_what_keeps_apart_stands_one_above_the_other() -> None:
    laid = lay(cib(dummies("a", "b", "c"), together("a", "b", "-500") + order("c", "a")))
    a, b = laid.made.places["a"], laid.made.places["b"]
    assert a.x == b.x
    route = next(iter(laid.made.routes.values()))
    assert route.start[0] == route.end[0]


def test_what_nothing_joins_stands_in_a_grid_of_its_own() -> None:
    laid = lay(cib(dummies("a", "b", *(f"free{n}" for n in range(9))), order("a", "b")))
    alone = laid.made.alone
    assert alone is not None
    assert not any(alone.meets(laid.made.places[key]) for key in ("a", "b"))
    assert all(alone.meets(laid.made.places[f"free{n}"]) for n in range(9))


def test_all_of_it_is_within_the_bounds() -> None:
    laid = lay(tangle(120))
    bounds = laid.made.bounds
    for key in laid.made.places:
        rect = _around(laid, key)
        assert rect.x >= 0
        assert rect.y >= 0
        assert rect.right <= bounds.right
        assert rect.bottom <= bounds.bottom


def test_the_same_is_laid_out_the_same_way() -> None:
    assert lay(sap()).made.places == lay(sap()).made.places


def test_nothing_is_no_error() -> None:
    laid = lay(cib(""))
    assert laid.made.places == {}
