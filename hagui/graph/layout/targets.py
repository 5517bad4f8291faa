"""What is at a point, and what lies next to it in a direction."""

from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.topology import Topology


class TargetKind(Enum):
    """Kinds of things that can be pointed at."""

    NODE = "node"
    SWITCH = "switch"
    """A node's standby switch."""
    BOX = "box"
    """A group's frame."""
    CARD = "card"
    EDGE = "edge"
    """A constraint's line."""


class Target(NamedTuple):
    """One thing on the view."""

    kind: TargetKind
    key: str
    """Node name, group's unit key, card key, or a constraint's id."""
    node: str = ""
    """The column, for a group's frame."""


class Direction(Enum):
    """An arrow key, as a unit vector."""

    LEFT = (-1, 0)
    RIGHT = (1, 0)
    UP = (0, -1)
    DOWN = (0, 1)


_ASIDE: Final = 2.5
"""How much more it counts to be off the axis than to be far along it."""


def target_at(topology: Topology, x: float, y: float) -> Target | None:
    """What is at a point of the scene, the foremost first."""
    board = topology.board
    point = Rect(x, y, 0.01, 0.01)
    for name in topology.columns_in(point):
        if topology.header(name).contains(x, y):
            switch = topology.overview_header is None and topology.switch(name).contains(x, y)
            return Target(TargetKind.SWITCH if switch else TargetKind.NODE, name)
        for key in topology.units_in(name, point):
            unit = board.columns[name].units[key[1]]
            for card in reversed(unit.cards):
                if topology.card(card.key).contains(x, y):
                    return Target(TargetKind.CARD, card.key)
            if unit.group is not None:
                return Target(TargetKind.BOX, key[1], name)
        return Target(TargetKind.NODE, name)
    for key in topology.tray.cards_in(point):
        return Target(TargetKind.CARD, key)
    return None


def place_of(topology: Topology, target: Target) -> Rect | None:
    """Where a target is; None where it is no more. A node counts as its header."""
    board = topology.board
    if target.kind is TargetKind.CARD:
        return topology.card(target.key) if target.key in board.cards else None
    if target.kind is TargetKind.BOX:
        column = board.columns.get(target.node)
        if column is None or target.key not in column.units:
            return None
        return topology.unit((target.node, target.key))
    if target.kind is TargetKind.EDGE:
        return None  # it has ends, not a place
    return topology.header(target.key) if target.key in board.columns else None


def neighbour(topology: Topology, origin: Target | None, direction: Direction) -> Target | None:
    """The next target in a direction; the first node where there is no origin.

    None where nothing lies that way.
    """
    board = topology.board
    start = None if origin is None else place_of(topology, origin)
    if start is None or origin is None:
        first = next(iter(board.columns), None)
        return None if first is None else Target(TargetKind.NODE, first)
    dx, dy = direction.value
    best: tuple[float, Target] | None = None
    for target, rect in _all(topology):
        if target == origin or (
            origin.kind is TargetKind.SWITCH and target == Target(TargetKind.NODE, origin.key)
        ):
            continue
        along, aside = _apart(start, rect, dx, dy)
        if along <= 0:
            continue
        cost = along + _ASIDE * aside
        if best is None or cost < best[0]:
            best = (cost, target)
    return None if best is None else best[1]


def _apart(start: Rect, end: Rect, dx: int, dy: int) -> tuple[float, float]:
    """Distance along a direction and off it, between the nearest edges."""
    if dx:
        middle = end.center[0] - start.center[0]
        along = (end.x - start.right) if dx > 0 else (start.x - end.right)
        aside = max(0.0, end.y - start.bottom, start.y - end.bottom)
        overlap = abs(end.y - start.y) * 0.02
    else:
        middle = end.center[1] - start.center[1]
        along = (end.y - start.bottom) if dy > 0 else (start.y - end.bottom)
        aside = max(0.0, end.x - start.right, start.x - end.right)
        overlap = abs(end.x - start.x) * 0.02
    if middle * (dx or dy) <= 0 or along < -1:
        return 0.0, 0.0
    return max(along, 0.1), aside + overlap


def _all(topology: Topology) -> Iterator[tuple[Target, Rect]]:
    board = topology.board
    for name in board.columns:
        yield Target(TargetKind.NODE, name), topology.header(name)
    for key in board.cards:
        yield Target(TargetKind.CARD, key), topology.card(key)
