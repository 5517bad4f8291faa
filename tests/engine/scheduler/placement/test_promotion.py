"""Which instances of promotable clones are promoted."""

import pytest

from tests.engine.scheduler.cibs import (
    cib,
    clone,
    done,
    group,
    pairs,
    places,
    primitive,
    scheduled,
)

ROLE = (
    '<rsc_location id="{0}-{1}" rsc="{0}"><rule id="r-{1}" role="Promoted" score="{2}">'
    '<expression id="e-{1}" attribute="#uname" operation="eq" value="{1}"/></rule></rsc_location>'
)


def stateful(**meta: str) -> str:
    return clone("c", primitive("p"), promotable="true", **meta)


def scored(**scores: str) -> dict[str, dict[str, str]]:
    return {node: {"master_p": score} for node, score in scores.items()}


def test_the_highest_score_is_promoted() -> None:
    result = scheduled(cib(stateful(), nodes=3, attributes=scored(n1="5", n2="20", n3="10")))
    assert places(result, "p", "Promoted") == ["n2"]
    assert places(result, "p", "Unpromoted") == ["n1", "n3"]


def test_without_scores_nothing_is_promoted() -> None:
    assert places(scheduled(cib(stateful())), "p", "Promoted") == []


def test_a_location_alone_is_enough() -> None:
    result = scheduled(cib(stateful(), constraints=ROLE.format("c", "n2", "50")))
    assert places(result, "p", "Promoted") == ["n2"]


def test_a_negative_score_is_never_promoted() -> None:
    assert places(scheduled(cib(stateful(), attributes=scored(n1="-1"))), "p", "Promoted") == []


def test_as_many_are_promoted_as_promoted_max_says() -> None:
    attributes = scored(n1="5", n2="20", n3="10")
    result = scheduled(cib(stateful(promoted_max="2"), nodes=3, attributes=attributes))
    assert places(result, "p", "Promoted") == ["n2", "n3"]


def test_locations_add_to_scores() -> None:
    text = cib(
        stateful(), attributes=scored(n1="10", n2="5"), constraints=ROLE.format("c", "n2", "6")
    )
    assert places(scheduled(text), "p", "Promoted") == ["n2"]


def test_a_promoted_instance_goes_where_its_primary_is() -> None:
    constraints = (
        '<rsc_location id="a-at" rsc="a" node="n2" score="INFINITY"/>'
        '<rsc_colocation id="w" rsc="c" rsc-role="Promoted" with-rsc="a" score="INFINITY"/>'
    )
    text = cib(
        primitive("a") + stateful(),
        attributes=scored(n1="100", n2="1"),
        constraints=constraints,
    )
    assert places(scheduled(text), "p", "Promoted") == ["n2"]


def test_a_dependent_follows_the_promoted_instance() -> None:
    constraints = (
        '<rsc_location id="d-at" rsc="d" node="n1" score="10"/>'
        '<rsc_colocation id="w" rsc="d" with-rsc="c" with-rsc-role="Promoted" score="INFINITY"/>'
    )
    text = cib(
        primitive("d") + stateful(), attributes=scored(n1="5", n2="100"), constraints=constraints
    )
    result = scheduled(text)
    assert places(result, "p", "Promoted") == ["n2"]
    assert places(result, "d") == ["n2"]


def test_what_is_promoted_stays_so_among_equals() -> None:
    text = cib(
        stateful(),
        attributes=scored(n1="10", n2="10"),
        history=[done("p", "n1", "start"), done("p", "n2", "promote")],
    )
    assert places(scheduled(text), "p", "Promoted") == ["n2"]


def test_the_scores_of_a_groups_members_add_up() -> None:
    resources = clone("c", group("g", "p", "q"), promotable="true")
    text = cib(
        resources,
        attributes={"n1": {"master_p": "10"}, "n2": {"master_p": "6", "master_q": "6"}},
    )
    result = scheduled(text)
    assert places(result, "p", "Promoted") == ["n2"]
    assert places(result, "q", "Promoted") == ["n2"]


@pytest.mark.parametrize("policy", ["freeze", "ignore"])
def test_frozen_without_quorum_nothing_is_promoted(policy: str) -> None:
    options = pairs("o", "cluster_property_set", stonith_enabled="false", no_quorum_policy=policy)
    text = cib(
        stateful(),
        options=options,
        attributes=scored(n1="10"),
        history=[done("p", "n1", "start"), done("p", "n2", "start")],
    ).replace('have-quorum="1"', 'have-quorum="0"')
    promoted = [] if policy == "freeze" else ["n1"]
    assert places(scheduled(text), "p", "Promoted") == promoted


def test_what_was_promoted_is_shown_with_its_score() -> None:
    result = scheduled(cib(stateful(), attributes=scored(n1="7")))
    lines = {(line.node, line.score) for line in result.score_lines if line.stage == "promotion"}
    assert ("n1", 7) in lines
