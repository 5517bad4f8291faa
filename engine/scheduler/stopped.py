"""Why instances run nowhere: the reason that an administrator would look into first.

Reasons, in the order in which they are looked for; the facts that go with each in brackets:

``orphan``            it is no longer configured
``stop-all``          the property stop-all-resources is set
``target-role``       it is to be stopped [resource: whose setting that is]
``ticket``            [ticket: one that it needs and that is not granted]
``no-quorum``         the partition has no quorum
``no-fencing``        nothing may be started before nodes can be fenced
``unmanaged``         the cluster leaves it alone
``no-node``           no node can run anything
``clone-max``         there are enough instances
``banned``            every node that can run resources is ruled out [each node: what by]
``waits``             something it needs cannot be started first [for: the operation]
``no-place``          none of these
"""

from collections.abc import Collection, Iterator
from typing import Final

from engine.cib.score import INFINITY
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.options import NoQuorum
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role
from engine.scheduler.placement.available import is_available
from engine.scheduler.result import Stopped

_ENOUGH: Final = ("clone-max", "clone-node-max")
"""Kinds of ban that only say that others have the places already."""


def why_stopped(
    cluster: Cluster, running: Collection[tuple[str, str | None]]
) -> tuple[Stopped, ...]:
    """A reason for each instance that does not run.

    Args:
        cluster: all stages have run on it.
        running: resource and, for unique clones, instance number of what will run; of an
            anonymous clone at most as many instances as have no node are reported.
    """
    return tuple(_reasons(cluster, running))


def _reasons(cluster: Cluster, running: Collection[tuple[str, str | None]]) -> Iterator[Stopped]:
    for top in cluster.resources:
        for resource in top.primitives():
            name, instance = _named(resource)
            if instance is None and resource.is_instance:
                if _starts(resource):
                    continue
            elif (name, instance) in running:
                continue
            if resource.orphan and not resource.running_on:
                continue
            reason, facts = _reason(cluster, resource)
            yield Stopped(name, instance, reason, facts)


def _named(resource: Resource) -> tuple[str, str | None]:
    name, _, number = resource.id.rpartition(":")
    if resource.number is None or not name:
        return resource.id, None
    return name, number if resource.unique else None


def _starts(resource: Resource) -> bool:
    """Whether it has a node, and nothing keeps it from starting there."""
    if resource.assigned_to is None or resource.next_role is Role.STOPPED:
        return not resource.managed and bool(resource.running_on)
    return all(action.runnable for action in resource.actions if action.task == "start")


def _reason(cluster: Cluster, resource: Resource) -> tuple[str, dict[str, str]]:
    if resource.orphan:
        return "orphan", {}
    if cluster.options.stop_all:
        return "stop-all", {}
    by = _told_to_stop(resource)
    if by is not None:
        return "target-role", {"resource": by.id}
    for lineage in _lineage(resource):
        for constraint in lineage.tickets:
            ticket = constraint.ticket
            if constraint.role is not Role.PROMOTED and (not ticket.granted or ticket.standby):
                return "ticket", {"ticket": ticket.id}
    if not cluster.quorate and cluster.options.no_quorum is not NoQuorum.IGNORE:
        return "no-quorum", {}
    if cluster.options.fencing_enabled and not cluster.has_fencing_device and not resource.fences:
        return "no-fencing", {}
    if not resource.managed:
        return "unmanaged", {}
    return _not_placed(cluster, resource)


def _not_placed(cluster: Cluster, resource: Resource) -> tuple[str, dict[str, str]]:
    if resource.assigned_to is not None:
        for action in resource.actions:
            if action.task == "start" and not action.runnable:
                return "waits", _missing(action)
        return "no-place", {}
    usable = [node for node in cluster.nodes if is_available(node)]
    if not usable:
        return "no-node", {}
    bans = {node.name: _ban(resource, node) for node in usable}
    if resource.is_instance and any(ban.startswith(_ENOUGH) or not ban for ban in bans.values()):
        return "clone-max", {}
    return ("banned", bans) if all(bans.values()) else ("no-place", {})


def _missing(action: Action) -> dict[str, str]:
    """The first of what it comes after that cannot be done."""
    for link in action.before:
        if not link.action.runnable:
            return {"for": link.action.key}
    return {}


def _ban(resource: Resource, node: Node) -> str:
    """What rules a node out: kind and id of the term; empty where nothing does."""
    if resource.allowed.get(node, -INFINITY) >= 0:
        return ""
    for lineage in _lineage(resource):
        for term in lineage.terms.get(node, ()):
            if term.score <= -INFINITY or term.kind in {"utilization", "ticket"}:
                return term.kind if term.id is None else f"{term.kind} {term.id}"
    return "score"


def _told_to_stop(resource: Resource) -> Resource | None:
    for lineage in _lineage(resource):
        if lineage.meta.get("target-role", "").lower() == "stopped":
            return lineage
    return None


def _lineage(resource: Resource) -> Iterator[Resource]:
    """The resource, and all that it is in, from the inside out."""
    found: Resource | None = resource
    while found is not None:
        yield found
        found = found.parent
