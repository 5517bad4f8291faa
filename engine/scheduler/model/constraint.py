"""Constraints, sets and tags worked out: each between single resources."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.cib.fresh import new_dict
from engine.scheduler.model.node import Node
from engine.scheduler.model.role import Role

if TYPE_CHECKING:
    from engine.scheduler.model.action import Action
    from engine.scheduler.model.resource import Discovery, Resource


@dataclass(slots=True, eq=False)
class Location:
    """A preference of a resource for nodes."""

    id: str
    resource: "Resource"
    scores: dict[Node, int] = field(default_factory=new_dict)
    role: Role = Role.UNKNOWN
    """The role that it counts for; UNKNOWN for all."""
    discovery: "Discovery | None" = None
    kind: str = "location"
    """Kind of the terms that it becomes: ``location``, or the cause of a ban."""


@dataclass(slots=True, eq=False)
class Colocation:
    """``dependent`` goes where ``primary`` is (or, with a negative score, where it is not)."""

    id: str
    dependent: "Resource"
    primary: "Resource"
    score: int
    dependent_role: Role = Role.UNKNOWN
    primary_role: Role = Role.UNKNOWN
    node_attribute: str = "#uname"
    influence: bool = True
    """Whether the dependent's preferences count when the primary is placed."""


@dataclass(slots=True, eq=False)
class Ordering:
    """``first`` before ``then``: each an action, or a task of a resource."""

    number: int
    tie: int
    first_resource: "Resource | None" = None
    first_key: str | None = None
    """Operation key, such as ``webip_start_0``; where no action is given."""
    first_action: "Action | None" = None
    then_resource: "Resource | None" = None
    then_key: str | None = None
    then_action: "Action | None" = None


@dataclass(slots=True, eq=False)
class TicketConstraint:
    """A resource needs a ticket."""

    id: str
    resource: "Resource"
    ticket: "Ticket"
    role: Role = Role.UNKNOWN
    loss_policy: str = "stop"
    """``stop``, ``demote``, ``fence`` or ``freeze``."""


@dataclass(slots=True, eq=False)
class Ticket:
    """A ticket, which says that this site may run what needs it."""

    id: str
    granted: bool = False
    standby: bool = False
