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

    @property
    def wanted(self) -> bool:
        """Whether an operator wanted it."""
        return self in {Cause.NODE_LEFT, Cause.STANDBY, Cause.EDITED}


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause, as far as the cluster knows it."""

    cause: Cause
    at: float
    """When the cluster took note of it: a node seen gone or unclean, an operation failed (its end
    by the history), an edit seen.
    """
    node: str | None = None
    resource: str | None = None
    task: str = ""
    """The operation that failed; ``maintenance`` where that is what a node was set to."""
    words: str = ""
    """What the agent or the fencing said; who committed."""
    since: float | None = None
    """When it began, as far as is known: before ``at`` where a failure takes time to be noted."""
    count: int = 1
    """How often it happened."""


class Stage(Enum):
    """The steps of a failover, in order."""

    DETECTED = "detected"
    FENCED = "fenced"
    STOPPED = "stopped"
    STARTED = "started"
    HEALTHY = "healthy"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; it may be under way. Each begins where the one before it ended, so that together
    they are as long as the incident; what ended sooner than the step before has no length.

    ``DETECTED``
        From ``Incident.begin`` until the cluster took note: ``Reason.at`` of the first reason.
        Left out where that was an operator's wish.
    ``FENCED``
        Until the last node that was unclean was so no more.
    ``STOPPED``
        Until the last of what had to stop was stopped: the end of its stop (or demote), as its
        node's history says; on a node that was fenced, when the fencing was done.
    ``STARTED``
        Until the last start, promotion or migration was done, as the history says.
    ``HEALTHY``
        Until all was well (``Incident.end``): everything that was active before and should be is
        active in its role, nothing is pending, there is quorum, a DC, and no unclean node.
    """

    stage: Stage
    begin: float
    """When the step before was done; of the first, when the incident began."""
    end: float | None = None
    """None: not done yet."""
    failed: bool = False
    """It was tried and did not succeed (yet)."""
    exact: bool = True
    """False: the cluster keeps no time of its end, it was seen as it passed."""

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
    since: float | None = None
    """Since when it was of no use, as far as is known: its failure, the loss of its node, or the
    begin of its stop. None: it was not interrupted (a live migration), or was not active before.
    """

    @property
    def down(self) -> float | None:
        """Seconds for which it was of no use; None where it still is, or never was."""
        if self.since is None or self.started is None:
            return None
        return max(self.started - self.since, 0.0)


@dataclass(frozen=True, slots=True)
class Incident:
    """Everything that belongs to one disturbance, from the first sign until all is well again."""

    number: int
    """Counts up within a story."""
    begin: float
    """When the disturbance began, as far as is known: see ``Reason.since``."""
    end: float | None = None
    """When the cluster had settled; None: it goes on."""
    reasons: tuple[Reason, ...] = ()
    """In order of time; the first set it off."""
    steps: tuple[Step, ...] = ()
    """In order of stages, without those that do not apply. While it goes on, the last is under
    way.
    """
    moves: tuple[Move, ...] = ()
    """First those that should be active again and are not, then those that are."""
    outages: tuple[Outage, ...] = ()
    """Of services, as seen by probes."""
    left: tuple[str, ...] = ()
    """Ids of resources that are not as they should be: stopped, failed or blocked. Where it has
    ended all the same, the cluster has given up on them.
    """
    planned: bool = False
    """An operator wanted it, and nothing has gone wrong in it."""

    @property
    def step(self) -> Step | None:
        """The step that is under way."""
        return next((step for step in self.steps if step.end is None), None)
