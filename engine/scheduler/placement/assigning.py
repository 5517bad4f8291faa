"""Putting a resource onto a node, and taking it off again."""

from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.placement.available import is_available
from engine.scheduler.placement.utilization import consume, release

_NOT_RUNNING = "7"


def place(resource: Resource, node: Node | None, *, force: bool = False) -> bool:
    """Assign a primitive to a node, or (None) to no node; whether it has one now.

    Without ``force`` a node that cannot run it counts as none; but a guest node may be one that
    is not online yet.
    """
    if node is not None and not force:
        score = resource.allowed.get(node, 0)
        if score < 0 or not (is_available(node) or node.is_guest):
            resource.next_role = Role.STOPPED
            node = None
    unplace(resource)
    resource.provisional = False
    if node is None:
        resource.next_role = Role.STOPPED
        _adapt_actions(resource)
        return False
    resource.assigned_to = node
    resource.assigned_score = node.score if force else resource.allowed.get(node, 0)
    node.assigned.append(resource)
    consume(node, resource)
    return True


def place_all(resource: Resource, node: Node | None, *, force: bool = False) -> bool:
    """Assign all primitives in a resource to a node; whether any had a node before."""
    if resource.kind is Kind.PRIMITIVE:
        changed = resource.assigned_to is not None
        place(resource, node, force=force)
        return changed
    changed = False
    for child in resource.children:
        changed |= place_all(child, node, force=force)
    return changed


def unplace(resource: Resource) -> None:
    """Take a primitive off the node that it was assigned to."""
    node = resource.assigned_to
    if node is None:
        return
    resource.provisional = True
    resource.assigned_to = None
    node.assigned.remove(resource)
    release(node, resource)


def _adapt_actions(resource: Resource) -> None:
    """Let actions that exist already follow from the resource having no node."""
    for action in resource.actions:
        if action.task == "stop":
            action.optional = False
        elif action.task == "start" or (
            action.interval_ms and action.meta.get("op_target_rc") != _NOT_RUNNING
        ):
            action.runnable = False
