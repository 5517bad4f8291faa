"""What a colocation means for a dependent once its primary has been assigned."""

from enum import Enum

from engine.cib.score import INFINITY, add
from engine.scheduler.model.constraint import Colocation
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role
from engine.scheduler.placement.available import any_available
from engine.scheduler.placement.terms import take_over


class Effect(Enum):
    """What a colocation has a say in."""

    NOTHING = 0
    ROLE = 1
    """Whether an instance that has its node is promoted there."""
    PLACE = 2
    """Where the dependent goes."""


def effect_of(
    dependent: Resource, primary: Resource, colocation: Colocation, *, preview: bool = False
) -> Effect:
    """What a colocation has a say in now.

    Args:
        dependent: the dependent, or a part of it.
        primary: the primary, or a part of it.
        colocation: the colocation.
        preview: whether to ask as if nothing had been assigned yet.
    """
    if not preview and primary.provisional:
        return Effect.NOTHING
    dependent_role, primary_role = colocation.dependent_role, colocation.primary_role
    if (
        dependent_role >= Role.UNPROMOTED
        and not dependent.provisional
        and dependent.parent is not None
        and dependent.parent.promotable
    ):
        return Effect.ROLE
    if not preview and not dependent.provisional:
        return Effect.NOTHING
    # A positive colocation counts in its roles only, a negative one in all but them.
    positive, negative = colocation.score > 0, colocation.score < 0
    for role, next_role in (
        (dependent_role, dependent.next_role),
        (primary_role, primary.next_role),
    ):
        if role is Role.UNKNOWN:
            continue
        if (positive and role is not next_role) or (negative and role is next_role):
            return Effect.NOTHING
    return Effect.PLACE


def matches(node: Node, other: Node, attribute: str) -> bool:
    """Whether two nodes have the same value of a node attribute; letter case does not matter.

    Nodes that have none are the same. So are those that the status does not know, even by name.
    """
    if attribute == "#uname" and "#uname" in node.attributes:
        return node is other
    return _same(node.attributes.get(attribute), other.attributes.get(attribute))


def _same(first: str | None, second: str | None) -> bool:
    if first is None or second is None:
        return first is second
    return first == second or first.lower() == second.lower()


def apply_to_scores(dependent: Resource, primary: Resource, colocation: Colocation) -> None:
    """Change the dependent's scores by where the primary was assigned.

    An optional colocation that would leave the dependent no node is passed over.
    """
    score = colocation.score
    place = primary.assigned_to
    if place is None and score < 0:
        return
    allowed = dependent.allowed
    mandatory = score >= INFINITY
    work = dict(allowed)
    if place is None:
        for node, known in allowed.items():
            work[node] = add(-score, known)
    else:
        attribute = colocation.node_attribute
        for node, known in allowed.items():
            if matches(node, place, attribute):
                if not mandatory:
                    work[node] = add(score, known)
            elif mandatory:
                work[node] = -INFINITY
    if abs(score) >= INFINITY or any_available(work):
        take_over(dependent, work, "colocation", colocation.id)


def apply_to_promotion(dependent: Resource, primary: Resource, colocation: Colocation) -> None:
    """Change an assigned instance's promotion priority by where the primary was assigned."""
    place, own = primary.assigned_to, dependent.assigned_to
    if place is None or own is None:
        return
    if not matches(own, place, colocation.node_attribute):
        if colocation.score >= INFINITY and colocation.dependent_role is Role.PROMOTED:
            dependent.priority = -INFINITY
        return
    if colocation.primary_role not in {Role.UNKNOWN, primary.next_role}:
        return
    score = colocation.score
    if colocation.dependent_role is Role.UNPROMOTED:
        score = -score
    dependent.priority = add(score, dependent.priority)
