"""Constraints as sentences, as short texts for the tree, and their scores as chips.

The direction of colocation and the order of sets are what people read wrongly most often, so the
sentence always says who follows whom. Directions of sets follow Pacemaker's scheduler: an
earlier colocation set depends on the next one, within a set each on the one before it.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from engine.cib.views import (
    AttributeExpression,
    Colocation,
    Constraint,
    Location,
    Order,
    ResourceSet,
    Ticket,
)
from hagui.i18n import tr
from hagui.phrases.rules import rule_words
from hagui.phrases.units import INFINITY, score

Name = Callable[[str], str]
"""Dresses a name (bold, escaped) where the sentence is shown as rich text."""


def plain(name: str) -> str:
    """A name as it is."""
    return name


def constraint_sentence(item: Constraint, name: Name = plain) -> str:
    """What a constraint does."""
    match item:
        case Location():
            return _location(item, name)
        case Colocation(sets=()):
            return _colocation(item, name)
        case Colocation():
            return _colocation_sets(item, name)
        case Order(sets=()):
            return _order(item, name)
        case Order():
            return _order_sets(item, name)
        case Ticket():
            return _ticket(item, name)


def constraint_short(item: Constraint) -> tuple[str, str]:
    """A few words, and the score beside them."""
    chip = constraint_chip(item)
    match item:
        case Location(node=str()):
            who = _located(item, plain)
            if item.score < 0:
                return tr("constraint", "{who} not on {node}", who=who, node=item.node), chip
            return tr("constraint", "{who} on {node}", who=who, node=item.node), chip
        case Location() if (node := only_node(item)) is not None:
            who = _located(item, plain)
            return tr("constraint", "{who} only on {node}", who=who, node=node), chip
        case Location():
            return tr("constraint", "{who} by rule", who=_located(item, plain)), chip
        case Colocation():
            ends = _ends(item.sets) or (item.resource or "?", item.with_resource or "?")
            if item.score < 0:
                who, other = ends[0], tr("constraint", " and ").join(ends[1:])
                return tr("constraint", "{who} apart from {other}", who=who, other=other), chip
            return tr("constraint", " with ").join(ends), chip
        case Order():
            ends = _ends(item.sets) or (item.first or "?", item.then or "?")
            return tr("constraint", ", then ").join(ends), chip
        case Ticket():
            who = item.resource or ", ".join(_ends(item.sets))
            return tr("constraint", "{who} needs {ticket}", who=who, ticket=item.ticket), chip


def constraint_chip(item: Constraint) -> str:
    """The score, or what stands for it."""
    match item:
        case Location():
            if item.rules and item.node is None:
                first = item.rules[0]
                if first.score_attribute is not None:
                    return first.score_attribute
                return score(first.score if first.score is not None else item.score)
            return score(item.score)
        case Colocation():
            if item.score_text is None and item.sets and item.sets[0].score is not None:
                return score(item.sets[0].score)
            return score(item.score)
        case Order(kind="Optional"):
            return tr("constraint", "optional")
        case Order(kind="Serialize"):
            return tr("constraint", "one at a time")
        case Order():
            return "∞"
        case Ticket():
            return item.loss_policy


def constraint_glyph(item: Constraint) -> str:
    """A shape for each kind."""
    match item:
        case Location():
            return "◎"
        case Colocation(score=value):
            return "⊖" if value < 0 else "⊕"
        case Order():
            return "→"
        case Ticket():
            return "▭"


def constraint_kind(item: Constraint) -> str:
    """The field's own word for the kind."""
    match item:
        case Location():
            return tr("constraint", "location")
        case Colocation():
            return tr("constraint", "colocation")
        case Order():
            return tr("constraint", "order")
        case Ticket():
            return tr("constraint", "ticket")


def only_node(item: Location) -> str | None:
    """The one node that a location leaves, where its rule forbids all others."""
    if item.node is not None or len(item.rules) != 1:
        return None
    rule = item.rules[0]
    if rule.score is None or rule.score > -INFINITY or len(rule.expressions) != 1:
        return None
    match rule.expressions[0]:
        case AttributeExpression(attribute="#uname", operation="ne", value=str(node)):
            return node
        case _:
            return None


def _located(item: Location, name: Name) -> str:
    if item.resource is not None:
        who = name(item.resource)
    elif item.pattern is not None:
        who = tr("constraint", "resources like {pattern}", pattern=name(item.pattern))
    else:
        who = _listed([r for group in item.sets for r in group.resources], name)
    return in_role(who, item.role)


def _location(item: Location, name: Name) -> str:
    who = _located(item, name)
    if item.node is not None:
        return _liking(who, item.score, tr("constraint", "on {node}", node=name(item.node)))
    only = only_node(item)
    if only is not None:
        return tr("constraint", "{who} runs on {node} and nowhere else", who=who, node=name(only))
    sentences: list[str] = []
    for rule in item.rules:
        where = tr("constraint", "where {rule}", rule=rule_words(rule))
        if rule.score_attribute is not None:
            text = tr(
                "constraint",
                "{who} is drawn to nodes {where}, as much as their attribute {attribute} says",
                who=who,
                where=where,
                attribute=rule.score_attribute,
            )
        else:
            value = rule.score if rule.score is not None else item.score
            text = _liking(in_role(who, rule.role), value, where)
        sentences.append(text)
    return "; ".join(sentences) or tr("constraint", "{who} is not bound to any node", who=who)


def _liking(who: str, value: int, where: str) -> str:
    if value <= -INFINITY:
        return tr("constraint", "{who} never runs {where}", who=who, where=where)
    if value < 0:
        return tr("constraint", "{who} rather does not run {where}", who=who, where=where)
    if value >= INFINITY:
        return tr("constraint", "{who} runs {where} whenever it can", who=who, where=where)
    if value == 0:
        return tr("constraint", "{who} may run {where}", who=who, where=where)
    return tr("constraint", "{who} prefers to run {where}", who=who, where=where)


def _colocation(item: Colocation, name: Name) -> str:
    who = in_role(name(item.resource or "?"), item.resource_role)
    again = name(item.resource or "?")
    other = in_role(name(item.with_resource or "?"), item.with_role)
    if item.node_attribute and item.node_attribute != "#uname":
        same = tr(
            "constraint",
            "{who} runs on a node with the same {attribute} as {other}",
            who=who,
            attribute=item.node_attribute,
            other=other,
        )
        apart = tr(
            "constraint",
            "{who} runs on a node with another {attribute} than {other}",
            who=who,
            attribute=item.node_attribute,
            other=other,
        )
        return apart if item.score < 0 else same
    if item.score >= INFINITY:
        return tr(
            "constraint",
            "{who} stays with {other}; if that moves, {again} follows",
            who=who,
            other=other,
            again=again,
        )
    if item.score <= -INFINITY:
        return tr("constraint", "{who} never runs where {other} runs", who=who, other=other)
    if item.score < 0:
        return tr("constraint", "{who} keeps away from {other} if it can", who=who, other=other)
    return tr("constraint", "{who} runs with {other} if it can", who=who, other=other)


def _colocation_sets(item: Colocation, name: Name) -> str:
    value = item.score
    first_score = item.sets[0].score
    if item.score_text is None and first_score is not None:
        value = first_score
    groups = [in_role(_listed(group.resources, name), group.role) for group in item.sets]
    if len(groups) == 1:
        if value < 0:
            return tr("constraint", "{who} keep apart from each other", who=groups[0])
        return tr("constraint", "{who} stay together, each with the one before it", who=groups[0])
    chain = [
        tr("constraint", "{who} keep away from {other}", who=who, other=other)
        if value < 0
        else tr("constraint", "{who} stay with {other}", who=who, other=other)
        for who, other in pairwise(groups)
    ]
    return "; ".join(chain)


def _order(item: Order, name: Name) -> str:
    first, then = name(item.first or "?"), name(item.then or "?")
    done, does = _done(first, item.first_action), _does(then, item.then_action)
    if item.kind == "Serialize":
        return tr(
            "constraint",
            "{first} and {then} never start or stop at the same time",
            first=first,
            then=then,
        )
    if item.kind == "Optional":
        return tr("constraint", "{does} after {done}, if both are due", does=does, done=done)
    return tr("constraint", "{does} only after {done}", does=does, done=done)


def order_reverse(item: Order, name: Name = plain) -> str:
    """What a symmetrical order means for stopping; empty for any other."""
    if not item.symmetrical or item.kind == "Serialize" or item.sets:
        return ""
    back = {"start": "stop", "stop": "start", "promote": "demote", "demote": "promote"}
    if item.first_action not in back or item.then_action not in back:
        return ""
    does = _does(name(item.first or "?"), back[item.first_action])
    done = _done(name(item.then or "?"), back[item.then_action])
    return tr("constraint", "{does} only after {done}", does=does, done=done)


def _done(who: str, action: str) -> str:
    match action:
        case "promote":
            return tr("constraint", "{who} is promoted", who=who)
        case "demote":
            return tr("constraint", "{who} is demoted", who=who)
        case "stop":
            return tr("constraint", "{who} has stopped", who=who)
        case _:
            return tr("constraint", "{who} has started", who=who)


def _does(who: str, action: str) -> str:
    match action:
        case "promote":
            return tr("constraint", "{who} is promoted", who=who)
        case "demote":
            return tr("constraint", "{who} is demoted", who=who)
        case "stop":
            return tr("constraint", "{who} stops", who=who)
        case _:
            return tr("constraint", "{who} starts", who=who)


def _order_sets(item: Order, name: Name) -> str:
    groups: list[str] = []
    for group in item.sets:
        if group.sequential:
            glue = tr("constraint", ", then ")
        elif group.require_all:
            glue = tr("constraint", " and ")
        else:
            glue = tr("constraint", " or ")
        text = glue.join(name(resource) for resource in group.resources)
        groups.append(f"({text})" if len(group.resources) > 1 and len(item.sets) > 1 else text)
    chain = tr("constraint", ", then ").join(groups)
    if item.kind == "Optional":
        return tr("constraint", "in this order, as far as they are due: {chain}", chain=chain)
    if item.kind == "Serialize":
        return tr("constraint", "one at a time: {chain}", chain=chain)
    return tr("constraint", "in this order: {chain}", chain=chain)


def _ticket(item: Ticket, name: Name) -> str:
    who = name(item.resource) if item.resource else ""
    if not who:
        who = _listed([r for group in item.sets for r in group.resources], name)
    who = in_role(who, item.role)
    ticket = name(item.ticket)
    match item.loss_policy:
        case "demote":
            end = tr("constraint", "without it, it is demoted")
        case "fence":
            end = tr("constraint", "without it, the nodes that run it are fenced")
        case "freeze":
            end = tr("constraint", "without it, it stays as it is")
        case _:
            end = tr("constraint", "without it, it stops")
    return tr(
        "constraint",
        "{who} may run only while this site has ticket {ticket}; {end}",
        who=who,
        ticket=ticket,
        end=end,
    )


def in_role(who: str, role: str | None) -> str:
    """A resource where it has that role; as it is where any role will do."""
    match role:
        case "Promoted":
            return tr("constraint", "{who}'s primary", who=who)
        case "Unpromoted":
            return tr("constraint", "{who}'s unpromoted copy", who=who)
        case _:
            return who


def _listed(names: Sequence[str], name: Name) -> str:
    return ", ".join(name(item) for item in names)


def _ends(sets: Sequence[ResourceSet]) -> tuple[str, ...]:
    return tuple(" ".join(group.resources) for group in sets)
