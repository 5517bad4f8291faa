"""Which resources a constraint ties together, pair by pair; pure values.

Directions are Pacemaker's: in a colocation ``tail`` follows ``head``; in an order ``tail`` comes
first. In a resource set that is sequential each resource is tied to the one before it, and only
its outermost resource to the next set; else each resource to the next set on its own.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, product
from typing import NamedTuple

from engine.cib.views import Colocation, Constraint, Location, Order, ResourceSet, Ticket

_ROLE_AFTER = {"promote": "Promoted", "demote": "Unpromoted"}


class End(NamedTuple):
    """A resource, tag or template, in one role or in any."""

    resource: str
    role: str | None = None


class Link(NamedTuple):
    """One pair."""

    tail: End
    head: End


def links_of(constraint: Constraint) -> list[Link]:
    """The pairs of a colocation or an order; other constraints tie no resources together."""
    match constraint:
        case Colocation(sets=()):
            if constraint.resource is None or constraint.with_resource is None:
                return []
            tail = End(constraint.resource, constraint.resource_role)
            return [Link(tail, End(constraint.with_resource, constraint.with_role))]
        case Colocation():
            return list(_colocated(constraint.sets, repelling=repelling(constraint)))
        case Order(sets=()):
            if constraint.first is None or constraint.then is None:
                return []
            tail = End(constraint.first, _ROLE_AFTER.get(constraint.first_action))
            return [Link(tail, End(constraint.then))]
        case Order():
            return list(_ordered(constraint.sets))
        case Location() | Ticket():
            return []


def repelling(constraint: Constraint) -> bool:
    """Whether a constraint keeps apart what it names."""
    match constraint:
        case Location():
            return constraint.score < 0
        case Colocation():
            first = constraint.sets[0].score if constraint.sets else None
            if constraint.score_text is None and first is not None:
                return first < 0
            return constraint.score < 0
        case Order() | Ticket():
            return False


def _ends(group: ResourceSet, which: slice) -> list[End]:
    role = group.role or _ROLE_AFTER.get(group.action or "")
    found = [End(resource, role) for resource in group.resources]
    return found[which] if group.sequential else found


def _colocated(sets: Sequence[ResourceSet], *, repelling: bool) -> Iterator[Link]:
    for group in sets:
        ends = _ends(group, slice(None))
        if repelling:
            yield from (Link(tail, head) for head, tail in combinations(ends, 2))
        elif group.sequential:
            yield from (Link(tail, head) for head, tail in pairwise(ends))
    for follower, leader in pairwise(sets):
        ends = product(_ends(follower, slice(1)), _ends(leader, slice(-1, None)))
        yield from (Link(tail, head) for tail, head in ends)


def _ordered(sets: Sequence[ResourceSet]) -> Iterator[Link]:
    for group in sets:
        if group.sequential:
            yield from (Link(*pair) for pair in pairwise(_ends(group, slice(None))))
    for before, after in pairwise(sets):
        ends = product(_ends(before, slice(-1, None)), _ends(after, slice(1)))
        yield from (Link(*pair) for pair in ends)
