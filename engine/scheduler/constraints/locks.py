"""Shutdown locks: resources that wait for their node to come back.

Pacemaker Explained: "Cluster Options", shutdown-lock.
"""

from engine.cib.score import INFINITY
from engine.cib.state.values import parse_integer
from engine.scheduler.actions.make import make_action
from engine.scheduler.constraints.everywhere import add_score_throughout
from engine.scheduler.constraints.recheck import recheck_at
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering.add import operation_key
from engine.scheduler.placement.kinds import lock_to_node


def apply_shutdown_locks(cluster: Cluster) -> None:
    """Hold what is to be held."""
    for resource in cluster.resources:
        lock_to_node(resource)


@lock_to_node.of(Kind.PRIMITIVE)
def lock_primitive(resource: Resource) -> None:
    """Keep it from all nodes but the one that was shut down, or is about to be.

    Fencing devices and connections to remote nodes are never held; those to guests are.
    """
    if resource.fences or _connects_to_remote_node(resource):
        return
    if resource.lock_node is not None:
        if resource.running_on:
            # It was started elsewhere meanwhile, and is not to be disturbed there.
            _forget(resource, resource.lock_node)
            resource.lock_node = None
            resource.lock_time = 0
    elif len(resource.running_on) == 1:
        node = resource.running_on[0]
        if node.shutdown and not node.unclean:
            resource.lock_node = node
            resource.lock_time = parse_integer(node.attributes.get("shutdown"))
            if resource.lock_time == 0:
                resource.lock_time = resource.cluster.now
    if resource.lock_node is None:
        return
    limit = resource.cluster.options.shutdown_lock_limit_ms // 1000
    if limit > 0:
        recheck_at(resource.cluster, resource.lock_time + limit + 1)
    for node in resource.cluster.nodes:
        if node.name != resource.lock_node.name:
            add_score_throughout(resource, node, -INFINITY, "shutdown-lock", resource.id)


@lock_to_node.of(Kind.GROUP)
def lock_group(group: Resource) -> None:
    """Hold the members."""
    for member in group.children:
        lock_to_node(member)


@lock_to_node.of(Kind.CLONE, Kind.BUNDLE)
def lock_nothing(_: Resource) -> None:
    """Clones and bundles are not held."""


def _connects_to_remote_node(resource: Resource) -> bool:
    if not resource.is_connection:
        return False
    node = resource.cluster.nodes_by_name.get(resource.id)
    return node is not None and node.is_remote and not node.is_guest


def _forget(resource: Resource, node: Node) -> None:
    make_action(
        resource.cluster,
        resource,
        operation_key(resource.id, "lrm_delete"),
        "lrm_delete",
        node,
        optional=False,
    )
