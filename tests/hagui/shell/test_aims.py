"""When the cluster itself shows that an act has been done."""

from dataclasses import replace

from engine.cib.state.model import ClusterState, PendingOperation, Role
from engine.protocol.verbs import Cleanup, Maintenance, Migrate, Refresh, Standby
from hagui.cluster.live import LiveCluster
from hagui.shell.aims import reached


def emptied(state: ClusterState, name: str) -> ClusterState:
    """The cluster with a node in standby on which nothing runs."""
    nodes = dict(state.nodes)
    nodes[name] = replace(nodes[name], standby=True)
    instances = {
        key: replace(item, nodes=tuple(where for where in item.nodes if where != name))
        for key, item in state.instances.items()
    }
    return replace(state, nodes=nodes, instances=instances)


def test_standby_is_reached_when_the_node_is_empty(live: LiveCluster) -> None:
    act, state = Standby("node1", on=True), live.state
    assert not reached(act, state)
    empty = emptied(state, "node1")
    assert not reached(act, replace(empty, instances=state.instances))
    assert reached(act, empty)
    assert not reached(act, replace(empty, pending=(under_way(),)))
    assert not reached(Standby("node1", on=False), empty)
    assert reached(Standby("node1", on=False), state)
    assert not reached(Standby("gone", on=True), empty)


def under_way() -> PendingOperation:
    return PendingOperation("webip", "webip", "node2", "start", 0)


def test_maintenance_is_reached_where_it_was_asked_for(live: LiveCluster) -> None:
    state = replace(live.state, maintenance=True)
    assert reached(Maintenance(on=True), state)
    assert not reached(Maintenance(on=True, node="node1"), state)
    assert reached(Maintenance(on=False, node="node1"), state)


def test_a_cleanup_is_reached_when_its_failures_are_gone(live: LiveCluster) -> None:
    state = live.state
    for act in (Cleanup(), Cleanup(resource="backup"), Cleanup(node="node1")):
        assert not reached(act, state)
        assert reached(act, replace(state, failures=(), fail_counts=()))
    assert reached(Cleanup(resource="webip"), state)
    assert reached(Cleanup(resource="backup", node="node2"), state)
    assert not reached(Cleanup(resource="webservice"), state)


def test_nothing_shows_that_a_refresh_is_done(live: LiveCluster) -> None:
    assert not reached(Refresh(), live.state)


def test_a_move_is_reached_where_it_runs_there_and_nowhere_else(live: LiveCluster) -> None:
    state = live.state
    (webip,) = state.instances_of("webip")
    (here,) = webip.nodes
    assert reached(Migrate("webip", here), state)
    assert not reached(Migrate("webip", "node9"), state)
    two = dict(state.instances) | {webip.key: replace(webip, nodes=(here, "node9"))}
    assert not reached(Migrate("webip", here), replace(state, instances=two))
    assert not reached(Migrate("no such group", here), state)


def test_of_a_promotable_clone_the_promoted_role_is_what_moves(live: LiveCluster) -> None:
    state = live.state
    promoted = next(item for item in state.instances.values() if item.role is Role.PROMOTED)
    others = [item for item in state.instances_of(promoted.resource) if item is not promoted]
    assert any(item.nodes for item in others)
    assert reached(Migrate(promoted.resource, promoted.nodes[0]), state)
    assert not reached(Migrate(promoted.resource, others[0].nodes[0]), state)
