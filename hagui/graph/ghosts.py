"""What a prediction looks like on the board: who would come where, and who would go; no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hagui.cluster.rehearsal.model import Fate, Prediction, Verdict
from hagui.graph.board import Board
from hagui.graph.cards import TRAY, Card

_COMING = frozenset({Verdict.STARTS, Verdict.MOVES, Verdict.MIGRATES})


@dataclass(frozen=True, slots=True)
class Ghost:
    """What would come to a node: one resource, or members of a group together."""

    unit: str
    """Key of the unit whose row it takes where that is free; unique on its node."""
    node: str
    title: str
    fates: tuple[Fate, ...]
    """Of all that it stands for, in start order."""
    origin: str | None = None
    """Key of the card that it comes from, where there is one."""

    @property
    def outage(self) -> float | None:
        """Seconds of the longest known interruption among them."""
        return max((fate.outage for fate in self.fates if fate.outage is not None), default=None)


@dataclass(frozen=True, slots=True)
class Haunted:
    """A prediction by its places on one board."""

    ghosts: tuple[Ghost, ...] = ()
    marks: Mapping[str, Fate] = field(default_factory=dict[str, Fate])
    """By key of a card: what becomes of it."""
    fenced: frozenset[str] = frozenset()
    """Names of columns."""


def haunt(board: Board, prediction: Prediction | None) -> Haunted:
    """Where a prediction shows on a board; what it names and the board has not is left out."""
    if prediction is None:
        return Haunted()
    marks: dict[str, Fate] = {}
    coming: dict[tuple[str, str], list[tuple[Fate, Card | None]]] = {}
    for fate in prediction.fates:
        card = _card(board, fate)
        if card is not None:
            marks[card.key] = fate
        if fate.verdict in _COMING and fate.after in board.columns:
            unit = board.outline.leaf(fate.resource).group or fate.resource
            coming.setdefault((fate.after or "", unit), []).append((fate, card))
    ghosts = tuple(_ghost(board, node, unit, together) for (node, unit), together in coming.items())
    return Haunted(ghosts, marks, frozenset(prediction.fenced) & board.columns.keys())


def _ghost(board: Board, node: str, unit: str, together: list[tuple[Fate, Card | None]]) -> Ghost:
    members = board.outline.groups.get(unit, ())
    order = {member: number for number, member in enumerate(members)}
    together = sorted(together, key=lambda pair: order.get(pair[0].resource, 0))
    fates = tuple(fate for fate, _ in together)
    title = unit if len(together) > 1 else together[0][0].resource
    origin = next((card.key for _, card in together if card is not None), None)
    return Ghost(unit, node, title, fates, origin)


def _card(board: Board, fate: Fate) -> Card | None:
    """The card on which a fate is marked: where the instance is now, else in the tray."""
    wanted = TRAY if fate.before is None else fate.before
    shown = [board.cards[key] for key in board.by_instance.get(fate.key, ())]
    # copies of a clone are numbered anew as nodes come and go: the place tells more
    shown += board.by_resource.get(fate.resource, ())
    return next((card for card in shown if card.node == wanted), None)
