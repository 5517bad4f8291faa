"""What has to wait for probes beyond the starts of what is probed."""

from typing import Final

from engine.scheduler.actions.find import find_actions
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.constraint import Ordering
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering.add import operation_key
from engine.scheduler.ordering.link import link
from engine.scheduler.placement.compatible import by_node, neighbour_of

_UNDOING: Final = {"start": "stop", "promote": "demote"}

_Neighbours = dict[Resource, dict[Node, Resource]]
"""For each interleaved clone met so far, its instances by node."""


def order_probes(cluster: Cluster) -> None:
    """Put probes before what could otherwise be done in vain, or undone."""
    probed = {
        action.resource
        for action in cluster.actions
        if not action.interval_ms and action.key.endswith("_monitor_0")
    }
    if not probed:
        return
    primitives = [each for top in cluster.resources for each in top.primitives()]
    if any(_undone_with(each, task) for each in primitives for task in _UNDOING):
        neighbours: _Neighbours = {}
        for resource in primitives:
            if resource in probed:
                _order_before_restarts(resource, neighbours)
    for ordering in cluster.orderings:
        if ordering.first_resource in probed:
            _order_as_stops(ordering)


def _probes_of(resource: Resource) -> list[Action]:
    return resource.actions_by.get(operation_key(resource.id, "monitor"), [])


def _order_before_restarts(resource: Resource, neighbours: _Neighbours) -> None:
    """Probe before others are stopped, or demoted, only to be restarted with this resource.

    A probe comes before this resource's start; if that start makes others restart, they should
    not stop before it is known whether there is anything to start.
    """
    restarts: dict[Action, list[Action]] = {}
    for probe in _probes_of(resource):
        for after in probe.after[::-1]:
            if after not in restarts:
                restarts[after] = _restarts_with(resource, after, neighbours)
            for then in restarts[after]:
                link(probe, then, ties.OPTIONAL)


def _restarts_with(resource: Resource, after: Action, neighbours: _Neighbours) -> list[Action]:
    """Stops and demotions of other primitives that a start after the probe leads to."""
    found: list[Action] = []
    seen: set[Action] = set()
    ahead = [after]
    while ahead:
        action = ahead.pop()
        if action in seen:
            continue
        seen.add(action)
        found += _undone_by(resource, action)
        ahead += _next(resource, action, neighbours)
    return found


def _undone_by(probed: Resource, action: Action) -> list[Action]:
    resource = action.resource
    if resource is None or resource is probed or resource.kind is not Kind.PRIMITIVE:
        return []
    return _undone_with(resource, action.task)


def _undone_with(resource: Resource, task: str) -> list[Action]:
    """Stops where a resource is started, demotions where it is promoted."""
    undo = _UNDOING.get(task)
    if undo is None:
        return []
    return [
        other
        for other in find_actions(resource, operation_key(resource.id, undo))
        if not other.pseudo  # such as what fencing does anyway
    ]


def _next(probed: Resource, action: Action, neighbours: _Neighbours) -> list[Action]:
    """Actions to go on with: those that this one requires, and a collective's own parts.

    Of an interleaved clone only the instance matters that goes with what is probed.
    """
    resource = action.resource
    instance: Resource | None = None
    interleaved = False
    collective = resource is not None and resource.kind is not Kind.PRIMITIVE
    if resource is not None and resource.clone is not None and resource.clone.interleave:
        interleaved = True
        others = neighbours.get(resource)
        if others is None:
            others = neighbours[resource] = by_node(resource)
        instance = neighbour_of(probed, others)
    found: list[Action] = []
    for then in action.after:
        if not action.linked[then] & ties.THEN_IMPLIED:
            part = then.resource
            if (
                not collective
                or probed.parent is resource
                or part is None
                or part.kind in (Kind.CLONE, Kind.BUNDLE)
                or part.parent is not resource
            ):
                continue
            if interleaved and part is not instance:
                continue
        found.append(then)
    return found


def _order_as_stops(ordering: Ordering) -> None:
    """What waits for a resource's stop also waits for the probes that may find it running."""
    resource = ordering.first_resource
    if (
        ordering.tie == ties.NONE
        or resource is None
        or resource is ordering.then_resource
        or not _is_stop(ordering.first_action, ordering.first_key)
        or (ordering.then_action is None and ordering.then_key is None)
    ):
        return
    then_resource = ordering.then_resource
    if (
        then_resource is not None
        and resource.container is then_resource
        and _is_stop(ordering.then_action, ordering.then_key)
    ):
        return  # it may be probed only after its container has been restarted
    probes = _probes_of(resource)
    if not probes:
        return
    if ordering.then_action is not None:
        thens = [ordering.then_action]
    elif then_resource is not None and ordering.then_key is not None:
        thens = find_actions(then_resource, ordering.then_key)
    else:
        return
    tie = ties.OPTIONAL | ordering.tie & (ties.NOT_MIGRATABLE_FIRST | ties.SAME_NODE)
    if ordering.tie in (ties.ANTI_COLOCATION, ties.LOAD):
        tie = ordering.tie
    for probe in probes:
        for then in thens:
            if _waits_for_probe(probe, then):
                link(probe, then, tie)


def _is_stop(action: Action | None, key: str | None) -> bool:
    if action is not None:
        return action.task == "stop"
    return key is not None and key.endswith("_stop_0")


def _waits_for_probe(probe: Action, then: Action) -> bool:
    """A node is probed after it was unfenced, and before it, no other, is shut down."""
    if probe.node is None or then.node is None:
        return True
    if then.task == "stonith" and then.node is probe.node:
        return then.meta.get("stonith_action") != "on"
    if then.task == "do_shutdown":
        return then.node is probe.node
    return True
