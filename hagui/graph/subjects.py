"""Between what views select (subjects) and what the topology view points at (targets)."""

from collections.abc import Set as AbstractSet

from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.board import Board
from hagui.graph.cards import TRAY
from hagui.graph.edges import touched_by
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
        case TargetKind.EDGE:
            return Subject(SubjectKind.CONSTRAINT, target.key)


def targets_of(board: Board, subject: Subject | None) -> list[Target]:
    """The cards and groups that stand for a subject: those whose constraints are its own."""
    if subject is None or subject.kind not in {SubjectKind.RESOURCE, SubjectKind.INSTANCE}:
        return []
    names = names_of(board, subject)
    boxes = [
        Target(TargetKind.BOX, key, name)
        for name, column in board.columns.items()
        for key in column.units
        if f"box:{key}" in names
    ]
    cards = [key for key in names if key in board.cards]
    # the idle members of a group would all say the same
    if subject.id in board.outline.groups:
        cards = [] if boxes else sorted(cards, key=lambda key: board.cards[key].number or 0)[:1]
    return boxes + [Target(TargetKind.CARD, key) for key in sorted(cards)]


def related_to(board: Board, subject: Subject | None) -> frozenset[str]:
    """What belongs to a subject, as the scene names it: the other instances of a resource, or
    what a constraint is about.
    """
    if subject is None:
        return frozenset()
    match subject.kind:
        case SubjectKind.INSTANCE:
            names = names_of(board, subject)
            resources = {board.cards[key].leaf.id for key in names}
            cards = (card for each in resources for card in board.by_resource.get(each, ()))
            return frozenset(card.key for card in cards) - names
        case SubjectKind.CONSTRAINT:
            return frozenset(_name(target) for target in touched_by(board, subject.id))
        case _:
            return frozenset()


def _name(target: Target) -> str:
    match target.kind:
        case TargetKind.NODE | TargetKind.SWITCH:
            return f"node:{target.key}"
        case TargetKind.BOX:
            return f"box:{target.key}"
        case TargetKind.CARD | TargetKind.EDGE:
            return target.key


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
    if subject.kind is SubjectKind.CONSTRAINT:
        about = list(touched_by(board, subject.id))
        about.sort(key=lambda target: target.kind is TargetKind.NODE)
        return about[0] if about else None
    names = names_of(board, subject)
    for name, column in board.columns.items():
        for key in column.units:
            if f"box:{key}" in names:
                return Target(TargetKind.BOX, key, name)
    found = [board.cards[key] for key in board.cards if key in names]
    found.sort(key=lambda card: card.node == TRAY)
    return Target(TargetKind.CARD, found[0].key) if found else None
