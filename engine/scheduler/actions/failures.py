"""Fail counts of resources on nodes."""

from engine.cib.score import add
from engine.cib.state.failcounts import base_name, fail_counts
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource


def fail_count(resource: Resource, node: Node) -> int:
    """How often a resource failed on a node, as far as that has not expired."""
    cluster = resource.cluster
    counts = fail_counts(node.attributes, cluster.survey.world.feature_set)
    name = resource.history_name or resource.id
    if resource.unique:
        count, last = counts.get(name, (0, 0))
    else:
        count = last = 0
        for other, (number, latest) in counts.items():
            if base_name(other) == base_name(name):
                count, last = add(count, number), max(last, latest)
    timeout = resource.failure_timeout
    if count and timeout and last and cluster.now > last + timeout:
        return 0
    return count
