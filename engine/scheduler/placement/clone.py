"""Placing clones: each instance on a node of its own, as far as clone-node-max says so."""

from engine.cib.boolean import parse_boolean
from engine.cib.score import INFINITY
from engine.scheduler.model.constraint import Colocation
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.placement.assigning import place_all
from engine.scheduler.placement.compatible import (
    compatible_instance,
    instances_per_node,
    is_blocked,
    is_collective,
    single_node,
)
from engine.scheduler.placement.instance_order import sort_instances
from engine.scheduler.placement.instances import assign_instances
from engine.scheduler.placement.kinds import (
    add_colocated_scores,
    add_utilization,
    apply_as_dependent,
    apply_as_primary,
    assign,
    colocated_resources,
)
from engine.scheduler.placement.lines import note_scores
from engine.scheduler.placement.primitive import consider_dependent, find_colocated
from engine.scheduler.placement.promotable import (
    apply_to_dependent,
    apply_to_instance_to_promote,
    choose_roles,
)
from engine.scheduler.placement.promotion_scores import add_promotion_scores
from engine.scheduler.placement.spread import KEEP_NODES, NONNEGATIVE, spread_scores
from engine.scheduler.placement.terms import take_over

add_colocated_scores.of(Kind.CLONE)(spread_scores)
colocated_resources.of(Kind.CLONE)(find_colocated)


@assign.of(Kind.CLONE)
def _assign(clone: Resource, preferred: Node | None) -> Node | None:
    parts = clone.clone
    if not clone.provisional or clone.assigning or parts is None:
        return None
    if clone.promotable:
        add_promotion_scores(clone)
    clone.assigning = True
    # Where primaries are decides the sequence of the instances, and dependents where they may go.
    for colocation in list(clone.colocations):
        assign(colocation.primary, preferred)
    for colocation in list(clone.colocated_with_this):
        consider_dependent(clone, colocation, KEEP_NODES | NONNEGATIVE)
    note_scores("clone", clone)
    clone.children = sort_instances(clone.children)
    assign_instances(clone, clone.children, parts.clone_max, parts.clone_node_max)
    if clone.promotable:
        choose_roles(clone)
    clone.provisional = clone.assigning = False
    return None


@apply_as_dependent.of(Kind.CLONE)
def _apply_as_dependent(_clone: Resource, _primary: Resource, _colocation: Colocation) -> None:
    """Nothing: its instances inherit the colocations of a clone, and are dependents themselves."""


@apply_as_primary.of(Kind.CLONE)
def _apply_as_primary(clone: Resource, dependent: Resource, colocation: Colocation) -> None:
    if clone.provisional:
        return
    if clone.promotable and colocation.primary_role is not Role.UNKNOWN:
        if dependent.provisional:
            apply_to_dependent(clone, dependent, colocation)
            return
        if colocation.dependent_role is Role.PROMOTED:
            apply_to_instance_to_promote(clone, dependent, colocation)
            return
    if _is_interleaved(clone, colocation):
        pair_with(compatible_instance(dependent, clone), dependent, colocation)
    elif colocation.score >= INFINITY:
        nodes = [
            node
            for instance in clone.children
            if (node := single_node(instance, current=False)) is not None
            and not is_blocked(instance)
        ]
        keep_to(dependent, nodes, colocation)
    else:
        for instance in clone.children:
            apply_as_primary(instance, dependent, colocation)


def _is_interleaved(clone: Resource, colocation: Colocation) -> bool:
    """Whether each of the dependent's instances only cares for its own one of the primary."""
    dependent = colocation.dependent
    return (
        is_collective(dependent)
        and parse_boolean(dependent.meta.get("interleave")) is True
        and instances_per_node(dependent) == instances_per_node(clone)
    )


def pair_with(instance: Resource | None, dependent: Resource, colocation: Colocation) -> None:
    """Colocate with one instance of a primary, or stop where there is none and it must be."""
    if instance is not None:
        apply_as_dependent(dependent, instance, colocation)
    elif colocation.score >= INFINITY:
        place_all(dependent, None, force=True)


def keep_to(dependent: Resource, nodes: list[Node], colocation: Colocation) -> None:
    """Ban a dependent from all nodes but those where a mandatory primary is.

    Nodes that were not considered for it so far are from now on, only to be refused.
    """
    work = {
        node: score if node in nodes else -INFINITY for node, score in dependent.allowed.items()
    }
    for node in nodes:
        work.setdefault(node, -INFINITY)
    take_over(dependent, work, "colocation", colocation.id)


@add_utilization.of(Kind.CLONE)
def _add_utilization(
    clone: Resource, origin: Resource, together: list[Resource], needed: dict[str, int]
) -> None:
    if not clone.provisional:
        return
    counted = False
    for instance in clone.children:
        if instance in together:
            counted = True
        elif any(member in together for member in instance.children):
            counted = True
            add_utilization(instance, origin, together, needed)
    if not counted and clone.children:
        add_utilization(clone.children[0], origin, together, needed)
