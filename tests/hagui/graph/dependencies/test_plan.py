"""What is shown of a configuration: units, lines, hubs and tags."""

import pytest

from hagui.graph.dependencies.model import Joint, LinkKind, Plan, UnitKind
from hagui.graph.dependencies.plan import plan_of
from tests.hagui.graph.dependencies.conftest import dummies, order, planned, together
from tests.hagui.graph.dependencies.landscapes import sap, shown


def _lines(plan: Plan) -> set[tuple[str, str]]:
    return {(link.tail.resource, link.head.resource) for link in plan.links.values()}


def _set(name: str, resources: str, **more: str) -> str:
    said = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in more.items())
    inside = "".join(f'<resource_ref id="{each}"/>' for each in resources.split())
    return f'<resource_set id="{name}"{said}>{inside}</resource_set>'


def test_what_is_inside_belongs_to_the_unit_around_it() -> None:
    group = f'<group id="g">{dummies("a", "b")}</group>'
    plan = planned(f'<clone id="c">{group}</clone>{dummies("alone")}')
    assert list(plan.units) == ["c", "alone"]
    assert plan.units["c"].kind is UnitKind.CLONE
    assert plan.units["c"].members == ("a", "b")
    assert {plan.homes[each] for each in ("a", "b", "g", "c")} == {"c"}


def test_an_order_leads_from_what_starts_first() -> None:
    plan = planned(dummies("a", "b"), order("a", "b", kind="Optional"))
    (link,) = plan.links.values()
    assert (link.tail.resource, link.head.resource) == ("a", "b")
    assert link.kind is LinkKind.ORDER
    assert link.optional


def test_a_colocation_leads_from_what_is_followed() -> None:
    plan = planned(dummies("web", "db"), together("web", "db"))
    (link,) = plan.links.values()
    assert (link.tail.resource, link.head.resource) == ("db", "web")
    assert link.kind is LinkKind.TOGETHER


def test_a_negative_colocation_keeps_apart() -> None:
    plan = planned(dummies("a", "b"), together("a", "b", "-INFINITY"))
    assert [link.kind for link in plan.links.values()] == [LinkKind.APART]


def test_a_line_to_a_member_ends_at_the_member() -> None:
    plan = planned(f'<group id="g">{dummies("a", "b")}</group>{dummies("x")}', order("b", "x"))
    (link,) = plan.links.values()
    assert (link.tail.vertex, link.tail.resource) == ("g", "b")


def test_sets_become_lines_to_a_hub_and_not_pairs() -> None:
    sets = _set("s1", "a b c", sequential="false") + _set("s2", "x y z", sequential="false")
    plan = planned(dummies(*"abcxyz"), f'<rsc_order id="o">{sets}</rsc_order>')
    (hub,) = plan.hubs.values()
    assert hub.joint is Joint.ALL
    assert _lines(plan) == {
        *((each, hub.id) for each in "abc"),
        *((hub.id, each) for each in "xyz"),
    }


def test_one_of_a_set_is_enough_where_not_all_are_required() -> None:
    sets = _set("s1", "a b", sequential="false", require_all="false") + _set("s2", "x")
    plan = planned(dummies(*"abx"), f'<rsc_order id="o">{sets}</rsc_order>')
    assert [hub.joint for hub in plan.hubs.values()] == [Joint.ANY]
    said = [link for link in plan.links.values() if link.said]
    assert [(link.head.resource) for link in said] == ["x"]


def test_a_sequential_set_is_a_chain() -> None:
    sets = _set("s1", "a b c") + _set("s2", "x y")
    plan = planned(dummies(*"abcxy"), f'<rsc_order id="o">{sets}</rsc_order>')
    assert not plan.hubs
    assert _lines(plan) == {("a", "b"), ("b", "c"), ("c", "x"), ("x", "y")}


def test_an_earlier_colocation_set_follows_the_next_one() -> None:
    sets = _set("s1", "a b") + _set("s2", "x y")
    plan = planned(dummies(*"abxy"), f'<rsc_colocation id="c" score="5">{sets}</rsc_colocation>')
    # y is with x, a with y, b with a
    assert _lines(plan) == {("x", "y"), ("y", "a"), ("a", "b")}


def test_a_set_of_equals_that_keep_apart_meets_at_a_hub() -> None:
    inside = _set("s1", "a b c", sequential="false")
    text = f'<rsc_colocation id="c" score="-INFINITY">{inside}</rsc_colocation>'
    plan = planned(dummies(*"abc"), text)
    assert [hub.joint for hub in plan.hubs.values()] == [Joint.APART]
    assert len(plan.links) == 3


def test_locations_and_tickets_are_tags_of_what_they_are_about() -> None:
    plan = planned(
        f'<group id="g">{dummies("a")}</group>{dummies("db-1", "db-2")}',
        '<rsc_location id="l1" rsc="a" node="n1" score="5"/>'
        '<rsc_location id="l2" rsc-pattern="^db-" node="n2" score="-INFINITY"/>'
        '<rsc_ticket id="t" rsc="g" ticket="T" loss-policy="fence"/>',
    )
    assert [(tag.constraint.id, tag.resource) for tag in plan.tags["g"]] == [
        ("l1", "a"),
        ("t", "g"),
    ]
    assert [tag.constraint.id for tag in plan.tags["db-2"]] == ["l2"]


@pytest.mark.parametrize(
    "constraint",
    [
        order("a", "gone"),
        together("gone", "a"),
        '<rsc_location id="l" rsc="gone" node="n" score="1"/>',
        order("a", "a"),
    ],
)
def test_what_leads_nowhere_is_left_out(constraint: str) -> None:
    plan = planned(dummies("a"), constraint)
    assert not plan.links
    assert not plan.tags


def test_a_landscape_is_shown_whole() -> None:
    configuration, _ = shown(sap())
    plan = plan_of(configuration)
    drawn = {link.constraint.id for link in plan.links.values()}
    drawn |= {tag.constraint.id for tags in plan.tags.values() for tag in tags}
    assert drawn == set(plan.constraints)
