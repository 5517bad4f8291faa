"""What is done on remote and guest nodes, and when, as far as their connections go."""

from engine.cib.state.operations import OK
from tests.engine.scheduler.cibs import cib, done, keys, links, pairs, places, primitive, scheduled

CONNECTION = '<primitive id="r" class="ocf" provider="pacemaker" type="remote">{}</primitive>'
DEVICE = '<primitive id="fence" class="stonith" type="fence_dummy"/>'
FENCING = pairs("o", "cluster_property_set", stonith_enabled="true")
ON_REMOTE = '<rsc_location id="l" rsc="a" node="{}" score="INFINITY"/>'


def _with_history(text: str, node: str, *entries: tuple[str, str]) -> str:
    """The CIB with the state of a remote node."""
    history = "".join(entry for _, entry in entries)
    return text.replace(
        "</status>",
        f'<node_state id="{node}" uname="{node}" remote_node="true"><lrm id="{node}">'
        f"<lrm_resources>{history}</lrm_resources></lrm></node_state></status>",
    )


def test_a_resource_starts_on_a_remote_node_after_its_connection() -> None:
    text = cib(CONNECTION.format("") + primitive("a"), constraints=ON_REMOTE.format("r"))
    result = scheduled(text)
    assert places(result, "a") == ["r"]
    assert {("r_start_0@n1", "a_start_0@r"), ("r_start_0@n1", "a_monitor_0@r")} <= links(result)


def test_a_resource_stops_on_a_remote_node_before_its_connection() -> None:
    stopped = CONNECTION.format(pairs("m", target_role="Stopped"))
    running = [done("r", "n1", "start", kind="remote")]
    text = _with_history(
        cib(stopped + primitive("a"), history=running), "r", done("a", "r", "start", rc=OK)
    )
    result = scheduled(text)
    assert ("a_stop_0@r", "r_stop_0@n1") in links(result)
    assert places(result, "a") in (["n1"], ["n2"])


def test_a_connection_that_cannot_be_had_again_leads_to_fencing() -> None:
    """Its host is lost, and no other may have it."""
    running = [done("r", "n2", "start", kind="remote")]
    text = _with_history(
        cib(
            CONNECTION.format("") + primitive("a") + DEVICE,
            constraints='<rsc_location id="k" rsc="r" node="n1" score="-INFINITY"/>',
            history=running,
            lost=["n2"],
            options=FENCING,
        ),
        "r",
        done("a", "r", "start"),
    )
    targets = {
        step.attributes["CRM_meta_on_node"]
        for step in scheduled(text).graph.steps
        if step.key == "stonith"
    }
    assert targets == {"n2", "r"}


def test_a_guest_is_fenced_by_recovering_what_it_runs_in() -> None:
    host = primitive("vm", pairs("m", remote_node="guest"))
    history = [
        done("vm", "n1", "monitor@10000", rc=1),
        done("guest", "n1", "start", kind="remote"),
    ]
    text = _with_history(
        cib(host + primitive("a") + DEVICE, history=history, options=FENCING),
        "guest",
        done("a", "guest", "start"),
    )
    result = scheduled(text)
    (fencing,) = (step for step in result.graph.steps if step.key.startswith("stonith"))
    assert fencing.attributes["CRM_meta_on_node"] == "guest"
    assert ("vm_stop_0@n1", fencing.key) in links(result)
    assert {"vm_start_0", "a_stop_0"} <= keys(result)
