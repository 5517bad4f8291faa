"""What may be supposed to happen before the cluster is scheduled."""

from dataclasses import dataclass
from enum import Enum


class NodeFate(Enum):
    """What becomes of a node."""

    UP = "up"
    """It joins the cluster."""
    DOWN = "down"
    """It leaves in good order; nothing runs there any more."""
    FAIL = "fail"
    """It is lost without a word: unclean until it has been fenced."""
    STANDBY = "standby"
    ONLINE = "online"
    """It is in standby no more."""
    MAINTENANCE = "maintenance"
    READY = "ready"
    """It is in maintenance no more."""


class TicketFate(Enum):
    """What becomes of a ticket."""

    GRANT = "grant"
    REVOKE = "revoke"
    STANDBY = "standby"
    ACTIVATE = "activate"


@dataclass(frozen=True, slots=True)
class NodeEvent:
    """Something becomes of a node; a node that is not known yet can come up."""

    node: str
    fate: NodeFate


@dataclass(frozen=True, slots=True)
class OperationEvent:
    """An operation of a resource ended with a result."""

    resource: str
    """The instance's id, as histories name it."""
    task: str
    node: str
    rc: int
    """Exit code, by the OCF specification."""
    interval_ms: int = 0


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """Something becomes of a ticket."""

    ticket: str
    fate: TicketFate


@dataclass(frozen=True, slots=True)
class QuorumEvent:
    """The partition gains quorum, or loses it."""

    quorate: bool


@dataclass(frozen=True, slots=True)
class WatchdogEvent:
    """The cluster has a watchdog device, or none."""

    present: bool


Event = NodeEvent | OperationEvent | TicketEvent | QuorumEvent | WatchdogEvent
