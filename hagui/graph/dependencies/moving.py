"""Which unit lies next in a direction, for the arrow keys."""

from collections.abc import Iterable, Mapping
from typing import Final

from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.targets import Direction

_ASIDE: Final = 2.5
"""How much more it counts to be off the axis than to be far along it."""


def first(places: Mapping[str, Rect], keys: Iterable[str]) -> str | None:
    """Where to begin: leftmost, then uppermost."""
    return min(keys, key=lambda key: (places[key].x, places[key].y), default=None)


def next_of(
    places: Mapping[str, Rect], keys: Iterable[str], origin: str, direction: Direction
) -> str | None:
    """The nearest unit in a direction; None where nothing lies that way.

    Args:
        places: of all units.
        keys: of those that can be gone to.
        origin: where to start.
        direction: which way.
    """
    start, (dx, dy) = places[origin], direction.value
    best: tuple[float, str] | None = None
    for key in keys:
        place = places[key]
        if key == origin:
            continue
        along = (place.center[0] - start.center[0]) * dx + (place.center[1] - start.center[1]) * dy
        if along <= 4:
            continue
        aside = _gap(start, place, vertical=dx != 0)
        cost = along + _ASIDE * aside
        if best is None or cost < best[0]:
            best = (cost, key)
    return None if best is None else best[1]


def _gap(one: Rect, other: Rect, *, vertical: bool) -> float:
    """How far two are apart across the direction; 0 where they overlap there."""
    if vertical:
        return max(0.0, other.y - one.bottom, one.y - other.bottom)
    return max(0.0, other.x - one.right, one.x - other.right)
