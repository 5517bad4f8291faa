"""Whether the cluster shows by itself what an act was to bring about. Pure."""

from engine.cib.state.model import ClusterState, Role
from engine.protocol.verbs import Act, Cleanup, Maintenance, Migrate, Refresh, Standby


def reached(act: Act, state: ClusterState) -> bool:
    """Whether nothing is under way and the cluster is as ``act`` wanted it.

    False also where that cannot be seen: a refresh leaves no trace of its own, and neither does
    cleaning up or moving something whose parts stand under other names, such as a group.
    """
    if state.pending or any(item.pending for item in state.instances.values()):
        return False
    match act:
        case Standby(node=name, on=on):
            node = state.nodes.get(name)
            return node is not None and node.standby == on and not (on and _runs(state, name))
        case Maintenance(node=name, on=on):
            if name is None:
                return state.maintenance == on
            node = state.nodes.get(name)
            return node is not None and node.maintenance == on
        case Cleanup(resource=resource, node=name):
            return _clean(state, resource, name)
        case Refresh():
            return False
        case Migrate(resource=resource, node=name):
            return _where(state, resource) == {name}


def _runs(state: ClusterState, node: str) -> bool:
    return any(node in item.nodes for item in state.instances.values())


def _where(state: ClusterState, resource: str) -> set[str]:
    """Where it is active, or where it is promoted if it is anywhere."""
    active = [item for item in state.instances_of(resource) if item.nodes]
    promoted = [item for item in active if item.role is Role.PROMOTED]
    return {node for item in promoted or active for node in item.nodes}


def _clean(state: ClusterState, resource: str | None, node: str | None) -> bool:
    if resource is not None and not state.instances_of(resource):
        return False
    marks = [(item.operation.resource, item.operation.node) for item in state.failures]
    marks += [(item.resource, item.node) for item in state.fail_counts if item.count > 0]
    return not any(
        (resource is None or which.partition(":")[0] == resource) and node in {None, where}
        for which, where in marks
    )
