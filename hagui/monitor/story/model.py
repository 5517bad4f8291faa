"""What a story is made of: plain values. Times are seconds since 1970 by the desktop's clock.

What a node's clock says (operations in the CIB) is moved by that node's measured offset first.
"""

from dataclasses import dataclass
from enum import Enum

from engine.cib.state.model import Condition, Role
from hagui.cluster.events import Event


@dataclass(frozen=True, slots=True)
class NodeSpan:
    """A node was in one condition."""

    node: str
    condition: Condition
    begin: float
    end: float | None = None
    """None: it still is."""


@dataclass(frozen=True, slots=True)
class RunSpan:
    """An instance was active on a node, in one role."""

    instance: str
    """Key of the instance; of an anonymous clone's copy the primitive's id, as the history names
    it: the number of such a copy means nothing, and may be another's in the next moment.
    """
    node: str
    role: Role
    begin: float
    end: float | None = None
    blocked: bool = False
    """It had failed, and the cluster could not do anything about it."""


class Outcome(Enum):
    """How an operation came out."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"
    """Nobody will ever know: its node went."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An operation, from queued to finished."""

    node: str
    """Where it was carried out; for fencing, the target."""
    resource: str | None
    """As the history names it; None for fencing."""
    task: str
    interval_ms: int
    queued: float
    begun: float
    end: float | None = None
    outcome: Outcome = Outcome.PENDING
    rc: int | None = None
    reason: str = ""
    exact: bool = True
    """False: seen only as it passed by (patches), as the CIB tells no times of it."""
    number: int = 0
    """Counts up within a story. The same number again: the same operation, further on."""

    @property
    def begin(self) -> float:
        """When it was queued."""
        return self.queued


class MarkKind(Enum):
    """What changed at one moment."""

    QUORUM_LOST = "quorum-lost"
    QUORUM_GAINED = "quorum-gained"
    DC_ELECTED = "dc-elected"
    DC_LOST = "dc-lost"
    NODE_CAME = "node-came"
    NODE_WENT = "node-went"
    COMMIT = "commit"
    """Somebody changed the configuration."""
    FAILURE = "failure"
    STALE = "stale"
    """No engine could be followed from here on."""
    LIVE = "live"
    FAULT = "fault"
    """Something was done to a lab on purpose."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment."""

    kind: MarkKind
    time: float
    node: str | None = None
    resource: str | None = None
    words: str = ""
    """Who committed."""
    event: Event | None = None
    """What says it more exactly, where there is more to say: of a failure, of a lab's fault."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a story: views refresh that and nothing else."""

    spans: tuple[NodeSpan | RunSpan, ...] = ()
    """Begun or ended now; an ended one takes the place of the one that began so."""
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    everything: bool = False
    """Build from nothing."""
    forgotten: float | None = None
    """What had ended before this time was let go, so that a story has a limit."""
    at: float = 0.0
    """When it was seen, in seconds since 1970."""
    live: bool = True
    """Whether it was seen as it happened (a patch), not found afterwards (a snapshot)."""

    def __bool__(self) -> bool:
        return bool(
            self.spans or self.bars or self.marks or self.everything or self.forgotten is not None
        )

    def __or__(self, other: "Added") -> "Added":
        """Both, ``other`` being the later."""
        return Added(
            self.spans + other.spans,
            self.bars + other.bars,
            self.marks + other.marks,
            self.everything or other.everything,
            other.forgotten if other.forgotten is not None else self.forgotten,
            max(self.at, other.at),
            self.live and other.live,
        )
