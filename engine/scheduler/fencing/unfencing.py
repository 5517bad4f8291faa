"""Unfencing: nodes that a fencing device has to let in before they may use what it guards.

See "Unfencing" in Pacemaker Explained.
"""

from engine.scheduler.fencing.action import fence_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.link import link


def unfencing_action(cluster: Cluster, node: Node, *, optional: bool = True) -> Action:
    """The unfencing of a node."""
    return fence_action(cluster, node, "on", optional=optional)


def is_unfenced(node: Node) -> bool:
    """Whether the node was let in."""
    return node.attributes.get("#node-unfenced", "0") != "0"


def order_after_unfencing(resource: Resource, node: Node, action: Action, tie: int) -> None:
    """Unfence a node before what needs it is probed or started there, devices included.

    By itself that does not ask for unfencing, unless it was never done.
    """
    cluster = resource.cluster
    if not resource.needs_unfencing and not (resource.fences and cluster.uses_unfencing):
        return
    link(unfencing_action(cluster, node), action, tie)
    if not is_unfenced(node):
        trigger_unfencing(cluster, None, node)


def trigger_unfencing(
    cluster: Cluster,
    device: Resource | None,
    node: Node | None,
    dependency: Action | None = None,
) -> None:
    """Ask for a node to be unfenced (again): where it is none to be asked, all that the device
    may run on.

    With a resource only if that is a fencing device. ``dependency`` waits for it.
    """
    if not cluster.uses_unfencing or (device is not None and not device.fences):
        return
    if node is not None and node.online and not node.unclean and not node.shutdown:
        action = unfencing_action(cluster, node, optional=False)
        if dependency is not None:
            link(action, dependency, ties.OPTIONAL)
    elif device is not None:
        for other in device.allowed:
            if other.online and not other.unclean and not other.shutdown:
                trigger_unfencing(cluster, device, other, dependency)
