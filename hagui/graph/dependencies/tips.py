"""The tool tip of whatever is pointed at; screen readers hear the same."""

from typing import Final

from hagui.graph import words as topology_words
from hagui.graph.board import Board
from hagui.graph.cards import Card
from hagui.graph.dependencies import words
from hagui.graph.dependencies.emphasis import touching
from hagui.graph.dependencies.hits import Found, Part
from hagui.graph.dependencies.looks import Look
from hagui.graph.dependencies.model import Plan
from hagui.graph.why import Explainer

_MOST: Final = 6
"""Constraints that a tip tells in full."""


def tip(plan: Plan, board: Board, found: Found, look: Look | None, why: Explainer | None) -> str:
    """What to say of something in the diagram."""
    match found.part:
        case Part.TAG | Part.LABEL | Part.LINE | Part.HUB:
            constraint = plan.constraints.get(found.constraint)
            return "" if constraint is None else words.constraint_tip(constraint)
        case Part.TOGGLE:
            return words.toggle_tip()
        case Part.MEMBER | Part.COPY if found.instance:
            return _instance(board, found.instance, why)
        case _:
            return _unit(plan, board, found, look, why)


def _unit(plan: Plan, board: Board, found: Found, look: Look | None, why: Explainer | None) -> str:
    cards = board.by_resource.get(found.unit, ())
    if cards:
        lines = [_card(board, cards[0], why)]
    elif look is not None:
        head = words.SEPARATOR.join(part for part in (look.title, look.kind, look.word) if part)
        lines = [head, *(f"{row.text}: {row.word}" for row in (*look.members, *look.copies))]
    else:
        lines = [found.unit]
    # what a card's tip says of its locations already
    told = {tag.constraint.id for tag in plan.tags.get(found.unit, ())} if cards else set[str]()
    ids = [each for each in touching(plan, found.unit) if each not in told]
    lines += [words.sentence(plan.constraints[each]) for each in ids[:_MOST]]
    if len(ids) > _MOST:
        lines.append(words.more_constraints(len(ids) - _MOST))
    return "\n".join(line for line in lines if line)


def _instance(board: Board, key: str, why: Explainer | None) -> str:
    cards = [board.cards[each] for each in board.by_instance.get(key, ()) if each in board.cards]
    return _card(board, cards[0], why) if cards else key


def _card(board: Board, card: Card, why: Explainer | None) -> str:
    reasons = why(card) if why is not None else ()
    return topology_words.card_tip(card, board.outline.constraints, reasons)
