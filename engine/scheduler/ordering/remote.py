"""Orderings of what happens on remote and guest nodes, relative to their connections.

See "Pacemaker Remote". A connection may bring to light here that a node has to be fenced.
"""

from enum import Enum
from typing import Final

from engine.scheduler.fencing.request import fence_node
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import current_node
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role
from engine.scheduler.ordering.add import add_ordering, operation_key

_MOVES: Final = frozenset({"migrate_to", "migrate_from"})
_KNOWN_TASKS: Final = frozenset(
    (
        "stop",
        "stopped",
        "start",
        "running",
        "monitor",
        "notify",
        "notified",
        "demote",
        "demoted",
        "promote",
        "promoted",
        "stonith",
        "do_shutdown",
    )
)


class _Connection(Enum):
    """In which state a connection is, or will be."""

    UNKNOWN = 0
    """It has to be tried first."""
    ALIVE = 1
    RESTING = 2
    """It comes up elsewhere first."""
    FAILED = 3
    """It cannot be had any more."""
    STOPPED = 4


def order_remote_connections(cluster: Cluster) -> None:
    """Order each real action on a remote or guest node while its connection is up."""
    if not cluster.has_remote_nodes:
        return
    for action in reversed(cluster.actions):
        resource = action.resource
        if resource is None:
            continue
        if resource.is_connection and action.task == "clear_failcount":
            add_ordering(
                cluster,
                ties.OPTIONAL,
                first_action=action,
                then_resource=resource,
                then_key=operation_key(resource.id, "start"),
            )
            continue
        node = action.node
        if node is None or not node.is_remote or action.pseudo or node.connection is None:
            continue
        connection = node.connection
        if action.task == "start":
            _keep_until_connected(resource, node, connection)
        if connection.container is not None:
            _order_on_guest(action, node, connection, connection.container)
        else:
            _order_on_remote(action, node, connection)


def _keep_until_connected(resource: Resource, node: Node, connection: Resource) -> None:
    """Let a resource that moves to a remote node go only when the connection is up."""
    for action in reversed(resource.actions):
        if action.task == "stop" and action.node is not node:
            add_ordering(
                resource.cluster,
                ties.OPTIONAL,
                first_resource=connection,
                first_key=operation_key(connection.id, "start"),
                then_action=action,
            )


def _state_of(node: Node, connection: Resource) -> _Connection:
    host = current_node(connection)
    if connection.next_role is Role.STOPPED or connection.assigned_to is None:
        if host is not None and host.unclean:
            return _Connection.FAILED
        if not connection.failed:
            return _Connection.STOPPED
        if (
            connection.next_role is Role.STOPPED
            and connection.spec.reconnect_ms
            and node.was_fenced
            and node.attributes.get("shutdown", "0") == "0"
        ):
            # It is tried again when the interval is over.
            return _Connection.UNKNOWN
        return _Connection.FAILED
    if host is None:
        return _Connection.UNKNOWN
    if host.unclean or not host.online:
        return _Connection.RESTING
    if (
        len(connection.running_on) > 1
        and connection.partial_source is not None
        and connection.partial_target is not None
    ):
        return _Connection.RESTING
    return _Connection.ALIVE


def _order_on_remote(action: Action, node: Node, connection: Resource) -> None:
    state = _state_of(node, connection)
    task = "stop" if action.task in _MOVES else action.task
    if task in ("start", "promote"):
        # Where the connection has failed this makes it required.
        implied = ties.THEN_IMPLIED if state is _Connection.FAILED else ties.NONE
        _after_start(connection, action, implied)
    elif task == "stop":
        if state is _Connection.ALIVE:
            _before_stop(action, connection, ties.FIRST_IMPLIED)
        elif state is _Connection.FAILED:
            # Only fencing stops it now, and the stop is implied by that.
            fence_node(node)
        elif connection.next_role is Role.STOPPED:
            _before_stop(action, connection, ties.FIRST_IMPLIED)
        else:
            _after_start(connection, action, ties.NONE)
    elif task == "demote":
        # While the connection is being closed the order of the stop is enough.
        if state in (_Connection.RESTING, _Connection.UNKNOWN):
            _after_start(connection, action, ties.NONE)
    elif action.interval_ms:
        # Recurring operations begin anew whenever the connection does.
        _after_start(connection, action, ties.THEN_IMPLIED)
    else:
        if task == "monitor" and state is _Connection.FAILED:
            fence_node(node)
        if state is _Connection.STOPPED and current_node(connection) is not None:
            # Services are found to be stopped before the connection is closed for good.
            _before_stop(action, connection, ties.RUNNABLE_FIRST)
        else:
            _after_start(connection, action, ties.NONE)


def _order_on_guest(action: Action, node: Node, connection: Resource, container: Resource) -> None:
    if container.failed:
        fence_node(node)
    task = "stop" if action.task in _MOVES else action.task
    if task in ("start", "promote"):
        # Where the container is recovered so is what runs inside.
        _after_start(container, action, ties.THEN_IMPLIED)
        _after_start(connection, action, ties.NONE)
    elif task in ("stop", "demote"):
        if not container.failed:
            _before_stop(action, connection, ties.NONE)
    elif not action.interval_ms:
        _after_start(connection, action, ties.NONE)
    elif task in _KNOWN_TASKS:
        _after_start(connection, action, ties.THEN_IMPLIED)


def _after_start(first: Resource, then: Action, more: int) -> None:
    add_ordering(
        first.cluster,
        ties.INTERNAL | ties.RUNNABLE_FIRST | more,
        first_resource=first,
        first_key=operation_key(first.id, "start"),
        then_action=then,
    )


def _before_stop(first: Action, then: Resource, more: int) -> None:
    add_ordering(
        then.cluster,
        ties.INTERNAL | more,
        first_action=first,
        then_resource=then,
        then_key=operation_key(then.id, "stop"),
    )
