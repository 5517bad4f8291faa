"""Where the connected parts stand: in columns like a newspaper's, or where they stood before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hagui.graph.layout.geometry import Rect

BETWEEN: Final = 64.0
"""Between parts, one above the other."""
LEAST: Final = 30.0
"""The same where parts have grown since they were put there."""
COLUMN: Final = 72.0
"""Between columns of parts."""


@dataclass(frozen=True, slots=True)
class Column:
    """Parts one above the other, under one ruler."""

    x: float
    width: float


def pack(
    sizes: Sequence[tuple[float, float]], ratio: float
) -> tuple[list[tuple[float, float]], list[Column]]:
    """Corners of parts of those sizes, and the columns that they stand in.

    Args:
        sizes: width and height of each; the wide ones share columns.
        ratio: width by height that the whole should have.
    """
    if not sizes:
        return [], []
    order = sorted(range(len(sizes)), key=lambda index: (-sizes[index][0], index))
    highest = max(height for _, height in sizes)
    total = sum(height + BETWEEN for _, height in sizes)
    best: tuple[float, list[tuple[float, float]], list[Column]] | None = None
    for count in range(1, min(len(sizes), 24) + 1):
        limit = max(highest, total / count * 1.04)
        corners, columns, height = _fill(sizes, order, limit)
        width = columns[-1].x + columns[-1].width
        # the zoom at which all is seen
        zoom = min(1 / (height * ratio), 1 / width)
        if best is None or zoom > best[0] * 1.02:
            best = (zoom, corners, columns)
    assert best is not None
    return best[1], best[2]


def _fill(
    sizes: Sequence[tuple[float, float]], order: Sequence[int], limit: float
) -> tuple[list[tuple[float, float]], list[Column], float]:
    corners = [(0.0, 0.0)] * len(sizes)
    columns: list[Column] = []
    x = y = wide = tallest = 0.0
    for index in order:
        width, height = sizes[index]
        if y > 0 and y + height > limit:
            columns.append(Column(x, wide))
            x, y, wide = x + wide + COLUMN, 0.0, 0.0
        corners[index] = (x, y)
        wide = max(wide, width)
        tallest = max(tallest, y + height)
        y += height + BETWEEN
    columns.append(Column(x, wide))
    return corners, columns, tallest


def make_way(places: Sequence[Rect]) -> list[float]:
    """How far down each must move so that none overlap; what is above stays."""
    moved = [0.0] * len(places)
    settled: list[Rect] = []
    for index in sorted(range(len(places)), key=lambda at: places[at].y):
        place = places[index]
        again = True
        while again:
            again = False
            for other in settled:
                if crowded(place, other):
                    place = place.moved(0, other.bottom + LEAST - place.y)
                    again = True
        moved[index] = place.y - places[index].y
        settled.append(place)
    return moved


def free_spot(size: tuple[float, float], taken: Sequence[Rect], lefts: Sequence[float]) -> Rect:
    """A place for a new part: beside or between what is there, else below all of it."""
    width, height = size
    right = max((rect.right for rect in taken), default=0.0)
    bottom = max((rect.bottom for rect in taken), default=0.0)
    top = min((rect.y for rect in taken), default=0.0)
    levels = sorted({top, *(rect.bottom + LEAST for rect in taken)})
    for y in levels:
        for x in sorted(set(lefts)):
            place = Rect(x, y, width, height)
            inside = place.right <= right and place.bottom <= bottom
            if inside and not any(crowded(place, other) for other in taken):
                return place
    return Rect(min(lefts, default=0.0), bottom + BETWEEN if taken else top, width, height)


def crowded(one: Rect, other: Rect) -> bool:
    """Whether two overlap, or nearly so one above the other."""
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom + LEAST - 0.5
        and other.y < one.bottom + LEAST - 0.5
    )
