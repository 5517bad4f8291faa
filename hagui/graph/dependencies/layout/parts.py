"""One connected part of the diagram, placed: its lines and their words too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hagui.graph.dependencies.layout.frames import Frame
from hagui.graph.dependencies.layout.labels import Label, Size, Taken, place_label
from hagui.graph.dependencies.layout.placing import Spot
from hagui.graph.dependencies.layout.routing import Router
from hagui.graph.dependencies.layout.shapes import Bond, Pull, Shape
from hagui.graph.dependencies.layout.sheet import Sheet, sheet_of
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.routes import Route


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


class Sketch(NamedTuple):
    """All that the look of one part depends on; equal ones need not be laid out again."""

    shapes: dict[str, Shape]
    """In the order of the configuration."""
    bonds: list[Bond]
    frames: dict[str, Frame]
    meant: dict[tuple[str, bool], str]
    words: dict[str, Sequence[Size]]
    gap: float

    @classmethod
    def of(
        cls,
        request: Request,
        shapes: Mapping[str, Shape],
        keys: Sequence[str],
        bonds: list[Bond],
        gap: float,
    ) -> "Sketch":
        """The sketch of some shapes and the bonds between them."""
        ends = ((bond.key, tail) for bond in bonds for tail in (True, False))
        return cls(
            {key: shapes[key] for key in keys},
            bonds,
            {key: request.frames[key] for key in keys if key in request.frames},
            {end: request.meant[end] for end in ends if end in request.meant},
            {bond.key: request.words[bond.key] for bond in bonds if bond.key in request.words},
            gap,
        )

    def sheet(self, before: Mapping[str, int] | None = None) -> Sheet:
        """Its ranks; ``before`` are those that are kept as far as can be."""
        return sheet_of(self.shapes, self.bonds, self.gap, before)


@dataclass(slots=True)
class Part:
    """One part in the scene."""

    sketch: Sketch
    sheet: Sheet
    tops: dict[str, float]
    left: float
    places: dict[str, Rect] = field(default_factory=dict[str, Rect])
    routes: dict[str, Route] = field(default_factory=dict[str, Route])
    labels: dict[str, Label] = field(default_factory=dict[str, Label])
    drawn: bool = False

    @property
    def box(self) -> Rect:
        """Around it."""
        top = min(self.tops.values())
        bottom = max(self.tops[key] + self.sheet.depth(key) for key in self.tops)
        return Rect(self.left, top, self.sheet.width, bottom - top)

    def move(self, dx: float, dy: float) -> None:
        """Put it elsewhere."""
        if dx or dy:
            self.left += dx
            self.tops = {key: top + dy for key, top in self.tops.items()}
            self.drawn = False

    def spots(self) -> dict[str, Spot]:
        """Where its shapes and bends are."""
        return {
            key: Spot(self.left + self.sheet.lefts[index], self.tops[key])
            for index, layer in enumerate(self.sheet.layers)
            for key in layer
        }

    def draw(self) -> None:
        """Find the places of its shapes, the ways of its lines and what stands at these."""
        if self.drawn:
            return
        self.drawn = True
        self.places = self._places()
        frames = self.sketch.frames
        hanging = {
            key: max((rect.right for _, rect in frame.tags), default=0.0)
            for key, frame in frames.items()
        }
        router = Router(self.sheet, self.tops, self.left, self.places, self._rows(), hanging)
        self.routes = router.routes()
        taken = Taken(self.places.values())
        for key, frame in frames.items():
            for _, rect in frame.tags:
                taken.add(rect.moved(self.places[key].x, self.places[key].y))
        self.labels = {
            bond.key: place_label(
                self.routes[bond.key],
                self.sketch.words[bond.key],
                taken,
                above=bond.pull is Pull.BEFORE,
            )
            for bond in self.sketch.bonds
            if self.sketch.words.get(bond.key)
        }

    def _places(self) -> dict[str, Rect]:
        sheet, made = self.sheet, dict[str, Rect]()
        for index, layer in enumerate(sheet.layers):
            left = self.left + sheet.lefts[index]
            for key in layer:
                shape = sheet.shapes.get(key)
                if shape is not None:
                    x = left + (sheet.widths[index] - shape.width) / 2 if shape.hub else left
                    made[key] = Rect(x, self.tops[key], shape.width, shape.height)
        return made

    def _rows(self) -> dict[tuple[str, bool], Rect]:
        """The rows inside of boxes that lines lead to."""
        rows: dict[tuple[str, bool], Rect] = {}
        for bond in self.sketch.bonds:
            for tail, vertex in ((True, bond.tail), (False, bond.head)):
                member = self.sketch.meant.get((bond.key, tail))
                frame = self.sketch.frames.get(vertex)
                row = None if member is None or frame is None else frame.row(member)
                if row is not None:
                    place = self.places[vertex]
                    rows[bond.key, tail] = row.moved(place.x, place.y)
        return rows
