"""The delay that lets the part of a split cluster win which has more to lose.

Pacemaker Explained: "Cluster Options", priority-fencing-delay.
"""

from typing import Final

from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node, NodeKind

DELAY: Final = "priority-fencing-delay"
"""Where the action holds the delay, in seconds."""


def delay_for(cluster: Cluster, target: Node) -> int:
    """Seconds by which fencing ``target`` is put off.

    That is for members that were lost, while half of the members or less are left, and only
    where priorities differ and no node has more than the target.
    """
    delay = cluster.options.priority_fencing_delay_ms // 1000
    if delay <= 0 or target.kind is not NodeKind.MEMBER or target.online:
        return 0
    members = [node for node in cluster.nodes if node.kind is NodeKind.MEMBER]
    if sum(node.online for node in members) > len(members) // 2:
        return 0
    priorities = [node.fencing_priority for node in members]
    highest = max(priorities)
    if min(priorities) == highest or target.fencing_priority < highest:
        return 0
    return delay
