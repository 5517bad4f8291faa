"""Sizes of what the topology view draws, and how its columns are arranged for a given room."""

from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from hagui.graph.layout import tray


@dataclass(frozen=True, slots=True)
class Room:
    """The size of the viewport in logical pixels, which the layout tries to fill at zoom 1."""

    width: float = 1280
    height: float = 720


@dataclass(frozen=True, slots=True)
class Metrics:
    """All sizes in scene units."""

    card_width: float = 208
    card_height: float = 46
    gap: float = 4
    """Between cards."""
    compact: bool = False
    """One line for a card instead of two."""
    lanes: int = 1
    """Cards side by side within one column."""
    lane_gap: float = 16
    per_row: int = 64
    """Columns side by side before the next row of columns begins."""
    margin: float = 16
    """Around everything."""
    column_gap: float = 14
    pad: float = 12
    """Between a column's edge and its cards."""
    header: float = 56
    box_header: float = 26
    box_pad: float = 5
    """Between a group's frame and its cards."""
    least: float = 96
    """Least height of a column's body."""

    @property
    def column_width(self) -> float:
        """Width of a whole column."""
        inner = self.lanes * self.card_width + (self.lanes - 1) * self.lane_gap
        return inner + 2 * self.pad

    @property
    def pitch(self) -> float:
        """From one card's top to the next one's."""
        return self.card_height + self.gap

    def unit_height(self, rows: int, *, boxed: bool) -> float:
        """Height of a unit with so many cards, its frame and the gap below included."""
        if not boxed:
            return self.pitch
        return self.box_header + rows * self.pitch + self.box_pad + self.gap


COMPACT: Final = Metrics(
    card_width=176, card_height=27, gap=3, compact=True, box_header=23, box_pad=4, lane_gap=14
)
COMFORTABLE: Final = Metrics()

_WIDEST: Final = 300
"""Cards grow to fill the room up to this."""
_READABLE: Final = 0.72
"""Smallest zoom at which running text is still read with ease."""

_NAME_PX: Final = 84
"""Room that a node's name needs on screen, in logical pixels."""


@dataclass(frozen=True, slots=True)
class Load:
    """How much there is to show."""

    columns: int = 1
    fullest: int = 1
    """Cards' places in the fullest column."""
    boxes: int = 0
    """Most groups in one column."""
    idle: int = 0
    """Cards in the tray."""


def choose(load: Load, room: Room) -> Metrics:
    """The arrangement that shows the whole board largest in ``room``.

    One lane and one row of columns are kept as long as text stays readable; then cards become
    compact; then columns get lanes and are laid out in rows, so that the whole is about as wide
    as the window and names stay legible in the overview.
    """
    columns = max(1, load.columns)
    plain = replace(COMFORTABLE, per_row=columns)
    if _zoom(plain, load, room) >= _READABLE:
        return plain
    best, best_zoom = plain, 0.0
    for base in (COMFORTABLE, COMPACT):
        for per_row in range(1, columns + 1):
            for lanes in range(1, 9):
                tried = replace(base, per_row=per_row, lanes=lanes)
                zoom = _zoom(tried, load, room)
                # every lane and row costs order, a compact card tells less, and a column that
                # is narrow on screen cannot show its name
                worth = zoom * 0.97 ** (lanes - 1 + ceil(columns / per_row) - 1)
                worth *= min(1.0, tried.column_width * zoom / _NAME_PX)
                if base.compact:
                    worth *= 0.88
                if worth > best_zoom + 1e-9:
                    best, best_zoom = tried, worth
    return best


def widened(metrics: Metrics, load: Load, room: Room) -> Metrics:
    """The same arrangement with cards as wide as the room allows, within reason.

    Where the board must be shown smaller than life because of its height, width is free too.
    """
    base = COMPACT if metrics.compact else COMFORTABLE
    narrow = replace(metrics, card_width=base.card_width)
    zoom = _zoom(narrow, load, room)
    shown = max(1, min(load.columns, metrics.per_row))
    spare = (
        room.width / zoom
        - 2 * metrics.margin
        - shown * narrow.column_width
        - (shown - 1) * metrics.column_gap
    )
    extra = max(0.0, spare / (shown * metrics.lanes))
    return replace(metrics, card_width=min(_WIDEST, base.card_width + extra // 1))


def _zoom(metrics: Metrics, load: Load, room: Room) -> float:
    width, height = _size(metrics, load, room)
    return min(room.width / width, room.height / height, 1.0)


def _size(metrics: Metrics, load: Load, room: Room) -> tuple[float, float]:
    columns = max(1, load.columns)
    rows = ceil(columns / metrics.per_row)
    shown = min(columns, metrics.per_row)
    frames = load.boxes * (metrics.box_header + metrics.box_pad + metrics.gap)
    body = max(metrics.least, (load.fullest * metrics.pitch + frames) / metrics.lanes)
    width = shown * (metrics.column_width + metrics.column_gap) - metrics.column_gap
    height = rows * (metrics.header + body + 2 * metrics.pad + metrics.column_gap)
    idle = tray.height_for(load.idle, max(width, room.width - 2 * metrics.margin))
    return width + 2 * metrics.margin, height + 2 * metrics.margin + idle
