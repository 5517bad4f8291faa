"""Orderings between tasks of resources, resolved into links once all actions are there."""

from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.constraint import Ordering
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.migrating import migration_equivalents


def operation_key(resource: str, task: str, interval_ms: int = 0) -> str:
    """The operation key: ``webip_monitor_10000``."""
    return f"{resource}_{task}_{interval_ms}" if interval_ms else f"{resource}_{task}_0"


def order_tasks(
    first: Resource, first_task: str, then: Resource, then_task: str, tie: int
) -> Ordering | None:
    """Put a resource's task before another's; None where that means nothing."""
    if tie == ties.NONE:
        return None
    orderings = first.cluster.orderings
    ordering = Ordering(
        len(orderings) + 1,
        tie,
        first,
        f"{first.id}_{first_task}_0",
        None,
        then,
        f"{then.id}_{then_task}_0",
    )
    orderings.append(ordering)
    if then.allow_migrate:
        _order_migrations(ordering)
    return ordering


def order_starts(first: Resource, then: Resource, tie: int) -> None:
    """Start one resource before another."""
    order_tasks(first, "start", then, "start", tie)


def order_stops(first: Resource, then: Resource, tie: int) -> None:
    """Stop one resource before another."""
    order_tasks(first, "stop", then, "stop", tie)


def add_ordering(
    cluster: Cluster,
    tie: int,
    *,
    first_resource: Resource | None = None,
    first_key: str | None = None,
    first_action: Action | None = None,
    then_resource: Resource | None = None,
    then_key: str | None = None,
    then_action: Action | None = None,
) -> Ordering | None:
    """Put an action, or a task of a resource, before another.

    Resources are taken from the actions where they are not given. Nothing is added where an
    action would come before itself.
    """
    if first_resource is None and first_action is not None:
        first_resource = first_action.resource
    if then_resource is None and then_action is not None:
        then_resource = then_action.resource
    if tie == ties.NONE or (first_action is not None and first_action is then_action):
        return None
    ordering = Ordering(
        len(cluster.orderings) + 1,
        tie,
        first_resource,
        first_key,
        first_action,
        then_resource,
        then_key,
        then_action,
    )
    cluster.orderings.append(ordering)
    if then_resource is not None and then_resource.allow_migrate:
        _order_migrations(ordering)
    return ordering


def _order_migrations(ordering: Ordering) -> None:
    """Add what goes with an ordering where resources are moved live."""
    first, then = ordering.first_resource, ordering.then_resource
    if first is not None and then is not None:
        for first_task, then_task, equivalent in migration_equivalents(ordering):
            order_tasks(first, first_task, then, then_task, equivalent)
