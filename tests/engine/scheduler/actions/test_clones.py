"""Clones as a whole and their instances; promotable ones, and orders between clones."""

import pytest

from tests.engine.scheduler.cibs import (
    cib,
    clone,
    done,
    keys,
    links,
    primitive,
    scheduled,
    where,
)


def _promotable(**meta: str) -> str:
    return clone("m", primitive("s", kind="Stateful"), promotable="true", **meta)


def test_instances_start_at_once_between_the_clones_pseudo_actions() -> None:
    found = links(scheduled(cib(clone("c", primitive("p")))))
    assert {("c_start_0", "p:0_start_0@n1"), ("p:1_start_0@n2", "c_running_0")} <= found
    assert ("p:0_start_0@n1", "p:1_start_0@n2") not in found


def test_instances_of_an_ordered_clone_start_one_after_another() -> None:
    found = links(scheduled(cib(clone("c", primitive("p"), ordered="true"))))
    assert ("p:0_start_0@n1", "p:1_start_0@n2") in found


def test_one_instance_is_probed_on_each_node_and_the_clone_waits() -> None:
    result = scheduled(cib(clone("c", primitive("p"))))
    probes = [step for step in result.graph.steps if step.key.endswith("_monitor_0")]
    assert sorted(step.node or "" for step in probes) == ["n1", "n2"]
    assert all((f"{step.key}@{step.node}", "c_start_0") in links(result) for step in probes)


def test_every_instance_of_a_unique_clone_is_probed_everywhere() -> None:
    result = scheduled(cib(clone("c", primitive("p"), globally_unique="true")))
    assert where(result, "p:0_monitor_0") == where(result, "p:1_monitor_0") == {"n1", "n2"}


def test_promotions_come_after_all_starts() -> None:
    score = (
        '<rsc_location id="l" rsc="m"><rule id="r" role="Promoted" score="10">'
        '<expression id="e" attribute="#uname" operation="eq" value="n2"/></rule></rsc_location>'
    )
    found = links(scheduled(cib(_promotable(), constraints=score)))
    assert ("m_running_0", "m_promote_0") in found
    promoted = {then for _, then in found if "_promote_0@" in then}
    assert len(promoted) == 1
    assert {then.rpartition("@")[2] for then in promoted} == {"n2"}


def test_a_promoted_instance_is_demoted_before_it_stops() -> None:
    history = [done("s", "n1", "monitor@10000", 8), done("s", "n2", "start")]
    found = links(scheduled(cib(_promotable(), history=history, standby=["n1"])))
    assert any(first.endswith("_demote_0@n1") and then == "m_demoted_0" for first, then in found)
    assert ("m_demoted_0", "m_stop_0") in found


@pytest.mark.parametrize("interleave", ["true", "false"])
def test_interleave_has_instances_wait_for_their_neighbours_only(interleave: str) -> None:
    resources = clone("c", primitive("p")) + clone("d", primitive("q"), interleave=interleave)
    order = '<rsc_order id="o" first="c" then="d"/>'
    found = links(scheduled(cib(resources, constraints=order)))
    beside = {("p:0_start_0@n1", "q:0_start_0@n1"), ("p:1_start_0@n2", "q:1_start_0@n2")}
    assert (beside <= found) is (interleave == "true")
    assert ("p:0_start_0@n1", "q:1_start_0@n2") not in found


def test_an_interleaved_instance_without_a_neighbour_is_not_started() -> None:
    resources = clone("c", primitive("p"), clone_max="1")
    resources += clone("d", primitive("q"), interleave="true")
    order = '<rsc_order id="o" first="c" then="d"/>'
    done_here = keys(scheduled(cib(resources, constraints=order)))
    assert "p:0_start_0" in done_here
    assert len({"q:0_start_0", "q:1_start_0"} & done_here) == 1


def test_an_idle_clone_is_left_alone() -> None:
    history = [done("p", "n1", "start"), done("p", "n2", "start")]
    assert not keys(scheduled(cib(clone("c", primitive("p")), history=history)))
