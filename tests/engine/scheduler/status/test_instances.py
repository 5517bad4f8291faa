"""Resources and their instances as they come out of the status."""

from engine.scheduler.model.resource import Discovery, Kind, MultipleActive, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.status.read import read_cluster
from tests.engine.cib.state.small import cib, history, meta, node_state, operation, primitive

BUNDLE = (
    '<bundle id="web"><docker image="web:1" replicas="2" options="--user=root"/>'
    '<network ip-range-start="10.0.0.5" control-port="3999"/>{}</bundle>'
)


def started(name: str, *, call: int = 1) -> str:
    return history(name, operation(name, "start", call=call))


def test_outermost_resources_stand_by_priority_then_as_configured() -> None:
    resources = (
        primitive("a")
        + primitive("b", meta(priority="5"))
        + primitive("c", meta(priority="5"))
        + primitive("d", meta(priority="-1"))
    )
    cluster = read_cluster(cib(resources, node_state(1, started("lost"))))
    assert [each.id for each in cluster.resources] == ["b", "c", "a", "d", "lost"]
    assert cluster.resources[-1].orphan
    assert set(cluster.resources[-1].allowed.values()) == {-1_000_000}


def test_a_clone_has_all_its_instances_and_orphans_for_what_is_too_much() -> None:
    resources = f'<clone id="c">{meta(clone_max="1")}{primitive("a")}</clone>'
    cluster = read_cluster(cib(resources, node_state(1, started("a")), node_state(2, started("a"))))
    clone = cluster.by_id["c"]
    assert [(each.id, each.orphan) for each in clone.children] == [("a:0", False), ("a:1", True)]
    assert [[node.name for node in each.running_on] for each in clone.children] == [
        ["node1"],
        ["node2"],
    ]
    assert [node.name for node in clone.running_on] == ["node1", "node2"]
    assert clone.children[0].stickiness == 1


def test_a_clone_without_instances_still_has_one_that_is_not_wanted() -> None:
    resources = f'<clone id="c">{meta(clone_max="0")}{primitive("a")}</clone>'
    (child,) = read_cluster(cib(resources)).by_id["c"].children
    assert child.orphan


def test_a_cloned_primitive_is_known_by_its_own_name_only_from_a_history() -> None:
    resources = f'<clone id="c">{primitive("a")}</clone>'
    assert "a" not in read_cluster(cib(resources)).by_id
    assert read_cluster(cib(resources, node_state(1, started("a")))).by_id["a"].id == "a:0"


def test_an_unmanaged_resource_is_held_where_it_runs() -> None:
    cluster = read_cluster(
        cib(primitive("a", meta(is_managed="false")), node_state(1, started("a")))
    )
    resource = cluster.by_id["a"]
    assert {node.name: score for node, score in resource.allowed.items()} == {
        "node1": 1_000_000,
        "node2": 0,
    }
    assert [term.kind for term in resource.terms[cluster.nodes[0]]] == ["unmanaged"]


def test_a_failed_stop_keeps_a_resource_from_the_node() -> None:
    failed = history("a", operation("a", "start"), operation("a", "stop", rc=1, status=4, call=2))
    resource = read_cluster(cib(primitive("a"), node_state(1, failed))).by_id["a"]
    assert resource.blocked
    assert not resource.managed
    assert next(iter(resource.allowed.values())) == -1_000_000


def test_a_failure_asks_for_a_stop_where_it_happened() -> None:
    failed = history(
        "a", operation("a", "start"), operation("a", "monitor", rc=1, call=2, interval=10000)
    )
    cluster = read_cluster(cib(primitive("a"), node_state(1, failed)))
    resource = cluster.by_id["a"]
    assert resource.failed
    assert resource.stop_wanted
    assert resource.demands == [("stop", cluster.nodes_by_name["node1"], True)]


def test_what_may_run_once_only_runs_nowhere_with_stop_only() -> None:
    resources = primitive("a", meta(multiple_active="stop_only"))
    states = (node_state(1, started("a")), node_state(2, started("a")))
    resource = read_cluster(cib(resources, *states)).by_id["a"]
    assert resource.multiple_active is MultipleActive.STOP_ONLY
    assert set(resource.allowed.values()) == {-1_000_000}


def test_a_probe_that_found_nothing_takes_back_what_a_failure_wanted() -> None:
    stopping = '<operations><op id="o" name="monitor" interval="10s" on-fail="stop"/></operations>'
    failed = history(
        "a", operation("a", "start"), operation("a", "monitor", rc=1, call=2, interval=10000)
    )
    idle = history("a", operation("a", "monitor", rc=7, expected=7))
    wanted = read_cluster(cib(primitive("a", stopping), node_state(1, failed)))
    assert wanted.by_id["a"].next_role is Role.STOPPED
    later = read_cluster(cib(primitive("a", stopping), node_state(1, failed), node_state(2, idle)))
    assert later.by_id["a"].next_role is Role.UNKNOWN
    earlier = read_cluster(
        cib(primitive("a", stopping), node_state(2, idle), node_state(1, failed))
    )
    assert earlier.by_id["a"].next_role is Role.STOPPED


def test_a_migration_that_needs_only_its_stop_is_dangling() -> None:
    move = 'migrate_source="node1" migrate_target="node2"'
    source = history("a", operation("a", "start"), operation("a", "migrate_to", call=2, extra=move))
    target = history("a", operation("a", "migrate_from", extra=move))
    cluster = read_cluster(cib(primitive("a"), node_state(1, source), node_state(2, target)))
    assert cluster.by_id["a"].dangling == [cluster.nodes_by_name["node1"]]
    assert [node.name for node in cluster.by_id["a"].running_on] == ["node2"]


def test_a_bundle_has_replicas_with_all_that_the_cluster_makes_for_them() -> None:
    cluster = read_cluster(cib(BUNDLE.format(primitive("a"))))
    bundle = cluster.by_id["web"]
    assert bundle.kind is Kind.BUNDLE
    parts = bundle.bundle
    assert parts is not None
    first = parts.replicas[0]
    assert first.child is not None
    assert first.remote is not None
    assert first.address is not None
    assert [each.id for each in (first.container, first.address, first.remote, first.child)] == [
        "web-docker-0",
        "web-ip-10.0.0.5",
        "web-0",
        "a:0",
    ]
    inside = cluster.nodes_by_name["web-0"]
    assert inside.is_guest
    assert inside.connection is first.remote
    assert first.remote.container is first.container
    assert first.container.fillers == [first.remote]
    assert first.child.allowed == {inside: 500}
    assert first.child.discovery == {inside: Discovery.EXCLUSIVE}
    assert first.child.meta["external-ip"] == "10.0.0.5"
    assert inside not in first.container.allowed


def test_unfencing_is_required_by_default_once_a_device_provides_it() -> None:
    device = (
        '<primitive id="power" class="stonith" type="fence_dummy">'
        f"{meta(provides='unfencing')}</primitive>"
    )
    resources = primitive("a") + device + primitive("b", meta(requires="quorum"))
    cluster = read_cluster(cib(resources, properties={"stonith-enabled": "true"}))

    def needs(resource: Resource) -> tuple[bool, bool, bool]:
        return resource.needs_quorum, resource.needs_fencing, resource.needs_unfencing

    assert needs(cluster.by_id["a"]) == (False, True, True)
    assert needs(cluster.by_id["b"]) == (True, False, False)
    assert needs(cluster.by_id["power"]) == (True, False, False)
