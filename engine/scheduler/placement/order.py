"""In which order resources are assigned."""

from engine.cib.score import INFINITY
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.queries import current_node
from engine.scheduler.model.resource import Resource
from engine.scheduler.placement.choice import sort_nodes
from engine.scheduler.placement.kinds import add_colocated_scores
from engine.scheduler.placement.spread import OWN, THIS_WITH


def sort_resources(cluster: Cluster) -> None:
    """Sort what is in no other resource for assignment where utilization counts.

    Without a placement strategy the order is that in which they were read: by priority. With one,
    those come first that have the higher score where they are active, then on the best nodes.
    """
    if cluster.options.placement_strategy == "default":
        return
    nodes = sort_nodes(cluster, {node: node.score for node in cluster.nodes}, None)

    def key(resource: Resource) -> tuple[int, ...]:
        scores = add_colocated_scores(resource, resource.id, {}, "#uname", 1.0, OWN | THIS_WITH)
        active = current_node(resource)
        here = -INFINITY if active is None else scores.get(active, -INFINITY)
        return (-resource.priority, -here, *(-scores.get(node, -INFINITY) for node in nodes))

    cluster.resources.sort(key=key)
