"""The whole diagram: connected parts, and what stands alone.

``arrange`` makes one from nothing, or so that what was there before keeps its place: a part that
did not change is taken over as it is, in one that did only what has to makes way, and what was
once joined stays side by side.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from hagui.graph.dependencies.layout.alone import grid_again, grid_anew
from hagui.graph.dependencies.layout.labels import Label
from hagui.graph.dependencies.layout.packing import Column, crowded, free_spot, make_way, pack
from hagui.graph.dependencies.layout.parts import Part, Request, Sketch
from hagui.graph.dependencies.layout.placing import Spot, place_again, place_anew
from hagui.graph.dependencies.layout.shapes import Bond, Shape
from hagui.graph.dependencies.layout.sheet import BELOW, Sheet
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.routes import Route

MARGIN: Final = 24.0
RULER: Final = 34.0
"""Height of the rulers above."""
TITLE: Final = 26.0
"""Height of the words above what stands alone."""
ABOVE_GRID: Final = 60.0
BESIDE_GRID: Final = 84.0


@dataclass(slots=True)
class Arrangement:
    """Where everything is, in the scene."""

    places: dict[str, Rect] = field(default_factory=dict[str, Rect])
    """Units and hubs; tags hang below."""
    routes: dict[str, Route] = field(default_factory=dict[str, Route])
    labels: dict[str, Label] = field(default_factory=dict[str, Label])
    rulers: list[Rect] = field(default_factory=list[Rect])
    """One above each column of parts: left, baseline, width."""
    alone: Rect | None = None
    """Around what no constraint joins, its words included."""
    bounds: Rect = field(default_factory=lambda: Rect(0, 0, 1, 1))
    gap: float = 96.0
    columns: list[Column] = field(default_factory=list[Column])
    parts: list[Part] = field(default_factory=list[Part])
    grid: dict[str, Rect] = field(default_factory=dict[str, Rect])
    """Places of what stands alone."""

    def neighbours(self, key: str) -> frozenset[str]:
        """What lines lead to from a unit or hub."""
        bonds = (bond for part in self.parts for bond in part.sketch.bonds)
        ends = [(bond.tail, bond.head) for bond in bonds if key in {bond.tail, bond.head}]
        return frozenset(end for pair in ends for end in pair) - {key}


def arrange(request: Request, before: Arrangement | None = None) -> Arrangement:
    """Lay everything out; with ``before``, so that what was there moves as little as can be."""
    shapes = _shapes(request)
    former = () if before is None else [part.sketch.shapes.keys() for part in before.parts]
    joined, single = _joined(shapes, request.bonds, former)
    made = Arrangement(gap=request.gap if before is None else before.gap)
    sketches = [Sketch.of(request, shapes, keys, bonds, made.gap) for keys, bonds in joined]
    if before is None:
        _lay_anew(made, sketches, request.ratio)
        _grid_anew(made, single, shapes, request.ratio)
    else:
        _lay_again(made, sketches, before, single, shapes)
    for part in made.parts:
        part.draw()
        made.places.update(part.places)
        made.routes.update(part.routes)
        made.labels.update(part.labels)
    made.places.update(made.grid)
    made.alone = _area(made.grid) if made.grid else None
    _measure(made, shapes)
    return made


def _shapes(request: Request) -> dict[str, Shape]:
    found = {
        key: Shape(key, frame.width, frame.height, frame.depth)
        for key, frame in request.frames.items()
    }
    for key, (width, height) in request.hubs.items():
        found[key] = Shape(key, width, height, height, hub=True)
    return found


def _joined(
    shapes: Mapping[str, Shape], bonds: Sequence[Bond], former: Iterable[Iterable[str]]
) -> tuple[list[tuple[list[str], list[Bond]]], list[str]]:
    """What is joined, each in the order of the configuration; and what stands alone.

    What was one part before stays one, as long as lines lead to it.
    """
    leader = {key: key for key in shapes}

    def find(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    bound: set[str] = set()
    for bond in bonds:
        leader[find(bond.head)] = find(bond.tail)
        bound |= {bond.tail, bond.head}
    for part in former:
        still = [key for key in part if key in bound]
        for key in still[1:]:
            leader[find(key)] = find(still[0])
    keys: dict[str, list[str]] = {}
    for key in shapes:
        if key in bound:
            keys.setdefault(find(key), []).append(key)
    lines: dict[str, list[Bond]] = {}
    for bond in bonds:
        lines.setdefault(find(bond.tail), []).append(bond)
    return [(found, lines[key]) for key, found in keys.items()], [
        k for k in shapes if k not in bound
    ]


# from nothing


def _lay_anew(made: Arrangement, sketches: Sequence[Sketch], ratio: float) -> None:
    for sketch in sketches:
        made.parts.append(_new_part(sketch))
    boxes = [part.box for part in made.parts]
    corners, columns = pack([(box.width, box.height) for box in boxes], ratio)
    for part, (x, y) in zip(made.parts, corners, strict=True):
        part.move(MARGIN + x, MARGIN + RULER + y)
    made.columns = [Column(MARGIN + column.x, column.width) for column in columns]


def _new_part(sketch: Sketch) -> Part:
    sheet = sketch.sheet()
    return Part(sketch, sheet, place_anew(sheet), 0.0)


def _grid_anew(
    made: Arrangement, single: Sequence[str], shapes: Mapping[str, Shape], ratio: float
) -> None:
    """Below the parts, or beside them where all is seen larger then."""
    if not single:
        return
    boxes = [part.box for part in made.parts]
    right = max((box.right for box in boxes), default=0.0)
    bottom = max((box.bottom for box in boxes), default=0.0)
    top = MARGIN + RULER + TITLE
    corners = [(MARGIN, bottom + ABOVE_GRID + TITLE if boxes else top)]
    if boxes:
        corners.append((right + BESIDE_GRID, top))
    best: tuple[float, dict[str, Rect]] | None = None
    for x, y in corners:
        for columns in range(1, min(len(single), 40) + 1):
            grid = {
                key: rect.moved(x, y) for key, rect in grid_anew(single, shapes, columns).items()
            }
            area = _area(grid)
            wide, high = max(right, area.right) + MARGIN, max(bottom, area.bottom) + MARGIN
            # a small grid below reads better than a large one beside
            zoom = min(1 / wide, 1 / (high * ratio)) * (1.0 if x == MARGIN else 0.94)
            # rows as wide as what is above, where that costs nothing
            wider = x == MARGIN and area.right <= right and best is not None
            if best is None or zoom > best[0] * 1.01 or (wider and zoom > best[0] * 0.99):
                best = (zoom, grid)
    assert best is not None
    made.grid = best[1]


# as before


def _lay_again(
    made: Arrangement,
    sketches: Sequence[Sketch],
    before: Arrangement,
    single: Sequence[str],
    shapes: Mapping[str, Shape],
) -> None:
    homes = {key: index for index, part in enumerate(before.parts) for key in part.sketch.shapes}
    fresh: list[Part] = []
    grown: list[int] = []
    for sketch in sketches:
        home = _home(sketch, homes)
        if home is None:
            fresh.append(_new_part(sketch))
        elif before.parts[home].sketch == sketch:
            made.parts.append(replace(before.parts[home]))
        else:
            grown.append(len(made.parts))
            made.parts.append(_changed(sketch, before.parts[home]))
    _make_room(made, before, grown)
    former = {key: rect for key, rect in before.grid.items() if key in shapes}
    grid = grid_again(single, shapes, former, before.alone)
    blocks = [part.box for part in made.parts]
    if grid:
        push = max((_overlap(_area(grid), block) for block in blocks), default=0.0)
        grid = {key: rect.moved(0, push) for key, rect in grid.items()} if push else grid
        blocks.append(_area(grid))
    made.grid = grid
    lefts = [column.x for column in before.columns] or [MARGIN]
    for part in fresh:
        box = part.box
        spot = free_spot((box.width, box.height), blocks, lefts)
        part.move(spot.x - box.x, max(spot.y, MARGIN + RULER) - box.y)
        blocks.append(part.box)
        made.parts.append(part)
    widest = max((part.box.width for part in made.parts), default=0.0)
    made.columns = list(before.columns) or [Column(MARGIN, widest)]


def _make_room(made: Arrangement, before: Arrangement, grown: Sequence[int]) -> None:
    """Parts that have grown into others push these down, or go elsewhere if fewer move then."""
    boxes = [part.box for part in made.parts]
    moved = make_way(boxes)
    pushed = sum(len(part.sketch.shapes) for part, dy in zip(made.parts, moved, strict=True) if dy)
    leaving = sum(len(made.parts[index].sketch.shapes) for index in grown)
    if pushed <= 2 * leaving:
        for part, dy in zip(made.parts, moved, strict=True):
            part.move(0, dy)
        return
    lefts = [column.x for column in before.columns]
    taken = [box for index, box in enumerate(boxes) if index not in grown]
    taken += [] if before.alone is None else [before.alone]
    for index in grown:
        part, box = made.parts[index], boxes[index]
        if any(crowded(box, other) for other in taken):
            spot = free_spot((box.width, box.height), taken, lefts)
            part.move(spot.x - box.x, spot.y - box.y)
        taken.append(part.box)


def _home(sketch: Sketch, homes: Mapping[str, int]) -> int | None:
    """The former part that most of one was in."""
    votes: dict[int, int] = {}
    for key in sketch.shapes:
        if key in homes:
            votes[homes[key]] = votes.get(homes[key], 0) + 1
    return max(votes, key=lambda index: votes[index]) if votes else None


def _changed(sketch: Sketch, home: Part) -> Part:
    sheet, known = sketch.sheet(home.sheet.levels), home.spots()
    left = _left(sheet, known, home.left)
    return Part(sketch, sheet, place_again(sheet, known, home.box.y, home.box.bottom), left)


def _left(sheet: Sheet, known: Mapping[str, Spot], otherwise: float) -> float:
    """Where a part begins so that most of its shapes keep their places across."""
    votes: dict[float, int] = {}
    for key, rank in sheet.ranks.items():
        if key in known:
            left = round(known[key].x - sheet.lefts[rank])
            votes[left] = votes.get(left, 0) + 1
    return max(votes, key=lambda left: (votes[left], -left)) if votes else otherwise


def _overlap(area: Rect, block: Rect) -> float:
    """How far down an area must go to be clear of a block above it."""
    if area.x >= block.right or block.x >= area.right:
        return 0.0
    reach = block.bottom + BELOW - area.y
    return reach if block.y < area.bottom and reach > 0 else 0.0


# around it


def _area(places: Mapping[str, Rect]) -> Rect:
    left = min(rect.x for rect in places.values())
    top = min(rect.y for rect in places.values()) - TITLE
    right = max(rect.right for rect in places.values())
    bottom = max(rect.bottom for rect in places.values())
    return Rect(left, top, right - left, bottom - top)


def _measure(made: Arrangement, shapes: Mapping[str, Shape]) -> None:
    for column in made.columns:
        inside = [part.box for part in made.parts if _within(part.left, column)]
        if inside:
            left = min(box.x for box in inside)
            right = max(box.right for box in inside)
            made.rulers.append(Rect(left, MARGIN, right - left, 0))
    right = max((rect.right for rect in made.places.values()), default=0.0)
    bottom = max((rect.y + shapes[key].depth for key, rect in made.places.items()), default=0.0)
    for route in made.routes.values():
        around = route.around(0)
        right, bottom = max(right, around.right), max(bottom, around.bottom)
    made.bounds = Rect(0, 0, right + MARGIN, bottom + MARGIN)


def _within(left: float, column: Column) -> bool:
    return column.x - 1 <= left < column.x + max(column.width, 1)


__all__ = ["Arrangement", "Request", "arrange"]
