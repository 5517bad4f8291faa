"""What a transition wants done, and what it is told."""

from dataclasses import dataclass

from engine.cib.transition.model import Step


@dataclass(frozen=True, slots=True)
class Carry:
    """Carry a step out; ``Transition.ended`` is told how it ended."""

    step: Step


@dataclass(frozen=True, slots=True)
class Expired:
    """Nothing was heard of a step in time: it counts as failed (its node may hang)."""

    step: Step


@dataclass(frozen=True, slots=True)
class Over:
    """Nothing of the transition is under way any more."""

    complete: bool
    """Every step was done and none failed; otherwise it ended early, and the scheduler is to be
    asked again."""
    stuck: bool = False
    """It ended early though nothing failed and nobody aborted it: steps wait for one another, or
    for one that is not in the graph. To be asked again, the scheduler has to know something new."""


Out = Carry | Expired | Over
