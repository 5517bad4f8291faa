"""Putting single actions, and those of a resource, into the transition graph."""

from engine.scheduler.graph.include import belongs_in_graph
from engine.scheduler.graph.inputs import is_input, merge_links
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.resource import Resource


def add_action(action: Action, cluster: Cluster | None = None) -> None:
    """Put an action into the graph if it belongs there, with those that it waits for.

    The cluster is needed for actions of no resource only.
    """
    if action.in_graph or not belongs_in_graph(action):
        return
    merge_links(action)
    if action.resource is not None:
        cluster = action.resource.cluster
    if cluster is None:
        raise ValueError("An action of no resource goes into the graph of a cluster.")
    action.in_graph = True
    cluster.graph.append(action)
    for link in action.before:
        link.dropped = not is_input(action, link)


def add_resource_actions(resource: Resource) -> None:
    """Put all actions of a resource into the graph that belong there, then those of its parts."""
    for action in reversed(resource.actions):
        if action.runnable and (not action.optional or action.print_always):
            add_action(action)
    for child in resource.children:
        add_resource_actions(child)
