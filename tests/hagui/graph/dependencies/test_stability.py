"""A small edit moves nothing that has nothing to do with it: the share that does is the jump."""

from random import Random

import pytest

from tests.hagui.graph.dependencies.conftest import Laid, cib, dummies, lay, order, together
from tests.hagui.graph.dependencies.landscapes import sap


def _with(text: str, constraint: str) -> str:
    return text.replace("</constraints>", f"{constraint}</constraints>")


def jump(before: Laid, after: Laid, touched: set[str]) -> float:
    """The share of units that moved though no line joins them to what was edited."""
    related = set(touched)
    for laid in (before, after):
        for key in touched:
            related |= laid.made.neighbours(key)
    others = before.plan.units.keys() & after.plan.units.keys() - related
    return len(before.moved(after) & others) / max(1, len(others))


def test_an_edit_that_changes_nothing_here_moves_nothing(large: str) -> None:
    before = lay(large)
    assert before.moved(before.again(large)) == set()


def test_a_location_more_moves_nothing(large: str) -> None:
    before = lay(large)
    for key in list(before.plan.units)[::16]:
        tag = f'<rsc_location id="new" rsc="{key}" node="hana2" score="5"/>'
        after = before.again(_with(large, tag))
        assert jump(before, after, {key}) < 0.02


def test_a_colocation_beside_an_order_moves_nothing(large: str) -> None:
    before = lay(large)
    link = next(link for link in before.plan.links.values() if link.ranked)
    more = together(link.head.resource, link.tail.resource)
    assert before.moved(before.again(_with(large, more))) == set()


def test_a_constraint_less_moves_nothing_that_it_did_not_join() -> None:
    text = sap()
    before = lay(text)
    for name in ("ord_topo_HA1", "col_ip_NW1", "loc_pas_BW1"):
        start = text.index(f'id="{name}"')
        begin = text.rindex("<", 0, start)
        tag = text[begin + 1 : text.index(" ", begin)]
        end = text.index(f"</{tag}>", begin) + len(tag) + 3
        after = before.again(text[:begin] + text[end:])
        touched = {
            each.vertex for link in before.plan.links_of(name) for each in (link.tail, link.head)
        }
        assert jump(before, after, touched) == 0.0


def test_random_orders_between_what_is_joined_hardly_move_the_rest(large: str) -> None:
    random, before = Random(5), lay(large)
    jumps: list[float] = []
    for _ in range(24):
        part = random.choice(before.made.parts)
        units = [key for key in part.sketch.shapes if key in before.plan.units]
        first, then = random.sample(units, 2)
        after = before.again(_with(large, order(first, then, kind="Optional")))
        jumps.append(jump(before, after, {first, then}))
    print(f"jump: mean {sum(jumps) / len(jumps):.4f}, most {max(jumps):.4f}")
    assert sum(jumps) / len(jumps) < 0.02
    assert max(jumps) < 0.1


def test_joining_two_that_stood_alone_leaves_the_others_in_the_grid(large: str) -> None:
    before = lay(large)
    first, then = list(before.made.grid)[1:3]
    after = before.again(_with(large, order(first, then)))
    assert jump(before, after, {first, then}) == 0.0
    assert before.moved(after) <= {first, then}
    assert after.made.places[first].right < after.made.places[then].x


def test_two_that_are_parted_stay_where_they_are_until_all_is_laid_out_anew() -> None:
    both = dummies(*"abcd")
    joined = order("a", "b") + order("c", "d")
    before = lay(cib(both, joined + order("b", "c")))
    after = before.again(cib(both, joined))
    assert before.moved(after) == set()


def test_what_loses_its_last_line_goes_to_the_grid() -> None:
    before = lay(cib(dummies("a", "b", "c", "free"), order("a", "b") + order("b", "c")))
    after = before.again(cib(dummies("a", "b", "c", "free"), order("b", "c")))
    assert "a" in after.made.grid
    assert before.moved(after) == {"a"}


def test_a_new_resource_finds_a_free_place(large: str) -> None:
    before = lay(large)
    more = large.replace("</resources>", dummies("newcomer") + "</resources>")
    after = before.again(more)
    assert before.moved(after) == set()
    place = after.made.places["newcomer"]
    others = [rect for key, rect in after.made.places.items() if key != "newcomer"]
    assert not any(place.meets(rect) for rect in others)


@pytest.mark.parametrize("unit", ["grp_HA1_ASCS00", "msl_SAPHana_NW1"])
def test_collapsing_moves_nothing_and_expanding_brings_all_back(unit: str) -> None:
    before = lay(sap())
    small = before.again(sap(), frozenset({unit}))
    assert before.moved(small) == set()
    assert small.made.places[unit].height < before.made.places[unit].height
    assert small.again(sap()).made.places == before.made.places


def test_what_grows_only_pushes_down_what_is_below(large: str) -> None:
    groups = frozenset(key for key, unit in lay(large).plan.units.items() if unit.members)
    small = lay(large, None, groups)
    ranked = sorted(key for key in groups if key not in small.made.grid)
    for one in ranked[:: max(1, len(ranked) // 6)]:
        after = small.again(large, groups - {one})
        place = small.made.places[one]
        for key in small.moved(after) - {one}:
            assert after.made.places[key].x == small.made.places[key].x
            assert after.made.places[key].y > small.made.places[key].y
            assert small.made.places[key].y > place.y


def test_many_edits_in_a_row_leave_nothing_on_top_of_anything(large: str) -> None:
    random, text, laid = Random(11), large, lay(large)
    units = list(laid.plan.units)
    for number in range(30):
        first, then = random.sample(units, 2)
        made = order(first, then).replace('id="', f'id="e{number}-')
        text = _with(text, made)
        laid = laid.again(text)
    rects = [
        rect if key not in laid.frames else rect._replace(height=laid.frames[key].depth)
        for key, rect in laid.made.places.items()
    ]
    overlapping = [
        (one, other)
        for index, one in enumerate(rects)
        for other in rects[index + 1 :]
        if one.meets(other)
    ]
    assert overlapping == []
