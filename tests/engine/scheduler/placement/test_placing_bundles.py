"""Where the replicas of bundles go, and what is in them."""

from tests.engine.scheduler.cibs import cib, places, primitive, scheduled


def bundle(inner: str = "", **attributes: str) -> str:
    wanted = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return (
        f'<bundle id="b"><podman image="i"{wanted}/>'
        f'<network ip-range-start="192.0.2.10" control-port="9999"/>{inner}</bundle>'
    )


def test_replicas_go_to_different_nodes() -> None:
    result = scheduled(cib(bundle(replicas="2")))
    assert places(result, "b-podman-0") + places(result, "b-podman-1") == ["n1", "n2"]


def test_replicas_share_a_node_where_they_may() -> None:
    result = scheduled(cib(bundle(replicas="2", replicas_per_host="2"), standby=["n1"]))
    assert places(result, "b-podman-0") == places(result, "b-podman-1") == ["n2"]


def test_one_replica_for_a_node_else() -> None:
    result = scheduled(cib(bundle(replicas="2"), standby=["n1"]))
    assert places(result, "b-podman-0") == ["n2"]
    assert places(result, "b-podman-1") == []


def test_address_and_container_are_together_and_the_child_inside() -> None:
    result = scheduled(cib(bundle(primitive("p"), replicas="1"), standby=["n1"]))
    assert places(result, "b-ip-192.0.2.10") == ["n2"]
    assert places(result, "b-podman-0") == ["n2"]
    assert places(result, "b-0") == ["n2"]
    assert places(result, "p") == ["b-0"]


def test_dependents_go_where_a_replica_is() -> None:
    constraints = (
        '<rsc_location id="l" rsc="b" node="n2" score="100"/>'
        '<rsc_location id="m" rsc="d" node="n1" score="100"/>'
        '<rsc_colocation id="w" rsc="d" with-rsc="b" score="INFINITY"/>'
    )
    text = cib(bundle(replicas="1") + primitive("d"), constraints=constraints)
    result = scheduled(text)
    assert places(result, "d") == places(result, "b-podman-0")


def test_a_bundle_may_depend_on_another_resource() -> None:
    constraints = (
        '<rsc_location id="m" rsc="a" node="n2" score="100"/>'
        '<rsc_colocation id="w" rsc="b" with-rsc="a" score="INFINITY"/>'
    )
    result = scheduled(cib(bundle(replicas="1") + primitive("a"), constraints=constraints))
    assert places(result, "b-podman-0") == ["n2"]
