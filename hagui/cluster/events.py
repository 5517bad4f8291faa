"""What happened, as values; the shell turns them into sentences."""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much an event needs a person."""

    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class EventKind(Enum):
    """What kind of thing happened. The comment says which fields of ``Event`` it fills."""

    STARTED = "started"  # resource, node, seconds
    STOPPED = "stopped"  # resource, node, seconds
    PROMOTED = "promoted"  # resource, node, seconds
    DEMOTED = "demoted"  # resource, node, seconds
    MOVED = "moved"  # resource, origin, node, seconds (from stop to started elsewhere)
    FAILED = "failed"  # resource, node, detail (task), reason, count
    CLEANED = "cleaned"  # resource, node
    BLOCKED = "blocked"  # resource, node
    UNBLOCKED = "unblocked"  # resource
    MANAGED = "managed"  # resource
    UNMANAGED = "unmanaged"  # resource
    NODE_ONLINE = "node-online"  # node
    NODE_OFFLINE = "node-offline"  # node
    NODE_PENDING = "node-pending"  # node
    NODE_UNCLEAN = "node-unclean"  # node
    NODE_STANDBY = "node-standby"  # node
    NODE_ACTIVE = "node-active"  # node
    NODE_MAINTENANCE = "node-maintenance"  # node
    NODE_READY = "node-ready"  # node
    NODE_ADDED = "node-added"  # node
    NODE_REMOVED = "node-removed"  # node
    RESOURCE_ADDED = "resource-added"  # resource
    RESOURCE_REMOVED = "resource-removed"  # resource
    DC_ELECTED = "dc-elected"  # node
    DC_LOST = "dc-lost"  # origin (the node that was DC)
    QUORUM_GAINED = "quorum-gained"
    QUORUM_LOST = "quorum-lost"
    MAINTENANCE_ON = "maintenance-on"
    MAINTENANCE_OFF = "maintenance-off"
    CONFIGURATION = "configuration"  # detail (new version)
    SOURCE = "source"  # node (now followed), origin (until now)
    STALE = "stale"  # origin
    LIVE = "live"  # node
    LAB_OFF = "lab-off"  # node, detail ("plug" where that was pulled)
    LAB_ON = "lab-on"  # node
    LAB_FROZEN = "lab-frozen"  # node
    LAB_THAWED = "lab-thawed"  # node
    LAB_CUT = "lab-cut"  # node, origin (between the two); without origin: from all others
    LAB_HEALED = "lab-healed"  # node, origin; without both: every cut
    LAB_SLOW = "lab-slow"  # node (none: all), count (milliseconds)
    LAB_FAST = "lab-fast"  # node (none: all)
    LAB_BROKEN = "lab-broken"  # resource, node (where it was broken, if that was said)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the event list."""

    number: int
    """Counts up from 1 within a cluster's event list; never reused."""
    time: float
    """Seconds since 1970: the cluster's own time where it gives one, else when it was seen."""
    kind: EventKind
    severity: Severity
    resource: str | None = None
    """Instance key or resource id."""
    node: str | None = None
    origin: str | None = None
    seconds: float | None = None
    """How long it took, where that is known."""
    detail: str = ""
    reason: str = ""
    """The agent's own words (exit reason), shown as they are."""
    count: int | None = None
