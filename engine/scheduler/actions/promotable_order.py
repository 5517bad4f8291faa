"""Orderings of promotable clones: demote before stop, start before promote."""

from engine.scheduler.model import tie as ties
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.add import order_tasks


def order_promotions(clone: Resource, *, ordered: bool) -> None:
    """Put the clone's promote and demote around those of its instances."""
    order_phases(clone)
    previous: Resource | None = None
    for instance in clone.children:
        order_tasks(instance, "demote", instance, "promote", ties.OPTIONAL)
        order_tasks(clone, "promote", instance, "promote", ties.OPTIONAL)
        order_tasks(instance, "promote", clone, "promoted", ties.OPTIONAL)
        order_tasks(clone, "demote", instance, "demote", ties.FIRST_PRINTED)
        order_tasks(instance, "demote", clone, "demoted", ties.THEN_PRINTED)
        if ordered and previous is not None:
            order_tasks(previous, "promote", instance, "promote", ties.OPTIONAL)
            order_tasks(instance, "demote", previous, "demote", ties.OPTIONAL)
        previous = instance


def order_phases(whole: Resource) -> None:
    """All demotions, then all stops, then all starts, then all promotions."""
    for first, then in (
        ("stopped", "start"),
        ("stopped", "promote"),
        ("demoted", "stop"),
        ("demoted", "start"),
        ("demoted", "promote"),
        ("running", "promote"),
        ("demote", "demoted"),
    ):
        order_tasks(whole, first, whole, then, ties.OPTIONAL)
