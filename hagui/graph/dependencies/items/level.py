"""How much is drawn at a zoom of the dependency view."""

from typing import Final

from hagui.graph.items.level import Level, Scale

_NEAR: Final = 0.58
_MIDDLE: Final = 0.26


def scale_at(zoom: float) -> Scale:
    """What to draw at ``zoom``: everything, names only, or blocks."""
    if zoom >= _NEAR:
        return Scale(zoom, Level.NEAR)
    return Scale(zoom, Level.MIDDLE if zoom >= _MIDDLE else Level.FAR)
