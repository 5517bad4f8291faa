"""Which constraints are drawn as lines on a board, and between what; no Qt, no positions."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from engine.cib.views import Colocation, Constraint, Location, constrained
from hagui.graph.board import Board
from hagui.graph.cards import TRAY, Card
from hagui.graph.layout.targets import Target, TargetKind
from hagui.graph.links import End, links_of, repelling
from hagui.graph.marks import Mark
from hagui.graph.outline import Preference

_MARKS = {"Promoted": Mark.PROMOTED, "Unpromoted": Mark.UNPROMOTED}


class EdgeKind(Enum):
    """What a line says; each is drawn in a way of its own."""

    LOCATION = "location"
    COLOCATION = "colocation"
    ORDER = "order"


class Edge(NamedTuple):
    """One line."""

    constraint: str
    kind: EdgeKind
    tail: Target
    """A card or a group's frame."""
    head: Target
    """A node, a card or a group's frame."""
    negative: bool = False
    """Whether it keeps its ends apart."""


def edges_at(board: Board, target: Target) -> list[Edge]:
    """The location constraints of a card (its group's and clone's too) or of a group."""
    if target.kind is TargetKind.CARD and target.key in board.cards:
        card = board.cards[target.key]
        found = [_located(board, card, p) for p in card.leaf.preferences]
        return [edge for edge in found if edge is not None]
    if target.kind is TargetKind.BOX and target.node in board.columns:
        unit = board.columns[target.node].units.get(target.key)
        if unit is not None and unit.cards:
            edges = edges_at(board, Target(TargetKind.CARD, unit.cards[0].key))
            return [edge for edge in edges if edge.tail == target]
    return []


def edges_of(board: Board, constraint: str) -> list[Edge]:
    """All lines of one constraint."""
    item = board.outline.constraints.get(constraint)
    if item is None:
        return []
    if isinstance(item, Location):
        return _locations(board, _preferring(board, constraint))
    kind = EdgeKind.COLOCATION if isinstance(item, Colocation) else EdgeKind.ORDER
    return [
        Edge(constraint, kind, tail, head, repelling(item))
        for link in links_of(item)
        for tail, head in _pairs(board, _ends(board, link.tail), _ends(board, link.head))
        if tail != head
    ]


def all_locations(board: Board) -> list[Edge]:
    """The lines of all location constraints that name a node."""
    return _locations(
        board,
        ((card, p) for card in board.cards.values() for p in card.leaf.preferences),
    )


def touched_by(board: Board, constraint: str) -> Iterator[Target]:
    """What a constraint is about: cards, groups, nodes."""
    item = board.outline.constraints.get(constraint)
    if item is None:
        return
    if isinstance(item, Location):
        if item.node in board.columns:
            yield Target(TargetKind.NODE, item.node or "")
        yield from dict.fromkeys(
            _anchor(card, p.resource) for card, p in _preferring(board, constraint)
        )
        return
    for end in _named(item):
        yield from _ends(board, end)


def _named(item: Constraint) -> Iterable[End]:
    linked = dict.fromkeys(end for link in links_of(item) for end in link)
    return linked or [End(name) for name in constrained(item)]


def _preferring(board: Board, constraint: str) -> Iterator[tuple[Card, Preference]]:
    for leaf in board.outline.leaves.values():
        for preference in leaf.preferences:
            if preference.constraint == constraint:
                for card in board.by_resource.get(leaf.id, ()):
                    yield card, preference


def _locations(board: Board, found: Iterable[tuple[Card, Preference]]) -> list[Edge]:
    """One line for each resource and node: from the copy that is there, else from the nearest
    that runs, and only where none does from the tray.
    """
    order = {name: index for index, name in enumerate(board.columns)}
    best: dict[tuple[str, str], tuple[int, Edge]] = {}
    for card, preference in found:
        edge = _located(board, card, preference)
        if edge is None:
            continue
        key = (preference.constraint, preference.resource)
        away = order.get(card.node)
        rank = len(order) if away is None else abs(away - order[edge.head.key])
        if key not in best or rank < best[key][0]:
            best[key] = (rank, edge)
    return [edge for _, edge in best.values()]


def _located(board: Board, card: Card, preference: Preference) -> Edge | None:
    if preference.node not in board.columns or preference.node is None:
        return None
    return Edge(
        preference.constraint,
        EdgeKind.LOCATION,
        _anchor(card, preference.resource),
        Target(TargetKind.NODE, preference.node),
        preference.score < 0,
    )


def _anchor(card: Card, resource: str) -> Target:
    """A group's constraints begin at its frame, all others at the card."""
    if card.leaf.group is None or resource == card.leaf.id or card.node == TRAY:
        return Target(TargetKind.CARD, card.key)
    return Target(TargetKind.BOX, card.unit, card.node)


def _ends(board: Board, end: End) -> list[Target]:
    """What stands for a resource on the board: what runs, else what lies in the tray."""
    found: list[tuple[Card, str]] = []
    for resource in board.outline.aliases.get(end.resource, (end.resource,)):
        found += [(card, resource) for card in _cards(board, resource)]
    mark = _MARKS.get(end.role or "")
    found = [pair for pair in found if pair[0].mark is mark] or found
    running = [pair for pair in found if pair[0].node != TRAY]
    return list(dict.fromkeys(_anchor(card, resource) for card, resource in running or found))


def _cards(board: Board, resource: str) -> Iterator[Card]:
    outline = board.outline
    if resource in board.by_resource:
        yield from board.by_resource[resource]
    elif resource in outline.groups:
        for member in outline.groups[resource]:
            yield from board.by_resource.get(member, ())
    else:
        for leaf in outline.leaves.values():
            if leaf.clone == resource:
                yield from board.by_resource.get(leaf.id, ())


def _pairs(
    board: Board, tails: Sequence[Target], heads: Sequence[Target]
) -> Iterator[tuple[Target, Target]]:
    """Each end of the side that has fewer, with one on its own node where there is one."""
    if not tails or not heads:
        return
    if len(tails) <= len(heads):
        yield from ((tail, _nearest(board, tail, heads)) for tail in tails)
    else:
        yield from ((_nearest(board, head, tails), head) for head in heads)


def _nearest(board: Board, target: Target, others: Sequence[Target]) -> Target:
    node = node_of(board, target)
    return next((other for other in others if node_of(board, other) == node), others[0])


def node_of(board: Board, target: Target) -> str:
    """The column that a target is in, or ``TRAY``."""
    match target.kind:
        case TargetKind.CARD:
            return board.cards[target.key].node
        case TargetKind.BOX:
            return target.node
        case _:
            return target.key
