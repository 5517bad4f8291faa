"""Whether a remote node can be reached, as far as its connection is concerned."""

from enum import Enum

from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import current_node
from engine.scheduler.model.role import Role


class RemoteState(Enum):
    """What can be done on a remote or guest node."""

    UNKNOWN = "unknown"
    """It cannot be told before the connection has been tried (again)."""
    ALIVE = "alive"
    RESTING = "resting"
    """Nothing until the connection is up elsewhere."""
    FAILED = "failed"
    """Nothing ever, but to fence it."""
    STOPPED = "stopped"
    """The connection is, or will be, stopped in good order."""


def remote_state(node: Node) -> RemoteState:
    """The state of a node that has a connection."""
    connection = node.connection
    if connection is None:
        return RemoteState.ALIVE
    host = current_node(connection)
    if connection.next_role is Role.STOPPED or connection.assigned_to is None:
        if host is not None and host.unclean:
            return RemoteState.FAILED
        if not connection.failed:
            return RemoteState.STOPPED
        awaits_reconnect = (
            connection.next_role is Role.STOPPED
            and connection.spec.reconnect_ms
            and node.was_fenced
            and not _wants_shutdown(node)
        )
        # What may be active on it, or may not be known, has to be feared.
        return RemoteState.UNKNOWN if awaits_reconnect else RemoteState.FAILED
    if host is None:
        return RemoteState.UNKNOWN
    migrates = (
        len(connection.running_on) > 1
        and connection.partial_source is not None
        and connection.partial_target is not None
    )
    if host.unclean or not host.online or migrates:
        return RemoteState.RESTING
    return RemoteState.ALIVE


def has_failed_connection(node: Node) -> bool:
    """Whether it is a remote node (no guest) whose connection is lost for good."""
    return (
        node.is_remote
        and not node.is_guest
        and node.connection is not None
        and remote_state(node) is RemoteState.FAILED
    )


def _wants_shutdown(node: Node) -> bool:
    return node.attributes.get("shutdown", "0") != "0"
