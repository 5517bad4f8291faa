"""Freeing a node's capacity before something else takes it; see "Utilization" in Pacemaker
Explained.
"""

from collections.abc import Iterable

from engine.scheduler.actions.make import pseudo_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.add import add_ordering, operation_key


def order_by_capacity(resource: Resource, allowed: Iterable[Node]) -> None:
    """Stops come before a node counts as relieved, and starts and migrations there after that."""
    cluster = resource.cluster
    for node in resource.running_on:
        add_ordering(
            cluster,
            ties.LOAD,
            first_resource=resource,
            first_key=operation_key(resource.id, "stop"),
            then_action=_relieved(cluster, node),
        )
    for node in allowed:
        relieved = _relieved(cluster, node)
        for task in ("start", "migrate_to"):
            add_ordering(
                cluster,
                ties.LOAD,
                first_action=relieved,
                then_resource=resource,
                then_key=operation_key(resource.id, task),
            )


def _relieved(cluster: Cluster, node: Node) -> Action:
    """The pseudo-action that everything which leaves a node has been stopped there."""
    action = pseudo_action(cluster, f"load_stopped_{node.name}")
    if action.node is None:
        action.node = node
        action.optional = False
    return action
