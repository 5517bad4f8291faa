"""Bans after too many failures: migration-threshold.

Pacemaker Explained: "Failure Handling".
"""

from engine.cib.score import INFINITY
from engine.scheduler.actions.failures import fail_count, is_outdated_on
from engine.scheduler.constraints.everywhere import add_score_throughout
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource


def ban_after_failures(cluster: Cluster) -> None:
    """Rule out nodes on which a resource has failed as often as it may.

    Instances that cannot be told apart are banned together.
    """
    for node in cluster.nodes:
        if any(count > 0 for count, _ in node.failures.values()):
            for resource in cluster.resources:
                _ban_from(resource, node)


def has_failed_too_often(resource: Resource, node: Node) -> bool:
    """Whether a primitive has failed on a node as often as it may, with all that lives in it."""
    if resource.migration_threshold == 0 or resource.failure_ignored:
        return False
    count = fail_count(resource, node, with_fillers=True)
    return count > 0 and resource.migration_threshold <= count


def _ban_from(resource: Resource, node: Node) -> None:
    if resource.children:
        for child in resource.children:
            _ban_from(child, node)
        return
    if not has_failed_too_often(resource, node):
        return
    if node in resource.cleared_on or is_outdated_on(resource, node):
        # The count is about to be cleared.
        return
    banned = resource if resource.unique else resource.top
    add_score_throughout(banned, node, -INFINITY, "migration-threshold", resource.id)
