"""One temporary thing, as a value."""

from dataclasses import dataclass
from enum import Enum

from engine.cib.edits.vocabulary import Edits


class Kind(Enum):
    """What is temporary."""

    PREFER = "prefer"
    """A location that ``crm_resource --move`` left behind (``cli-prefer-…``)."""
    BAN = "ban"
    """A location that ``crm_resource --ban`` left behind (``cli-ban-…``)."""
    EXPIRING = "expiring"
    """Any other constraint whose dates let it end by itself."""
    STANDBY = "standby"
    """A node in standby until it reboots."""
    MAINTENANCE = "maintenance"
    """A node in maintenance until it reboots."""


@dataclass(frozen=True, slots=True)
class Temporary:
    """One temporary thing. Who made it and when, the CIB does not say: that is asked elsewhere."""

    kind: Kind
    id: str
    """Of the constraint, or of the transient attribute's nvpair."""
    resource: str | None = None
    """What a constraint is about: the resource, or the pattern of a location that has one."""
    node: str | None = None
    """The node's name, where one is meant."""
    expires: int | None = None
    """Seconds since 1970 after which it has no effect any more; None: not by itself."""
    expired: bool = False
    """Whether that time has passed. The cluster lets such a constraint lie."""
    edits: Edits = ()
    """What clears it; empty where only an act can (the node attributes: back from standby)."""
