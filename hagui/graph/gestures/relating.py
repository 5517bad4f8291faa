"""What a line from one resource to another means, and what can be done with one; pure."""

from engine.cib.edits.naming import colocation_id, order_id
from engine.cib.edits.vocabulary import (
    AddColocation,
    AddOrder,
    ChangeConstraint,
    RemoveConstraint,
    SwapEnds,
)
from engine.cib.views import Colocation, Configuration, Constraint, Location, Order
from hagui.graph.gestures.around import group_of, promotable, resource, whole
from hagui.graph.gestures.model import (
    INFINITE,
    NEVER,
    Choice,
    Existing,
    Kind,
    Offer,
    Reconnected,
    Refusal,
    Related,
    Terms,
)
from hagui.graph.gestures.terms import sign, terms_of

_DRAWN = (Kind.FIRST, Kind.AFTER, Kind.WITH, Kind.APART)


def related(configuration: Configuration, question: Related) -> Offer | Refusal:
    """Start first or after, stay with, stay apart."""
    refusal = unrelatable(configuration, question.source, question.target)
    if refusal is not None:
        return refusal
    source = whole(configuration, question.source)
    target = whole(configuration, question.target)
    roles = tuple(name for name in (source, target) if promotable(configuration, name))
    made = {
        Kind.FIRST: lambda: _order(configuration, Kind.FIRST, source, target, roles),
        Kind.AFTER: lambda: _order(configuration, Kind.AFTER, target, source, roles),
        Kind.WITH: lambda: _together(configuration, Kind.WITH, source, target, roles),
        Kind.APART: lambda: _together(configuration, Kind.APART, source, target, roles),
    }
    kinds = question.kinds or _DRAWN
    return Offer(question, tuple(made[kind]() for kind in kinds), source, target)


def unrelatable(configuration: Configuration, first: str, second: str) -> Refusal | None:
    """Why no constraint can tie two resources together."""
    for name in (first, second):
        if resource(configuration, name) is None:
            return Refusal("unknown", {"resource": name})
    facts = {"resource": first, "other": second}
    group = group_of(configuration, first)
    if group is not None and group == group_of(configuration, second) and first != second:
        return Refusal("same-group", facts | {"group": group.id})
    if whole(configuration, first) == whole(configuration, second):
        return Refusal("same", facts)
    return None


def reconnected(configuration: Configuration, question: Reconnected) -> Offer | Refusal:
    """Put one end of a constraint elsewhere."""
    item = configuration.find(question.constraint)
    facts = {"constraint": question.constraint, "resource": question.target}
    if not isinstance(item, Location | Colocation | Order):
        return Refusal("no-end", facts)
    attribute, now, other, role = _end(item, head=question.head)
    if now is None:
        return Refusal("no-end", facts)
    target = question.target
    if attribute != "node":
        target = whole(configuration, target)
        refusal = None if other is None else unrelatable(configuration, target, other)
        if isinstance(item, Location):
            refusal = None
            if resource(configuration, target) is None:
                refusal = Refusal("unknown", {"resource": target})
        if refusal is not None:
            return refusal
    elif configuration.node(target) is None:
        return Refusal("unknown-node", {"node": target})
    if target == now:
        return Refusal("unchanged", facts)
    changed: dict[str, str | None] = {attribute: target}
    if role and attribute != "node" and not promotable(configuration, target):
        changed[role] = None
    choice = Choice(Kind.RECONNECT, (ChangeConstraint(item.id, changed),))
    return Offer(question, (choice,), item.id, target)


def end_of(constraint: Constraint, *, head: bool) -> str | None:
    """The resource or node at an end of a constraint's line; None where it is none that can be
    put elsewhere.
    """
    if not isinstance(constraint, Location | Colocation | Order):
        return None
    return _end(constraint, head=head)[1]


def existing(configuration: Configuration, question: Existing) -> Offer | Refusal:
    """Score or strictness, reverse, delete."""
    item = configuration.find(question.constraint)
    facts = {"constraint": question.constraint}
    choices: list[Choice] = []
    match item:
        case Location(node=str()):
            choices.append(_score(item))
        case Colocation():
            choices.append(_score(item))
            choices.append(Choice(Kind.REVERSE, (SwapEnds(item.id),)))
        case Order():
            for kind, word in (
                (Kind.MANDATORY, "Mandatory"),
                (Kind.OPTIONAL, "Optional"),
                (Kind.SERIALIZE, "Serialize"),
            ):
                attributes: dict[str, str | None] = {"kind": word}
                if item.score_text is not None:
                    attributes["score"] = None
                edits = () if item.kind == word else (ChangeConstraint(item.id, attributes),)
                choices.append(Choice(kind, edits))
            choices.append(Choice(Kind.REVERSE, (SwapEnds(item.id),)))
        case None:
            return Refusal("unknown-constraint", facts)
        case _:
            pass
    choices.append(Choice(Kind.DELETE, (RemoveConstraint(question.constraint),)))
    return Offer(question, tuple(choices), question.constraint)


def _score(item: Location | Colocation) -> Choice:
    terms = terms_of(item)
    return Choice(Kind.SCORE, (ChangeConstraint(item.id, {"score": terms.score}),), terms)


def _end(
    item: Location | Colocation | Order, *, head: bool
) -> tuple[str, str | None, str | None, str]:
    """An end's attribute, what it names, what the other end names, and its role's attribute.

    The last is empty where it has no role that only promotable resources can have.
    """
    match item:
        case Location():
            if head:
                return "node", item.node, item.resource, ""
            return "rsc", item.resource, None, "role" if item.role else ""
        case Colocation():
            if head:
                role = "with-rsc-role" if item.with_role else ""
                return "with-rsc", item.with_resource, item.resource, role
            return (
                "rsc",
                item.resource,
                item.with_resource,
                "rsc-role" if item.resource_role else "",
            )
        case Order():
            if head:
                role = "then-action" if item.then_action == "promote" else ""
                return "then", item.then, item.first, role
            role = "first-action" if item.first_action == "promote" else ""
            return "first", item.first, item.then, role


def _order(
    configuration: Configuration, kind: Kind, first: str, then: str, roles: tuple[str, ...]
) -> Choice:
    found = _pair(configuration, Order, first, then)
    id_ = order_id(configuration, first, then) if found is None else found.id
    terms = Terms() if found is None else terms_of(found)
    return Choice(
        kind,
        (AddOrder(id_, first, then),),
        terms,
        roles,
        replaces={} if found is None else {found.id: found},
    )


def _together(
    configuration: Configuration, kind: Kind, who: str, other: str, roles: tuple[str, ...]
) -> Choice:
    score = INFINITE if kind is Kind.WITH else NEVER
    found = _pair(configuration, Colocation, who, other)
    id_ = colocation_id(configuration, who, other) if found is None else found.id
    terms = Terms(score)
    if found is not None:
        terms = terms_of(found)
        if sign(terms.score) != sign(score):
            terms = Terms(score, terms.roles)
    return Choice(
        kind,
        (AddColocation(id_, who, other, score),),
        terms,
        roles,
        replaces={} if found is None else {found.id: found},
    )


def _pair(
    configuration: Configuration, kind: type[Order] | type[Colocation], tail: str, head: str
) -> Constraint | None:
    """The constraint of a kind that ties these two together already."""
    for item in configuration.constraints:
        if not isinstance(item, kind) or item.sets:
            continue
        ends = (
            (item.first, item.then)
            if isinstance(item, Order)
            else (item.resource, item.with_resource)
        )
        if ends == (tail, head):
            return item
    return None
