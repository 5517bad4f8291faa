"""What follows for the sequence of actions, and for placement, from what a primitive is."""

from typing import Final

from engine.cib.score import INFINITY
from engine.scheduler.actions.capacity import order_by_capacity
from engine.scheduler.actions.kinds import internal_constraints
from engine.scheduler.constraints.colocate import add_colocation
from engine.scheduler.fencing.unfencing import unfencing_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.model.scores import add_score
from engine.scheduler.ordering.add import add_ordering, operation_key, order_tasks

_PREFERRED: Final = 10_000
"""Score for a bundle's connection to run on its container's host."""


@internal_constraints.of(Kind.PRIMITIVE)
def constrain_primitive(resource: Resource) -> None:
    """Stop before start; start before promote, demote before stop; keep to containers."""
    if not resource.managed:
        return
    cluster = resource.cluster
    order_tasks(
        resource,
        "stop",
        resource,
        "start",
        ties.OPTIONAL | ties.THEN_IMPLIED | ties.RESTART,
    )
    if resource.top.promotable or resource.role > Role.UNPROMOTED:
        order_tasks(resource, "demote", resource, "stop", ties.PROMOTED_FIRST_IMPLIED)
        order_tasks(resource, "start", resource, "promote", ties.RUNNABLE_FIRST)
    # Probing it anew makes it needless to clear its history there.
    order_tasks(
        resource, "lrm_delete", resource, "monitor", ties.SAME_NODE | ties.THEN_CANCELS_FIRST
    )
    if resource.needs_unfencing and not resource.fences and cluster.uses_unfencing:
        for node in _allowed_by_name(resource):
            _order_around_unfencing(resource, node)
    if resource.utilization and cluster.options.placement_strategy != "default":
        order_by_capacity(resource, _allowed_by_name(resource))
    if resource.container is not None:
        _constrain_to_container(resource, resource.container)
    if resource.is_connection or resource.fences:
        _avoid_remote_nodes(resource)


def _allowed_by_name(resource: Resource) -> list[Node]:
    return sorted(resource.allowed, key=lambda node: node.index)


def _order_around_unfencing(resource: Resource, node: Node) -> None:
    """What needs a node unfenced is stopped before it is unfenced anew, and started afterwards."""
    unfencing = unfencing_action(resource.cluster, node)
    add_ordering(
        resource.cluster,
        ties.OPTIONAL | ties.SAME_NODE,
        first_resource=resource,
        first_key=operation_key(resource.id, "stop"),
        then_action=unfencing,
    )
    add_ordering(
        resource.cluster,
        ties.THEN_IMPLIED_ON_NODE | ties.SAME_NODE,
        first_action=unfencing,
        then_resource=resource,
        then_key=operation_key(resource.id, "start"),
    )


def _constrain_to_container(resource: Resource, container: Resource) -> None:
    """Keep what is in a container, or connects to it, with the container."""
    inside: Resource | None = None
    if resource.is_connection:
        if not resource.remotes_allowed:
            # A guest inside a remote node would nest them; bundles alone may.
            _avoid_remote_nodes(container)
        # The probe may find the container running after all, which spares the recovery.
        order_tasks(container, "monitor", resource, "stop", ties.OPTIONAL)
    elif container.is_connection:
        inside = container
    else:
        inside = _guest_of(container)
    if inside is not None:
        # It belongs on the node that the container is, rather than where the container runs.
        for node in resource.allowed:
            if node.connection is not inside:
                add_score(resource, node, -INFINITY, "container", container.id)
        return
    order_tasks(container, "start", resource, "start", ties.THEN_IMPLIED | ties.RUNNABLE_FIRST)
    order_tasks(resource, "stop", container, "stop", ties.FIRST_IMPLIED)
    add_colocation(
        resource.cluster,
        "#resource-with-container",
        resource,
        container,
        _PREFERRED if resource.remotes_allowed else INFINITY,
        influence=True,
    )


def _guest_of(container: Resource) -> Resource | None:
    """The connection to the guest node that a container is, if it is one."""
    return next((filler for filler in container.fillers if filler.is_connection), None)


def _avoid_remote_nodes(resource: Resource) -> None:
    for node in resource.allowed:
        if node.connection is not None:
            add_score(resource, node, -INFINITY, "remote", node.name)
