"""Spreading the scores of a resource, and of all that is colocated with it, to another one.

A primary goes where its dependents can follow it: the scores of each dependent, times the score
of the colocation as a part of INFINITY, are added to those of the primary before it is assigned.
"""

import struct
from typing import Final

from engine.cib.score import INFINITY, add
from engine.scheduler.model.constraint import Colocation
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import nodes_of
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.placement.available import any_available, is_available
from engine.scheduler.placement.kinds import add_colocated_scores

THIS_WITH: Final = 1 << 0
"""Follow the colocations in which a resource is the dependent, instead of the primary."""
NONNEGATIVE: Final = 1 << 1
"""No score may become negative by what is added."""
KEEP_NODES: Final = 1 << 2
"""What would leave no node at all is not added."""
OWN: Final = 1 << 3
"""Begin with the resource's own scores, whatever table is given."""

UNUSABLE: Final = -100 * INFINITY
"""Marks a node that would have become negative under ``NONNEGATIVE``; 1 in the end."""

_single: Final = struct.Struct("f")


def as_single(number: float) -> float:
    """The nearest number of single precision: factors are rounded to it at every step."""
    return _single.unpack(_single.pack(number))[0]


def factor_of(colocation: Colocation, factor: float = 1.0) -> float:
    """The part of a dependent's scores that a colocation passes on, between -1 and 1.

    Of the ``factor`` with which scores are passed on already only the sign counts.
    """
    part = as_single(colocation.score / INFINITY)
    return -part if factor < 0 else part


def has_influence(colocation: Colocation, primary: Resource | None = None) -> bool:
    """Whether the dependent's preferences count when the primary is placed.

    Where the colocation says no, they still count for a primary that is not active yet. A bundle's
    container that is well is never moved for the sake of the connection to it.

    Args:
        colocation: the colocation.
        primary: an instance of the primary, where not the primary itself is in question.
    """
    if primary is None:
        primary = colocation.primary
    dependent = colocation.dependent
    if (
        dependent.is_connection
        and dependent.remotes_allowed
        and not primary.failed
        and len(primary.running_on) == 1
    ):
        return False
    return colocation.influence or not nodes_of(primary, current=True)


def best_scores(resource: Resource, attribute: str) -> dict[str | None, int]:
    """The best score on any available node, by value of a node attribute, in lower case."""
    best: dict[str | None, int] = {}
    for node, score in resource.allowed.items():
        if score > -INFINITY and is_available(node):
            value = node.attributes.get(attribute)
            if value is not None:
                value = value.lower()
            known = best.get(value)
            if known is None or score > known:
                best[value] = score
    return best


def add_matching(
    scores: dict[Node, int], resource: Resource, attribute: str, factor: float, bits: int
) -> None:
    """Add to each score a part of the best one of ``resource`` on a node of the same kind.

    Of the same kind is what has the same value of the node attribute. A node that the resource
    must not use counts -INFINITY; but what is to be apart is not drawn to where it cannot be.
    """
    nonnegative = bits & NONNEGATIVE != 0
    allowed = resource.allowed
    by_name = attribute == "#uname"
    best: dict[str | None, int] | None = None
    for node, known in scores.items():
        if by_name and "#uname" in node.attributes:
            found = allowed.get(node, -INFINITY)
            if found > -INFINITY and not is_available(node):
                found = -INFINITY
        else:
            if best is None:
                best = best_scores(resource, attribute)
            value = node.attributes.get(attribute)
            found = best.get(None if value is None else value.lower(), -INFINITY)
        if not found or (found < 0 and factor < 0) or known == UNUSABLE:
            continue
        result = add(found if factor == 1.0 else _part(factor, found), known)
        if nonnegative and result < 0:
            if known > 0:
                scores[node] = UNUSABLE
                continue
            if known == 0:
                continue
        scores[node] = result


def _part(factor: float, score: int) -> int:
    """``factor`` times ``score``, rounded half away from zero, never 0 where neither is."""
    product = as_single(factor * score)
    result = int(product - 0.5 if product < 0 else product + 0.5)
    if result == 0 and score != 0:
        if factor > 0:
            return 1
        if factor < 0:
            return -1
    return result


@add_colocated_scores.of(Kind.PRIMITIVE, Kind.GROUP)
def spread_scores(
    resource: Resource,
    origin: str,
    scores: dict[Node, int],
    attribute: str,
    factor: float,
    bits: int,
) -> dict[Node, int]:
    """Add the scores of ``resource`` to a table, and of all that is colocated with it in turn.

    Returns the table to go on with; the one given is never changed. A group counts by the member
    that the others follow, and then by the colocations that it has itself.
    """
    if resource.merging or (resource.kind is Kind.GROUP and not resource.children):
        return scores
    resource.merging = True
    work = _first_scores(resource, origin, scores, attribute, factor, bits)
    bits &= ~OWN
    if any_available(work):
        work = _with_colocated(resource, origin, work, factor, bits | KEEP_NODES)
    elif bits & KEEP_NODES:
        resource.merging = False
        return scores
    if bits & NONNEGATIVE:
        for node, score in work.items():
            if score == UNUSABLE:
                work[node] = 1
    resource.merging = False
    return work


def _first_scores(
    resource: Resource,
    origin: str,
    scores: dict[Node, int],
    attribute: str,
    factor: float,
    bits: int,
) -> dict[Node, int]:
    """The table with a resource's scores, before those of what is colocated with it."""
    if resource.kind is Kind.GROUP:
        member = resource.children[-1 if bits & OWN else 0]
        return add_colocated_scores(member, origin, scores, attribute, factor, bits)
    if bits & OWN:
        return dict(resource.allowed)
    work = dict(scores)
    add_matching(work, resource, attribute, factor, bits)
    return work


def _with_colocated(
    resource: Resource, origin: str, scores: dict[Node, int], factor: float, bits: int
) -> dict[Node, int]:
    forward = bits & THIS_WITH != 0
    if forward:
        colocations = resource.colocations
    elif resource.kind is Kind.GROUP:
        # Who is with the group is with its last member, as soon as it is being assigned.
        colocations = resource.children[-1].colocated_with_this
    else:
        colocations = resource.colocated_with_this
    for colocation in colocations:
        if forward:
            other = colocation.primary
        elif has_influence(colocation):
            other = colocation.dependent
        else:
            continue
        scores = add_colocated_scores(
            other,
            origin,
            scores,
            colocation.node_attribute,
            factor_of(colocation, factor),
            bits,
        )
    return scores
