"""Between what views select (subjects) and what the topology view points at (targets)."""

from collections.abc import Set as AbstractSet

from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.board import Board
from hagui.graph.cards import TRAY
from hagui.graph.layout.targets import Target, TargetKind


def subject_of(board: Board, target: Target) -> Subject | None:
    """The subject that a target stands for; None where it is no more."""
    match target.kind:
        case TargetKind.CARD:
            card = board.cards.get(target.key)
            if card is None:
                return None
            if len(card.copies) > 1:
                return Subject(SubjectKind.RESOURCE, card.leaf.id)
            return Subject(SubjectKind.INSTANCE, card.instance.key)
        case TargetKind.BOX:
            column = board.columns.get(target.node)
            unit = None if column is None else column.units.get(target.key)
            return None if unit is None else Subject(SubjectKind.RESOURCE, unit.group or unit.key)
        case TargetKind.NODE | TargetKind.SWITCH:
            return Subject(SubjectKind.NODE, target.key)


def names_of(board: Board, subject: Subject | None) -> frozenset[str]:
    """What the scene frames for a subject: card keys, ``node:`` and ``box:`` names."""
    if subject is None:
        return frozenset()
    match subject.kind:
        case SubjectKind.NODE:
            return frozenset({f"node:{subject.id}"})
        case SubjectKind.INSTANCE:
            return frozenset(board.by_instance.get(subject.id, ()))
        case SubjectKind.RESOURCE:
            if subject.id in board.outline.groups:
                boxes = {
                    f"box:{unit.key}"
                    for column in board.columns.values()
                    for unit in column.units.values()
                    if unit.group == subject.id
                }
                idle = {c.key for c in board.tray if c.leaf.group == subject.id}
                return frozenset(boxes | idle)
            return frozenset(
                key
                for key, card in board.cards.items()
                if subject.id in {card.leaf.id, card.leaf.clone}
            )
        case _:
            return frozenset()


def found_by(board: Board, keys: AbstractSet[str]) -> frozenset[str]:
    """Keys of the cards that a search found.

    Args:
        board: where they are.
        keys: instance keys, ids of primitives, groups and clones, names of nodes.
    """
    return frozenset(
        key
        for key, card in board.cards.items()
        if not keys.isdisjoint(card.copies)
        or {card.leaf.id, card.leaf.group, card.leaf.clone, card.node} & keys
    )


def target_of(board: Board, subject: Subject | None) -> Target | None:
    """The first thing on the board that stands for a subject."""
    if subject is None:
        return None
    if subject.kind is SubjectKind.NODE:
        return Target(TargetKind.NODE, subject.id) if subject.id in board.columns else None
    names = names_of(board, subject)
    for name, column in board.columns.items():
        for key in column.units:
            if f"box:{key}" in names:
                return Target(TargetKind.BOX, key, name)
    found = [board.cards[key] for key in board.cards if key in names]
    found.sort(key=lambda card: card.node == TRAY)
    return Target(TargetKind.CARD, found[0].key) if found else None
