"""The ways of lines: out of one side, through the bends, into the other; ports spread out.

Curves run in the gaps between ranks; across a rank a line is straight, at the height of its bend.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from hagui.graph.dependencies.layout.heights import settle_between
from hagui.graph.dependencies.layout.shapes import Bond, Pull
from hagui.graph.dependencies.layout.sheet import Lane, Pair, Sheet, bend, lanes_of
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.routes import Cubic, Point, Route

_APART: Final = 24.0
"""Between ports whose lines say something."""
_PLAIN_APART: Final = 11.0
_CORNER: Final = 9.0
"""Ports keep away from corners."""
_BULGE: Final = 30.0
_BULGE_STEP: Final = 9.0
_ROUNDS: Final = 4
_SPREAD: Final = 40.0
"""Between lines that run straight down."""
_INSET: Final = 22.0


@dataclass(slots=True)
class _Port:
    """Where a line meets a side."""

    bond: str
    least: float
    most: float
    level: float
    apart: float
    rank: int
    """Among lines of one pair, so that they do not cross."""


@dataclass(slots=True)
class _Wire:
    bond: Bond
    pair: Pair
    start: _Port
    end: _Port
    start_x: float
    end_x: float
    lane: Lane
    bulging: bool = False


Place = Callable[[str], Rect]
"""Where something is: a shape, or a row inside of it."""


class Router:
    """Lays the lines of one connected part."""

    def __init__(
        self,
        sheet: Sheet,
        tops: Mapping[str, float],
        left: float,
        places: Mapping[str, Rect],
        rows: Mapping[tuple[str, bool], Rect],
        hanging: Mapping[str, float],
    ) -> None:
        """Args:
        sheet: the part.
        tops: where its shapes and bends are, in the scene.
        left: where it begins, in the scene.
        places: of its shapes.
        rows: by bond, and whether it is the tail, the row inside a box that is meant.
        hanging: by shape, how far to the right tags below it reach, from its left.
        """
        self._sheet = sheet
        self._tops = tops
        self._left = left
        self._places = places
        self._rows = rows
        self._hanging = hanging
        self._ports: dict[tuple[str, str, float], list[_Port]] = {}
        self._by_port: dict[int, _Wire] = {}
        self._wires: list[_Wire] = []

    def routes(self) -> dict[str, Route]:
        """The way of every line, from its tail to its head."""
        made: dict[str, Route] = {}
        for pair, cable in self._sheet.cables.items():
            upright = self._upright(pair)
            if upright is not None:
                made.update(self._straight_down(upright, cable))
                continue
            lanes = lanes_of(cable)
            for rank, bond in enumerate(sorted(cable, key=_rank)):
                self._wire(pair, bond, rank, lanes[bond.key])
        self._spread()
        bulges: dict[str, int] = {}
        for wire in self._wires:
            if wire.bulging:
                number = bulges[wire.pair[0]] = bulges.get(wire.pair[0], 0) + 1
                way = self._bulge(wire, number)
            else:
                way = self._across(wire)
            turned = wire.bond.tail != wire.pair[0]
            made[wire.bond.key] = reversed_route(way) if turned else way
        return made

    def _upright(self, pair: Pair) -> tuple[str, str] | None:
        """The upper and the lower of a pair that stand directly one above the other."""
        ranks, one, other = self._sheet.ranks, *pair
        if ranks[one] != ranks[other] or one == other:
            return None
        upper, lower = sorted(pair, key=self._tops.__getitem__)
        between = (
            self._tops[upper] < self._tops[key] < self._tops[lower]
            for key in self._sheet.layers[ranks[one]]
        )
        return None if any(between) else (upper, lower)

    def _straight_down(self, pair: tuple[str, str], cable: Sequence[Bond]) -> dict[str, Route]:
        upper, lower = (self._places[key] for key in pair)
        middle = upper.x + min(upper.width, lower.width) / 2
        reach = upper.x + self._hanging.get(pair[0], 0.0) + 12
        if middle < reach <= upper.right - _INSET:
            middle = reach
        made: dict[str, Route] = {}
        for index, bond in enumerate(sorted(cable, key=_rank)):
            x = middle + (index - (len(cable) - 1) / 2) * _SPREAD
            start, end = (x, upper.bottom), (x, lower.y)
            if bond.tail != pair[0]:
                start, end = end, start
            made[bond.key] = Route(start, [Cubic(start, end, end)])
        return made

    def _wire(self, pair: Pair, bond: Bond, rank: int, lane: Lane) -> None:
        same = self._sheet.ranks[pair[0]] == self._sheet.ranks[pair[1]]
        tail_first = bond.tail == pair[0]
        start = self._port(bond, pair[0], rank, tail=tail_first, right=True)
        end = self._port(bond, pair[1], rank, tail=not tail_first, right=same)
        wire = _Wire(bond, pair, start[0], end[0], start[1], end[1], lane, same)
        self._wires.append(wire)
        self._by_port[id(wire.start)] = self._by_port[id(wire.end)] = wire

    def _port(
        self, bond: Bond, key: str, rank: int, *, tail: bool, right: bool
    ) -> tuple[_Port, float]:
        place = self._places[key]
        row = self._rows.get((bond.key, tail))
        met = place if row is None else row
        corner = min(_CORNER, met.height / 3)
        middle = met.y + min(met.height / 2, 60.0)
        apart = _APART if bond.room else _PLAIN_APART
        port = _Port(bond.key, met.y + corner, met.bottom - corner, middle, apart, rank)
        side = "right" if right else "left"
        self._ports.setdefault((key, side, met.y), []).append(port)
        return port, met.right if right else met.x

    def _spread(self) -> None:
        """Let lines be as level as the room at both their ends allows."""
        for step in range(_ROUNDS):
            sides = list(self._ports.values())
            for ports in sides if step % 2 == 0 else reversed(sides):
                wishes = {id(port): self._wish(port) for port in ports}
                ports.sort(key=lambda port: (wishes[id(port)], port.rank, port.bond))
                apart = [(one.apart + other.apart) / 2 for one, other in pairwise(ports)]
                levels = settle_between(
                    [wishes[id(port)] for port in ports], apart, ports[0].least, ports[0].most
                )
                for port, level in zip(ports, levels, strict=True):
                    port.level = level

    def _wish(self, port: _Port) -> float:
        wire = self._by_port[id(port)]
        at_start = port is wire.start
        key = self._bend_beside(wire, start=at_start)
        if key is not None:
            return self._lane(key, wire)
        return (wire.end if at_start else wire.start).level

    def _bend_beside(self, wire: _Wire, *, start: bool) -> str | None:
        first, last = (self._sheet.ranks[key] for key in wire.pair)
        if last - first < 2:
            return None
        return bend(wire.pair[0], first + 1 if start else last - 1)

    def _lane(self, key: str, wire: _Wire) -> float:
        """The height of a line at a bend."""
        trunk = self._sheet.trunks[key]
        share = (trunk.index(wire.lane) + 0.5) / len(trunk)
        return self._tops[key] + self._sheet.lanes[key] * share

    def _across(self, wire: _Wire) -> Route:
        sheet = self._sheet
        first, last = (sheet.ranks[key] for key in wire.pair)
        here: Point = (wire.start_x, wire.start.level)
        curves: list[Cubic] = []
        begin = here
        edge = self._places[wire.pair[0]].right
        if edge > here[0] + 0.5:
            curves.append(_straight(here, (edge, here[1])))
            here = (edge, here[1])
        for rank in range(first + 1, last):
            level = self._lane(bend(wire.pair[0], rank), wire)
            left = self._left + sheet.lefts[rank]
            curves += [_curve(here, (left, level))]
            here = (left + sheet.widths[rank], level)
            curves.append(_straight((left, level), here))
        edge = self._places[wire.pair[1]].x
        end = (wire.end_x, wire.end.level)
        curves.append(_curve(here, (edge, end[1])))
        if wire.end_x > edge + 0.5:
            curves.append(_straight((edge, end[1]), end))
        return Route(begin, curves)

    def _bulge(self, wire: _Wire, number: int) -> Route:
        """Within one rank: out to the right and back."""
        start, end = (wire.start_x, wire.start.level), (wire.end_x, wire.end.level)
        if start[1] > end[1]:
            start, end = end, start
        far = max(start[0], end[0]) + _BULGE + _BULGE_STEP * number
        radius = min(10.0, (end[1] - start[1]) / 2)
        corners = [(far, start[1]), (far, end[1])]
        way = Route(
            start,
            [
                _straight(start, (far - radius, start[1])),
                Cubic(corners[0], corners[0], (far, start[1] + radius)),
                _straight((far, start[1] + radius), (far, end[1] - radius)),
                Cubic(corners[1], corners[1], (far - radius, end[1])),
                _straight((far - radius, end[1]), end),
            ],
        )
        flipped = wire.start.level > wire.end.level
        return reversed_route(way) if flipped else way


def reversed_route(made: Route) -> Route:
    """The same way from its other end."""
    starts = [made.start, *(curve.end for curve in made.curves)]
    pairs = list(zip(starts, made.curves, strict=False))
    return Route(made.end, [Cubic(c.second, c.first, start) for start, c in reversed(pairs)])


def _rank(bond: Bond) -> tuple[bool, str]:
    return (bond.pull is not Pull.BEFORE, bond.key)


def _straight(start: Point, end: Point) -> Cubic:
    return Cubic(start, end, end)


def _curve(start: Point, end: Point) -> Cubic:
    if abs(start[1] - end[1]) < 0.5:
        return _straight(start, (end[0], end[1]))
    reach = (end[0] - start[0]) * 0.5
    return Cubic((start[0] + reach, start[1]), (end[0] - reach, end[1]), end)
