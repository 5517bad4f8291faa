"""Stickiness: what it is worth to a resource to stay where it is.

Pacemaker Explained: "Resource Meta-Attributes", resource-stickiness.
"""

from engine.scheduler.constraints.everywhere import add_score_throughout
from engine.scheduler.model.resource import Resource


def apply_stickiness(resource: Resource) -> None:
    """Let each instance that is managed, and active just once, prefer its node."""
    if resource.children:
        for child in resource.children:
            apply_stickiness(child)
        return
    if not resource.managed or resource.stickiness < 1 or len(resource.running_on) != 1:
        return
    node = resource.running_on[0]
    if not resource.cluster.options.symmetric and node not in resource.allowed:
        # In an opt-in cluster it is not kept where it is no longer wanted.
        return
    add_score_throughout(resource, node, resource.stickiness, "stickiness", resource.id)
