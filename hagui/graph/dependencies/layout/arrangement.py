"""The whole diagram: connected parts, what stands alone, the lines and their words.

``arrange`` makes one from nothing, or so that what was there before keeps its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from hagui.graph.dependencies.layout.alone import GRID_GAP, grid_again, grid_anew
from hagui.graph.dependencies.layout.frames import Frame
from hagui.graph.dependencies.layout.labels import Label, Size, Taken, place_label
from hagui.graph.dependencies.layout.packing import Column, free_spot, make_way, pack
from hagui.graph.dependencies.layout.placing import Spot, place_again, place_anew
from hagui.graph.dependencies.layout.routing import Router
from hagui.graph.dependencies.layout.shapes import Bond, Pull, Shape
from hagui.graph.dependencies.layout.sheet import BELOW, Sheet, sheet_of
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.routes import Route

MARGIN: Final = 24.0
RULER: Final = 34.0
"""Height of the rulers above."""
TITLE: Final = 26.0
"""Height of the words above what stands alone."""
ABOVE_GRID: Final = 60.0
BESIDE_GRID: Final = 84.0


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be laid out."""

    frames: Mapping[str, Frame]
    """Of units, in the order of the configuration."""
    hubs: Mapping[str, tuple[float, float]]
    """Sizes of hubs."""
    bonds: Sequence[Bond]
    meant: Mapping[tuple[str, bool], str]
    """By bond, and whether its tail: the member inside a unit that is meant."""
    words: Mapping[str, Sequence[Size]]
    """By bond: sizes of what it says, the longest first."""
    gap: float = 96.0
    ratio: float = 1.6
    """Width by height that the whole should have."""


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
    spots: dict[str, Spot] = field(default_factory=dict[str, Spot])
    """Of shapes and bends, for the next arrangement."""
    columns: list[Column] = field(default_factory=list[Column])
    parts: list[frozenset[str]] = field(default_factory=list[frozenset[str]])
    ranks: dict[str, int] = field(default_factory=dict[str, int])
    """Of units and hubs that are joined, within their part."""


@dataclass(slots=True)
class _Part:
    sheet: Sheet
    tops: dict[str, float]
    """In the scene."""
    left: float

    @property
    def box(self) -> Rect:
        top = min(self.tops.values())
        bottom = max(
            self.tops[key] + (shape.depth if (shape := self.sheet.shapes.get(key)) else 20.0)
            for key in self.tops
        )
        return Rect(self.left, top, self.sheet.width, bottom - top)

    def move(self, dx: float, dy: float) -> None:
        self.left += dx
        self.tops = {key: top + dy for key, top in self.tops.items()}


def arrange(request: Request, before: Arrangement | None = None) -> Arrangement:
    """Lay everything out; with ``before``, so that what was there moves as little as can be."""
    shapes = _shapes(request)
    parts, single = _parts(shapes, request.bonds)
    made = Arrangement(gap=request.gap if before is None else before.gap)
    sheets = [
        sheet_of({key: shapes[key] for key in keys}, bonds, made.gap) for keys, bonds in parts
    ]
    if before is None:
        laid = _lay_anew(sheets, request.ratio, made)
        _grid_anew(made, single, shapes, laid, request.ratio)
    else:
        laid = _lay_again(sheets, before, made, single, shapes)
    for part in laid:
        _take(made, part)
    for part in laid:
        _route(made, part, request)
    _label(made, request)
    _measure(made, request)
    return made


def _shapes(request: Request) -> dict[str, Shape]:
    found = {
        key: Shape(key, frame.width, frame.height, frame.depth)
        for key, frame in request.frames.items()
    }
    for key, (width, height) in request.hubs.items():
        found[key] = Shape(key, width, height, height, hub=True)
    return found


def _parts(
    shapes: Mapping[str, Shape], bonds: Sequence[Bond]
) -> tuple[list[tuple[list[str], list[Bond]]], list[str]]:
    """What is joined, each in the order of the configuration; and what stands alone."""
    leader = {key: key for key in shapes}

    def find(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    bound: set[str] = set()
    for bond in bonds:
        leader[find(bond.head)] = find(bond.tail)
        if bond.tail != bond.head:
            bound |= {bond.tail, bond.head}
    keys: dict[str, list[str]] = {}
    for key in shapes:
        keys.setdefault(find(key), []).append(key)
    lines: dict[str, list[Bond]] = {}
    for bond in bonds:
        lines.setdefault(find(bond.tail), []).append(bond)
    parts = [(found, lines.get(key, [])) for key, found in keys.items() if lines.get(key)]
    return parts, [key for key in shapes if not lines.get(find(key))]


def _lay_anew(sheets: Sequence[Sheet], ratio: float, made: Arrangement) -> list[_Part]:
    laid = [_Part(sheet, place_anew(sheet), 0.0) for sheet in sheets]
    corners, columns = pack([(part.box.width, part.box.height) for part in laid], ratio)
    for part, (x, y) in zip(laid, corners, strict=True):
        part.move(MARGIN + x, MARGIN + RULER + y)
    made.columns = [Column(MARGIN + column.x, column.width) for column in columns]
    return laid


def _lay_again(
    sheets: Sequence[Sheet],
    before: Arrangement,
    made: Arrangement,
    single: Sequence[str],
    shapes: Mapping[str, Shape],
) -> list[_Part]:
    joined = {key for keys in before.parts for key in keys}
    top = MARGIN + RULER
    laid: list[_Part] = []
    fresh: list[_Part] = []
    for sheet in sorted(sheets, key=lambda sheet: -_known(sheet, joined)):
        if not _known(sheet, joined):
            fresh.append(_Part(sheet, place_anew(sheet), 0.0))
            continue
        home = _home(sheet, before)
        # what was elsewhere comes along
        known = {
            key: spot for key, spot in before.spots.items() if key in home or key in sheet.lanes
        }
        left = _left(sheet, known)
        ceiling = min((known[key].y for key in home if key in known), default=top)
        tops = place_again(sheet, known, left, ceiling)
        laid.append(_Part(sheet, tops, left))
    alone = grid_again(
        single,
        shapes,
        {key: spot for key, spot in before.spots.items() if key not in joined},
        before.alone,
    )
    blocks = [part.box for part in laid]
    moved = make_way(blocks)
    for part, dy in zip(laid, moved, strict=True):
        if dy:
            part.move(0, dy)
    blocks = [part.box for part in laid]
    if alone:
        area = _area(alone)
        push = max((_overlap(area, block) for block in blocks), default=0.0)
        if push > 0:
            alone = {key: rect.moved(0, push) for key, rect in alone.items()}
            area = area.moved(0, push)
        blocks.append(area)
    lefts = [column.x for column in before.columns] or [MARGIN]
    for part in fresh:
        spot = free_spot((part.box.width, part.box.height), blocks or [], lefts)
        box = part.box
        floor = max(spot.y, top)
        part.move(spot.x - box.x, floor - box.y)
        blocks.append(part.box)
        laid.append(part)
    if alone:
        made.alone = _area(alone)
        made.places.update(alone)
        for key, rect in alone.items():
            made.spots[key] = Spot(rect.x, rect.y)
    made.columns = list(before.columns) or [
        Column(MARGIN, max((p.box.width for p in laid), default=0.0))
    ]
    return laid


def _known(sheet: Sheet, joined: set[str]) -> int:
    return sum(1 for key in sheet.shapes if key in joined)


def _home(sheet: Sheet, before: Arrangement) -> frozenset[str]:
    """The former part that most of this one was in."""
    own = sheet.shapes.keys()
    return max(before.parts, key=lambda part: sum(1 for key in part if key in own))


def _left(sheet: Sheet, known: Mapping[str, Spot]) -> float:
    """Where most of a part's shapes keep their places across."""
    votes: dict[float, int] = {}
    for key, rank in sheet.ranks.items():
        if key in known:
            left = round(known[key].x - sheet.lefts[rank], 1)
            votes[left] = votes.get(left, 0) + 1
    return max(votes, key=lambda left: (votes[left], -left)) if votes else MARGIN


def _overlap(area: Rect, block: Rect) -> float:
    """How far down an area must go to be clear of a block above it."""
    if area.x >= block.right or block.x >= area.right:
        return 0.0
    reach = block.bottom + BELOW - area.y
    return reach if block.y < area.bottom and reach > 0 else 0.0


def _grid_anew(
    made: Arrangement,
    single: Sequence[str],
    shapes: Mapping[str, Shape],
    laid: Sequence[_Part],
    ratio: float,
) -> None:
    """Below the parts, or beside them where all is seen larger then."""
    if not single:
        return
    right = max((part.box.right for part in laid), default=0.0)
    bottom = max((part.box.bottom for part in laid), default=0.0)
    top = MARGIN + RULER + TITLE
    corners = [(MARGIN, bottom + ABOVE_GRID + TITLE if laid else top)]
    if laid:
        corners.append((right + BESIDE_GRID, top))
    best: tuple[float, dict[str, Rect]] | None = None
    for x, y in corners:
        for columns in range(1, len(single) + 1):
            grid = {
                key: rect.moved(x, y) for key, rect in grid_anew(single, shapes, columns).items()
            }
            area = _area(grid)
            wide, high = max(right, area.right) + MARGIN, max(bottom, area.bottom) + MARGIN
            # a small grid below reads better than a large one beside
            zoom = min(1 / wide, 1 / (high * ratio)) * (1.0 if x == MARGIN else 0.94)
            if best is None or zoom > best[0] * 1.01:
                best = (zoom, grid)
    assert best is not None
    made.places.update(best[1])
    for key, rect in best[1].items():
        made.spots[key] = Spot(rect.x, rect.y)
    made.alone = _area(best[1])


def _area(places: Mapping[str, Rect]) -> Rect:
    left = min(rect.x for rect in places.values())
    top = min(rect.y for rect in places.values()) - TITLE
    right = max(rect.right for rect in places.values())
    bottom = max(rect.bottom for rect in places.values())
    return Rect(left, top, right - left, bottom - top)


def _take(made: Arrangement, part: _Part) -> None:
    sheet = part.sheet
    for index, layer in enumerate(sheet.layers):
        left = part.left + sheet.lefts[index]
        for key in layer:
            top = part.tops[key]
            shape = sheet.shapes.get(key)
            if shape is None:
                made.spots[key] = Spot(left, top)
                continue
            x = left + (sheet.widths[index] - shape.width) / 2 if shape.hub else left
            made.places[key] = Rect(x, top, shape.width, shape.height)
            made.spots[key] = Spot(left, top)
            made.ranks[key] = index
    made.parts.append(frozenset(sheet.shapes))


def _route(made: Arrangement, part: _Part, request: Request) -> None:
    rows: dict[tuple[str, bool], Rect] = {}
    for cable in part.sheet.cables.values():
        for bond in cable:
            for tail, vertex in ((True, bond.tail), (False, bond.head)):
                member = request.meant.get((bond.key, tail))
                frame = request.frames.get(vertex)
                row = None if member is None or frame is None else frame.row(member)
                if row is not None:
                    place = made.places[vertex]
                    rows[bond.key, tail] = row.moved(place.x, place.y)
    hanging = {
        key: max((rect.right for _, rect in request.frames[key].tags), default=0.0)
        for key in part.sheet.shapes
        if key in request.frames
    }
    router = Router(part.sheet, part.tops, part.left, made.places, rows, hanging)
    made.routes.update(router.routes())


def _label(made: Arrangement, request: Request) -> None:
    taken = Taken(made.places.values())
    for key, frame in request.frames.items():
        place = made.places[key]
        for _, rect in frame.tags:
            taken.add(rect.moved(place.x, place.y))
    for bond in request.bonds:
        sizes = request.words.get(bond.key)
        if sizes:
            above = bond.pull is Pull.BEFORE
            made.labels[bond.key] = place_label(made.routes[bond.key], sizes, taken, above=above)


def _measure(made: Arrangement, request: Request) -> None:
    for column in made.columns:
        inside = [
            made.places[key]
            for part in made.parts
            for key in part
            if column.x - 1 <= made.places[key].x < column.x + max(column.width, 1)
        ]
        if inside:
            right = max(rect.right for rect in inside)
            made.rulers.append(Rect(column.x, MARGIN, right - column.x, 0))
    right = max((rect.right for rect in made.places.values()), default=0.0)
    bottom = max(
        (
            rect.y + (request.frames[key].depth if key in request.frames else rect.height)
            for key, rect in made.places.items()
        ),
        default=0.0,
    )
    for route in made.routes.values():
        around = route.around(0)
        right, bottom = max(right, around.right), max(bottom, around.bottom)
    made.bounds = Rect(0, 0, right + MARGIN, bottom + MARGIN)


__all__ = ["GRID_GAP", "Arrangement", "Request", "arrange"]
