"""The stages, one after another."""

import gc
import time
from collections.abc import Generator
from contextlib import contextmanager

# The rules for each kind register themselves.
import engine.scheduler.actions.rules  # pyright: ignore[reportUnusedImport]
import engine.scheduler.placement.rules  # noqa: F401 # pyright: ignore[reportUnusedImport]
from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.scheduler.actions.all import make_all_actions
from engine.scheduler.actions.changes import read_changed_definitions
from engine.scheduler.actions.history import recall_actions
from engine.scheduler.actions.kinds import internal_constraints
from engine.scheduler.actions.settled import find_settled
from engine.scheduler.constraints.health import apply_node_health
from engine.scheduler.constraints.preferences import apply_preferences
from engine.scheduler.constraints.read import read_constraints
from engine.scheduler.depth import with_room
from engine.scheduler.fencing.all import schedule_fencing_and_shutdowns
from engine.scheduler.graph.make import make_graph
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.ordering.apply import apply_orderings
from engine.scheduler.ordering.remote import order_remote_connections
from engine.scheduler.placement.all import assign_all
from engine.scheduler.report import report
from engine.scheduler.result import Result
from engine.scheduler.status.read import continue_cluster, read_cluster


def schedule(cib: Cib, *, now: float | None = None) -> Result:
    """Decide where everything shall run, and what has to be done for it.

    Args:
        cib: configuration and status; read only.
        now: seconds since 1970; the CIB's own ``execution-date`` where None, else the clock.
    """
    with _no_collection():
        began = time.perf_counter()
        cluster = with_room(lambda: _decided(read_cluster(cib, now)))
        return report(cluster, lambda: cib, began)


def schedule_derived(derivation: Derivation, *, now: float | None = None) -> Result:
    """The same from a status that is read already, by the configuration that it is seen by.

    Args:
        derivation: of the status, up to date; what is answered is to be read before it is
            updated again.
        now: seconds since 1970; the time that the status was read by where None.
    """
    with _no_collection():
        began = time.perf_counter()
        cluster = with_room(lambda: _decided(continue_cluster(derivation, now)))
        return report(cluster, derivation.whole, began)


@contextmanager
def _no_collection() -> Generator[None]:
    """Look for no garbage meanwhile: there is none, and to find that out takes half of the time.

    Everything that is made here hangs together until the answer is let go.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _decided(cluster: Cluster) -> Cluster:
    decide(cluster)
    return cluster


def decide(cluster: Cluster) -> None:
    """Run the stages on a cluster that was read."""
    recall_actions(cluster)
    apply_node_health(cluster)
    read_constraints(cluster)
    apply_preferences(cluster)
    asked = tuple(cluster.orderings)
    for resource in cluster.resources:
        internal_constraints(resource)
    read_changed_definitions(cluster)
    assign_all(cluster)
    find_settled(cluster, asked)
    make_all_actions(cluster)
    order_remote_connections(cluster)
    schedule_fencing_and_shutdowns(cluster)
    apply_orderings(cluster)
    make_graph(cluster)
