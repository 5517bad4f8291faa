"""Fencing of guest nodes, which is done by stopping the resource that hosts them."""

from engine.scheduler.actions.find import newest_action
from engine.scheduler.fencing.action import fence_action
from engine.scheduler.fencing.implied import order_around_fencing
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.ordering.link import link


def fence_guest(cluster: Cluster, node: Node) -> None:
    """Make a pseudo-fencing of a guest that stands for what happens to its container.

    Others can be ordered after that as after any fencing.
    """
    connection = node.connection
    container = None if connection is None else connection.container
    stop: Action | None = None
    operation = "off"
    if container is not None:
        stop = newest_action(container, "stop")
        if newest_action(container, "start") is not None:
            operation = "reboot"
    fencing = fence_action(cluster, node, operation, optional=False)
    fencing.pseudo = True
    fencing.runnable = True
    tie = ties.RUNNABLE_FIRST | ties.THEN_IMPLIED
    if stop is not None and stop.pseudo and stop.node is not None:
        # The host is fenced itself.
        link(fence_action(cluster, stop.node, optional=False), fencing, tie)
    elif stop is not None:
        link(stop, fencing, tie)
    elif connection is not None:
        # The container counts as stopped, perhaps only because its history was cleaned up. The
        # connection's stop comes after it has been probed again.
        stop = newest_action(connection, "stop")
        if stop is not None:
            link(stop, fencing, ties.OPTIONAL)
    order_around_fencing(cluster, fencing)
