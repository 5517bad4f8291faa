"""Node health: attributes whose names begin with #health, summed up for each node.

Pacemaker Explained: "Tracking Node Health".
"""

from engine.cib.score import add
from engine.cib.state.values import is_true
from engine.scheduler.constraints.location import add_location
from engine.scheduler.constraints.score import read_score
from engine.scheduler.model.cluster import Cluster

_STRATEGIES = frozenset({"migrate-on-red", "only-green", "progressive", "custom"})


def apply_node_health(cluster: Cluster) -> None:
    """Turn each node's health into scores of all resources there.

    Resources with ``allow-unhealthy-nodes`` stay where health is bad.
    """
    strategy = cluster.options.health_strategy.lower()
    if strategy not in _STRATEGIES:
        return
    base = cluster.options.health_base if strategy == "progressive" else 0
    for node in cluster.nodes:
        health = base
        for name, value in node.attributes.items():
            if name.startswith("#health"):
                health = add(read_score(cluster, value), health)
        if health == 0:
            continue
        for resource in cluster.resources:
            if health > 0 or not is_true(resource.meta.get("allow-unhealthy-nodes")):
                add_location(resource, strategy, {node: health}, kind="health")
