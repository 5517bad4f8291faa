"""Which resources are probed on which nodes, and what waits for that."""

from tests.engine.scheduler.cibs import cib, keys, links, pairs, primitive, scheduled, where
from tests.engine.scheduler.pasts import past, probed, ran


def _location(discovery: str, node: str = "n1", score: str = "10") -> str:
    return (
        f'<rsc_location id="l-{node}" rsc="p" node="{node}" score="{score}"'
        f' resource-discovery="{discovery}"/>'
    )


def _options(**values: str) -> str:
    return pairs("options", "cluster_property_set", stonith_enabled="false", **values)


def test_what_is_new_is_probed_everywhere_before_it_starts() -> None:
    result = scheduled(cib(primitive("p")))
    assert where(result, "p_monitor_0") == {"n1", "n2"}
    assert {("p_monitor_0@n1", "p_start_0@n1"), ("p_monitor_0@n2", "p_start_0@n1")} == links(result)
    assert all(
        step.attributes["CRM_meta_op_target_rc"] == "7" for step in result.graph.steps if step.probe
    )


def test_what_is_known_is_not_probed() -> None:
    result = scheduled(cib(primitive("p"), history=probed("p", "n2")))
    assert where(result, "p_monitor_0") == {"n1"}


def test_nodes_in_standby_are_probed_too() -> None:
    assert where(scheduled(cib(primitive("p"), standby=["n1", "n2"])), "p_monitor_0") == {
        "n1",
        "n2",
    }


def test_offline_nodes_are_not_probed() -> None:
    text = cib(primitive("p")).replace('uname="n2" in_ccm="true"', 'uname="n2" in_ccm="false"')
    assert where(scheduled(text), "p_monitor_0") == {"n1"}


def test_probes_may_be_turned_off() -> None:
    result = scheduled(cib(primitive("p"), options=_options(enable_startup_probes="false")))
    assert keys(result) == {"p_start_0"}


def test_a_node_may_be_kept_from_being_probed() -> None:
    result = scheduled(cib(primitive("p"), constraints=_location("never", "n2", "-INFINITY")))
    assert where(result, "p_monitor_0") == {"n1"}


def test_exclusive_discovery_probes_nowhere_else() -> None:
    result = scheduled(cib(primitive("p"), nodes=3, constraints=_location("exclusive", "n2")))
    assert where(result, "p_monitor_0") == where(result, "p_start_0") == {"n2"}


def test_unmanaged_resources_are_probed() -> None:
    resource = primitive("p", pairs("m", is_managed="false"))
    assert keys(scheduled(cib(resource))) == {"p_monitor_0"}


def test_a_restart_elsewhere_waits_for_the_probe_of_what_it_depends_on() -> None:
    order = '<rsc_order id="o" first="p" then="q"/>'
    history = [past("p", "n1", ran("start")), past("q", "n1", ran("start")), *probed("q", "n2")]
    text = cib(primitive("p") + primitive("q"), constraints=order, history=history, standby=["n1"])
    assert ("p_monitor_0@n2", "q_stop_0@n1") in links(scheduled(text))


def test_old_nodes_that_ask_for_it_are_probed_again() -> None:
    asked = {"n1": {"probe_complete": "false"}}
    text = cib(primitive("p"), attributes=asked).replace("probe-complete", "probe_complete")
    result = scheduled(text)
    assert "probe_again" in {step.task for step in result.graph.steps}
    assert where(result, "p_monitor_0") == {"n2"}


def test_fencing_devices_are_probed_like_all_others() -> None:
    device = '<primitive id="f" class="stonith" type="fence_dummy"/>'
    assert where(scheduled(cib(device)), "f_monitor_0") == {"n1", "n2"}
