"""Asking for a node to be fenced, and whether it can be."""

from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.options import NoQuorum


def can_fence(cluster: Cluster, node: Node | None, asking: tuple[Node, ...] = ()) -> bool:
    """Whether the cluster may and can fence a node; guests are fenced with their hosts' help.

    ``asking`` are the guests for whose sake this is asked: should one of them be its own host,
    that does not keep it from being fenced.
    """
    if node is not None and node.connection is not None and node.connection.container is not None:
        asking = (*asking, node)
        return all(
            host.online or host in asking or can_fence(cluster, host, asking)
            for host in node.connection.container.running_on
        )
    options = cluster.options
    if not options.fencing_enabled or not cluster.has_fencing_device:
        return False
    if cluster.quorate or options.no_quorum is NoQuorum.IGNORE:
        return True
    # Without quorum only members that are still with us.
    return node is not None and node.online


def fence_node(node: Node) -> None:
    """Mark a node as to be fenced: a guest by recovering its container."""
    connection = node.connection
    if connection is not None and connection.container is not None:
        host = connection.container
        if not host.failed and host.managed:
            node.requires_reset = True
            host.failed = True
            host.stop_wanted = True
            node.fencing_wanted = True
        return
    if connection is not None and connection.orphan and "container" in connection.meta:
        # All that is left of a guest whose container is gone.
        connection.failed = True
        connection.stop_wanted = True
        return
    if node.is_remote:
        if connection is None or connection.managed:
            node.requires_reset = True
        node.unclean = True
        node.fencing_wanted = True
        return
    if not node.unclean:
        node.unclean = True
        node.fencing_wanted = True
