"""Orderings and colocations inside a bundle (Pacemaker Explained: "Bundles").

Address before container before connection before what runs inside; the last two follow from the
connection's being one.
"""

from engine.cib.score import INFINITY
from engine.scheduler.actions.kinds import internal_constraints
from engine.scheduler.actions.promotable_order import order_phases
from engine.scheduler.constraints.colocate import add_colocation
from engine.scheduler.model import tie as ties
from engine.scheduler.model.bundle import Replica
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering.add import order_starts, order_stops, order_tasks


@internal_constraints.of(Kind.BUNDLE)
def constrain_bundle(bundle: Resource) -> None:
    """Put the bundle's pseudo-actions around those of its replicas and of the clone inside."""
    assert bundle.bundle is not None
    inner = bundle.bundle.child
    if inner is not None:
        _around(bundle, inner, "start", "running")
        _around(bundle, inner, "stop", "stopped")
    for replica in bundle.bundle.replicas:
        _constrain_replica(bundle, replica)
    if inner is None:
        return
    internal_constraints(inner)
    if inner.promotable:
        order_phases(bundle)
        _around(bundle, inner, "promote", "promoted")
        _around(bundle, inner, "demote", "demoted")


def _around(bundle: Resource, inner: Resource, task: str, done: str) -> None:
    """The bundle begins with the clone inside, and is done with it."""
    order_tasks(bundle, task, inner, task, ties.FIRST_PRINTED)
    order_tasks(inner, done, bundle, done, ties.THEN_PRINTED)


def _constrain_replica(bundle: Resource, replica: Replica) -> None:
    container = replica.container
    internal_constraints(container)
    order_starts(bundle, container, ties.RUNNABLE_FIRST | ties.FIRST_PRINTED)
    if replica.child is not None:
        order_stops(bundle, replica.child, ties.FIRST_PRINTED)
    order_stops(bundle, container, ties.FIRST_PRINTED)
    order_tasks(container, "start", bundle, "running", ties.THEN_PRINTED)
    order_tasks(container, "stop", bundle, "stopped", ties.THEN_PRINTED)
    if replica.address is not None:
        address = replica.address
        internal_constraints(address)
        order_starts(address, container, ties.RUNNABLE_FIRST | ties.INTERNAL)
        order_stops(container, address, ties.FIRST_IMPLIED | ties.INTERNAL)
        add_colocation(
            bundle.cluster, "ip-with-docker", address, container, INFINITY, influence=True
        )
    if replica.remote is not None:
        internal_constraints(replica.remote)
