"""Finding actions that were made before."""

from engine.scheduler.model.action import Action
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.add import operation_key


def find_actions(resource: Resource, key: str, node: Node | None = None) -> list[Action]:
    """The resource's own actions of that key: on ``node``, or with None on any; oldest first.

    An action that has no node yet stands for any, and gets the node asked for.
    """
    found = resource.actions_by.get(key)
    if found is None:
        return []
    if node is None:
        return list(found)
    matching: list[Action] = []
    for action in found:
        if action.node is None:
            action.node = node
        if action.node is node:
            matching.append(action)
    return matching


def find_exactly(resource: Resource, key: str, node: Node) -> Action | None:
    """The resource's own action of that key which already has that node."""
    return next(
        (action for action in resource.actions_by.get(key, ()) if action.node is node), None
    )


def find_task(resource: Resource, task: str, node: Node | None = None) -> Action | None:
    """The first of the resource's own actions of a task with interval 0; see ``find_actions``."""
    found = find_actions(resource, operation_key(resource.id, task), node)
    return found[0] if found else None
