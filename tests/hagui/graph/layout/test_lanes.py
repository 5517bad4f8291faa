"""Units keep their places while others come and go."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hagui.graph.layout.lanes import Lanes, Place


def test_a_unit_takes_the_place_it_wants_if_that_is_free() -> None:
    lanes = Lanes(1)
    assert lanes.put("a", 50, Place(0, 100, 50)).top == 100
    assert lanes.put("b", 50, Place(0, 120, 50)).top == 0


def test_what_leaves_leaves_a_gap_that_the_next_one_fills() -> None:
    lanes = Lanes(1)
    for key in "abc":
        lanes.put(key, 50)
    lanes.free("b")
    assert lanes.get("c") == Place(0, 100, 50)
    assert lanes.put("d", 50) == Place(0, 50, 50)
    assert lanes.put("e", 60).top == 150


def test_without_a_gap_the_shortest_lane_grows() -> None:
    lanes = Lanes(2)
    lanes.append("a", 100, 0)
    lanes.append("b", 40, 1)
    assert lanes.put("c", 80) == Place(1, 40, 80)


def test_units_in_a_stretch_are_found() -> None:
    lanes = Lanes(2)
    for index in range(10):
        lanes.append(f"l{index}", 50, 0)
    lanes.append("tall", 500, 1)
    assert list(lanes.between(101, 149)) == ["l2", "tall"]
    assert list(lanes.between(100, 151)) == ["l2", "l3", "tall"]


@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.sampled_from((0, 50, 76, 180)), st.integers(0, 400)),
        max_size=60,
    )
)
def test_units_never_overlap_and_never_move_for_others(
    steps: list[tuple[int, int, int]],
) -> None:
    lanes = Lanes(2)
    for number, height, wanted in steps:
        key = f"u{number}"
        others = {other: lanes.get(other) for other in lanes if other != key}
        if height:
            lanes.put(key, height, Place(number % 2, wanted, height))
        else:
            lanes.free(key)
        assert {other: lanes.get(other) for other in lanes if other != key} == others
        taken = sorted(place for u in lanes if (place := lanes.get(u)) is not None)
        for upper, lower in pairwise(taken):
            assert upper.lane != lower.lane or upper.bottom <= lower.top
