"""All actions of resources, once everything has been placed."""

from engine.scheduler.actions.changes import read_changes_of_connections
from engine.scheduler.actions.failures import fail_count
from engine.scheduler.actions.kinds import create_actions
from engine.scheduler.actions.make import clear_failcount_action
from engine.scheduler.actions.probes import probe_all
from engine.scheduler.model import tie as ties
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.add import add_ordering, operation_key


def make_all_actions(cluster: Cluster) -> None:
    """Make probes, and what takes every resource to where it shall be."""
    if any(resource.bundle is not None for resource in cluster.resources):
        read_changes_of_connections(cluster)
    if cluster.options.enable_startup_probes:
        probe_all(cluster)
    if cluster.options.stop_orphans:
        for resource in cluster.resources:
            if resource.orphan:
                _clear_failures_of_orphan(resource)
    for resource in cluster.resources:
        if not resource.settled:
            create_actions(resource)


def _clear_failures_of_orphan(resource: Resource) -> None:
    """Nobody will ever ask again how often an orphan failed."""
    for node in resource.cluster.nodes:
        if node.online and fail_count(resource, node):
            add_ordering(
                resource.cluster,
                ties.OPTIONAL,
                first_action=clear_failcount_action(resource, node),
                then_resource=resource,
                then_key=operation_key(resource.id, "stop"),
            )
