"""Actions that follow from a node's history alone: what recurs there, what failures ask for."""

from collections.abc import Sequence
from typing import Final

from engine.cib.state.operations import PENDING, HistoryOperation
from engine.scheduler.actions.make import clear_failcount_early, resource_action
from engine.scheduler.fencing.action import fence_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import current_node
from engine.scheduler.model.resource import Entry, Resource
from engine.scheduler.ordering.link import link

_SUCCESS: Final = "0"
_RUNNING: Final = frozenset({0, 8})


def recall_actions(cluster: Cluster) -> None:
    """Make the actions that follow from every history, before any others are made."""
    for top in cluster.resources:
        for resource in top.primitives():
            for node in resource.cleared_on:
                clear = clear_failcount_early(resource, node)
                clear_after_fencing(resource, clear)
            for node, entries in resource.history.items():
                for entry in entries if node.online else ():
                    _recall_recurring(resource, node, entry)
            # What failures ask for comes last, which is seen in the sequence of the graph.
            for task, node, required in resource.demands:
                place = current_node(resource) if node is None else node
                if place is not None:
                    resource_action(resource, task, place, optional=not required)


def clear_after_fencing(connection: Resource, clear: Action) -> None:
    """A connection with a reconnect interval is tried again only after its node was fenced."""
    cluster = connection.cluster
    node = cluster.nodes_by_name.get(connection.id)
    if connection.spec.reconnect_ms and cluster.options.fencing_enabled and node is not None:
        link(fence_action(cluster, node, optional=True), clear, ties.THEN_IMPLIED)


def active_span(operations: Sequence[HistoryOperation]) -> tuple[int, int]:
    """Places (from 0, -1: none) of the last start and the last stop in a history.

    Without a start in it, a promotion or demotion, or else a probe that found the resource
    running, stands for one.
    """
    start = stop = probed = promoted = -1
    for place, operation in enumerate(operations):
        task = operation.task
        if task == "stop":
            if operation.get("op-status") == _SUCCESS:
                stop = place
        elif task in ("start", "migrate_from"):
            start = place
        elif task == "monitor":
            if probed <= stop and operation.rc in _RUNNING:
                probed = place
        elif task in ("promote", "demote"):
            promoted = place
    if start < 0:
        start = promoted if promoted >= 0 else probed
    return start, stop


def _recall_recurring(resource: Resource, node: Node, entry: Entry) -> None:
    """Operations that recur on a node by now; what is not to recur any more is cancelled later.

    What a history says of that is kept in the spec for as long as it is the same history.
    """
    operations = entry.operations
    key = node.id, entry.name
    known = resource.spec.recalled.get(key)
    if known is None or known[0] is not operations:
        known = resource.spec.recalled[key] = operations, _recurring(operations)
    for operation in known[1]:
        resource_action(
            resource, operation.task, node, optional=True, interval_ms=operation.interval_ms
        )


def _recurring(operations: Sequence[HistoryOperation]) -> tuple[HistoryOperation, ...]:
    """The recurring operations of a history that were not ended by a stop."""
    found = [
        (place, operation)
        for place, operation in enumerate(operations)
        if operation.interval_ms and operation.status != PENDING
    ]
    if not found:
        return ()
    start, stop = active_span(operations)
    return tuple(
        operation
        for place, operation in found
        if place >= start and not (start < stop and place <= stop)
    )
