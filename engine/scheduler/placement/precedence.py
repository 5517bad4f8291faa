"""In which sequence the colocations of a resource are applied."""

from bisect import insort_left
from typing import Final

from engine.scheduler.model.constraint import Colocation
from engine.scheduler.model.resource import Kind, Resource

_BY_KIND: Final = {Kind.BUNDLE: 0, Kind.CLONE: 1, Kind.GROUP: 2, Kind.PRIMITIVE: 3}


def insert_by_primary(colocations: list[Colocation], colocation: Colocation) -> None:
    """Put a colocation into the sorted list of those in which its dependent is the dependent."""
    insort_left(colocations, colocation, key=_primary_key)


def insert_by_dependent(colocations: list[Colocation], colocation: Colocation) -> None:
    """Put a colocation into the sorted list of those in which its primary is the primary."""
    insort_left(colocations, colocation, key=_dependent_key)


def _primary_key(colocation: Colocation) -> tuple[int, int, bool, str]:
    return _key(colocation.primary)


def _dependent_key(colocation: Colocation) -> tuple[int, int, bool, str]:
    return _key(colocation.dependent)


def _key(other: Resource) -> tuple[int, int, bool, str]:
    """By the resource at the other end: priority, kind, promotable clones first, id.

    Of colocations with the same resource that which was added last comes first.
    """
    promotable = other.kind is Kind.CLONE and other.promotable
    return (-other.priority, _BY_KIND[other.kind], not promotable, other.id)
