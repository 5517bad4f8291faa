"""What a draft consists of: entries, in their order, over a configuration."""

from typing import Annotated

import msgspec

from engine.cib.edits.vocabulary import Edits
from engine.cib.version import Version
from hagui.cluster.draft.difference import Difference


class Entry(msgspec.Struct, frozen=True):
    """What was done at once: one or several edits, undone together."""

    number: int
    """Unique in its draft and never used again; later entries have higher ones."""
    edits: Edits
    at: float
    """When it was made, in seconds since 1970."""


class Aside(msgspec.Struct, frozen=True):
    """An entry that is set aside until the operator decides."""

    entry: Entry
    others: tuple[Difference, ...] = ()
    """What it collided with."""


class Kept(msgspec.Struct, frozen=True):
    """All of a draft that is needed to go on with it later, on a cluster that has moved on."""

    version: Version
    """Of the configuration that the entries stand on."""
    base: Annotated[str, msgspec.Meta(description="that <configuration>, as XML text")]
    entries: tuple[Entry, ...] = ()
    undone: tuple[Entry, ...] = ()
    """The one undone last comes first."""
    aside: tuple[Aside, ...] = ()
    others: tuple[Difference, ...] = ()
    """What others have changed and the operator has not acknowledged."""

    def __bool__(self) -> bool:
        """Whether there is anything that somebody could miss."""
        return bool(self.entries or self.undone or self.aside)
