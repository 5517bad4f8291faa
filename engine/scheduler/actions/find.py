"""Finding actions that were made before."""

from collections.abc import Sequence
from typing import Final

from engine.scheduler.model.action import Action
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.add import operation_key

_ONE_KEY: Final = frozenset(
    ("start", "running", "stop", "stopped", "promote", "promoted", "demote", "demoted")
)
"""Tasks whose actions all have the key of interval 0."""


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


def newest_action(resource: Resource, task: str, node: Node | None = None) -> Action | None:
    """Of the resource's own actions of a task the one that was made last; None without any.

    With a node only one that has that node already.
    """
    if task in _ONE_KEY:
        found = resource.actions_by.get(f"{resource.id}_{task}_0")
        if found is None:
            return None
        if node is None:
            return found[-1]
    else:
        found = actions_of_task(resource, task)
    for action in reversed(found):
        if node is None or action.node is node:
            return action
    return None


def actions_of_task(resource: Resource, task: str) -> Sequence[Action]:
    """The resource's own actions of a task, oldest first."""
    if task in _ONE_KEY:
        return resource.actions_by.get(operation_key(resource.id, task), ())
    return [action for action in resource.actions if action.task == task]
