"""From orderings between tasks of resources to links between actions, and what follows of them."""

from collections.abc import Sequence

from engine.scheduler.actions.make import make_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.constraint import Ordering
from engine.scheduler.model.queries import role_of
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role
from engine.scheduler.ordering.add import operation_key
from engine.scheduler.ordering.invalid import disable_invalid_links
from engine.scheduler.ordering.keys import split_key
from engine.scheduler.ordering.link import link
from engine.scheduler.ordering.probes import order_probes
from engine.scheduler.ordering.propagate import propagate, propagate_blocked


def apply_orderings(cluster: Cluster) -> None:
    """Link all actions as the orderings say, and change them until every ordering holds.

    The orderings are gone through as they were added: one may make an action which a later one
    then finds.
    """
    for ordering in cluster.orderings:
        first, then = ordering.first_resource, ordering.then_resource
        if (first is not None and first.settled) or (then is not None and then.settled):
            continue
        if not _link_plainly(ordering):
            _link_tasks(cluster, ordering)
    propagate_blocked(cluster, list(reversed(cluster.actions)))
    order_probes(cluster)
    propagate(cluster, list(reversed(cluster.actions)))
    disable_invalid_links(cluster)


def _link_plainly(ordering: Ordering) -> bool:
    """Link an action, or a task that is there by its key, with such a task: as nearly all are.

    Also done is an ordering within one resource of which the first task is not there at all.
    """
    first_resource, then_resource = ordering.first_resource, ordering.then_resource
    first_key, then_key = ordering.first_key, ordering.then_key
    if then_resource is None or then_key is None or ordering.then_action is not None:
        return False
    firsts: Sequence[Action] | None
    if ordering.first_action is not None:
        firsts = (ordering.first_action,)
    elif first_resource is None or first_key is None:
        return False
    else:
        firsts = first_resource.actions_by.get(first_key)
        if firsts is None:
            own = _is_plainly_own(first_resource.id, first_key)
            return own and first_resource is then_resource
    thens = then_resource.actions_by.get(then_key)
    if thens is None:
        return _is_plainly_own(then_resource.id, then_key)
    tie = ordering.tie
    for first in firsts:
        if first.dangling:
            _link_to_resource(first, then_resource, ordering)
            continue
        for then in thens:
            link(first, then, tie)
    return True


def _link_tasks(cluster: Cluster, ordering: Ordering) -> None:
    first_resource, then_resource = ordering.first_resource, ordering.then_resource
    if first_resource is not None:
        _link_from_resource(cluster, first_resource, ordering)
    elif then_resource is not None:
        _link_to_resource(ordering.first_action, then_resource, ordering)
    elif ordering.first_action is not None and ordering.then_action is not None:
        link(ordering.first_action, ordering.then_action, ordering.tie)


def _link_from_resource(cluster: Cluster, resource: Resource, ordering: Ordering) -> None:
    then_resource = ordering.then_resource
    firsts: Sequence[Action]
    if ordering.first_action is not None:
        firsts = (ordering.first_action,)
    else:
        firsts = _actions_of(resource, ordering.first_key)
        if not firsts:
            if then_resource is resource:
                return
            made = _make_first(cluster, resource, ordering.first_key)
            firsts = () if made is None else (made,)
    if then_resource is None:
        if ordering.then_action is None:
            return
        then_resource = ordering.then_action.resource
    for first in firsts:
        if then_resource is not None:
            _link_to_resource(first, then_resource, ordering)
        elif ordering.then_action is not None:
            link(first, ordering.then_action, ordering.tie)


def _make_first(cluster: Cluster, resource: Resource, key: str | None) -> Action | None:
    """What others wait for although nothing asks for it: an action that cannot be done.

    It keeps what follows from being done too. Stopping what is stopped, and demoting what is not
    promoted, is nothing to wait for.
    """
    _, task, interval_ms = split_key(key or "")
    if task in ("stop", "demote"):
        role = role_of(resource, current=True)
        if role is (Role.STOPPED if task == "stop" else Role.UNPROMOTED):
            return None
    return make_action(
        cluster,
        resource,
        operation_key(resource.id, task, interval_ms),
        task,
        None,
        optional=True,
        interval_ms=interval_ms,
    )


def _link_to_resource(first: Action | None, resource: Resource, ordering: Ordering) -> None:
    thens: Sequence[Action]
    if ordering.then_action is not None:
        thens = (ordering.then_action,)
    else:
        thens = _actions_of(resource, ordering.then_key)
    tie = ordering.tie
    if first is None:
        if tie & ties.THEN_IMPLIED:
            for then in thens:
                then.runnable = False
        return
    if first.dangling and first.resource is resource:
        tie &= ~ties.THEN_IMPLIED
    for then in thens:
        link(first, then, tie)


def _actions_of(resource: Resource, key: str | None) -> Sequence[Action]:
    """The resource's actions of that key; without any, those of the same task by its own id."""
    if key is None:
        return ()
    found = resource.actions_by.get(key)
    if found is None and not _is_plainly_own(resource.id, key):
        name, task, interval_ms = split_key(key)
        if name and name != resource.id:
            found = resource.actions_by.get(operation_key(resource.id, task, interval_ms))
    return found or ()


def _is_plainly_own(id_: str, key: str) -> bool:
    """Whether a key is the resource's own, and its task a single word: as nearly all are."""
    return key.startswith(id_) and key.startswith("_", len(id_)) and key.count("_", len(id_)) == 2
