"""Constraints: where resources may run, together or apart, in which order, with which ticket.

Roles are named Promoted and Unpromoted, whatever the CIB's spelling. The field ``score`` is what
the text means; ``score_text`` is what the CIB says, None where it says nothing.
"""

from dataclasses import dataclass

from engine.cib.views.rules import Rule


@dataclass(frozen=True, slots=True)
class ResourceSet:
    """Several resources at one end of a constraint."""

    id: str
    resources: tuple[str, ...]
    """Ids of resources (or tags), in order."""
    sequential: bool = True
    require_all: bool = True
    ordering: str | None = None
    action: str | None = None
    role: str | None = None
    score: int | None = None
    score_text: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """How much a resource likes a node."""

    id: str
    resource: str | None = None
    pattern: str | None = None
    """Regular expression for resources' ids, in place of ``resource``."""
    node: str | None = None
    """Name of the node; None where rules say which."""
    score: int = 0
    score_text: str | None = None
    role: str | None = None
    discovery: str = "always"
    """resource-discovery: always, never or exclusive."""
    rules: tuple[Rule, ...] = ()
    lifetime: tuple[Rule, ...] = ()
    """Rules that say for how long it holds."""
    sets: tuple[ResourceSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Colocation:
    """Where ``resource`` runs depends on where ``with_resource`` runs, never the other way."""

    id: str
    resource: str | None = None
    with_resource: str | None = None
    score: int = 0
    score_text: str | None = None
    resource_role: str | None = None
    with_role: str | None = None
    node_attribute: str | None = None
    """Attribute that must be equal, in place of the node's name."""
    influence: bool | None = None
    lifetime: tuple[Rule, ...] = ()
    sets: tuple[ResourceSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """``then_action`` of ``then`` comes after ``first_action`` of ``first``."""

    id: str
    first: str | None = None
    then: str | None = None
    first_action: str = "start"
    then_action: str = "start"
    kind: str = "Mandatory"
    """Mandatory, Optional or Serialize."""
    symmetrical: bool = True
    require_all: bool = True
    score_text: str | None = None
    """The old spelling of ``kind``."""
    lifetime: tuple[Rule, ...] = ()
    sets: tuple[ResourceSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """A resource needs a ticket of a multi-site cluster."""

    id: str
    ticket: str
    resource: str | None = None
    role: str | None = None
    loss_policy: str = "stop"
    """What is done when the ticket is lost: stop, demote, fence or freeze."""
    sets: tuple[ResourceSet, ...] = ()


Constraint = Location | Colocation | Order | Ticket


def constrained(constraint: Constraint) -> tuple[str, ...]:
    """Ids that a constraint names (resources, templates or tags), each once, in its own order."""
    names: list[str | None] = []
    match constraint:
        case Location() | Ticket():
            names.append(constraint.resource)
        case Colocation():
            names += [constraint.resource, constraint.with_resource]
        case Order():
            names += [constraint.first, constraint.then]
    for group in constraint.sets:
        names += group.resources
    return tuple(dict.fromkeys(name for name in names if name))
