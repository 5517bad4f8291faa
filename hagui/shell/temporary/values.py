"""What the list of temporary things shows, as values; texts are ready to be read."""

from dataclasses import dataclass

from engine.cib.edits.vocabulary import Edits
from hagui.cluster.subject import Subject


@dataclass(frozen=True, slots=True)
class Passing:
    """One constraint or standby that was meant for a while."""

    subject: Subject
    """What is shown when it is asked for: the constraint, or the node."""
    sentence: str
    """What it does."""
    origin: str = ""
    """Who made it, with what, and how long ago."""
    ends: str = ""
    """When it ends by itself, or that it does not."""
    over: bool = False
    """Whether its time has passed, so that it does nothing any more."""
    clears: Edits = ()
    """What removes it; empty where no edit of the configuration can."""
    hint: str = ""
    """What to do instead, where no edit can."""
