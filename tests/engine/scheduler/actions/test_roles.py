"""How a primitive comes into its role: restarts, recovery, more copies than there should be."""

import pytest

from tests.engine.scheduler.cibs import cib, clone, keys, links, pairs, primitive, scheduled, where
from tests.engine.scheduler.pasts import past, probed, ran

_STARTED = past("p", "n1", ran("start"))


def _two_copies(**meta: str) -> str:
    resource = primitive("p", pairs("m", **meta))
    return cib(resource, history=[_STARTED, past("p", "n2", ran("start"))])


def test_what_runs_where_it_should_is_left_alone() -> None:
    assert not keys(scheduled(cib(primitive("p"), history=[_STARTED, *probed("p", "n2")])))


def test_what_moves_stops_before_it_starts() -> None:
    text = cib(primitive("p"), history=[_STARTED, *probed("p", "n2")], standby=["n1"])
    assert links(scheduled(text)) == {("p_stop_0@n1", "p_start_0@n2")}


def test_what_failed_is_restarted() -> None:
    monitor = ran("monitor@10000", 1)
    failed = past("p", "n1", ran("start"), monitor)
    operations = '<operations><op id="o" name="monitor" interval="10s"/></operations>'
    text = cib(primitive("p", operations), history=[failed, *probed("p", "n2")])
    found = links(scheduled(text))
    assert {
        ("p_stop_0@n1", "p_start_0@n1"),
        ("p_start_0@n1", "p_monitor_10000@n1"),
    } <= found


def test_what_shall_not_run_is_stopped() -> None:
    resource = primitive("p", pairs("m", target_role="Stopped"))
    assert keys(scheduled(cib(resource, history=[_STARTED, *probed("p", "n2")]))) == {"p_stop_0"}


def test_two_copies_are_stopped_and_one_is_started() -> None:
    result = scheduled(_two_copies())
    assert where(result, "p_stop_0") == {"n1", "n2"}
    assert len(where(result, "p_start_0")) == 1


def test_two_copies_are_only_stopped_where_that_is_wanted() -> None:
    result = scheduled(_two_copies(multiple_active="stop_only"))
    assert where(result, "p_stop_0") == {"n1", "n2"}
    assert not where(result, "p_start_0")


def test_two_copies_that_block_are_left_alone() -> None:
    assert not keys(scheduled(_two_copies(multiple_active="block")))


def test_the_unexpected_copy_alone_is_stopped_where_that_is_wanted() -> None:
    result = scheduled(_two_copies(multiple_active="stop_unexpected"))
    assert len(where(result, "p_stop_0")) == 1
    start = next(step for step in result.graph.steps if step.key == "p_start_0")
    assert start.kind.value == "pseudo_event"


def test_a_copy_on_an_unclean_node_counts_only_where_fencing_is_needed() -> None:
    device = '<primitive id="f" class="stonith" type="fence_dummy"/>'
    for requires, restarted in (("fencing", True), ("nothing", False)):
        resource = primitive("p", pairs("m", requires=requires))
        text = cib(
            device + resource,
            options=pairs("options", "cluster_property_set", stonith_enabled="true"),
            history=[_STARTED, past("p", "n2", ran("start"))],
        )
        lost = text.replace('uname="n2" in_ccm="true"', 'uname="n2" in_ccm="false"')
        assert ("n1" in where(scheduled(lost), "p_stop_0")) is restarted


def test_what_is_unmanaged_is_left_alone() -> None:
    resource = primitive("p", pairs("m", is_managed="false", target_role="Stopped"))
    assert not keys(scheduled(cib(resource, history=[_STARTED, *probed("p", "n2")])))


@pytest.mark.parametrize(
    ("policy", "stopped"), [("stop", True), ("freeze", False), ("ignore", False)]
)
def test_without_quorum_the_policy_decides_over_what_runs(policy: str, *, stopped: bool) -> None:
    options = pairs(
        "options", "cluster_property_set", stonith_enabled="false", no_quorum_policy=policy
    )
    text = cib(primitive("p"), options=options, history=[_STARTED, *probed("p", "n2")])
    result = scheduled(text.replace('have-quorum="1"', 'have-quorum="0"'))
    assert bool(where(result, "p_stop_0")) is stopped


@pytest.mark.parametrize(("policy", "started"), [("freeze", False), ("ignore", True)])
def test_without_quorum_the_policy_decides_over_starts(policy: str, *, started: bool) -> None:
    options = pairs(
        "options", "cluster_property_set", stonith_enabled="false", no_quorum_policy=policy
    )
    text = cib(primitive("p"), options=options, history=probed("p", "n1", "n2"))
    result = scheduled(text.replace('have-quorum="1"', 'have-quorum="0"'))
    assert bool(where(result, "p_start_0")) is started


def test_without_quorum_what_is_promoted_may_be_demoted_and_stay() -> None:
    options = pairs(
        "options", "cluster_property_set", stonith_enabled="false", no_quorum_policy="demote"
    )
    resource = clone("m", primitive("s", kind="Stateful"), promotable="true")
    history = [
        past("s", "n1", ran("start"), ran("promote"), kind="Stateful"),
        past("s", "n2", ran("start"), kind="Stateful"),
    ]
    text = cib(resource, options=options, history=history)
    result = scheduled(text.replace('have-quorum="1"', 'have-quorum="0"'))
    assert where(result, "s_demote_0") | where(result, "s:0_demote_0") == {"n1"}
    assert not any("stop" in key for key in keys(result) if key.startswith("s"))


def test_what_a_failed_stop_blocks_is_left_alone() -> None:
    blocked = past("p", "n1", ran("start"), ran("stop", 1))
    assert not keys(scheduled(cib(primitive("p"), history=[blocked, *probed("p", "n2")])))


def test_what_is_stopped_is_cleaned_up_where_that_is_wanted() -> None:
    options = pairs(
        "options", "cluster_property_set", stonith_enabled="false", remove_after_stop="true"
    )
    resource = primitive("p", pairs("m", target_role="Stopped"))
    text = cib(resource, options=options, history=[_STARTED, *probed("p", "n2")])
    assert links(scheduled(text)) == {("p_stop_0@n1", "p_delete_0@n1")}


def test_an_orphan_is_stopped_and_forgotten() -> None:
    text = cib("", history=[_STARTED])
    assert links(scheduled(text)) == {("p_stop_0@n1", "p_delete_0@n1")}
