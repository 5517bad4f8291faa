"""A bundle's actions: those of its replicas and of the clone inside, and its pseudo-actions."""

from typing import Final

from engine.scheduler.actions.clone_actions import create_instance_actions
from engine.scheduler.actions.find import find_exactly
from engine.scheduler.actions.kinds import (
    action_flags,
    add_to_graph,
    create_actions,
    create_probe,
)
from engine.scheduler.actions.promotable_actions import phase_actions
from engine.scheduler.actions.summary import summarised_flags
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.bundle import BundleParts, Replica
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering.add import add_ordering, operation_key
from engine.scheduler.placement.compatible import instances_of

_OF_CONTAINERS: Final = frozenset(("start", "running", "stop", "stopped"))
"""Tasks of a bundle that its containers do; whatever else is done inside them."""


@create_actions.of(Kind.BUNDLE)
def create_bundle_actions(bundle: Resource) -> None:
    """Make the actions of all that the replicas consist of, then those of the bundle."""
    parts = _parts(bundle)
    for replica in parts.replicas:
        for resource in (replica.address, replica.container, replica.remote):
            if resource is not None:
                create_actions(resource)
    create_instance_actions(bundle, instances_of(bundle))
    if parts.child is not None:
        create_actions(parts.child)
        if parts.child.promotable:
            phase_actions(bundle, "promote", optional=True)
            phase_actions(bundle, "demote", optional=True)


def _parts(bundle: Resource) -> BundleParts:
    assert bundle.bundle is not None
    return bundle.bundle


@create_probe.of(Kind.BUNDLE)
def probe_bundle(bundle: Resource, node: Node) -> bool:
    """Probe addresses, containers and connections; what is inside on the replica's node only."""
    parts = _parts(bundle)
    made = False
    for replica in parts.replicas:
        container = replica.container
        if replica.address is not None and create_probe(replica.address, node):
            made = True
        if replica.child is not None and replica.node is node and create_probe(replica.child, node):
            made = True
        if create_probe(container, node):
            made = True
            if parts.replicas_per_host == 1:
                _probe_before_others_start(replica, parts.replicas)
        if replica.remote is not None and create_probe(replica.remote, node):
            made = _probe_after_container(container, replica.remote, node) or made
    return made


def _probe_before_others_start(replica: Replica, replicas: list[Replica]) -> None:
    """With room for one on a node, none starts until it is known that no other is there.

    Ports of the node may be in use by it, besides.
    """
    container = replica.container
    for other in replicas:
        if other is not replica:
            add_ordering(
                container.cluster,
                ties.OPTIONAL | ties.SAME_NODE,
                first_resource=container,
                first_key=operation_key(container.id, "monitor"),
                then_resource=other.container,
                then_key=operation_key(other.container.id, "start"),
            )


def _probe_after_container(container: Resource, remote: Resource, node: Node) -> bool:
    """Where a connection's address is its container's node, that must be known to probe it."""
    probe = find_exactly(remote, operation_key(remote.id, "monitor"), node)
    if probe is None:
        return False
    add_ordering(
        container.cluster,
        ties.PROBE,
        first_resource=container,
        first_key=operation_key(container.id, "start"),
        then_resource=remote,
        then_action=probe,
    )
    return True


@action_flags.of(Kind.BUNDLE)
def bundle_flags(bundle: Resource, action: Action, node: Node | None) -> int:
    """What a bundle's action is follows from its containers', or from what runs inside them."""
    parts = _parts(bundle)
    if parts.child is not None and action.task not in _OF_CONTAINERS:
        return summarised_flags(action, parts.child.children, node)
    return summarised_flags(action, instances_of(bundle), node)


@add_to_graph.of(Kind.BUNDLE)
def add_bundle_to_graph(bundle: Resource) -> None:
    """Add the actions of the clone inside, then those of the replicas."""
    parts = _parts(bundle)
    if parts.child is not None:
        add_to_graph(parts.child)
    for replica in parts.replicas:
        for resource in (replica.address, replica.container, replica.remote):
            if resource is not None:
                add_to_graph(resource)
