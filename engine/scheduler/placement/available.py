"""Whether a node may run resources at all."""

from collections.abc import Mapping

from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import nodes_of


def is_available(node: Node) -> bool:
    """Whether the node may run anything: online, healthy, and not about to leave or to rest."""
    return (
        node.online
        and not node.shutdown
        and not node.unclean
        and not node.standby
        and not node.maintenance
    )


def may_run(node: Node, score: int) -> bool:
    """Whether the node may run anything, and a resource of this score on it."""
    return score >= 0 and is_available(node)


def any_available(scores: Mapping[Node, int]) -> bool:
    """Whether a table of scores leaves any node."""
    return any(score >= 0 and is_available(node) for node, score in scores.items())


def has_host(node: Node) -> bool:
    """False for a guest node whose container has been placed nowhere."""
    connection = node.connection
    if connection is None or connection.container is None:
        return True
    return bool(nodes_of(connection.container, current=False))
