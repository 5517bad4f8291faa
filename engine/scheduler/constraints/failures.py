"""Bans after too many failures: migration-threshold.

Pacemaker Explained: "Failure Handling".
"""

from collections.abc import Mapping
from typing import Final

from engine.cib.score import INFINITY, add
from engine.cib.state.failcounts import base_name, fail_counts, failure_blocks
from engine.scheduler.constraints.everywhere import add_score_throughout
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource

_Counts = Mapping[str, tuple[int, int]]
_NOTHING: Final = (0, 0)


def ban_after_failures(cluster: Cluster) -> None:
    """Rule out nodes on which a resource has failed as often as it may.

    Instances that cannot be told apart are banned together.
    """
    feature_set = cluster.survey.world.feature_set
    for node in cluster.nodes:
        counts = fail_counts(node.attributes, feature_set)
        if any(count > 0 for count, _ in counts.values()):
            for resource in cluster.resources:
                _ban_from(resource, node, counts)


def _ban_from(resource: Resource, node: Node, counts: _Counts) -> None:
    if resource.children:
        for child in resource.children:
            _ban_from(child, node, counts)
        return
    if node in resource.cleared_on or not _has_failed_too_often(resource, node, counts):
        return
    banned = resource.top if resource.anonymous else resource
    add_score_throughout(banned, node, -INFINITY, "migration-threshold", resource.id)


def _has_failed_too_often(resource: Resource, node: Node, counts: _Counts) -> bool:
    if resource.migration_threshold == 0 or resource.failure_ignored:
        return False
    count = effective_fail_count(resource, node, counts)
    return count > 0 and resource.migration_threshold <= count


def effective_fail_count(resource: Resource, node: Node, counts: _Counts) -> int:
    """How often it has failed on a node, and what lives in it; failures that are over aside.

    Args:
        resource: a primitive.
        node: where it failed.
        counts: count and time of the last failure by name, of that node.
    """
    count, last = _own_failures(resource, counts)
    if count > 0 and resource.failure_timeout and _failure_blocks(resource, node):
        resource.failure_timeout = 0
    timeout = resource.failure_timeout
    if count > 0 and last > 0 and timeout and resource.cluster.now > last + timeout:
        count = 0
    # What is in a bundle's container may have failed elsewhere than the container.
    if resource.root.kind is not Kind.BUNDLE:
        for filler in resource.fillers:
            count += effective_fail_count(filler, node, counts)
    return count


def _own_failures(resource: Resource, counts: _Counts) -> tuple[int, int]:
    name = resource.history_name or resource.id
    if not resource.anonymous:
        return counts.get(name, _NOTHING)
    name = base_name(name)
    total, latest = _NOTHING
    for other, (count, last) in counts.items():
        if base_name(other) == name:
            total, latest = add(total, count), max(latest, last)
    return total, latest


def _failure_blocks(resource: Resource, node: Node) -> bool:
    """Whether an operation has failed there that blocks it (``on-fail="block"``)."""
    entry = resource.history.get(node)
    return entry is not None and any(
        failure_blocks(resource.id, resource.spec, operation) for operation in entry.operations
    )
