"""Which of the allowed nodes is the best for a primitive."""

from engine.cib.merging import merge_sorted
from engine.cib.score import INFINITY
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import current_node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.placement.assigning import place
from engine.scheduler.placement.available import is_available, may_run
from engine.scheduler.placement.sequence import in_table_order
from engine.scheduler.placement.utilization import ban_insufficient, compare_capacity


def sort_nodes(cluster: Cluster, scores: dict[Node, int], active: Node | None) -> list[Node]:
    """Nodes, best first.

    By score, then by what the placement strategy looks at: capacity left (``balanced``), how many
    resources were assigned (all but ``minimal``), whether it is ``active``; then by name.
    """
    weights = {node: score if is_available(node) else -INFINITY for node, score in scores.items()}
    strategy = cluster.options.placement_strategy
    if strategy == "minimal":
        return sorted(weights, key=lambda node: (-weights[node], node.name))
    if strategy != "balanced":
        return sorted(
            weights,
            key=lambda node: (-weights[node], _rank(node, active)),
        )

    def compare(first: Node, second: Node) -> int:
        if weights[first] != weights[second]:
            return weights[second] - weights[first]
        capacity = compare_capacity(first, second)
        if capacity:
            return capacity
        if len(first.assigned) != len(second.assigned):
            return len(first.assigned) - len(second.assigned)
        if active is first or active is second:
            return -1 if active is first else 1
        return -1 if first.name < second.name else 1

    return merge_sorted(in_table_order(weights)[::-1], compare)


def _best_node(cluster: Cluster, scores: dict[Node, int], active: Node | None) -> Node | None:
    """The first that ``sort_nodes`` would give."""
    if cluster.options.placement_strategy in {"minimal", "balanced"}:
        return next(iter(sort_nodes(cluster, scores, active)), None)
    best: Node | None = None
    highest = -INFINITY
    for node, score in scores.items():
        if score < highest or score == -INFINITY or not is_available(node):
            continue
        if score > highest:
            best, highest = node, score
        elif best is not None and _rank(node, active) < _rank(best, active):
            best = node
    if best is None:
        return next(iter(sort_nodes(cluster, scores, active)), None)
    return best


def _rank(node: Node, active: Node | None) -> tuple[int, bool, str]:
    return len(node.assigned), node is not active, node.name


def place_on_best(resource: Resource, preferred: Node | None) -> bool:
    """Assign a primitive to the node that is best for it; whether there is one.

    The preferred node is taken if it is as good as any. Of nodes as good as each other the one
    where the resource is active is kept, unless the score is 0 or it is one of many copies.
    """
    roomiest = ban_insufficient(resource)
    if preferred is None:
        preferred = roomiest
    if not resource.provisional:
        return resource.assigned_to is not None
    active = current_node(resource)
    allowed = resource.allowed
    best = _best_node(resource.cluster, allowed, active)
    if best is None:
        return place(resource, None)
    if preferred is not None:
        score = allowed.get(preferred)
        if score is not None and score >= allowed[best] and may_run(preferred, score):
            return place(resource, preferred)
    chosen = best
    parent = resource.parent
    unique = parent is not None and parent.kind is Kind.CLONE and parent.unique
    if (
        not unique
        and active is not None
        and allowed[best] > 0
        and is_available(best)
        and may_run(active, active.score)
        and allowed.get(active) == allowed[best]
    ):
        chosen = active
    return place(resource, chosen)
