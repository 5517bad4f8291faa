"""The shape of one unit: card or box, the rows inside, the tags below. Origin: its upper left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hagui.graph.dependencies.model import Unit
from hagui.graph.layout.geometry import Rect

CARD: Final = 44.0
"""Height of a card, and of a box that is collapsed."""
HEADER: Final = 27.0
PAD: Final = 10.0
"""Between a box and its rows."""
TAG: Final = 18.0
TAG_GAP: Final = 5.0
_MEMBER, _MEMBER_GAP = 30.0, 12.0
_DENSE, _DENSE_GAP = 25.0, 8.0
_MANY: Final = 6
"""From so many members on they stand closer."""
_COPY, _COPY_GAP = 23.0, 5.0
_TOGGLE: Final = 22.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Sizes of one unit and the places of what is in it, all relative to its corner."""

    width: float
    height: float
    """Of the card or box, without the tags below."""
    members: tuple[tuple[str, Rect], ...] = ()
    """Ids of a group's members with their rows, in start order."""
    copies: tuple[Rect, ...] = ()
    """Rows of instances."""
    tags: tuple[tuple[str, Rect], ...] = ()
    """Keys of tags, below."""
    toggle: Rect | None = None
    """What collapses and expands."""

    @property
    def depth(self) -> float:
        """Height with the tags."""
        return max([self.height, *(rect.bottom for _, rect in self.tags)])

    def row(self, resource: str) -> Rect | None:
        """The row of a member."""
        return next((rect for member, rect in self.members if member == resource), None)


def frame_of(
    unit: Unit, copies: int, tags: Sequence[tuple[str, float]], *, collapsed: bool, width: float
) -> Frame:
    """The shape of a unit.

    Args:
        unit: what it is.
        copies: how many rows of instances it shows.
        tags: keys and widths of its tags.
        collapsed: whether what is inside is hidden.
        width: of cards and boxes.
    """
    toggle = None
    members: list[tuple[str, Rect]] = []
    rows: list[Rect] = []
    height = CARD
    if unit.boxed:
        toggle = Rect(width - _TOGGLE - 4, 3, _TOGGLE, _TOGGLE)
    if unit.boxed and not collapsed:
        top, inner = HEADER, width - 2 * PAD
        many = len(unit.members) >= _MANY
        tall, gap = (_DENSE, _DENSE_GAP) if many else (_MEMBER, _MEMBER_GAP)
        for member in unit.members:
            members.append((member, Rect(PAD, top, inner, tall)))
            top += tall + gap
        if members:
            top += _COPY_GAP - gap
        for _ in range(copies):
            rows.append(Rect(PAD, top, inner, _COPY))
            top += _COPY + _COPY_GAP
        height = max(CARD, top - _COPY_GAP + PAD)
    return Frame(width, height, tuple(members), tuple(rows), _flow(tags, height, width), toggle)


def _flow(
    tags: Sequence[tuple[str, float]], top: float, width: float
) -> tuple[tuple[str, Rect], ...]:
    """Tags side by side below, in as many lines as they need."""
    placed: list[tuple[str, Rect]] = []
    x, y = 0.0, top + TAG_GAP
    for key, wanted in tags:
        wide = min(wanted, width)
        if x > 0 and x + wide > width:
            x, y = 0.0, y + TAG + 4
        placed.append((key, Rect(x, y, wide, TAG)))
        x += wide + TAG_GAP
    return tuple(placed)
