"""Stickiness, failures, shutdown locks and node health."""

import pytest

from tests.engine.scheduler.cibs import (
    NOW,
    cib,
    clone,
    done,
    keys,
    pairs,
    places,
    primitive,
    scheduled,
)

AT = '<rsc_location id="l" rsc="a" node="n2" score="{}"/>'
STARTED = [done("a", "n1", "start")]


def _options(**values: str) -> str:
    return pairs("o", "cluster_property_set", stonith_enabled="false", **values)


def _failed(text: str) -> str:
    """``~`` in the names of attributes is the underscore that ``pairs`` would not leave alone."""
    return text.replace("~", "_")


def test_stickiness_weighs_against_a_location() -> None:
    sticky = primitive("a", pairs("m", resource_stickiness="10"))
    for score, node in (("10", "n1"), ("11", "n2")):
        result = scheduled(cib(sticky, constraints=AT.format(score), history=STARTED))
        assert places(result, "a") == [node]


@pytest.mark.parametrize(("threshold", "node"), [("2", "n2"), ("3", "n1"), ("0", "n1")])
def test_a_resource_leaves_where_it_failed_as_often_as_it_may(threshold: str, node: str) -> None:
    resource = primitive("a", pairs("m", migration_threshold=threshold))
    failures = {"n1": {"fail_count_a#monitor~10000": "2"}}
    result = scheduled(_failed(cib(resource, history=STARTED, attributes=failures)))
    assert places(result, "a") == [node]


def test_failures_that_are_over_count_no_more() -> None:
    meta = pairs("m", migration_threshold="1", failure_timeout="60s")
    for ago, node in ((59, "n2"), (61, "n1")):
        failures = {
            "n1": {
                "fail_count_a#monitor~10000": "1",
                "last_failure_a#monitor~10000": str(NOW - ago),
            }
        }
        text = cib(primitive("a", meta), history=STARTED, attributes=failures)
        result = scheduled(_failed(text))
        assert places(result, "a") == [node]


def test_instances_that_are_alike_are_banned_together() -> None:
    resources = clone("c", primitive("p", pairs("m", migration_threshold="1")))
    failures = {"n1": {"fail_count_p:1#monitor~10000": "1"}}
    history = [done("p", "n1", "start"), done("p", "n2", "start")]
    result = scheduled(_failed(cib(resources, history=history, attributes=failures)))
    assert places(result, "p") == ["n2"]


@pytest.mark.parametrize(("locked", "expected"), [("true", []), ("false", ["n2"])])
def test_a_lock_keeps_what_ran_on_a_node_that_is_shut_down(
    locked: str, expected: list[str]
) -> None:
    text = cib(
        primitive("a"),
        history=STARTED,
        options=_options(shutdown_lock=locked),
        attributes={"n1": {"shutdown": str(NOW)}},
    )
    result = scheduled(text)
    assert places(result, "a") == expected
    assert {"a_stop_0", "do_shutdown"} <= keys(result)


def test_clones_are_not_held_by_a_lock() -> None:
    text = cib(
        clone("c", primitive("a"), clone_max="1"),
        history=STARTED,
        options=_options(shutdown_lock="true"),
        attributes={"n1": {"shutdown": str(NOW)}},
    )
    assert places(scheduled(text), "a") == ["n2"]


@pytest.mark.parametrize(
    ("strategy", "health", "node"),
    [
        ("none", "red", "n1"),
        ("migrate-on-red", "red", "n2"),
        ("migrate-on-red", "yellow", "n1"),
        ("only-green", "yellow", "n2"),
        ("custom", "-5", "n2"),
        ("progressive", "green", "n1"),
    ],
)
def test_the_strategy_says_how_bad_health_drives_resources_away(
    strategy: str, health: str, node: str
) -> None:
    text = cib(
        primitive("a"),
        history=STARTED,
        options=_options(node_health_strategy=strategy),
        attributes={"n1": {"#health_cpu": health}},
    )
    assert places(scheduled(text), "a") == [node]


def test_what_may_stay_on_unhealthy_nodes_does() -> None:
    text = cib(
        primitive("a", pairs("m", allow_unhealthy_nodes="true")) + primitive("b"),
        history=[*STARTED, done("b", "n1", "start")],
        options=_options(node_health_strategy="only-green"),
        attributes={"n1": {"#health_cpu": "red"}},
    )
    result = scheduled(text)
    assert (places(result, "a"), places(result, "b")) == (["n1"], ["n2"])
