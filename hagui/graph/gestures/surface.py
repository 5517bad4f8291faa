"""What gestures need of a view, whichever it is; places are in the scene's units."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QGraphicsView

from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.cluster.subject import Subject
from hagui.graph.gestures.hits import NOWHERE, EdgeEnd, Hit, HitKind, Side
from hagui.graph.layout.geometry import Rect

__all__ = ["NOWHERE", "EdgeEnd", "Hit", "HitKind", "Side", "Surface"]


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
