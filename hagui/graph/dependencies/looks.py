"""How a unit looks now: from configuration and state to words and marks. No Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from engine.cib.state.model import Instance
from engine.cib.views import Bundle
from hagui.graph import words as topology_words
from hagui.graph.board import Board
from hagui.graph.cards import TRAY, Card
from hagui.graph.dependencies import words
from hagui.graph.dependencies.model import Unit, UnitKind
from hagui.graph.marks import Mark, Tone

MOST_COPIES: Final = 4
"""Rows of instances that a box shows; where there are more, the last one counts the rest."""

_PRESSING: Final = (
    Mark.MULTIPLE,
    Mark.BLOCKED,
    Mark.FAILED,
    Mark.PENDING,
    Mark.ORPHANED,
    Mark.UNKNOWN,
    Mark.STOPPED,
    Mark.PROMOTED,
    Mark.UNPROMOTED,
    Mark.STARTED,
)
_CALM: Final = frozenset({Mark.PROMOTED, Mark.UNPROMOTED, Mark.STARTED})


@dataclass(frozen=True, slots=True)
class Row:
    """One member, or one instance of a copied resource."""

    text: str
    mark: Mark
    word: str
    tone: Tone
    key: str = ""
    """``Instance.key`` of what it shows; empty where it stands for several."""
    instances: tuple[str, ...] = ()
    """Keys of all instances that it stands for."""


@dataclass(frozen=True, slots=True)
class Look:
    """One unit as it is now."""

    title: str
    kind: str
    """What it is, beside the title of a box; the agent's type on a card."""
    mark: Mark
    word: str
    tone: Tone
    detail: str
    """Where it runs, or why it does not."""
    members: tuple[Row, ...] = ()
    copies: tuple[Row, ...] = ()

    @property
    def urgent(self) -> bool:
        """Whether a person is needed."""
        return self.mark.urgent


def copies_of(unit: Unit, board: Board) -> int:
    """How many rows of instances a unit shows; it does not change with their states."""
    if unit.kind in {UnitKind.PRIMITIVE, UnitKind.GROUP}:
        return 0
    return min(MOST_COPIES, len(_instances(unit, board)))


def look_of(unit: Unit, board: Board) -> Look:
    """How a unit looks."""
    if not unit.boxed:
        return _card(unit, board)
    members = tuple(
        _member(number, member, board, copied=unit.kind is UnitKind.CLONE)
        for number, member in enumerate(unit.members, 1)
    )
    if unit.kind is UnitKind.GROUP:
        return _group(unit, board, members)
    return _copied(unit, board, members)


def _card(unit: Unit, board: Board) -> Look:
    card = _foremost(board.by_resource.get(unit.id, ()))
    kind = words.agent(unit.resource)
    if card is None:
        return Look(unit.id, kind, Mark.STOPPED, words.unknown(), Tone.DIM, "")
    word, detail = words.standing(card)
    return Look(unit.id, kind, card.mark, word, card.tone, detail)


def _group(unit: Unit, board: Board, members: tuple[Row, ...]) -> Look:
    cards = [_foremost(board.by_resource.get(member, ())) for member in unit.members]
    nodes = dict.fromkeys(card.node for card in cards if card is not None and card.node != TRAY)
    active = sum(1 for card in cards if card is not None and card.instance.active)
    mark, word, tone = _worst(members)
    detail = words.on(nodes) if nodes else ""
    if 0 < active < len(members):
        word = words.partly(active, len(members)) if mark in _CALM | {Mark.STOPPED} else word
        tone = tone if mark.urgent else Tone.WARNING
    return Look(unit.id, words.kind(unit), mark, word, tone, detail, members)


def _copied(unit: Unit, board: Board, members: tuple[Row, ...]) -> Look:
    found = _instances(unit, board)
    active = sum(1 for each in found if any(i.active for i in each))
    rows = _copies(board, found)
    marks = [_mark(each, board) for each in found]
    mark = min(marks, key=_PRESSING.index, default=Mark.STOPPED)
    if mark is Mark.STOPPED and active:
        mark = min((m for m in marks if m is not Mark.STOPPED), key=_PRESSING.index, default=mark)
    tone = mark.tone
    word = words.partly(active, len(found))
    return Look(unit.id, words.kind(unit), mark, word, tone, "", members, rows)


def _instances(unit: Unit, board: Board) -> list[list[Instance]]:
    """The instances of each copy: of a primitive one, of a group those of all its members."""
    copies: dict[object, list[Instance]] = {}
    for primitive in _copied_primitives(unit, board):
        for key in board.instances.get(primitive, ()):
            instance = board.state.instances[key]
            # the containers of a bundle are resources of their own
            which = instance.number if instance.number is not None else primitive
            copies.setdefault(which, []).append(instance)
    return list(copies.values())


def _copied_primitives(unit: Unit, board: Board) -> Sequence[str]:
    if unit.copied is not None:
        return (unit.copied,)
    if isinstance(unit.resource, Bundle):
        implied = f"{unit.id}-{unit.resource.runtime}-"
        return [name for name in board.instances if name.startswith(implied)]
    return unit.members


def _copies(board: Board, found: Sequence[Sequence[Instance]]) -> tuple[Row, ...]:
    order = {name: index for index, name in enumerate(board.columns)}

    def place(copy: Sequence[Instance]) -> int:
        nodes = [order.get(n, len(order)) for i in copy for n in i.nodes]
        return min(nodes, default=len(order) + 1)

    ranked = sorted(found, key=place)
    if len(ranked) <= MOST_COPIES:
        return tuple(_copy(copy, board) for copy in ranked)
    pressing = sorted(ranked, key=lambda copy: _PRESSING.index(_mark(copy, board)))
    quiet_last = sorted(pressing, key=lambda copy: _mark(copy, board) is Mark.STOPPED)
    shown, rest = quiet_last[: MOST_COPIES - 1], quiet_last[MOST_COPIES - 1 :]
    return (*(_copy(copy, board) for copy in shown), _rest(rest, board))


def _copy(copy: Sequence[Instance], board: Board) -> Row:
    mark = _mark(copy, board)
    first = min(copy, key=lambda instance: _PRESSING.index(_mark([instance], board)))
    nodes = dict.fromkeys(node for instance in copy for node in instance.nodes)
    word = words.copy_word(first, mark)
    text = ", ".join(nodes) or words.nowhere()
    keys = tuple(instance.key for instance in copy)
    return Row(text, mark, word, mark.tone, keys[0] if len(keys) == 1 else "", keys)


def _rest(rest: Sequence[Sequence[Instance]], board: Board) -> Row:
    marks = [_mark(copy, board) for copy in rest]
    mark = min(marks, key=_PRESSING.index)
    active = sum(1 for copy in rest if any(i.active for i in copy))
    keys = tuple(instance.key for copy in rest for instance in copy)
    if mark is Mark.STOPPED and active:
        mark = Mark.STARTED
    return Row(words.more(len(rest)), mark, words.active(active), mark.tone, "", keys)


def _mark(copy: Iterable[Instance], board: Board) -> Mark:
    marks: list[Mark] = []
    for instance in copy:
        keys = board.by_instance.get(instance.key, ())
        marks += [board.cards[key].mark for key in keys if key in board.cards]
    return min(marks, key=_PRESSING.index, default=Mark.STOPPED)


def _member(number: int, member: str, board: Board, *, copied: bool) -> Row:
    cards = board.by_resource.get(member, ())
    text = f"{number} {member}"
    keys = board.instances.get(member, ())
    if copied:
        active = sum(1 for key in keys if board.state.instances[key].active)
        mark = min((card.mark for card in cards), key=_PRESSING.index, default=Mark.STOPPED)
        if mark is Mark.STOPPED and active:
            mark = min((c.mark for c in cards if c.node != TRAY), key=_PRESSING.index)
        word = words.partly(active, len(keys))
        return Row(text, mark, word, mark.tone, "", tuple(keys))
    card = _foremost(cards)
    if card is None:
        return Row(text, Mark.STOPPED, words.unknown(), Tone.DIM)
    word = topology_words.card_word(card)
    return Row(text, card.mark, word, card.tone, card.instance.key, (card.instance.key,))


def _foremost(cards: Sequence[Card]) -> Card | None:
    return min(cards, key=lambda card: _PRESSING.index(card.mark), default=None)


def _worst(rows: Sequence[Row]) -> tuple[Mark, str, Tone]:
    if not rows:
        return Mark.STOPPED, words.empty(), Tone.DIM
    row = min(rows, key=lambda row: _PRESSING.index(row.mark))
    if row.mark is Mark.STOPPED:
        calm = [each for each in rows if each.mark in _CALM]
        row = calm[0] if calm else row
    return row.mark, row.word, row.tone
