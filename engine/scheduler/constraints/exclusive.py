"""Exclusive discovery: resources that may only be on the nodes that a location names.

Pacemaker Explained: "Limiting Resource Discovery".
"""

from engine.cib.score import INFINITY
from engine.scheduler.model.resource import Discovery, Resource, Term


def apply_exclusive_discovery(resource: Resource) -> None:
    """Rule out all other nodes, for a resource and what is in it."""
    if not resource.exclusive_discovery and not resource.top.exclusive_discovery:
        return
    for child in resource.children:
        apply_exclusive_discovery(child)
    for node in resource.allowed:
        if resource.discovery.get(node) is not Discovery.EXCLUSIVE:
            resource.allowed[node] = -INFINITY
            resource.terms.setdefault(node, []).append(Term(-INFINITY, "resource-discovery"))
