"""What is in favour of nodes, and against them, before resources look at one another."""

from engine.scheduler.constraints.exclusive import apply_exclusive_discovery
from engine.scheduler.constraints.failures import ban_after_failures
from engine.scheduler.constraints.locks import apply_shutdown_locks
from engine.scheduler.constraints.stickiness import apply_stickiness
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.placement.kinds import apply_location


def apply_preferences(cluster: Cluster) -> None:
    """Add up shutdown locks, locations, stickiness and bans after failures."""
    if cluster.options.shutdown_lock:
        apply_shutdown_locks(cluster)
    for location in reversed(cluster.locations):
        apply_location(location.resource, location)
    for resource in cluster.resources:
        apply_stickiness(resource)
    ban_after_failures(cluster)
    for resource in cluster.resources:
        apply_exclusive_discovery(resource)
