"""Colocations and orders as pairs, resource sets included.

A set's members depend on the one before (unless it is not sequential), and a set depends on the
next one: the last member of the set before it counts, where that is sequential, and every member
where it is not. See "Resource Sets" in Pacemaker Explained.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.cib.views import Colocation, Order, ResourceSet


@dataclass(frozen=True, slots=True)
class Together:
    """``dependent`` is placed by where ``primary`` is."""

    constraint: Colocation
    dependent: str
    primary: str
    score: int
    dependent_role: str | None = None
    primary_role: str | None = None


@dataclass(frozen=True, slots=True)
class After:
    """``then`` comes after ``first``."""

    constraint: Order
    first: str
    then: str
    first_action: str
    then_action: str
    needed: bool = True
    """False: ``first`` is one of several of which any will do (``require-all=false``)."""


def together(constraint: Colocation) -> Iterator[Together]:
    """The pairs of one colocation."""
    if constraint.resource and constraint.with_resource:
        yield Together(
            constraint,
            constraint.resource,
            constraint.with_resource,
            constraint.score,
            constraint.resource_role,
            constraint.with_role,
        )
    for group in constraint.sets:
        yield from _within(constraint, group)
    for former, latter in pairwise(constraint.sets):
        # The former set depends on the latter.
        apart = constraint.score < 0
        dependents = former.resources if apart else _first(former)
        primaries = latter.resources if apart else _last(latter)
        for dependent in dependents:
            for primary in primaries:
                yield Together(
                    constraint, dependent, primary, constraint.score, former.role, latter.role
                )


def _within(constraint: Colocation, group: ResourceSet) -> Iterator[Together]:
    if not group.sequential:
        return
    score = constraint.score if group.score is None else group.score
    for number, name in enumerate(group.resources):
        before = group.resources[:number]
        for other in before if score < 0 else before[-1:]:
            yield Together(constraint, name, other, score, group.role, group.role)


def after(constraint: Order) -> Iterator[After]:
    """The pairs of one order."""
    if constraint.first and constraint.then:
        yield After(
            constraint,
            constraint.first,
            constraint.then,
            constraint.first_action,
            constraint.then_action,
        )
    for group in constraint.sets:
        action = group.action or "start"
        if group.sequential:
            for former, latter in pairwise(group.resources):
                yield After(constraint, former, latter, action, action)
    for former, latter in pairwise(constraint.sets):
        needed = former.require_all or len(former.resources) == 1
        actions = (former.action or "start", latter.action or "start")
        for first in _last(former):
            for then in _first(latter):
                yield After(constraint, first, then, *actions, needed)


def _first(group: ResourceSet) -> Sequence[str]:
    return group.resources[:1] if group.sequential else group.resources


def _last(group: ResourceSet) -> Sequence[str]:
    return group.resources[-1:] if group.sequential else group.resources
