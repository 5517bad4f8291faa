"""What an ordering means for resources that are moved live instead of being stopped and started."""

from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.constraint import Ordering
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.keys import split_key


def migration_equivalents(ordering: Ordering) -> list[tuple[str, str, int]]:
    """Orderings of migrations that go with an ordering of two resources: (first, then, tie).

    What ``then`` depends on is there before it sets out for its new node; what it depends on no
    more, having been stopped or demoted, is so by then, too.
    """
    first, then = ordering.first_resource, ordering.then_resource
    if (
        first is None
        or then is None
        or not then.allow_migrate
        or first is then
        or _is_within(first, then)
        or _is_within(then, first)
    ):
        return []
    # Where ``first`` itself is moved live, its own migration counts and not its start or stop.
    tie = ties.OPTIONAL | (ties.NOT_MIGRATABLE_FIRST if first.allow_migrate else ties.NONE)
    tasks = (
        _task(ordering.first_action, ordering.first_key),
        _task(ordering.then_action, ordering.then_key),
    )
    if tasks == ("start", "start"):
        found = [("start", "migrate_to", tie)]
        if first.allow_migrate:
            found.insert(0, ("migrate_from", "migrate_to", ties.OPTIONAL))
        return found
    if tasks == ("promote", "start"):
        return [("promote", "migrate_to", ties.OPTIONAL)]
    if tasks == ("stop", "stop"):
        over = "stop"
    elif tasks == ("demote", "stop"):
        over, tie = "demote", ties.OPTIONAL
    else:
        return []
    found = [(over, "migrate_to", tie)]
    if then.partial_target is not None:
        found.append((over, "migrate_from", tie))
    return found


def _task(action: Action | None, key: str | None) -> str:
    if action is not None:
        return action.task
    return "" if key is None else split_key(key)[1]


def _is_within(resource: Resource, collective: Resource) -> bool:
    parent = resource.parent
    while parent is not None:
        if parent is collective:
            return True
        parent = parent.parent
    return False
