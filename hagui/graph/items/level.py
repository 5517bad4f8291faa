"""How much an item draws at a zoom."""

from enum import Enum
from typing import Final, NamedTuple

from hagui.graph.layout.metrics import Metrics


class Level(Enum):
    """From all details to coloured blocks."""

    NEAR = "near"
    """Everything."""
    MIDDLE = "middle"
    """Names only, in letters that keep their size on screen."""
    FAR = "far"
    """Columns draw their cards as blocks; there are no card items."""


_NEAR: Final = 0.6
_NAME_HEIGHT: Final = 11.5
"""Least height of a card on screen that holds a name, in logical pixels."""
_NAME_WIDTH: Final = 56


class Scale(NamedTuple):
    """A zoom and what is drawn at it."""

    zoom: float = 1.0
    level: Level = Level.NEAR

    @classmethod
    def at(cls, zoom: float, metrics: Metrics) -> "Scale":
        """What to draw at ``zoom`` with cards of that size."""
        if zoom >= _NEAR:
            return cls(zoom, Level.NEAR)
        names = metrics.card_height * zoom >= _NAME_HEIGHT
        if names and metrics.card_width * zoom >= _NAME_WIDTH:
            return cls(zoom, Level.MIDDLE)
        return cls(zoom, Level.FAR)

    def units(self, pixels: float) -> float:
        """How many scene units so many logical pixels on screen are."""
        return pixels / self.zoom
