"""What gestures need of a view, whichever it is; places are in the scene's units."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from PySide6.QtWidgets import QGraphicsView

from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.cluster.subject import Subject
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


class Surface(Protocol):
    """A view on which gestures are made."""

    def canvas(self) -> QGraphicsView:
        """The view as a widget."""
        ...

    def cluster(self) -> tuple[Configuration, ClusterState] | None:
        """What is shown, None while there is nothing."""
        ...

    def hit(self, x: float, y: float, *, lines: bool = True) -> Hit:
        """What is at a point of the scene, the foremost first.

        Args:
            x: in the scene.
            y: in the scene.
            lines: whether constraints' lines and chips count, or what is behind them does.
        """
        ...

    def grabbed(self) -> Sequence[Hit]:
        """The cards and groups that are selected (several with Ctrl or Shift)."""
        ...

    def ends(self) -> Sequence[EdgeEnd]:
        """The ends of the lines of the constraint that is selected; empty for any other."""
        ...

    def place_of(self, subject: Subject) -> Rect | None:
        """Where a subject is shown, of a constraint its chip; None where it is not."""
        ...
