"""The tool tip of whatever is pointed at; screen readers hear the same."""

from collections.abc import Callable, Sequence

from hagui.graph import words
from hagui.graph.board import Board
from hagui.graph.cards import Card
from hagui.graph.layout.targets import Target, TargetKind


def tip(
    board: Board, target: Target, why: Callable[[Card], Sequence[str]], *, read_only: bool
) -> str:
    """What to say of a target.

    Args:
        board: the board that it is on.
        target: what is pointed at.
        why: says in sentences why a card does not run.
        read_only: whether switches act.
    """
    match target.kind:
        case TargetKind.CARD:
            card = board.cards[target.key]
            return words.card_tip(card, board.outline.constraints, why(card))
        case TargetKind.SWITCH:
            return words.switch_tip(board.columns[target.key], read_only=read_only)
        case TargetKind.NODE:
            return words.column_tip(board.columns[target.key])
        case TargetKind.BOX:
            unit = board.columns[target.node].units[target.key]
            return words.box_tip(unit, board.outline.constraints)
        case TargetKind.EDGE:
            return words.edge_tip(board.outline.constraints[target.key])
