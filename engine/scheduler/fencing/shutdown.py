"""Shutting down the cluster's daemons on a node."""

from engine.scheduler.actions.make import make_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.ordering.add import add_ordering


def needs_shutdown(node: Node) -> bool:
    """Whether a node waits to be told that it may leave. Remote nodes are never told."""
    return not node.is_remote and node.online and node.shutdown


def shut_down(cluster: Cluster, node: Node) -> Action:
    """Tell a node to leave once everything on it has been stopped."""
    action = make_action(
        cluster, None, f"do_shutdown-{node.name}", "do_shutdown", node, optional=False
    )
    action.meta["op_no_wait"] = "true"
    if node.maintenance:
        return action
    for resource_action in reversed(cluster.actions):
        resource = resource_action.resource
        if (
            resource is None
            or resource_action.node is not node
            or resource_action.task != "stop"
            or resource.maintenance
            or not (resource.managed or resource.blocked)
        ):
            continue
        resource_action.optional = False
        add_ordering(
            cluster,
            ties.OPTIONAL | ties.RUNNABLE_FIRST,
            first_action=resource_action,
            then_action=action,
        )
    return action
