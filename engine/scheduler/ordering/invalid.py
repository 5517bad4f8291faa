"""Orderings that cannot be kept, and are given up before the graph is made."""

from engine.scheduler.graph.loops import closes_loop
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action, Link
from engine.scheduler.model.cluster import Cluster


def disable_invalid_links(cluster: Cluster) -> None:
    """Give up orderings that would have a transition wait for itself."""
    for action in cluster.actions:
        resource = action.resource
        if resource is None:
            continue
        if resource.fillers:
            for link in action.before:
                if _concerns_own_guest(action, link):
                    link.tie = ties.NONE
        if action.task == "migrate_to":
            for link in reversed(action.before):
                if link.tie == ties.LOAD and closes_loop(action, link):
                    link.tie = ties.NONE


def _concerns_own_guest(action: Action, link: Link) -> bool:
    """Whether something inside a guest node shall come before an action of that guest's host.

    Only the orderings that the scheduler itself makes for this may stand.
    """
    node = link.action.node
    return (
        not link.tie & ties.INTERNAL
        and link.action.resource is not None
        and node is not None
        and node.connection is not None
        and node.connection.container is not None
        and node.connection.container is action.resource
    )
