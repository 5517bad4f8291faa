"""What the review shows, as values; texts are ready to be read."""

from dataclasses import dataclass
from enum import Enum

from hagui.cluster.rehearsal.model import Prediction
from hagui.shell.review.xmldiff import DiffLine


class Rehearsed(Enum):
    """How far the rehearsal has come."""

    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    IMPOSSIBLE = "impossible"
    """There is nobody to ask: a file, and no engine."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the draft."""

    number: int
    sentence: str
    details: tuple[str, ...] = ()
    """The edits one by one, where there are several."""


@dataclass(frozen=True, slots=True)
class Collision:
    """An entry that others' changes got in the way of."""

    number: int
    sentence: str
    others: tuple[str, ...]
    """What they changed."""
    possible: bool = True
    """Whether it can still be made, on top of theirs."""


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that people get wrong."""

    sentence: str
    new: bool = True
    """Whether the draft brings it; else it was so before."""


@dataclass(frozen=True, slots=True)
class Review:
    """All of it."""

    cluster: str
    """Name of the cluster or file that the changes go to."""
    changes: tuple[Change, ...] = ()
    production: bool = False
    file: bool = False
    """Whether a file is written, rather than a cluster changed."""
    diff: tuple[DiffLine, ...] = ()
    crm: tuple[str, ...] = ()
    pcs: tuple[str, ...] = ()
    rehearsed: Rehearsed = Rehearsed.WORKING
    prediction: Prediction | None = None
    trouble: str = ""
    """Why there is no prediction."""
    warnings: tuple[Warned, ...] = ()
    others: tuple[str, ...] = ()
    """What others changed since the draft was begun, merged already."""
    collisions: tuple[Collision, ...] = ()
    committing: bool = False
    """The commit is under way."""
