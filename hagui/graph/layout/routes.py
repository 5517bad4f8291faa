"""The way of a line between two places on the board: along the gaps, not across what is read.

Neighbouring columns have a gap between them, and so have columns and tray. A line leaves a card
at its side, runs in the gap, and bends into its end; where columns lie between, it passes above
their headers or below them.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from math import hypot
from typing import Final, NamedTuple

from hagui.graph.layout.geometry import Rect

Point = tuple[float, float]

RADIUS: Final = 7.0
"""Of bends."""
_SAMPLES: Final = 14
_SPOTS: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9)
"""Where along a line its chip may sit, the best first."""


class Port(NamedTuple):
    """One end: a place, and the column that it is in (None for the tray)."""

    place: Rect
    column: Rect | None
    level: float
    """Height at which a line meets its side."""


class Cubic(NamedTuple):
    """A Bézier curve from where the line is to ``end``."""

    first: Point
    second: Point
    end: Point


class Route:
    """A smooth line."""

    def __init__(self, start: Point, curves: Sequence[Cubic]) -> None:
        self.start = start
        self.curves = tuple(curves)

    @property
    def end(self) -> Point:
        """Where it leads."""
        return self.curves[-1].end

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Points along it, near enough to each other to stand for it."""
        found, here = [self.start], self.start
        for curve in self.curves:
            steps = 1 if curve.first == here else _SAMPLES
            found += (_on(here, curve, step / steps) for step in range(1, steps + 1))
            here = curve.end
        return tuple(found)

    def around(self, margin: float) -> Rect:
        """A rectangle that holds it, with some room."""
        corners = [self.start, *(point for curve in self.curves for point in curve)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        left, top = min(xs) - margin, min(ys) - margin
        return Rect(left, top, max(xs) + margin - left, max(ys) + margin - top)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Route):
            return NotImplemented
        return (self.start, self.curves) == (other.start, other.curves)

    def __hash__(self) -> int:
        return hash((self.start, self.curves))

    @cached_property
    def _lengths(self) -> tuple[float, ...]:
        lengths = [0.0]
        for (x, y), (to_x, to_y) in pairwise(self.points):
            lengths.append(lengths[-1] + hypot(to_x - x, to_y - y))
        return tuple(lengths)

    def at(self, share: float) -> Point:
        """The point after a share of its length."""
        lengths, wanted = self._lengths, share * self._lengths[-1]
        index = min(max(1, bisect_left(lengths, wanted)), len(lengths) - 1)
        (x, y), (to_x, to_y) = self.points[index - 1], self.points[index]
        span = lengths[index] - lengths[index - 1]
        part = (wanted - lengths[index - 1]) / span if span else 0.0
        return (x + (to_x - x) * part, y + (to_y - y) * part)

    def distance(self, x: float, y: float) -> float:
        """How far a point is from it."""
        return min(_apart((x, y), *ends) for ends in pairwise(self.points))

    def spot(self, width: float, height: float, taken: Callable[[Rect], bool]) -> Rect | None:
        """The best place on it for a chip of that size; None where every one is taken."""
        for share in _SPOTS:
            x, y = self.at(share)
            rect = Rect(x - width / 2, y - height / 2, width, height)
            if not taken(rect):
                return rect
        return None


def route(tail: Port, head: Port, *, gap: float, lane: float = 0.0) -> Route:
    """The way from one place to another.

    Args:
        tail: where it begins.
        head: where it ends.
        gap: width of the gap between columns.
        lane: how far from the gap's middle it runs, so that lines lie side by side.
    """
    if tail.column is None and head.column is None:
        return _within_tray(tail, head)
    if tail.column is None or head.column is None:
        rising, there = (tail, head) if tail.column is None else (head, tail)
        made = _from_tray(rising, there, gap, lane)
        return made if rising is tail else _reversed(made)
    left, right = tail.column.x, head.column.x
    if left == right:
        x = tail.column.right + gap / 2 + lane
        return _bent([_side(tail, x), (x, tail.level), (x, head.level), _side(head, x)])
    if abs(right - left) <= tail.column.width + gap + 1:
        x = max(left, right) - gap / 2 + lane
        return _bent([_side(tail, x), (x, tail.level), (x, head.level), _side(head, x)])
    return _across(tail, head, gap, lane)


def _side(port: Port, x: float) -> Point:
    """The side of a place that looks towards ``x``."""
    toward_right = x > port.place.center[0]
    return (port.place.right if toward_right else port.place.x, port.level)


def _across(tail: Port, head: Port, gap: float, lane: float) -> Route:
    """Along the gap beside the start, above or below the columns between, and to the end."""
    assert tail.column is not None
    assert head.column is not None
    rightward = head.column.x > tail.column.x
    out = (tail.column.right + gap / 2 if rightward else tail.column.x - gap / 2) + lane
    into = (head.column.x - gap / 2 if rightward else head.column.right + gap / 2) + lane
    levels = (head.column.y - gap / 2 + lane, head.column.bottom + gap / 2 + lane)
    level = min(levels, key=lambda y: abs(tail.level - y) + abs(head.level - y))
    corners = [(out, tail.level), (out, level), (into, level), (into, head.level)]
    return _bent([_side(tail, out), *corners, _side(head, into)])


def _from_tray(low: Port, high: Port, gap: float, lane: float) -> Route:
    assert high.column is not None
    place, column = low.place, high.column
    sides = (column.x - gap / 2 + lane, column.right + gap / 2 + lane)
    x = min(sides, key=lambda side: abs(side - place.center[0]))
    inset = min(24.0, place.width / 2)
    start = (min(max(x, place.x + inset), place.right - inset), place.y)
    if start[0] == x:
        return _bent([start, (x, high.level), _side(high, x)])
    # sideways between tray and columns, then up the gap
    turn = (x, column.bottom)
    middle = (start[1] + turn[1]) / 2
    rest = _bent([turn, (x, high.level), _side(high, x)])
    return Route(start, [Cubic((start[0], middle), (x, middle), turn), *rest.curves])


def _within_tray(tail: Port, head: Port) -> Route:
    if abs(tail.place.y - head.place.y) < 1:
        above = tail.place.y - 16
        first, last = tail.place.center[0], head.place.center[0]
        return _bent([(first, tail.place.y), (first, above), (last, above), (last, head.place.y)])
    upper, lower = sorted((tail, head), key=lambda port: port.place.y)
    start = (upper.place.center[0], upper.place.bottom)
    end = (lower.place.center[0], lower.place.y)
    middle = (start[1] + end[1]) / 2
    made = Route(start, [Cubic((start[0], middle), (end[0], middle), end)])
    return made if upper is tail else _reversed(made)


def _reversed(made: Route) -> Route:
    starts = [made.start, *(curve.end for curve in made.curves)]
    pairs = list(zip(starts, made.curves, strict=False))
    return Route(made.end, [Cubic(c.second, c.first, start) for start, c in reversed(pairs)])


def _bent(corners: Sequence[Point]) -> Route:
    """Straight stretches with rounded corners."""
    curves: list[Cubic] = []
    here = corners[0]
    for index in range(1, len(corners) - 1):
        corner, after = corners[index], corners[index + 1]
        before = corners[index - 1]
        radius = min(RADIUS, _length(before, corner) / 2, _length(corner, after) / 2)
        entry, leave = _toward(corner, before, radius), _toward(corner, after, radius)
        curves += [_straight(here, entry), Cubic(corner, corner, leave)]
        here = leave
    curves.append(_straight(here, corners[-1]))
    return Route(corners[0], curves)


def _straight(start: Point, end: Point) -> Cubic:
    return Cubic(start, end, end)


def _length(start: Point, end: Point) -> float:
    return hypot(end[0] - start[0], end[1] - start[1])


def _toward(start: Point, end: Point, distance: float) -> Point:
    whole = _length(start, end) or 1.0
    share = distance / whole
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _on(start: Point, curve: Cubic, share: float) -> Point:
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    points = (start, *curve)
    return (
        sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
    )


def _apart(point: Point, start: Point, end: Point) -> float:
    """From a point to a straight stretch."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / square if square else 0.0
    along = min(max(along, 0.0), 1.0)
    return hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)
