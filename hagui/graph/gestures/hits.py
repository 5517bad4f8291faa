"""What is at a point of a view, whichever it is; places are in the scene's units. Pure."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from hagui.graph.layout.geometry import Rect

NOWHERE: Final = Rect(0, 0, 0, 0)


class HitKind(Enum):
    """Kinds of things that can be dragged, or that something can be dropped on."""

    CARD = "card"
    """A resource on its own, or a member of a group."""
    GROUP = "group"
    """A group's frame, title or an empty place in it."""
    NODE = "node"
    """A node itself: its header, or a tag that names it."""
    COLUMN = "column"
    """Free ground that belongs to a node."""
    TRAY = "tray"
    """Free ground where what runs nowhere lies."""
    EDGE = "edge"
    """A constraint's line, chip or tag."""
    GROUND = "ground"
    """Nothing at all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What is at a point."""

    kind: HitKind
    id: str = ""
    """Id of a resource in the configuration (of a clone's copy, the primitive's), a constraint's
    id, or a node's name."""
    place: Rect = NOWHERE
    """All of it; of an edge its chip where it has one, else where it was hit."""
    group: str | None = None
    """The group that a card is a member of, or the group itself."""
    members: tuple[tuple[str, Rect], ...] = ()
    """Of a group or its member: the members' places in start order."""
    node: str | None = None
    """The node on whose ground it is, where the view has such."""


class Side(Enum):
    """Which end of a constraint's line."""

    TAIL = "tail"
    """The resource of a location; the one that follows in a colocation; the first of an order."""
    HEAD = "head"
    """The node; the one that is followed; the one that comes after."""


@dataclass(frozen=True, slots=True)
class EdgeEnd:
    """One end of a line that can be taken and put elsewhere."""

    constraint: str
    side: Side
    x: float
    y: float
