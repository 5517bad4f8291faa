"""The draft: edits collected over the live copy, rebased as that moves on. Pure."""

from hagui.cluster.draft.atoms import Atom
from hagui.cluster.draft.collision import Collision, Keep
from hagui.cluster.draft.difference import Delta, Difference, Kind
from hagui.cluster.draft.draft import Draft
from hagui.cluster.draft.entry import Aside, Entry, Kept

__all__ = [
    "Aside",
    "Atom",
    "Collision",
    "Delta",
    "Difference",
    "Draft",
    "Entry",
    "Keep",
    "Kept",
    "Kind",
]
