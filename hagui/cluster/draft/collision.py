"""What is left for a person to decide when others changed what a draft changes."""

from dataclasses import dataclass, field
from enum import Enum

from engine.cib.finding import Finding
from hagui.cluster.draft.difference import Difference
from hagui.cluster.draft.entry import Entry
from hagui.cluster.draft.line import Made


class Keep(Enum):
    """Whose change is to stand."""

    MINE = "mine"
    """The entry is made again, on top of theirs."""
    THEIRS = "theirs"
    """The entry is dropped."""


@dataclass(frozen=True, slots=True)
class Collision:
    """An entry that is set aside, as it touches what others have changed meanwhile."""

    entry: Entry
    others: tuple[Difference, ...]
    """What they changed there; all that they changed, where it cannot be told what it was."""
    refused: tuple[Finding, ...] = ()
    """Why the entry cannot be made any more, where that is so."""
    made: Made | None = field(default=None, repr=False, compare=False)
    """What it did when it could last be made."""
