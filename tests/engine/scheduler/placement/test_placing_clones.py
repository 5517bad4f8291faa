"""Where the instances of clones go."""

from tests.engine.scheduler.cibs import cib, clone, done, places, primitive, scheduled

WITH = '<rsc_colocation id="with" rsc="{}" with-rsc="{}" score="{}"/>'
AT = '<rsc_location id="{0}-at-{1}" rsc="{0}" node="{1}" score="{2}"/>'


def test_every_node_gets_an_instance() -> None:
    result = scheduled(cib(clone("c", primitive("p")), nodes=3))
    assert places(result, "p") == ["n1", "n2", "n3"]


def test_instances_stay_where_they_are() -> None:
    result = scheduled(
        cib(
            clone("c", primitive("p"), clone_max="1"),
            nodes=3,
            history=[done("p", "n2", "start")],
        )
    )
    assert places(result, "p") == ["n2"]


def test_dependents_decide_where_too_few_instances_go() -> None:
    resources = clone("c", primitive("p"), clone_max="1") + primitive("d")
    constraints = WITH.format("d", "c", "INFINITY") + AT.format("d", "n3", "100")
    result = scheduled(cib(resources, nodes=3, constraints=constraints))
    assert places(result, "p") == ["n3"]
    assert places(result, "d") == ["n3"]


def test_unique_instances_share_nodes_evenly() -> None:
    resources = clone(
        "c", primitive("p"), globally_unique="true", clone_max="4", clone_node_max="3"
    )
    assert places(scheduled(cib(resources)), "p") == ["n1", "n1", "n2", "n2"]


def test_an_anonymous_clone_has_one_instance_for_each_node_at_most() -> None:
    resources = clone("c", primitive("p"), clone_max="4", clone_node_max="3")
    assert places(scheduled(cib(resources)), "p") == ["n1", "n2"]


def test_a_dependent_goes_where_any_instance_is() -> None:
    resources = clone("c", primitive("p"), clone_max="1") + primitive("d")
    constraints = (
        WITH.format("d", "c", "INFINITY")
        + AT.format("c", "n2", "INFINITY")
        + AT.format("d", "n1", "50")
    )
    assert places(scheduled(cib(resources, constraints=constraints)), "d") == ["n2"]


def test_an_interleaved_dependent_runs_beside_its_own_instance_only() -> None:
    resources = clone("c", primitive("p")) + clone("d", primitive("q"), interleave="true")
    constraints = WITH.format("d", "c", "INFINITY") + AT.format("c", "n1", "-INFINITY")
    result = scheduled(cib(resources, nodes=3, constraints=constraints))
    assert places(result, "q") == ["n2", "n3"]


def test_colocations_count_twice_for_an_instance_that_was_tried_twice() -> None:
    """It wants to stay, another node is better, so it takes its turn again with all it inherits."""
    resources = primitive("a") + clone("c", primitive("p"), clone_max="1")
    constraints = WITH.format("c", "a", "30") + AT.format("a", "n1", "INFINITY")
    constraints += AT.format("c", "n2", "10")
    result = scheduled(cib(resources, constraints=constraints, history=[done("p", "n2", "start")]))
    assert places(result, "p") == ["n1"]
    last = {score.node: score.score for score in result.scores if score.resource == "p:0"}
    assert last["n1"] == 60


def test_a_node_in_standby_gets_none() -> None:
    result = scheduled(cib(clone("c", primitive("p")), standby=["n1"]))
    assert places(result, "p") == ["n2"]
