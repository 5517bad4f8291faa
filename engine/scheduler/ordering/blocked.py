"""What must be colocated with something that cannot start does not start either."""

from engine.cib.score import INFINITY
from engine.scheduler.actions.find import newest_action
from engine.scheduler.model.action import Action
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role


def block_dependents(action: Action) -> list[Action]:
    """Block what a start or promotion that cannot be done keeps from its role.

    Returns the actions that were blocked, whose orderings are to be applied again.
    """
    blocked: list[Action] = []
    causes = [action]
    while causes:
        cause = causes.pop()
        for dependent, task in _dependents(cause):
            new = _block(dependent, task, cause)
            blocked += new
            causes += new
    return blocked


def _dependents(action: Action) -> list[tuple[Resource, str]]:
    """Resources with a mandatory colocation with the action's, and the task they cannot do."""
    if action.runnable or action.task not in ("start", "promote") or action.resource is None:
        return []
    resource = action.resource.root
    for child in resource.children:
        other = newest_action(child, action.task)
        if other is None or other.runnable:
            return []
    starts = action.task == "start"
    return [
        (
            colocation.dependent,
            "promote" if colocation.dependent_role is Role.PROMOTED else "start",
        )
        for colocation in resource.colocated_with_this
        if colocation.score >= INFINITY and (starts or colocation.primary_role is Role.PROMOTED)
    ]


def _block(resource: Resource, task: str, cause: Action) -> list[Action]:
    """Make a task of a resource, and of all that it is made of, impossible."""
    blocked: list[Action] = []
    for action in reversed(resource.actions):
        if action.runnable and action.task == task:
            action.runnable = False
            if not action.reason and cause.resource is not None:
                action.reason = f"colocation with {cause.resource.id}"
            blocked.append(action)
    for child in resource.children:
        blocked += _block(child, task, cause)
    return blocked
