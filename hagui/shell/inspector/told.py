"""Constraints in several short lines: what they do, and what follows from it, both ways.

Which end depends on which is what people read wrongly most often, so each consequence is a line
of its own. What holds of Pacemaker: a colocated resource never keeps the other from running; an
order of the kind Mandatory also stops and restarts what comes after.
"""

from collections.abc import Callable

from engine.cib.score import INFINITY
from engine.cib.views import Colocation, Constraint, Location, Order
from hagui.i18n import tr
from hagui.phrases import constraint_sentence, order_reverse
from hagui.phrases.constraints import in_role

Name = Callable[[str], str]


def told(item: Constraint, name: Name) -> tuple[str, ...]:
    """The sentence, and what follows from it."""
    match item:
        case Colocation(sets=(), node_attribute=None | "#uname"):
            lines = _colocation(item, name)
        case Order(sets=()):
            lines = _order(item, name)
        case Location(rules=(), node=str()):
            lines = [constraint_sentence(item, name), *_location(item, name)]
        case _:
            lines = constraint_sentence(item, name).split("; ")
    return tuple(tr("told", "{line}.", line=_capital(line)) for line in lines)


def _capital(text: str) -> str:
    """The first letter large, unless a name stands there."""
    return text if text.startswith("<b>") else text[:1].upper() + text[1:]


def _colocation(item: Colocation, name: Name) -> list[str]:
    again = name(item.resource or "?")
    who = in_role(again, item.resource_role)
    other = in_role(name(item.with_resource or "?"), item.with_role)
    score = item.score
    if score >= INFINITY:
        none = (
            tr("told", "If there is no primary, {who} stops", who=again)
            if item.with_role == "Promoted"
            else tr("told", "If {other} runs nowhere, {who} stops", other=other, who=again)
        )
        if item.resource_role == "Promoted":
            none = tr(
                "told", "If {other} runs nowhere, {who} is not promoted", other=other, who=again
            )
        return [
            tr("told", "{who} stays with {other}", who=who, other=other),
            tr("told", "If {other} moves, {who} follows", other=other, who=who),
            none,
            tr("told", "{other} runs without {who} too", other=other, who=who),
        ]
    if score <= -INFINITY:
        return [
            tr("told", "{who} never runs where {other} runs", who=who, other=other),
            tr("told", "If {other} comes to its node, {who} leaves", other=other, who=who),
            tr("told", "If no other node is left, {who} stops", who=again),
        ]
    if score < 0:
        return [
            tr("told", "{who} keeps away from {other} if it can", who=who, other=other),
            tr("told", "If no other node is left, both run on one"),
        ]
    if score == 0:
        return [tr("told", "{who} does not mind where {other} runs", who=who, other=other)]
    return [
        tr("told", "{who} runs with {other} if it can", who=who, other=other),
        tr("told", "If it cannot, it runs elsewhere"),
    ]


def _order(item: Order, name: Name) -> list[str]:
    lines = [constraint_sentence(item, name)]
    back = order_reverse(item, name)
    if back:
        lines.append(back)
    first, then = name(item.first or "?"), name(item.then or "?")
    plain = item.first_action == "start" and item.then_action == "start"
    if item.kind == "Mandatory" and plain and item.symmetrical:
        lines.append(tr("told", "If {first} restarts, {then} restarts too", first=first, then=then))
    if item.kind == "Optional":
        lines.append(tr("told", "Each also starts and stops without the other"))
    return lines


def _location(item: Location, name: Name) -> list[str]:
    node = name(item.node or "?")
    if item.score >= INFINITY:
        return [tr("told", "While {node} is down, it runs elsewhere", node=node)]
    if item.score <= -INFINITY:
        return [tr("told", "Not even if no other node is left")]
    if item.score < 0:
        return [tr("told", "If no other node is left, it runs there after all")]
    if item.score > 0:
        return [tr("told", "Scores of all constraints and stickiness add up; the highest wins")]
    return []
