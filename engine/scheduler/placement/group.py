"""Placing groups: member by member, each with the one before it."""

from engine.cib.boolean import parse_boolean
from engine.cib.score import INFINITY
from engine.scheduler.constraints.colocate import add_to_dependent, add_to_primary
from engine.scheduler.model.constraint import Colocation
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.placement.kinds import (
    add_utilization,
    apply_as_dependent,
    apply_as_primary,
    assign,
    colocated_resources,
)
from engine.scheduler.placement.lines import note_scores
from engine.scheduler.placement.primitive import find_colocated


def is_together(group: Resource) -> bool:
    """Whether all members of a group are on one node (``collocated``, the default)."""
    value = group.meta.get("collocated")
    return value is None or parse_boolean(value) is True


@assign.of(Kind.GROUP)
def _assign(group: Resource, preferred: Node | None) -> Node | None:
    if not group.provisional:
        return group.assigned_to
    if group.assigning:
        return None
    members = group.children
    if not members:
        group.provisional = False
        return None
    group.assigning = True
    first = members[0]
    group.role = first.role
    _share_colocations(group)
    note_scores("group", group)

    found: Node | None = None
    for member in members:
        node = assign(member, preferred)
        if found is None:
            found = node
    group.next_role = first.next_role
    group.assigning = False
    group.provisional = False
    return found if is_together(group) else None


def _share_colocations(group: Resource) -> None:
    """Have the members follow the group's own colocations, each as far as it must.

    The first follows others, the rest follow it; but not those behind an unmanaged member, which
    stays where it is, so they have to be told of what is mandatory. What is to be with the group
    follows its last member. From then on the group itself has none.
    """
    members = group.children
    chained = True
    for index, member in enumerate(members):
        for colocation in group.colocations:
            if index == 0 or (not chained and colocation.score >= INFINITY):
                add_to_dependent(member, colocation)
        chained = chained and member.managed
    for colocation in group.colocated_with_this:
        add_to_primary(members[-1], colocation)
    group.colocations, group.colocated_with_this = [], []


@apply_as_dependent.of(Kind.GROUP)
def _apply_as_dependent(group: Resource, primary: Resource, colocation: Colocation) -> None:
    if not group.children:
        return
    if is_together(group):
        apply_as_dependent(group.children[0], primary, colocation)
    elif colocation.score < INFINITY:
        for member in group.children:
            apply_as_dependent(member, primary, colocation)


@apply_as_primary.of(Kind.GROUP)
def _apply_as_primary(group: Resource, dependent: Resource, colocation: Colocation) -> None:
    if group.provisional or not group.children:
        return
    if is_together(group):
        # All of the group has to be there for who must be with it, any of it is enough else.
        member = group.children[-1 if colocation.score >= INFINITY else 0]
        apply_as_primary(member, dependent, colocation)
    elif colocation.score < INFINITY:
        for member in group.children:
            apply_as_primary(member, dependent, colocation)


@colocated_resources.of(Kind.GROUP)
def _colocated_resources(
    group: Resource, origin: Resource, found: list[Resource]
) -> list[Resource]:
    for member in _counted(group):
        found = colocated_resources(member, origin, found)
    return find_colocated(group, origin, found)


@add_utilization.of(Kind.GROUP)
def _add_utilization(
    group: Resource, origin: Resource, together: list[Resource], needed: dict[str, int]
) -> None:
    if not group.provisional:
        return
    for member in _counted(group):
        if member.provisional and member not in together:
            add_utilization(member, origin, together, needed)


def _counted(group: Resource) -> list[Resource]:
    """Members that are sure to be on one node: all, or only the first."""
    parent = group.parent
    if is_together(group) or (parent is not None and parent.kind is Kind.CLONE):
        return group.children
    return group.children[:1]
