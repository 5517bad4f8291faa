"""Constraints, in pcs's words.

pcs has no words for changing a constraint, refuses a second one of the same ends, and when it
adds a location removes another one of the same resource and node; cibadmin does all that.
"""

from collections.abc import Iterator

from engine.cib.commands.by_pcs.rules import rule_words
from engine.cib.commands.mentions import copied
from engine.cib.commands.shell import line, named
from engine.cib.commands.steps import Step
from engine.cib.views import (
    Colocation,
    Configuration,
    Constraint,
    Location,
    Order,
    ResourceSet,
    Ticket,
    constrained,
)


def add_constraint(step: Step, id_: str) -> list[str] | None:
    """``constraint location``, ``colocation``, ``order``, ``ticket``, each also with sets."""
    made = step.after.find(id_)
    if not isinstance(made, Constraint) or not _acceptable(step.before, made):
        return None
    match made:
        case Location():
            found = list(_location(made))
        case Colocation():
            found = list(_colocation(made))
        case Order():
            found = list(_order(made))
        case Ticket():
            found = list(_ticket(made))
    if not found or any("" in words for words in found):
        return None
    return [line("pcs", "constraint", *words) for words in found]


def change_constraint(step: Step, id_: str) -> list[str] | None:
    """Nothing: pcs has no words for it."""
    del step, id_
    return None


def remove_constraint(step: Step, id_: str) -> list[str] | None:
    """``constraint delete``."""
    del step
    return [line("pcs", "constraint", "delete", id_)]


def _acceptable(before: Configuration, made: Constraint) -> bool:
    """Whether pcs takes it: no twin of it is there, and no end is what a clone is made of."""
    ends = constrained(made)
    twins = [each for each in before.constraints if _twin(each, made, set(ends))]
    return (
        not twins
        and named(made.id, *ends)
        and not any(copied(before, end) for end in ends)
        and (isinstance(made, Ticket) or not made.lifetime)
    )


def _twin(there: Constraint, made: Constraint, ends: set[str]) -> bool:
    """Whether pcs may take one for the other: it looks at the ends, and of locations at nodes."""
    if type(there) is not type(made) or set(constrained(there)) != ends:
        return False
    if isinstance(there, Location) and isinstance(made, Location):
        return bool(there.rules) == bool(made.rules) and there.node == made.node
    return True


_Lines = Iterator[list[str]]


def _location(location: Location) -> _Lines:
    resource, node = location.resource, location.node
    if resource is None or location.sets:
        return
    discovery = (
        [] if location.discovery == "always" else [f"resource-discovery={location.discovery}"]
    )
    if not location.rules:
        if node is None or location.score_text is None or location.role is not None:
            return
        ends = [location.id, resource, node]
        yield ["location", "add", *ends, *_score(location.score_text), *discovery]
        return
    for number, rule in enumerate(location.rules):
        words = rule_words(rule)
        if words is None or location.role is not None:
            yield [""]
        elif number:
            yield ["rule", "add", location.id, *words]
        else:
            own = [*discovery, f"constraint-id={location.id}"]
            yield ["location", resource, "rule", *own, *words]


def _colocation(colocation: Colocation) -> _Lines:
    if colocation.score_text is None or colocation.influence is not None:
        return
    if colocation.sets:
        if colocation.node_attribute is None:
            options = [f"id={colocation.id}", f"score={colocation.score_text}"]
            yield ["colocation", *_sets(colocation.sets, "sequential", "role"), *_end(options)]
        return
    resource, other = colocation.resource, colocation.with_resource
    if resource is None or other is None:
        return
    attribute = colocation.node_attribute
    yield [
        *("colocation", "add", *_role(colocation.resource_role), resource),
        *("with", *_role(colocation.with_role), other),
        *_score(colocation.score_text),
        *([] if attribute is None else [f"node-attribute={attribute}"]),
        f"id={colocation.id}",
    ]


def _order(order: Order) -> _Lines:
    options = [f"id={order.id}", f"kind={order.kind}"]
    if order.symmetrical != (order.kind != "Serialize"):
        options.append(f"symmetrical={str(order.symmetrical).lower()}")
    if order.sets:
        yield ["order", *_sets(order.sets, "sequential", "require-all", "action"), *_end(options)]
        return
    if not (order.first and order.then):
        return
    if not order.require_all:
        options.append("require-all=false")
    first = (order.first_action, order.first)
    yield ["order", *first, "then", order.then_action, order.then, *options]


def _ticket(ticket: Ticket) -> _Lines:
    loss = [] if ticket.loss_policy == "stop" else [f"loss-policy={ticket.loss_policy}"]
    if ticket.sets:
        options = [f"ticket={ticket.ticket}", f"id={ticket.id}", *loss]
        yield ["ticket", *_sets(ticket.sets, "role"), *_end(options)]
    elif ticket.resource is not None:
        ends = [ticket.ticket, *_role(ticket.role), ticket.resource]
        yield ["ticket", "add", *ends, *loss, f"id={ticket.id}"]


def _sets(sets: tuple[ResourceSet, ...], *known: str) -> Iterator[str]:
    """The sets; an empty word stands for what cannot be said."""
    for each in sets:
        yield from ("set", *each.resources)
        said = {
            "sequential": None if each.sequential else "false",
            "require-all": None if each.require_all else "false",
            "action": each.action,
            "role": each.role,
            "score": each.score_text,
            "kind": each.kind,
            "ordering": each.ordering,
        }
        for name, value in said.items():
            if value is not None:
                yield f"{name}={value}" if name in known else ""


def _end(options: list[str]) -> list[str]:
    return ["setoptions", *options]


def _role(role: str | None) -> list[str]:
    return [] if role is None else [role]


def _score(text: str) -> list[str]:
    """A score that begins with a minus sign must not pass for an option."""
    return ["--", text] if text.startswith("-") else [text]
