"""What follows for resources' actions when a node is fenced.

Stops and demotions there are done by the fencing. What needs the node to be gone waits for it.
"""

from engine.scheduler.actions.find import find_actions, newest_action
from engine.scheduler.actions.notify_actions import tell_of_fencing
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action, Needs
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering.add import operation_key
from engine.scheduler.ordering.link import link


def order_around_fencing(cluster: Cluster, fencing: Action) -> None:
    """Put the actions of all managed resources in relation to the fencing of a node."""
    target = fencing.node
    if target is None:
        return
    for resource in cluster.resources:
        for primitive in resource.primitives():
            if primitive.managed:
                _order_starts(primitive, fencing, target)
                _order_stops(primitive, fencing, target)


def _order_starts(resource: Resource, fencing: Action, target: Node) -> None:
    for action in reversed(resource.actions):
        if action.needs is Needs.FENCING:
            link(fencing, action, ties.OPTIONAL)
        elif (
            action.needs is Needs.QUORUM
            and action.task == "start"
            and target in resource.allowed
            and not _is_known(resource, target)
        ):
            # It may be active there for all we know, as where the DC took its status with it.
            link(fencing, action, ties.OPTIONAL | ties.RUNNABLE_FIRST)


def _is_known(resource: Resource, node: Node) -> bool:
    """Whether it is known if a resource is active on a node."""
    if node in resource.known_on:
        return True
    parent = resource.parent
    return (
        parent is not None
        and parent.kind is Kind.CLONE
        and not parent.unique
        and node in parent.known_on
    )


def _order_stops(resource: Resource, fencing: Action, target: Node) -> None:
    stops = find_actions(resource, operation_key(resource.id, "stop"), target)
    # What runs on a guest always waits, as fencing a guest is but the stop of its container.
    waits = resource.needs_fencing or target.is_guest
    bundled = resource.root.kind is Kind.BUNDLE
    whole = newest_action(resource.top, "stop") if stops and waits else None
    for stop in reversed(stops):
        stop.pseudo = True
        stop.runnable = True
        if waits:
            if not bundled:
                link(fencing, stop, ties.INTERNAL)
            if whole is not None:
                link(fencing, whole, ties.INTERNAL)
        if resource.notify:
            tell_of_fencing(stop, resource, fencing)
    for demotion in reversed(find_actions(resource, operation_key(resource.id, "demote"), target)):
        node = demotion.node
        if node is not None and node.online and not node.unclean and not resource.failed:
            continue
        demotion.pseudo = True
        demotion.runnable = True
        # In bundles the stop of the whole, which is implied, is waited for.
        if waits and not bundled:
            link(fencing, demotion, ties.INTERNAL | ties.OPTIONAL)
