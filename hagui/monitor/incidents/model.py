"""What an incident is made of: plain values. Times are seconds since 1970, as in the story."""

from dataclasses import dataclass
from enum import Enum

from engine.cib.state.model import Role
from hagui.monitor.probes.model import Outage


class Cause(Enum):
    """What set an incident off, or was added while it went on."""

    NODE_LOST = "node-lost"
    """A member went without having been told to."""
    NODE_LEFT = "node-left"
    """A member went in order, or was fenced by an operator's wish."""
    FAILED = "failed"
    """An operation of a resource failed."""
    QUORUM_LOST = "quorum-lost"
    FENCING_FAILED = "fencing-failed"
    STANDBY = "standby"
    """An operator set a node to standby, or to maintenance."""
    EDITED = "edited"
    """An operator changed the configuration, and resources had to move or stop for it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause, as far as the cluster knows it."""

    cause: Cause
    at: float
    node: str | None = None
    resource: str | None = None
    task: str = ""
    """The operation that failed."""
    words: str = ""
    """What the agent or the fencing said; who committed."""


class Stage(Enum):
    """The steps of a failover, in order."""

    DETECTED = "detected"
    FENCED = "fenced"
    STOPPED = "stopped"
    STARTED = "started"
    HEALTHY = "healthy"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; it may be under way."""

    stage: Stage
    begin: float
    """When the step before was done, or what it is about began."""
    end: float | None = None
    """None: not done yet."""
    failed: bool = False
    """It was tried and did not succeed (yet)."""
    exact: bool = True
    """False: the cluster keeps no time of it, it was seen as it passed."""

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it goes on."""
        return None if self.end is None else self.end - self.begin


@dataclass(frozen=True, slots=True)
class Move:
    """What became of one instance."""

    instance: str
    """As the story names it: the key, or the primitive's id of an anonymous clone's copy."""
    resource: str
    """Id of the primitive."""
    origin: str | None
    """Node where it was active; None: nowhere."""
    target: str | None
    """Node where it is active again; None: nowhere (yet)."""
    before: Role
    after: Role
    stopped: float | None = None
    """When it was known not to be active any more at its origin."""
    started: float | None = None
    """When it was active again, in its role."""


@dataclass(frozen=True, slots=True)
class Incident:
    """Everything that belongs to one disturbance, from the first sign until all is well again."""

    number: int
    """Counts up within a story."""
    begin: float
    end: float | None = None
    """When the cluster had settled; None: it goes on."""
    reasons: tuple[Reason, ...] = ()
    """In order of time; the first set it off."""
    steps: tuple[Step, ...] = ()
    moves: tuple[Move, ...] = ()
    outages: tuple[Outage, ...] = ()
    """Of services, as seen by probes."""
    left: tuple[str, ...] = ()
    """Ids of resources that are not as they should be: stopped, failed or blocked."""
    planned: bool = False
    """An operator wanted it, and nothing has gone wrong in it."""
