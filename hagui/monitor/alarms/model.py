"""What an alarm is: plain values. Times are seconds since 1970."""

from dataclasses import dataclass
from enum import Enum
from typing import Final


class AlarmKind(Enum):
    """What it is about, the worst first; each can be muted."""

    FENCING_FAILED = "fencing-failed"
    QUORUM_LOST = "quorum-lost"
    DISAGREEMENT = "disagreement"
    """Engines tell different things of the cluster."""
    FAILED = "failed"
    """A resource failed or is blocked."""
    STALE = "stale"
    """No engine is heard."""


ORDER: Final = tuple(AlarmKind)

Key = tuple[AlarmKind, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Grief:
    """One thing that is wrong now."""

    kind: AlarmKind
    since: float
    """When it began, or began anew: a later time is another occurrence of the same."""
    node: str | None = None
    resource: str | None = None

    @property
    def key(self) -> Key:
        """What it is, however often it comes: a resource is the same wherever it fails, and a
        disagreement whoever stands alone in it.
        """
        node = self.node if self.kind is AlarmKind.FENCING_FAILED else None
        return (self.kind, node, self.resource)


def worst_first(grief: Grief) -> tuple[int, float]:
    """Sorts griefs: the worst kind first, of one kind the oldest."""
    return (ORDER.index(grief.kind), grief.since)


@dataclass(frozen=True, slots=True)
class Alarm:
    """All that is wrong in one incident; or outside of any."""

    number: int
    """Counts up; the same again: the same alarm, with more in it."""
    incident: int | None
    """Number of the incident; None: it belongs to none (stale data)."""
    begin: float
    griefs: tuple[Grief, ...]
    """What is wrong now, the worst first; once it is over, what was wrong last."""
    end: float | None = None
    """When all of it was over; None: it goes on."""
    seen: bool = False
    """Somebody has looked at it."""
    times: int = 1
    """How often it came: a resource that fails every minute is one alarm."""
    old: bool = False
    """It was there already when the cluster came into view, or was brought about from this
    window: it does not ring."""

    @property
    def kind(self) -> AlarmKind:
        """Of the worst that is wrong."""
        return self.griefs[0].kind

    @property
    def calls(self) -> bool:
        """Whether it is to be counted: it goes on, and nobody has looked at it yet."""
        return self.end is None and not self.seen
