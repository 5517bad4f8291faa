"""Adding a colocation between two resources, whoever asks for it."""

from bisect import insort_left
from typing import Final

from engine.cib.score import INFINITY
from engine.scheduler.model import tie as ties
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.constraint import Colocation
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.ordering.add import order_tasks

_RANK: Final = {Kind.PRIMITIVE: 0, Kind.GROUP: 1, Kind.CLONE: 2, Kind.BUNDLE: 3}


def add_colocation(
    cluster: Cluster,
    id_: str,
    dependent: Resource,
    primary: Resource,
    score: int,
    *,
    influence: bool,
    dependent_role: Role = Role.UNKNOWN,
    primary_role: Role = Role.UNKNOWN,
    node_attribute: str = "#uname",
) -> None:
    """Colocate ``dependent`` with ``primary``. A score of 0 says nothing and adds nothing.

    Started as a role is no restriction. What must never be together also may not overlap in
    time where one takes the other's place.
    """
    if score == 0:
        return
    colocation = Colocation(
        id=id_,
        dependent=dependent,
        primary=primary,
        score=score,
        dependent_role=_restriction(dependent_role),
        primary_role=_restriction(primary_role),
        node_attribute=node_attribute,
        influence=influence,
    )
    add_to_dependent(dependent, colocation)
    add_to_primary(primary, colocation)
    cluster.colocations.append(colocation)
    if score <= -INFINITY:
        _order_apart(dependent, colocation.dependent_role, primary, colocation.primary_role)
        _order_apart(primary, colocation.primary_role, dependent, colocation.dependent_role)


def add_to_dependent(resource: Resource, colocation: Colocation) -> None:
    """Have a resource follow a colocation as dependent: its own, or of what it is an instance."""
    insort_left(resource.colocations, colocation, key=_by_primary)


def add_to_primary(resource: Resource, colocation: Colocation) -> None:
    """Have a resource be followed in a colocation as primary: see ``add_to_dependent``."""
    insort_left(resource.colocated_with_this, colocation, key=_by_dependent)


def _restriction(role: Role) -> Role:
    return Role.UNKNOWN if role is Role.STARTED else role


def _by_primary(colocation: Colocation) -> tuple[int, int, bool, str]:
    return _precedence(colocation.primary)


def _by_dependent(colocation: Colocation) -> tuple[int, int, bool, str]:
    return _precedence(colocation.dependent)


def _precedence(resource: Resource) -> tuple[int, int, bool, str]:
    """Place among colocations: by priority, kind, promotable clones first, then by id."""
    plain_clone = resource.kind is Kind.CLONE and not resource.promotable
    return (-resource.priority, -_RANK[resource.kind], plain_clone, resource.id)


def _order_apart(first: Resource, first_role: Role, then: Resource, then_role: Role) -> None:
    """Have ``first`` lose its role on a node before ``then`` gains its own there."""
    losing = ["demote" if first_role is Role.PROMOTED else "stop"]
    if first_role is Role.UNPROMOTED:
        losing.append("promote")
    gaining = ["promote" if then_role is Role.PROMOTED else "start"]
    if then_role is Role.UNPROMOTED:
        gaining.append("demote")
    for lost in losing:
        for gained in gaining:
            order_tasks(first, lost, then, gained, ties.ANTI_COLOCATION)
