"""What an alarm is: plain values. Times are seconds since 1970."""

from dataclasses import dataclass
from enum import Enum


class AlarmKind(Enum):
    """What it is about; each can be muted."""

    QUORUM_LOST = "quorum-lost"
    FENCING_FAILED = "fencing-failed"
    FAILED = "failed"
    """A resource failed or is blocked."""
    STALE = "stale"
    """No engine is heard."""
    DISAGREEMENT = "disagreement"
    """Engines tell different things of the cluster."""


@dataclass(frozen=True, slots=True)
class Grief:
    """One thing that is wrong now."""

    kind: AlarmKind
    since: float
    node: str | None = None
    resource: str | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """All that is wrong in one incident; or outside of any."""

    number: int
    """Counts up; the same again: the same alarm, with more in it."""
    incident: int | None
    """Number of the incident; None: it belongs to none (stale data)."""
    begin: float
    griefs: tuple[Grief, ...]
    """Worst first."""
    end: float | None = None
    seen: bool = False
    """Somebody has looked at it."""
