"""Orderings inside a clone (Pacemaker Explained: "Clones")."""

from engine.scheduler.actions.clone_actions import instance_number, parts_of
from engine.scheduler.actions.kinds import internal_constraints
from engine.scheduler.actions.promotable_order import order_promotions
from engine.scheduler.model import tie as ties
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering.add import order_starts, order_stops, order_tasks


@internal_constraints.of(Kind.CLONE)
def constrain_clone(clone: Resource) -> None:
    """Put the clone's pseudo-actions around those of its instances."""
    ordered = parts_of(clone).ordered
    order_tasks(clone, "stopped", clone, "start", ties.OPTIONAL)
    order_tasks(clone, "start", clone, "running", ties.RUNNABLE_FIRST)
    order_tasks(clone, "stop", clone, "stopped", ties.RUNNABLE_FIRST)
    if clone.promotable:
        order_tasks(clone, "demoted", clone, "stop", ties.OPTIONAL)
        order_tasks(clone, "running", clone, "promote", ties.RUNNABLE_FIRST)
    if ordered:
        clone.children.sort(key=instance_number)
    previous: Resource | None = None
    for instance in clone.children:
        internal_constraints(instance)
        order_starts(clone, instance, ties.RUNNABLE_FIRST | ties.FIRST_PRINTED)
        order_tasks(instance, "start", clone, "running", ties.THEN_PRINTED)
        order_stops(clone, instance, ties.FIRST_PRINTED)
        order_tasks(instance, "stop", clone, "stopped", ties.THEN_PRINTED)
        if ordered and previous is not None:
            order_starts(previous, instance, ties.OPTIONAL)
            order_stops(instance, previous, ties.OPTIONAL)
        previous = instance
    if clone.promotable:
        order_promotions(clone, ordered=ordered)
