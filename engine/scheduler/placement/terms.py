"""Taking over tables of scores so that the reasons keep adding up."""

from engine.cib.score import INFINITY
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource, Term


def take_over(
    resource: Resource, scores: dict[Node, int], kind: str, id_: str | None = None
) -> None:
    """Let a table of scores that was worked out elsewhere be the resource's own.

    Each difference becomes a term. Where no sum leads to the new score (an infinite one that was
    capped), that score alone stands for all before it.
    """
    allowed, terms = resource.allowed, resource.terms
    for node, score in scores.items():
        before = allowed.get(node, 0)
        if score == before:
            continue
        if -INFINITY < before < INFINITY:
            change = score if score in {INFINITY, -INFINITY} else score - before
            terms.setdefault(node, []).append(Term(change, kind, id_))
        elif score == -INFINITY:
            terms.setdefault(node, []).append(Term(score, kind, id_))
        else:
            terms[node] = [Term(score, kind, id_)]
    resource.allowed = scores


def rule_out(resource: Resource, node: Node, kind: str, id_: str | None = None) -> None:
    """Ban a resource from a node after its scores have been shown.

    The terms go on adding up to what was shown; one of 0 says what came of it.
    """
    resource.allowed[node] = -INFINITY
    resource.terms.setdefault(node, []).append(Term(0, kind, id_))


class Saved:
    """A resource's scores and their reasons, to be gone back to."""

    def __init__(self, resource: Resource) -> None:
        self._scores = dict(resource.allowed)
        # Lists of terms are added to or replaced, never shortened.
        self._terms = dict(resource.terms)
        self._counts = [len(terms) for terms in self._terms.values()]

    def restore(self, resource: Resource, kind: str, id_: str | None) -> None:
        """Go back to them; a term of 0 on each node that had changed says by whom it is undone."""
        changed = [
            node for node, score in resource.allowed.items() if self._scores.get(node) != score
        ]
        resource.allowed = dict(self._scores)
        resource.terms = {
            node: terms[:count]
            for (node, terms), count in zip(self._terms.items(), self._counts, strict=True)
        }
        for node in changed:
            resource.terms.setdefault(node, []).append(Term(0, kind, id_))
