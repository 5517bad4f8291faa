"""Changing a resource's scores, with the reason kept."""

from engine.cib.score import INFINITY, add
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


def replace_scores(
    resource: Resource, scores: dict[Node, int], kind: str, id_: str | None = None
) -> None:
    """Take over a table of scores that was worked out elsewhere; differences become terms."""
    for node, score in scores.items():
        before = resource.allowed.get(node, 0)
        if score != before:
            change = score if abs(score) >= INFINITY else score - before
            resource.terms.setdefault(node, []).append(Term(change, kind, id_))
    resource.allowed = scores
