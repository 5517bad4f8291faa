"""What the scheduler answers: plain values that keep nothing of the scheduling."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Result:
    """All that scheduling found out.

    ``engine.scheduler.projection`` makes the CIB as it will be from a CIB and the graph.
    """

    placements: tuple[Placement, ...]
    """After the transition, with every action successful."""
    stopped: tuple[Stopped, ...]
    scores: tuple[Score, ...]
    graph: Graph
    findings: tuple[Finding, ...] = ()
    score_lines: tuple[ScoreLine, ...] = ()
    seconds: float = 0.0
    """Time that the scheduler itself took, from the document to the graph."""
    recheck: float | None = None
    """Seconds since 1970 at which the answer may change by itself."""
