"""Changing a resource's scores, with the reason kept."""

from engine.cib.score import add
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource, Term


def add_score(
    resource: Resource, node: Node, score: int, kind: str, id_: str | None = None
) -> None:
    """Add to the score of a resource on a node, and say what for.

    A node that was not considered so far is from now on.
    """
    known = resource.allowed.get(node)
    resource.allowed[node] = score if known is None else add(known, score)
    if score:
        resource.terms.setdefault(node, []).append(Term(score, kind, id_))
