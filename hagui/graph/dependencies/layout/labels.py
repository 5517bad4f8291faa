"""Where the words and scores of lines stand: on their line, over no card and no other words."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.routes import Route

_CELL: Final = 160.0
_SHARES: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9)
_LEVEL: Final = 2.0
"""So flat is a line above which words can stand."""


class Taken:
    """Rectangles, found by place."""

    def __init__(self, rects: Iterable[Rect] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Rect]] = {}
        for rect in rects:
            self.add(rect)

    def add(self, rect: Rect) -> None:
        """Take a place."""
        for cell in _cells(rect):
            self._cells.setdefault(cell, []).append(rect)

    def meets(self, rect: Rect) -> bool:
        """Whether something is there already."""
        return any(
            other.meets(rect) for cell in _cells(rect) for other in self._cells.get(cell, ())
        )


class Size(NamedTuple):
    """Room that words need."""

    width: float
    height: float
    middle: float
    """How far from their left edge they sit on the line."""
    upright: bool = False
    """Whether they only suit a line that runs down."""


class Label(NamedTuple):
    """Words on a line: their place, and which of the texts fits."""

    place: Rect
    which: int
    above: bool
    """Whether they stand above the line, not on it."""


def place_label(route: Route, sizes: Sequence[Size], taken: Taken, *, above: bool) -> Label:
    """The best place for the longest text that fits; the middle where none does.

    Args:
        route: the line.
        sizes: of the texts, the longest first.
        taken: what is in the way; the label is added.
        above: whether words stand above a level line.
    """
    for which, (width, height, middle, upright) in enumerate(sizes):
        for share in _SHARES:
            x, y = route.at(share)
            if upright and not _steep(route, share):
                continue
            over = above and _level(route, share, width)
            top = y - height - 1 if over else y - height / 2
            rect = Rect(x - middle, top, width, height)
            if not taken.meets(rect):
                taken.add(rect)
                return Label(rect, which, over)
    width, height, middle, _ = sizes[-1]
    x, y = route.at(0.5)
    rect = Rect(x - middle, y - height / 2, width, height)
    taken.add(rect)
    return Label(rect, len(sizes) - 1, above=False)


def _steep(route: Route, share: float) -> bool:
    """Whether the line runs down there, so that words beside it are not struck through."""
    (x, y), (to_x, to_y) = route.at(max(share - 0.1, 0)), route.at(min(share + 0.1, 1))
    return abs(to_x - x) < 0.3 * abs(to_y - y)


def _level(route: Route, share: float, width: float) -> bool:
    """Whether the line is level around there."""
    _, y = route.at(share)
    step = 0.12 if width else 0.0
    return all(abs(route.at(min(max(share + d, 0), 1))[1] - y) < _LEVEL for d in (-step, step))


def _cells(rect: Rect) -> Iterable[tuple[int, int]]:
    for column in range(int(rect.x // _CELL), int(rect.right // _CELL) + 1):
        for row in range(int(rect.y // _CELL), int(rect.bottom // _CELL) + 1):
            yield (column, row)
