"""What must be colocated with something that cannot start does not start either."""

from collections.abc import Iterator

from engine.cib.score import INFINITY
from engine.scheduler.actions.find import newest_action
from engine.scheduler.model.action import Action
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role


def block_dependents(action: Action) -> Iterator[Action]:
    """Block what a start or promotion that cannot be done keeps from its role.

    Yields each action that was blocked once what depends on it in turn has been, for its orderings
    to be applied again before anything else is blocked.
    """
    under_way: list[tuple[Iterator[Action], Action | None]] = [(_block_next(action), None)]
    while under_way:
        blocked, cause = under_way[-1]
        found = next(blocked, None)
        if found is not None:
            under_way.append((_block_next(found), found))
            continue
        under_way.pop()
        if cause is not None:
            yield cause


def _block_next(action: Action) -> Iterator[Action]:
    for dependent, task in _dependents(action):
        yield from _block(dependent, task)


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


def _block(resource: Resource, task: str) -> Iterator[Action]:
    """Make a task of a resource, and of all that it is made of, impossible."""
    for action in reversed(resource.actions):
        if action.runnable and action.task == task:
            action.runnable = False
            yield action
    for child in resource.children:
        yield from _block(child, task)
