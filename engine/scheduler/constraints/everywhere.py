"""Scores that a resource gets together with all that is in it."""

from engine.cib.score import add
from engine.scheduler.constraints.default_discovery import default_discovery
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Discovery, Resource
from engine.scheduler.model.scores import add_score


def add_score_throughout(
    resource: Resource, node: Node, score: int, kind: str, id_: str | None = None
) -> None:
    """Add to the score on a node of a resource, its members, its instances and their members."""
    for child in resource.children:
        add_score_throughout(child, node, score, kind, id_)
    if node not in resource.allowed:
        score = add(node.score, score)
        discovery = default_discovery(node)
        if discovery is not Discovery.ALWAYS:
            resource.discovery[node] = discovery
    add_score(resource, node, score, kind, id_)
