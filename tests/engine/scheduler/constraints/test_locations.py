"""Locations: by name, pattern, set and tag; for a role; with a way of discovery."""

import pytest

from engine.scheduler.result import Result
from tests.engine.scheduler.cibs import cib, clone, group, keys, places, primitive, scheduled

AT = '<rsc_location id="l" {} node="n2" score="INFINITY"/>'


def _score(result: Result, resource: str, node: str) -> int | None:
    found = [
        score.score for score in result.scores if (score.resource, score.node) == (resource, node)
    ]
    return found[0] if found else None


def test_a_location_names_a_resource_or_a_pattern() -> None:
    resources = primitive("db1") + primitive("db2") + primitive("web")
    for who, expected in (
        ('rsc="db1"', {"db1"}),
        ('rsc-pattern="^db[[:digit:]]$"', {"db1", "db2"}),
        ('rsc-pattern="!^db"', {"web"}),
    ):
        result = scheduled(cib(resources, constraints=AT.format(who), nodes=2))
        scores = {name: _score(result, name, "n2") for name in ("db1", "db2", "web")}
        assert {name for name, score in scores.items() if score == 1_000_000} == expected


def test_a_member_of_an_anonymous_clone_is_known_by_its_history_only() -> None:
    """Without a history the id of the primitive inside means nothing, and that is said."""
    result = scheduled(cib(clone("c", primitive("p")), constraints=AT.format('rsc="p"')))
    assert [finding.code for finding in result.findings] == ["constraint-of-unknown-resource"]


def test_sets_and_tags_stand_for_all_of_their_resources() -> None:
    resources = primitive("a") + primitive("b") + primitive("c")
    sets = (
        '<rsc_location id="l" node="n2" score="7"><resource_set id="s" score="9">'
        '<resource_ref id="a"/></resource_set><resource_set id="t"><resource_ref id="b"/>'
        "</resource_set></rsc_location>"
    )
    result = scheduled(cib(resources, constraints=sets))
    assert [_score(result, name, "n2") for name in "abc"] == [9, 7, 0]
    tags = '<tags><tag id="t"><obj_ref id="a"/><obj_ref id="c"/></tag></tags></configuration>'
    tagged = '<rsc_location id="l" rsc="t" node="n2" score="5"/>'
    text = cib(resources, constraints=tagged).replace("</configuration>", tags)
    assert [_score(scheduled(text), name, "n2") for name in "abc"] == [5, 0, 5]


def test_only_the_first_of_members_that_stay_together_gets_the_score() -> None:
    result = scheduled(cib(group("g", "a", "b"), constraints=AT.format('rsc="g"')))
    terms = {
        score.resource: [term.kind for term in score.terms if term.id == "l"]
        for score in result.scores
        if score.node == "n2"
    }
    assert terms["a"] == ["location"]
    assert places(result, "b") == ["n2"]


def test_what_is_only_to_be_on_named_nodes_is_not_looked_for_elsewhere() -> None:
    exclusive = AT.format('rsc="a" resource-discovery="exclusive"')
    result = scheduled(cib(primitive("a"), constraints=exclusive, nodes=3, standby=["n2"]))
    assert places(result, "a") == []
    assert {step.node for step in result.graph.steps if step.key == "a_monitor_0"} == {"n2"}
    never = AT.format('rsc="a" resource-discovery="never"').replace("INFINITY", "0")
    result = scheduled(cib(primitive("a"), constraints=never, nodes=2))
    assert {step.node for step in result.graph.steps if step.key == "a_monitor_0"} == {"n1"}


@pytest.mark.parametrize("node", ["n1", "n2"])
def test_a_location_for_the_promoted_role_decides_on_promotion_only(node: str) -> None:
    resources = clone("m", primitive("p", kind="Stateful"), promotable="true")
    constraint = f'<rsc_location id="l" rsc="m" role="Promoted" node="{node}" score="50"/>'
    result = scheduled(cib(resources, constraints=constraint))
    assert places(result, "p", "Promoted") == [node]
    assert len(places(result, "p")) == 2


def test_what_means_nothing_is_reported_and_left_out() -> None:
    constraints = (
        AT.format('rsc="ghost"')
        + '<rsc_location id="b" rsc-pattern="(" node="n1" score="1"/>'
        + '<rsc_location id="c" rsc="a" node="nowhere" score="1"/>'
        + '<rsc_location id="d" rsc="a"/>'
        + '<rsc_unheard id="e"/>'
    )
    result = scheduled(cib(primitive("a"), constraints=constraints))
    assert {(finding.code, finding.subject) for finding in result.findings} == {
        ("constraint-of-unknown-resource", "l"),
        ("location-pattern-invalid", "b"),
        ("location-without-rules", "d"),
        ("constraint-of-unknown-kind", "e"),
    }
    assert "a_start_0" in keys(result)
