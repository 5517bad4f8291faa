"""Assigning every resource to nodes."""

from engine.scheduler.model.cluster import Cluster
from engine.scheduler.placement.kinds import assign
from engine.scheduler.placement.order import sort_resources


def assign_all(cluster: Cluster) -> None:
    """Assign all resources: connections to remote nodes first, then by their order.

    A connection that was migrating when the transition was computed goes on to its target.
    """
    sort_resources(cluster)
    if cluster.has_remote_nodes:
        for resource in list(cluster.resources):
            if resource.is_connection:
                assign(resource, resource.partial_target)
    for resource in list(cluster.resources):
        if not resource.is_connection:
            assign(resource, None)
