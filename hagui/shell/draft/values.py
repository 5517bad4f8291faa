"""What the window is told of the draft, as values; texts are ready to be read."""

from dataclasses import dataclass

from hagui.cluster.rehearsal.model import Prediction
from hagui.shell.review.values import Rehearsed


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of the draft."""

    number: int
    """By which it is named where it is to be removed."""
    sentence: str
    details: tuple[str, ...] = ()
    """Its edits one by one, where there are several."""
    effect: str = ""
    """What it does beyond the changes before it; empty where that is not known."""
    trouble: str = ""
    """Why it cannot be made as it stands: others changed the same, or what it names is gone."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The scheduler's answer to the draft, or why there is none."""

    stage: Rehearsed
    prediction: Prediction | None = None
    """The last answer; while the next is being worked out, the one before it."""
    trouble: str = ""
    """Why there is no answer, in one sentence with the next step."""


@dataclass(frozen=True, slots=True)
class DraftLook:
    """The draft as the window shows it."""

    entries: tuple[Entry, ...] = ()
    undo: str = ""
    """The sentence of what Undo would take back; empty where there is nothing."""
    redo: str = ""
    """The sentence of what Redo would make again."""
    rehearsal: Rehearsal | None = None
    """None while there is nothing to rehearse."""
    crm: tuple[str, ...] = ()
    """The crm commands that would do the same."""
    pcs: tuple[str, ...] = ()
    """The same as pcs commands."""
    marked: frozenset[str] = frozenset()
    """Ids of what differs from the live configuration."""
    file: bool = False
    """Whether it is the draft of a file, which is saved, rather than committed."""
    busy: bool = False
    """It is being reviewed or committed."""
    commits: bool = False
    """Commits are on record that can be reverted."""
