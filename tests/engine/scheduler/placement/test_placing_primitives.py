"""Where primitives go, and what their scores say of it."""

from engine.cib.score import INFINITY, add
from engine.scheduler.result import Result
from tests.engine.scheduler.cibs import cib, done, pairs, places, primitive, scheduled

AT = '<rsc_location id="{0}-at-{1}" rsc="{0}" node="{1}" score="{2}"/>'
WITH = '<rsc_colocation id="{0}-with-{1}" rsc="{0}" with-rsc="{1}" score="{2}" {3}/>'


def shown(result: Result, resource: str) -> dict[str, int]:
    return {score.node: score.score for score in result.scores if score.resource == resource}


def terms(result: Result, resource: str, node: str) -> list[tuple[int, str, str | None]]:
    (found,) = (
        score for score in result.scores if (score.resource, score.node) == (resource, node)
    )
    total = 0
    for term in found.terms:
        total = add(total, term.score)
    assert total == found.score
    return [(term.score, term.kind, term.id) for term in found.terms]


def test_resources_spread_over_nodes_and_then_go_by_name() -> None:
    result = scheduled(cib("".join(primitive(name) for name in "abc")))
    assert [places(result, name) for name in "abc"] == [["n1"], ["n2"], ["n1"]]


def test_a_tie_keeps_the_present_node_only_above_zero() -> None:
    running = [done("a", "n2", "start")]
    both = AT.format("a", "n1", "5") + AT.format("a", "n2", "5")
    others = primitive("x") + primitive("y")
    busy = AT.format("x", "n2", "INFINITY") + AT.format("y", "n2", "INFINITY")
    resources = others + primitive("a")
    result = scheduled(cib(resources, constraints=busy + both, history=running))
    assert places(result, "a") == ["n2"]
    result = scheduled(cib(resources, constraints=busy, history=running))
    assert places(result, "a") == ["n1"]


def test_what_must_be_together_goes_where_the_dependent_wants() -> None:
    constraints = WITH.format("b", "a", "INFINITY", "") + AT.format("b", "n2", "100")
    result = scheduled(cib(primitive("a") + primitive("b"), constraints=constraints))
    assert places(result, "a") == places(result, "b") == ["n2"]
    assert terms(result, "a", "n2") == [(100, "colocation", "b-with-a")]
    assert terms(result, "b", "n1") == [(-INFINITY, "colocation", "b-with-a")]


def test_a_dependent_without_influence_moves_no_active_primary() -> None:
    constraints = AT.format("b", "n2", "100")
    resources = primitive("a") + primitive("b")
    running = [done("a", "n1", "start")]
    for influence, expected in (("true", ["n2"]), ("false", ["n1"])):
        wish = WITH.format("b", "a", "INFINITY", f'influence="{influence}"')
        result = scheduled(cib(resources, constraints=constraints + wish, history=running))
        assert places(result, "a") == expected


def test_a_small_part_of_a_small_score_still_counts() -> None:
    constraints = WITH.format("b", "a", "1", "") + AT.format("b", "n2", "3")
    result = scheduled(cib(primitive("a") + primitive("b"), constraints=constraints))
    assert shown(result, "a") == {"n1": 0, "n2": 1}


def test_of_what_passes_a_score_on_only_the_sign_counts() -> None:
    constraints = (
        WITH.format("c", "b", "500000", "")
        + WITH.format("b", "a", "-100", "")
        + AT.format("c", "n1", "1000")
    )
    resources = primitive("a") + primitive("b") + primitive("c")
    result = scheduled(cib(resources, constraints=constraints))
    assert shown(result, "a") == {"n1": -500, "n2": 0}


def test_enemies_share_the_last_node_unless_they_must_not() -> None:
    resources = primitive("a") + primitive("b")
    for score, expected in (("-100", ["n1"]), ("-INFINITY", [])):
        constraints = WITH.format("b", "a", score, "")
        result = scheduled(cib(resources, constraints=constraints, nodes=1))
        assert places(result, "b") == expected
    result = scheduled(cib(resources, constraints=WITH.format("b", "a", "-100", ""), nodes=1))
    assert terms(result, "b", "n1")[-1:] in (
        [],
        [(0, "colocation-passed-over", "b-with-a")],
    )


def test_a_node_attribute_makes_nodes_the_same() -> None:
    constraints = WITH.format("b", "a", "INFINITY", 'node-attribute="rack"')
    constraints += AT.format("a", "n1", "INFINITY")
    racks = {"n1": {"rack": "left"}, "n2": {"rack": "right"}, "n3": {"rack": "LEFT"}}
    result = scheduled(
        cib(primitive("a") + primitive("b"), constraints=constraints, nodes=3, attributes=racks)
    )
    assert places(result, "b") == ["n3"]
    assert shown(result, "b") == {"n1": 0, "n2": -INFINITY, "n3": 0}


def test_the_unmanaged_stay_where_nothing_may_run() -> None:
    resources = primitive("a", pairs("a-m", is_managed="false"))
    constraints = AT.format("a", "n1", "-INFINITY")
    result = scheduled(
        cib(resources, constraints=constraints, history=[done("a", "n1", "start")], standby=["n1"])
    )
    assert places(result, "a") == ["n1"]


def test_what_shall_be_stopped_is_banned_everywhere() -> None:
    result = scheduled(cib(primitive("a", pairs("a-m", target_role="Stopped"))))
    assert places(result, "a") == []
    assert shown(result, "a") == {"n1": -INFINITY, "n2": -INFINITY}
    assert terms(result, "a", "n1") == [(-INFINITY, "target-role", "a")]


def test_a_ring_of_colocations_ends() -> None:
    constraints = WITH.format("a", "b", "INFINITY", "") + WITH.format("b", "a", "INFINITY", "")
    result = scheduled(cib(primitive("a") + primitive("b"), constraints=constraints))
    assert places(result, "a") == places(result, "b") != []
