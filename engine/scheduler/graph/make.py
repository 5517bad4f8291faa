"""The transition graph: what is done, and what each action waits for."""

from engine.scheduler.actions.kinds import add_to_graph
from engine.scheduler.actions.make import pseudo_action
from engine.scheduler.graph.add import add_action
from engine.scheduler.model.cluster import Cluster


def make_graph(cluster: Cluster) -> None:
    """Fill ``cluster.graph`` with all actions that are to be done, and mark their inputs.

    ``Link.dropped`` is then false for exactly those predecessors that an action of the graph waits
    for.
    """
    for resource in cluster.resources:
        add_to_graph(resource)
    if any(node.is_remote and node.maintenance != node.maintenance_known for node in cluster.nodes):
        pseudo_action(cluster, "maintenance_nodes").print_always = True
    for action in reversed(cluster.actions):
        add_action(action, cluster)
