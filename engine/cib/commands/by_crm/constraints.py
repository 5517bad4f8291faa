"""Constraints, in crm's words; what its language cannot say is given to it as XML."""

from collections.abc import Iterator

from engine.cib.commands.by_crm.configure import configure, update
from engine.cib.commands.by_crm.rules import rule_words
from engine.cib.commands.cibadmin import constraint_of, text
from engine.cib.commands.mentions import copied
from engine.cib.commands.shell import line, named, plain
from engine.cib.commands.steps import Step
from engine.cib.views import Colocation, Constraint, Location, Order, Ticket, constrained


def add_constraint(step: Step, id_: str) -> list[str] | None:
    """``configure location``, ``colocation``, ``order``, ``rsc_ticket``, or ``xml``."""
    made = step.after.find(id_)
    if isinstance(made, Constraint) and any(copied(step.after, end) for end in constrained(made)):
        return None  # crm wants the clone to be named, and its check may refuse what is in it
    words = _words(made)
    if words is not None:
        return configure([words])
    element = constraint_of(step.cib_after, id_)
    xml = "" if element is None else text(element)
    # crm takes its words apart once more: what has quotes or backslashes in it is not for it.
    return None if not xml or set("'\\") & set(xml) else [line("crm", "configure", "xml", xml)]


def change_constraint(step: Step, id_: str) -> list[str] | None:
    """``configure load update``: the whole constraint anew, in its place."""
    words = _words(step.after.find(id_))
    return None if words is None else [update(words)]


def remove_constraint(step: Step, id_: str) -> list[str] | None:
    """``configure delete``."""
    del step
    return configure([("delete", id_)]) if named(id_) else None


def _words(constraint: object) -> tuple[str, ...] | None:
    """The definition of a constraint; None where crm's language does not reach."""
    match constraint:
        case Location():
            found = _location(constraint)
        case Colocation():
            found = _colocation(constraint)
        case Order():
            found = _order(constraint)
        case Ticket():
            found = _ticket(constraint)
        case _:
            return None
    words = tuple(found)
    if not words or not plain(*words) or not _simple(constraint):
        return None
    return words


def _simple(constraint: Constraint) -> bool:
    if constraint.sets or (not isinstance(constraint, Ticket) and constraint.lifetime):
        return False
    return named(constraint.id)


def _location(location: Location) -> Iterator[str]:
    if location.resource is None or not named(location.resource):
        return
    rules = [word for rule in location.rules for word in rule_words(rule) or ("",)]
    if location.rules:
        tail = rules
    elif location.node is None or location.score_text is None or not named(location.node):
        return
    else:
        tail = [f"{location.score_text}:", location.node]
    yield from ("location", location.id, location.resource)
    if location.role is not None:
        yield f"role={location.role}"
    if location.discovery != "always":
        yield f"resource-discovery={location.discovery}"
    yield from tail


def _colocation(colocation: Colocation) -> Iterator[str]:
    ends = (colocation.resource, colocation.with_resource)
    attribute = colocation.node_attribute
    if (
        not all(ends)
        or not named(*ends)
        or colocation.score_text is None
        or colocation.influence is not None
        or (attribute is not None and attribute != attribute.lower())  # crm writes it small
    ):
        return
    yield from ("colocation", colocation.id, f"{colocation.score_text}:")
    yield _with(colocation.resource, colocation.resource_role)
    yield _with(colocation.with_resource, colocation.with_role)
    if attribute is not None:
        yield f"node-attribute={attribute}"


def _order(order: Order) -> Iterator[str]:
    if (
        not (order.first and order.then)
        or not named(order.first, order.then)
        or not order.require_all
    ):
        return
    yield from ("order", order.id, f"{order.kind}:")
    bare = order.first_action == order.then_action == "start"
    yield _with(order.first, None if bare else order.first_action)
    yield _with(order.then, None if bare else order.then_action)
    if order.symmetrical != (order.kind != "Serialize"):
        yield f"symmetrical={str(order.symmetrical).lower()}"


def _ticket(ticket: Ticket) -> Iterator[str]:
    if ticket.resource is None or not named(ticket.resource, ticket.ticket):
        return
    yield from ("rsc_ticket", ticket.id, f"{ticket.ticket}:", _with(ticket.resource, ticket.role))
    if ticket.loss_policy != "stop":
        yield f"loss-policy={ticket.loss_policy}"


def _with(resource: str | None, suffix: str | None) -> str:
    return f"{resource}:{suffix}" if suffix else resource or ""
