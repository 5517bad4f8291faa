"""What the scheduler answers: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from engine.cib.finding import Finding
from engine.cib.transition.model import Graph
from engine.scheduler.model.resource import Term


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an instance is, or will be, active."""

    resource: str
    """The id without an instance number."""
    instance: str | None
    """The instance number of a unique clone's instance; None for all others."""
    node: str
    role: str
    """``Started``, ``Promoted`` or ``Unpromoted``."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why an instance does not run."""

    resource: str
    instance: str | None
    reason: str
    """A stable code; ``facts`` holds what it speaks of."""
    facts: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a resource on a node when it was placed, and what it is made of."""

    resource: str
    """The id, instances with their number (``db:0``)."""
    node: str
    score: int
    terms: tuple[Term, ...] = ()
    """They add up to ``score`` as scores add up (``engine.cib.score.add``)."""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score as one stage of the placement saw it; for comparison with ``crm_simulate -s``."""

    stage: str
    """``primitive``, ``group``, ``clone``, ``bundle``, or ``promotion``."""
    resource: str
    about: str
    """The instance in question; ``resource`` itself except for clones and bundles."""
    node: str | None
    score: int


class Details(Protocol):
    """What of an answer is worked out when it is asked for."""

    def placements(self) -> tuple[Placement, ...]:
        """See ``Result``."""
        ...

    def stopped(self) -> tuple[Stopped, ...]:
        """See ``Result``."""
        ...

    def scores(self) -> tuple[Score, ...]:
        """See ``Result``."""
        ...

    def score_lines(self) -> tuple[ScoreLine, ...]:
        """See ``Result``."""
        ...


@dataclass(frozen=True)
class Result:
    """All that scheduling found out.

    Who only wants to know what would be done need not wait for the rest: placements, scores and
    reasons are worked out when they are first asked for. Until then the CIB must stay as it is.

    ``engine.scheduler.projection`` makes the CIB as it will be from a CIB and the graph.
    """

    graph: Graph
    details: Details = field(repr=False)
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    """Time that the scheduler itself took, from the document to the graph."""
    recheck: float | None = None
    """Seconds since 1970 at which the answer may change by itself."""

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """After the transition, with every action successful."""
        return self.details.placements()

    @cached_property
    def stopped(self) -> tuple[Stopped, ...]:
        """Instances that run nowhere after the transition, and why."""
        return self.details.stopped()

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """Of every resource on every node where it might have been placed."""
        return self.details.scores()

    @cached_property
    def score_lines(self) -> tuple[ScoreLine, ...]:
        """Every score that any stage of the placement saw."""
        return self.details.score_lines()
