"""Actions of collectives: others wait for ``running`` where they were put after ``start``."""

from typing import Final

from engine.scheduler.model.action import Action
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering.add import operation_key
from engine.scheduler.ordering.keys import split_key

_DONE: Final = {
    "start": "running",
    "running": "running",
    "stop": "stopped",
    "stopped": "stopped",
    "promote": "promoted",
    "promoted": "promoted",
    "demote": "demoted",
    "demoted": "demoted",
    "notify": "notified",
    "notified": "notified",
}


def finished(action: Action) -> Action:
    """The action that says that a collective's action is done; of anything else, itself."""
    resource = action.resource
    if resource is None or resource.kind is Kind.PRIMITIVE:
        return action
    key = _finished_key(resource, action.key)
    known = resource.actions_by.get(key)
    return known[-1] if known else action


def _finished_key(resource: Resource, key: str) -> str:
    if "notify" in key:
        return key
    name, task, interval_ms = split_key(key)
    done = _DONE.get(task)
    if interval_ms or done is None:
        return key
    if resource.notify and (
        resource.parent is None
        or (resource.kind is Kind.CLONE and resource.parent.kind is Kind.BUNDLE)
    ):
        return f"{name}_confirmed-post_notify_{done}_0"
    return operation_key(name, done)
