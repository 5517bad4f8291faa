"""Finding actions that were made before."""

from engine.scheduler.model.action import Action
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.add import operation_key


def find_actions(resource: Resource, key: str, node: Node | None = None) -> list[Action]:
    """The resource's own actions of that key: on ``node``, on none, or with None on any.

    An action without a node matches every node.
    """
    return [
        action
        for action in resource.actions
        if action.key == key and (node is None or action.node is None or action.node is node)
    ]


def find_task(resource: Resource, task: str, node: Node | None = None) -> Action | None:
    """The first of the resource's own actions of a task with interval 0; see ``find_actions``."""
    found = find_actions(resource, operation_key(resource.id, task), node)
    return found[0] if found else None
