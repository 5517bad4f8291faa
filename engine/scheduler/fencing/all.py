"""Fencing and shutting down nodes, and in which sequence.

Pacemaker Explained: "Fencing".
"""

from engine.scheduler.fencing.action import fence_action
from engine.scheduler.fencing.guest import fence_guest
from engine.scheduler.fencing.implied import order_around_fencing
from engine.scheduler.fencing.request import can_fence
from engine.scheduler.fencing.shutdown import needs_shutdown, shut_down
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.link import link


def schedule_fencing_and_shutdowns(cluster: Cluster) -> None:
    """Fence the nodes that need it and can be fenced, and shut down those that asked for it.

    Nothing is fenced as long as there is no resource to manage. The DC comes last, so that there
    is no needless election of another one.
    """
    may_fence = any(_any_managed(resource) for resource in cluster.resources)
    fencings: list[Action] = []
    shutdowns: list[Action] = []
    last: Action | None = None
    for node in cluster.nodes:
        if node.fencing_wanted and not node.is_guest:
            # Where devices have changed since the node was unfenced, that alone makes it required.
            fence_action(cluster, node, optional=True)
        if node.is_guest:
            if may_fence and node.requires_reset and can_fence(cluster, node):
                fence_guest(cluster, node)
        elif may_fence and node.unclean and can_fence(cluster, node):
            fencing = _fence(cluster, node)
            if node.is_dc:
                last = fencing
            else:
                if fencings and not cluster.options.concurrent_fencing:
                    link(fencings[-1], fencing, ties.OPTIONAL)
                fencings.append(fencing)
        elif needs_shutdown(node):
            down = shut_down(cluster, node)
            if node.is_dc:
                last = down
            else:
                shutdowns.append(down)
    if last is None:
        return
    if last.task == "do_shutdown":
        # Not before a fencing of the DC, which stops of clones may have to wait for.
        for down in shutdowns:
            link(down, last, ties.OPTIONAL)
    for fencing in fencings if cluster.options.concurrent_fencing else fencings[-1:]:
        link(fencing, last, ties.OPTIONAL)


def _any_managed(resource: Resource) -> bool:
    return resource.managed or any(_any_managed(child) for child in resource.children)


def _fence(cluster: Cluster, node: Node) -> Action:
    fencing = fence_action(cluster, node, optional=False, delayed=node.lost)
    order_around_fencing(cluster, fencing)
    return fencing
