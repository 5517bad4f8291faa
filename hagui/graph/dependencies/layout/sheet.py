"""One connected part of the diagram: ranks from left to right, and what passes through them.

A line that spans several ranks passes each rank between at a *bend*: a place of its own, so that
it runs across no card. Lines from the same shape share their bends, like kinds on one lane: where
everything depends on one resource they are one trunk that fans out, not a wall of lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from hagui.graph.dependencies.layout.ranks import ranks_of
from hagui.graph.dependencies.layout.shapes import Bond, Pull, Shape

BELOW: Final = 36.0
"""From a card to the next one below; one line of tags fits in."""
_TAGGED: Final = 14.0
_LINKED: Final = 58.0
"""Between two that are linked one above the other, for the chip."""
_HUBS: Final = 14.0
_LANE: Final = 20.0
"""Height of one line of a cable."""
_PASSING: Final = 16.0
"""Between a card and what passes it."""
ANCHOR: Final = 60.0
"""How far below its top a tall box is lined up with its neighbours."""

Pair = tuple[str, str]


Lane = tuple[bool, int]
"""Of lines that leave one shape: whether it is no order, and the how manieth between its ends."""


def bend(left: str, rank: int) -> str:
    """The key of the place where the lines from a shape pass a rank."""
    return f"{left}\n{rank}"


def lanes_of(cable: Sequence[Bond]) -> dict[str, Lane]:
    """The lane of each line of a cable."""
    found: dict[str, Lane] = {}
    counts = [0, 0]
    for bond in cable:
        kind = bond.pull is not Pull.BEFORE
        found[bond.key] = (kind, counts[kind])
        counts[kind] += 1
    return found


@dataclass(slots=True)
class Sheet:
    """The ranks of one part, without heights yet."""

    shapes: Mapping[str, Shape]
    levels: dict[str, int]
    """The rank of every shape; some ranks may be empty."""
    ranks: dict[str, int]
    """Index into ``layers`` of every shape."""
    layers: list[list[str]]
    """Shapes and bends of each rank, not yet in order."""
    lefts: list[float]
    """Where each rank begins."""
    widths: list[float]
    cables: dict[Pair, list[Bond]]
    """Lines by what they join, the left one first; within a rank and within one shape too."""
    stretches: dict[int, dict[Pair, None]]
    """By rank, what leads from something in it to something in the next one."""
    beside: list[Pair]
    lanes: dict[str, float] = field(default_factory=dict[str, float])
    """Heights of bends."""
    trunks: dict[str, list[Lane]] = field(default_factory=dict[str, list[Lane]])
    """By bend: its lanes from top to bottom."""

    @property
    def width(self) -> float:
        """Of all ranks."""
        return self.lefts[-1] + self.widths[-1]

    def height(self, key: str) -> float:
        """Of a shape without what hangs below it, or of a bend."""
        shape = self.shapes.get(key)
        return self.lanes[key] if shape is None else shape.height

    def depth(self, key: str) -> float:
        """Of a shape with what hangs below it, or of a bend."""
        shape = self.shapes.get(key)
        return self.lanes[key] if shape is None else shape.depth

    def anchor(self, key: str) -> float:
        """How far below its top something is lined up."""
        return min(self.height(key) / 2, ANCHOR)

    def apart(self, upper: str, lower: str) -> float:
        """Least distance from the top of something to that of the next one below."""
        above, below = self.shapes.get(upper), self.shapes.get(lower)
        if above is None or below is None:
            depth = self.lanes[upper] if above is None else above.depth
            return depth + (4.0 if above is below else _PASSING)
        if above.hub and below.hub:
            return above.depth + _HUBS
        if (upper, lower) in self.cables or (lower, upper) in self.cables:
            return above.depth + _LINKED
        return max(above.height + BELOW, above.depth + _TAGGED)

    def spacing(self, layer: Sequence[str]) -> list[float]:
        """Least distances within a rank."""
        return [self.apart(*pair) for pair in pairwise(layer)]


def sheet_of(
    shapes: Mapping[str, Shape],
    bonds: Sequence[Bond],
    gap: float,
    before: Mapping[str, int] | None = None,
) -> Sheet:
    """Ranks and bends of one connected part.

    Args:
        shapes: what it consists of, in the order of the configuration.
        bonds: the lines between them.
        gap: between ranks of units.
        before: levels that are kept as far as can be.
    """
    found = ranks_of(shapes, bonds, before)
    used = sorted(set(found.values()))
    index = {rank: at for at, rank in enumerate(used)}
    ranks = {key: index[rank] for key, rank in found.items()}
    layers: list[list[str]] = [[] for _ in used]
    for key, rank in ranks.items():
        layers[rank].append(key)
    widths = [max(shapes[key].width for key in layer) for layer in layers]
    lefts = [0.0]
    for at in range(1, len(used)):
        left_hub, right_hub = used[at - 1] % 2, used[at] % 2
        wide = gap if not (left_hub or right_hub) else round(gap * (0.9 if left_hub else 0.55))
        lefts.append(lefts[-1] + widths[at - 1] + wide)
    sheet = Sheet(shapes, found, ranks, layers, lefts, widths, {}, {}, [])
    for bond in bonds:
        pair = (bond.tail, bond.head)
        if ranks[pair[0]] > ranks[pair[1]] or (pair[1], pair[0]) in sheet.cables:
            pair = (pair[1], pair[0])
        sheet.cables.setdefault(pair, []).append(bond)
    for pair, cable in sheet.cables.items():
        _lead(sheet, pair, cable)
    return sheet


def _lead(sheet: Sheet, pair: Pair, cable: Sequence[Bond]) -> None:
    first, last = sheet.ranks[pair[0]], sheet.ranks[pair[1]]
    if first == last:
        if pair[0] != pair[1] and any(bond.pull is not Pull.BEFORE for bond in cable):
            sheet.beside.append(pair)
        return
    way = [pair[0]]
    for rank in range(first + 1, last):
        key = bend(pair[0], rank)
        if key not in sheet.trunks:
            sheet.layers[rank].append(key)
        trunk = {*sheet.trunks.get(key, ()), *lanes_of(cable).values()}
        sheet.trunks[key] = sorted(trunk)
        sheet.lanes[key] = len(trunk) * _LANE
        way.append(key)
    way.append(pair[1])
    for at, stretch in enumerate(pairwise(way)):
        sheet.stretches.setdefault(first + at, {})[stretch] = None
