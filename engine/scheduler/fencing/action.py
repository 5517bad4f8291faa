"""The action that fences or unfences a node."""

from engine.scheduler.actions.make import make_action
from engine.scheduler.fencing.delay import DELAY, delay_for
from engine.scheduler.fencing.devices import note_devices
from engine.scheduler.fencing.request import can_fence
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node


def fence_action(
    cluster: Cluster,
    node: Node,
    operation: str | None = None,
    *,
    optional: bool,
    delayed: bool = False,
) -> Action:
    """The fencing of a node, made where there is none so far.

    Args:
        cluster: where it is made.
        node: the target.
        operation: ``off``, ``reboot``, ``on``, …; the cluster's own where None.
        optional: whether it is only noted; what is required stays so where it can be done.
        delayed: whether ``priority-fencing-delay`` counts, as it does for nodes that were lost.
    """
    if operation is None:
        operation = cluster.options.fencing_action
    key = f"stonith-{node.name}-{operation}"
    action = cluster.cluster_actions.get((key, node))
    if action is None:
        action = make_action(cluster, None, key, "stonith", node, optional=True)
        action.meta["stonith_action"] = operation
        if cluster.uses_unfencing and note_devices(cluster, node, action):
            optional = False
    if cluster.options.priority_fencing_delay_ms > 0 and (delayed or DELAY in action.meta):
        action.meta[DELAY] = str(delay_for(cluster, node))
    if not optional and can_fence(cluster, node):
        action.optional = False
    return action
