"""What a bundle's replicas consist of, and in which sequence that is started."""

from tests.engine.scheduler.cibs import cib, done, keys, links, pairs, primitive, scheduled, where


def _bundle(inner: str = primitive("p"), *, meta: str = "", replicas: int = 2) -> str:
    return (
        f'<bundle id="b">{meta}<docker image="web" replicas="{replicas}"/>'
        f'<network ip-range-start="10.0.0.10" control-port="3121"/>{inner}</bundle>'
    )


def test_the_parts_of_a_replica_start_one_after_another() -> None:
    result = scheduled(cib(_bundle(replicas=1)))
    found = links(result)
    (node,) = where(result, "b-docker-0_start_0")
    assert (f"b-ip-10.0.0.10_start_0@{node}", f"b-docker-0_start_0@{node}") in found
    assert (f"b-docker-0_start_0@{node}", f"b-0_start_0@{node}") in found
    assert (f"b-0_start_0@{node}", "p:0_start_0@b-0") in found


def test_the_bundles_pseudo_actions_stand_around_those_inside() -> None:
    found = links(scheduled(cib(_bundle())))
    assert ("b_start_0", "b-clone_start_0") in found
    assert ("b-clone_running_0", "b_running_0") in found
    assert any(first == "b_start_0" and "b-docker-0_start_0" in then for first, then in found)


def test_a_container_waits_for_probes_of_others_where_there_is_room_for_one() -> None:
    plain = '<bundle id="b"><docker image="web" replicas="2"/></bundle>'
    result = scheduled(cib(plain))
    (node,) = where(result, "b-docker-1_start_0")
    assert (f"b-docker-0_monitor_0@{node}", f"b-docker-1_start_0@{node}") in links(result)


def test_containers_stop_only_after_what_is_inside() -> None:
    up = [
        done("b-ip-10.0.0.10", "n1", "start"),
        done("b-docker-0", "n1", "start"),
        done("b-0", "n1", "start"),
    ]
    text = cib(_bundle(replicas=1, meta=pairs("b-m", target_role="Stopped")), history=up)
    inside = done("p", "b-0", "start")[1]
    state = (
        '<node_state id="b-0" uname="b-0" remote_node="true" in_ccm="true" crmd="online"'
        f' join="member" expected="member"><lrm id="b-0"><lrm_resources>{inside}'
        "</lrm_resources></lrm></node_state></status>"
    )
    result = scheduled(text.replace("</status>", state))
    assert {"p_stop_0", "b-0_stop_0", "b-docker-0_stop_0", "b-ip-10.0.0.10_stop_0"} <= {
        key.replace("p:0", "p") for key in keys(result)
    }
    found = {(first.replace("p:0", "p"), then) for first, then in links(result)}
    assert ("p_stop_0@b-0", "b-0_stop_0@n1") in found
    assert ("b-0_stop_0@n1", "b-docker-0_stop_0@n1") in found
    assert ("b-docker-0_stop_0@n1", "b-ip-10.0.0.10_stop_0@n1") in found


def test_a_bundle_notifies_as_its_primitive_asks_for() -> None:
    told = primitive("p", pairs("p-m", notify="true"))
    assert "b-clone_confirmed-post_notify_running_0" in keys(scheduled(cib(_bundle(told))))
