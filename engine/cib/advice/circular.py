"""A colocation and an order that point in opposite directions."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, warning
from engine.cib.advice.pairs import after, together
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.score import INFINITY
from engine.cib.views import Colocation, Order

_STARTS = frozenset({"start", "promote"})


def placed_against_order(known: Known, placement: Placement) -> Iterator[Finding]:
    """A stays with B, and B starts after A: where A cannot run, B takes a node for nothing."""
    del placement
    colocated: dict[tuple[str, str], str] = {}
    for constraint in known.configuration.constraints:
        if isinstance(constraint, Colocation) and not constraint.lifetime:
            for pair in together(constraint):
                if pair.score == INFINITY:
                    for ends in _tops(known, pair.dependent, pair.primary):
                        colocated.setdefault(ends, constraint.id)
    said: set[tuple[str, str]] = set()
    for constraint in known.configuration.constraints:
        if not isinstance(constraint, Order) or constraint.kind != "Mandatory":
            continue
        for step in after(constraint):
            if not {step.first_action, step.then_action} <= _STARTS:
                continue
            for first, then in _tops(known, step.first, step.then):
                against = colocated.get((first, then))
                if against is None or (then, first) in colocated:
                    continue
                if (constraint.id, against) not in said:
                    said.add((constraint.id, against))
                    yield warning(
                        "placed-against-order",
                        constraint.id,
                        f"{then} starts after {first} ({constraint.id}), but {first} is placed "
                        f"where {then} is ({against}); swap one of them, so that what starts "
                        "later is placed by what starts first.",
                        first=first,
                        then=then,
                        colocation=against,
                    )


def _tops(known: Known, one: str, other: str) -> Iterator[tuple[str, str]]:
    for left in known.meant(one):
        for right in known.meant(other):
            ends = (known.top(left).id, known.top(right).id)
            if ends[0] != ends[1]:
                yield ends
