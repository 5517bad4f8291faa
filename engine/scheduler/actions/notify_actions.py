"""Telling the instances of a clone what happens to all of them."""

from engine.cib.score import INFINITY
from engine.scheduler.actions.find import newest_action
from engine.scheduler.actions.make import make_action
from engine.scheduler.actions.notify import announce, notify_key
from engine.scheduler.actions.notify_facts import Facts, collect_facts
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.clone import NotifyParts
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role
from engine.scheduler.ordering.link import link


def tell_instances(clone: Resource, parts: NotifyParts) -> None:
    """Make the notify actions of all instances around one task, if any instance does that."""
    facts = collect_facts(clone)
    if facts.told(parts.task):
        for action in (parts.pre, parts.pre_done, parts.post, parts.post_done):
            if action is not None:
                action.optional = False
    environment = facts.environment(clone)
    for instance in clone.primitives():
        _tell(instance, parts, facts, environment)


def tell_of_fencing(stop: Action, instance: Resource, fencing: Action) -> None:
    """Have the others told at once that a fencing has stopped an instance.

    Args:
        stop: the instance's stop, which the fencing implies.
        instance: the instance of a clone that was on the fenced node.
        fencing: the fencing.
    """
    parts = announce(instance, "stop", None, fencing)
    if parts is None:
        return
    facts = Facts()
    environment = {
        "notify_stop_resource": instance.id,
        "notify_stop_uname": "" if stop.node is None else stop.node.name,
    }
    for other in instance.top.primitives():
        _tell(other, parts, facts, environment)


def _tell(
    instance: Resource, parts: NotifyParts, facts: Facts, environment: dict[str, str]
) -> None:
    for action in instance.actions:
        if (
            not action.optional
            and action.node is not None
            and action.task in ("start", "stop", "promote", "demote")
        ):
            action.meta = {**environment, **action.meta}
    # Stops may follow from fencing alone, so they are told of even where none was found.
    if parts.task != "stop" and not facts.told(parts.task):
        return
    if parts.task in ("stop", "demote"):
        if instance.role is not Role.STOPPED:
            _tell_where_it_is(instance, parts, environment)
    elif instance.next_role is not Role.STOPPED:
        _tell_where_it_will_be(instance, parts, environment)


def _tell_where_it_is(instance: Resource, parts: NotifyParts, environment: dict[str, str]) -> None:
    stop = newest_action(instance, "stop")
    for node in instance.running_on:
        if stop is not None and stop.pseudo and (node.unclean or node.requires_reset):
            continue  # it is being fenced, and cannot be told anything
        _add(instance, node, parts.pre, parts.pre_done, environment)
        if parts.task == "demote" or stop is None or stop.optional:
            _add_post(instance, node, parts, environment)


def _tell_where_it_will_be(
    instance: Resource, parts: NotifyParts, environment: dict[str, str]
) -> None:
    node = instance.assigned_to
    start = newest_action(instance, "start")
    if start is not None and start.optional:
        start = None
    if node is None or (node.is_remote and start is not None and not start.runnable):
        return  # what does not come up with the connection cannot be told of anything
    if parts.task != "start" or start is None:
        _add(instance, node, parts.pre, parts.pre_done, environment)
    _add_post(instance, node, parts, environment)


def _add_post(
    instance: Resource, node: Node, parts: NotifyParts, environment: dict[str, str]
) -> None:
    told = _add(instance, node, parts.post, parts.post_done, environment)
    if told is not None:
        told.priority = INFINITY
    if parts.post_done is None:
        return
    for action in instance.actions:
        if action.interval_ms and action.task != "cancel":
            link(parts.post_done, action, ties.OPTIONAL)


def _add(
    instance: Resource,
    node: Node,
    begun: Action | None,
    done: Action | None,
    environment: dict[str, str],
) -> Action | None:
    """Have an instance told on a node, between two pseudo-actions of the clone."""
    if begun is None or done is None or not node.online or not begun.runnable:
        return None
    key = notify_key(instance.id, begun.meta["notify_type"], begun.meta["notify_operation"])
    told = make_action(instance.cluster, instance, key, begun.task, node, optional=begun.optional)
    # What it was told before stays: of a fencing rather than of the stop that it implies.
    told.meta = {**environment, **begun.meta, **told.meta}
    link(begun, told, ties.OPTIONAL)
    link(told, done, ties.OPTIONAL)
    return told
