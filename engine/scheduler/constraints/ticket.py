"""Ticket constraints: resources that may run only where a ticket has been granted.

Pacemaker Explained: "Multi-Site Clusters and Tickets".
"""

from typing import Final

from engine.cib.score import INFINITY
from engine.cib.xml import Element
from engine.scheduler.constraints.findings import complain, unknown_resource
from engine.scheduler.constraints.instance import instance_asked_for
from engine.scheduler.constraints.location import add_location
from engine.scheduler.constraints.references import References
from engine.scheduler.constraints.sets import (
    ResourceSet,
    check_reference,
    read_sets,
    set_of_tag,
)
from engine.scheduler.fencing.request import fence_node
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.constraint import Ticket, TicketConstraint
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role

_LOSS_POLICIES: Final = frozenset({"stop", "demote", "fence", "freeze"})


def read_ticket(references: References, constraint: Element) -> None:
    """Read one ``rsc_ticket``, which names a resource, a tag or sets."""
    cluster = references.cluster
    name = constraint.get("ticket")
    if name is None:
        complain(cluster, constraint, "ticket-missing", "The constraint does not say which ticket.")
        return
    ticket = cluster.tickets.setdefault(name, Ticket(name))
    policy = constraint.get("loss-policy")
    sets, whole = read_sets(references, constraint)
    if not sets and whole and constraint.get("rsc") is not None:
        if not check_reference(references, constraint, "rsc"):
            return
        if references.resource(constraint.get("rsc")) is None:
            sets = [set_of_tag(references, constraint, "rsc", role=constraint.get("rsc-role"))]
    for block in sets:
        if not _need_all(references, constraint, block, ticket, policy):
            return
    if sets or not whole:
        return
    resource = references.resource(constraint.get("rsc"))
    if resource is None:
        unknown_resource(cluster, constraint, constraint.get("rsc"))
        return
    resource = instance_asked_for(cluster, constraint, "rsc-instance", resource)
    if resource is not None:
        _need(
            cluster,
            constraint,
            constraint.get("id", ""),
            resource,
            ticket,
            constraint.get("rsc-role"),
            policy,
        )


def _need_all(
    references: References,
    constraint: Element,
    block: ResourceSet,
    ticket: Ticket,
    policy: str | None,
) -> bool:
    for name in block.members:
        resource = references.resource(name)
        if resource is None:
            unknown_resource(references.cluster, block.element, name)
            return False
        _need(
            references.cluster,
            constraint,
            block.id or "",
            resource,
            ticket,
            block.get("role"),
            policy,
        )
    return True


def _need(
    cluster: Cluster,
    constraint: Element,
    id_: str,
    resource: Resource,
    ticket: Ticket,
    role_word: str | None,
    policy: str | None,
) -> None:
    role = Role.read(role_word)
    if role is Role.STARTED:
        role = Role.UNKNOWN
    word = (policy or "").lower()
    if word == "fence" and not cluster.options.fencing_enabled:
        complain(
            cluster,
            constraint,
            "ticket-fence-without-fencing",
            "Without fencing the loss of the ticket stops the resource.",
            ticket=ticket.id,
        )
        word = "stop"
    if word not in _LOSS_POLICIES:
        word = "demote" if role is Role.PROMOTED else "stop"
    needed = TicketConstraint(id_, resource, ticket, role, word)
    resource.tickets.append(needed)
    if not ticket.granted or ticket.standby:
        for primitive in resource.primitives():
            _do_without(primitive, needed)


def _do_without(primitive: Resource, needed: TicketConstraint) -> None:
    """What the lack of a ticket means for one instance."""
    ticket = needed.ticket
    if ticket.granted or not primitive.running_on:
        # Instances may run without it where only their promotion needs it.
        if needed.role is not Role.PROMOTED or needed.loss_policy == "stop":
            _ban(primitive, needed)
        return
    if needed.loss_policy == "stop":
        _ban(primitive, needed)
    elif needed.loss_policy == "demote":
        # Promotion itself is ruled out with the promotion scores.
        if needed.role is not Role.PROMOTED:
            _ban(primitive, needed)
    elif needed.role in (Role.UNKNOWN, primitive.role):
        if needed.loss_policy == "fence":
            _ban(primitive, needed)
            for node in primitive.running_on:
                fence_node(node)
        else:
            primitive.managed = False
            primitive.blocked = True


def _ban(primitive: Resource, needed: TicketConstraint) -> None:
    add_location(
        primitive,
        needed.id,
        dict.fromkeys(primitive.cluster.nodes, -INFINITY),
        kind="ticket",
    )
