"""What the instances of a clone are told, when, and in which words."""

from itertools import pairwise

from tests.engine.scheduler.cibs import (
    cib,
    clone,
    done,
    keys,
    links,
    pairs,
    primitive,
    scheduled,
    where,
)

RUNNING = [done("p", "n1", "start")]
NOWHERE = [done("p", "n2", "monitor", 7)]


def _clone(**meta: str) -> str:
    return clone("c", primitive("p"), notify="true", **meta)


def test_the_stages_stand_around_the_task() -> None:
    found = links(scheduled(cib(_clone())))
    chain = [
        "c_pre_notify_start_0",
        "c_confirmed-pre_notify_start_0",
        "c_start_0",
        "c_running_0",
        "c_post_notify_running_0",
        "c_confirmed-post_notify_running_0",
    ]
    assert set(pairwise(chain)) <= found


def test_who_starts_is_told_afterwards_only_and_who_runs_before_as_well() -> None:
    result = scheduled(cib(_clone(), history=[*RUNNING, *NOWHERE]))
    assert where(result, "p_pre_notify_start_0") | where(result, "p:0_pre_notify_start_0") == {"n1"}
    after = where(result, "p_post_notify_start_0") | where(result, "p:0_post_notify_start_0")
    assert after | where(result, "p:1_post_notify_start_0") == {"n1", "n2"}


def test_nobody_is_told_without_notify() -> None:
    assert not any("notify" in key for key in keys(scheduled(cib(clone("c", primitive("p"))))))


def test_who_stops_is_told_before_and_the_others_afterwards() -> None:
    history = [*RUNNING, done("p", "n2", "start")]
    result = scheduled(cib(_clone(), history=history, standby=["n2"]))
    told = {
        (step.key.split("_")[1], step.node)
        for step in result.graph.steps
        if step.task == "notify" and step.node is not None
    }
    assert told == {("pre", "n1"), ("pre", "n2"), ("post", "n1")}


def test_agents_are_told_who_is_active_and_who_starts() -> None:
    result = scheduled(cib(_clone(), history=[*RUNNING, *NOWHERE]))
    step = next(
        step
        for step in result.graph.steps
        if step.task == "notify" and step.node == "n1" and "post" in step.key
    )
    facts = {
        name.removeprefix("CRM_meta_notify_"): value
        for name, value in step.attributes.items()
        if "notify_" in name
    }
    assert facts["active_uname"] == "n1"
    assert facts["start_uname"] == "n2"
    assert facts["stop_resource"] == " "
    assert facts["available_uname"] == facts["all_uname"] == "n1 n2"
    assert (facts["type"], facts["operation"]) == ("post", "start")


def test_monitors_begin_when_all_have_been_told() -> None:
    monitored = primitive(
        "p", '<operations><op id="p-m" name="monitor" interval="10s"/></operations>'
    )
    found = links(scheduled(cib(clone("c", monitored, notify="true"))))
    assert ("c_confirmed-post_notify_running_0", "p:0_monitor_10000@n1") in found


def test_the_others_are_told_of_an_instance_that_fencing_stopped() -> None:
    fencing = '<primitive id="f" class="stonith" type="fence_dummy"/>'
    options = pairs("options", "cluster_property_set", stonith_enabled="true")
    text = cib(
        _clone() + fencing,
        nodes=3,
        options=options,
        history=[done("p", node, "start") for node in ("n1", "n2", "n3")],
    )
    dead = text.replace(
        'uname="n3" in_ccm="true" crmd="online"', 'uname="n3" in_ccm="false" crmd="offline"'
    )
    found = links(scheduled(dead))
    assert ("stonith", "p_post_notify_stop_0") in found
    told = {then for first, then in found if first == "p_post_notify_stop_0" and "@" in then}
    assert told == {"p_post_notify_stop_0@n1", "p_post_notify_stop_0@n2"}
