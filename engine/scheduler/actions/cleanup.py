"""Forgetting what nodes know of a resource: its history, and its failures."""

from engine.scheduler.actions.make import delete_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.add import order_tasks


def schedule_cleanup(resource: Resource, node: Node, *, optional: bool) -> None:
    """Remove a resource from a node between its stop and its next start.

    A cleanup that is only prepared (``optional``) has to be done as soon as the stop has to be.
    What failed is kept: someone shall see it.
    """
    if resource.failed or node.unclean or not node.online:
        return
    delete_action(resource, node, optional=optional)
    tie = ties.THEN_IMPLIED if optional else ties.OPTIONAL
    order_tasks(resource, "stop", resource, "delete", tie)
    order_tasks(resource, "delete", resource, "start", tie)
