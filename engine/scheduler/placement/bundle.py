"""Placing bundles: the containers as instances, and with each the address, connection and child."""

from engine.cib.score import INFINITY
from engine.scheduler.constraints.colocate import add_colocation
from engine.scheduler.constraints.failures import has_failed_too_often
from engine.scheduler.model.bundle import BundleParts, Replica
from engine.scheduler.model.constraint import Colocation
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.placement.clone import keep_to, pair_with
from engine.scheduler.placement.compatible import (
    compatible_instance,
    instances_of,
    is_blocked,
    is_collective,
    single_node,
)
from engine.scheduler.placement.instance_order import sort_instances
from engine.scheduler.placement.instances import assign_instances
from engine.scheduler.placement.kinds import (
    add_colocated_scores,
    add_utilization,
    apply_as_dependent,
    apply_as_primary,
    assign,
    colocated_resources,
)
from engine.scheduler.placement.lines import note_scores
from engine.scheduler.placement.primitive import find_colocated
from engine.scheduler.placement.spread import spread_scores
from engine.scheduler.placement.terms import take_over

add_colocated_scores.of(Kind.BUNDLE)(spread_scores)
colocated_resources.of(Kind.BUNDLE)(find_colocated)


@assign.of(Kind.BUNDLE)
def _assign(bundle: Resource, preferred: Node | None) -> Node | None:
    parts = bundle.bundle
    if parts is None:
        return None
    bundle.assigning = True
    note_scores("bundle", bundle)
    containers = sort_instances(instances_of(bundle))
    assign_instances(bundle, containers, len(parts.replicas), parts.replicas_per_host)
    for replica in parts.replicas:
        _assign_replica(bundle, replica, preferred)
    if parts.child is not None:
        _assign_child(parts, parts.child, preferred)
    bundle.assigning = bundle.provisional = False
    return None


def _assign_replica(bundle: Resource, replica: Replica, preferred: Node | None) -> None:
    if replica.address is not None:
        assign(replica.address, preferred)
    if replica.remote is not None:
        host = replica.container.assigned_to
        if host is not None and host.is_remote and host.connection is not None:
            # A connection within a connection has to come from the same node as the outer one.
            add_colocation(
                bundle.cluster,
                "child-remote-with-docker-remote",
                replica.remote,
                host.connection,
                INFINITY,
                influence=True,
            )
        assign(replica.remote, preferred)
    child = replica.child
    if child is None or child.parent is None:
        return
    work = dict(child.allowed)
    for node in work:
        if node is not replica.node:
            work[node] = -INFINITY
        elif not has_failed_too_often(child, node):
            work[node] = INFINITY
    take_over(child, work, "bundle", child.id)
    child.parent.assigning = True
    assign(child, replica.node)
    child.parent.assigning = False


def _assign_child(parts: BundleParts, child: Resource, preferred: Node | None) -> None:
    """The instances have their nodes already: what is left is the choice of roles."""
    own = {replica.node for replica in parts.replicas}
    work = {node: 0 if node in own else -INFINITY for node in child.allowed}
    take_over(child, work, "bundle", child.id)
    assign(child, preferred)


@apply_as_dependent.of(Kind.BUNDLE)
def _apply_as_dependent(_bundle: Resource, _primary: Resource, _colocation: Colocation) -> None:
    """Nothing: its containers inherit the colocations of a bundle, and are dependents."""


@apply_as_primary.of(Kind.BUNDLE)
def _apply_as_primary(bundle: Resource, dependent: Resource, colocation: Colocation) -> None:
    parts = bundle.bundle
    if bundle.provisional or parts is None:
        return
    if is_collective(colocation.dependent):
        pair_with(compatible_instance(dependent, bundle), dependent, colocation)
        return
    if colocation.score < INFINITY:
        for replica in parts.replicas:
            apply_as_primary(replica.container, dependent, colocation)
        return
    nodes = [
        node
        for replica in parts.replicas
        if (node := single_node(replica.container, current=False)) is not None
        and not is_blocked(replica.container)
        and (
            colocation.primary_role < Role.PROMOTED
            or (replica.child is not None and replica.child.next_role is Role.PROMOTED)
        )
    ]
    keep_to(dependent, nodes, colocation)


@add_utilization.of(Kind.BUNDLE)
def _add_utilization(
    bundle: Resource, origin: Resource, together: list[Resource], needed: dict[str, int]
) -> None:
    parts = bundle.bundle
    if bundle.provisional and parts is not None and parts.replicas:
        add_utilization(parts.replicas[0].container, origin, together, needed)
