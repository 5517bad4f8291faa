"""Capacity, and the strategies that look at it."""

import pytest

from engine.scheduler.model.node import Node
from engine.scheduler.placement.sequence import in_table_order
from engine.scheduler.placement.utilization import compare_capacity, has_capacity
from tests.engine.scheduler.cibs import cib, group, pairs, places, primitive, scheduled

AT = '<rsc_location id="{0}-at-{1}" rsc="{0}" node="{1}" score="{2}"/>'


def needing(name: str, **needed: str) -> str:
    return primitive(name, pairs(f"{name}-u", "utilization", **needed))


def with_strategy(resources: str, strategy: str, *capacities: int, constraints: str = "") -> str:
    options = pairs(
        "options",
        "cluster_property_set",
        stonith_enabled="false",
        placement_strategy=strategy,
    )
    text = cib(resources, options=options, nodes=len(capacities), constraints=constraints)
    for number, capacity in enumerate(capacities, 1):
        start = f'<node id="{number}" uname="n{number}">'
        block = pairs(f"n{number}-u", "utilization", cpu=str(capacity))
        text = text.replace(start, start + block)
    return text


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ("default", [["n1"], ["n2"], ["n1"]]),
        ("utilization", [["n1"], ["n2"], []]),
        ("minimal", [["n1"], [], ["n2"]]),
        ("balanced", [["n2"], ["n1"], []]),
    ],
)
def test_strategies_choose_differently(strategy: str, expected: list[list[str]]) -> None:
    resources = needing("a", cpu="2") + needing("b", cpu="3") + needing("c", cpu="4")
    if strategy == "minimal":
        resources = needing("a", cpu="2") + needing("b", cpu="9") + needing("c", cpu="4")
    result = scheduled(with_strategy(resources, strategy, 4, 5))
    found = [places(result, name) for name in "abc"]
    assert found == expected


def test_a_ban_for_want_of_capacity_is_among_the_terms_and_changes_no_score() -> None:
    constraints = AT.format("a", "n1", "50")
    result = scheduled(
        with_strategy(needing("a", cpu="3"), "utilization", 2, 4, constraints=constraints)
    )
    assert places(result, "a") == ["n2"]
    (score,) = (s for s in result.scores if (s.resource, s.node) == ("a", "n1"))
    assert score.score == 50
    assert [(term.score, term.kind) for term in score.terms] == [
        (50, "location"),
        (0, "utilization"),
    ]


def test_a_group_goes_where_all_of_it_has_room() -> None:
    resources = group("g", "a", "b")
    for name in "ab":
        plain = primitive(name)
        resources = resources.replace(plain, needing(name, cpu="3"))
    result = scheduled(with_strategy(resources, "utilization", 5, 6))
    assert places(result, "a") == places(result, "b") == ["n2"]


def test_capacity_is_compared_attribute_by_attribute() -> None:
    first = Node("1", "n1", utilization={"cpu": 4, "ram": 2})
    second = Node("2", "n2", utilization={"cpu": 3, "disk": 1})
    assert compare_capacity(first, second) < 0
    second.utilization["disk"] = 0
    second.utilization["ram"] = 9
    assert compare_capacity(first, second) == 0
    assert has_capacity(first, {"cpu": 4})
    assert not has_capacity(first, {"disk": 1})


def test_tables_are_gone_through_as_pacemaker_does() -> None:
    """The sequences were seen in traces of crm_simulate."""
    nodes = [Node(str(number), f"n{number}", index=number) for number in range(1, 6)]
    assert [node.name for node in in_table_order(nodes[:3])] == ["n1", "n3", "n2"]
    assert [node.name for node in in_table_order(nodes)] == ["n1", "n3", "n5", "n2", "n4"]
