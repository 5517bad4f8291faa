"""Where groups go, and whom their colocations concern."""

from tests.engine.scheduler.cibs import cib, done, group, pairs, places, primitive, scheduled

AT = '<rsc_location id="{0}-at-{1}" rsc="{0}" node="{1}" score="{2}"/>'
WITH = '<rsc_colocation id="{0}-with-{1}" rsc="{0}" with-rsc="{1}" score="{2}"/>'


def test_members_go_together_where_all_of_them_like_it_best() -> None:
    constraints = AT.format("b", "n1", "10") + AT.format("c", "n2", "20")
    result = scheduled(cib(group("g", "a", "b", "c"), constraints=constraints))
    assert [places(result, name) for name in "abc"] == [["n2"]] * 3


def test_members_that_need_not_be_together_spread() -> None:
    result = scheduled(cib(group("g", "a", "b", collocated="false")))
    assert [places(result, name) for name in "ab"] == [["n1"], ["n2"]]


def test_only_the_last_member_has_to_be_there_for_who_must_be_with_a_group() -> None:
    """Optional dependents content themselves with the first member."""
    stopped = primitive("b", pairs("b-m", target_role="Stopped"))
    resources = f'<group id="g">{primitive("a")}{stopped}</group>' + primitive("d")
    for score, expected in (("INFINITY", []), ("100", ["n2"])):
        constraints = WITH.format("d", "g", score) + AT.format("a", "n2", "INFINITY")
        result = scheduled(cib(resources, constraints=constraints))
        assert places(result, "a") == ["n2"]
        assert places(result, "d") == expected


def test_members_behind_an_unmanaged_one_follow_the_groups_primary_themselves() -> None:
    inner = primitive("a") + primitive("b", pairs("b-m", is_managed="false")) + primitive("c")
    resources = primitive("x") + f'<group id="g">{inner}</group>'
    constraints = WITH.format("g", "x", "INFINITY") + AT.format("x", "n1", "-INFINITY")
    running = [done(name, "n1", "start") for name in "abc"]
    result = scheduled(cib(resources, constraints=constraints, history=running))
    assert places(result, "b") == ["n1"]
    (score,) = (s for s in result.scores if (s.resource, s.node) == ("c", "n1"))
    assert ("colocation", "g-with-x") in {(term.kind, term.id) for term in score.terms}


def test_a_group_moves_when_it_is_pulled_hard_enough() -> None:
    running = [done(name, "n1", "start") for name in "ab"]
    sticky = group("g", "a", "b", resource_stickiness="100")
    for pull, expected in (("199", ["n1"]), ("201", ["n2"])):
        constraints = AT.format("g", "n2", pull)
        result = scheduled(cib(sticky, constraints=constraints, history=running))
        assert places(result, "a") == places(result, "b") == expected
