"""Placing primitives."""

from engine.cib.score import INFINITY
from engine.scheduler.model.constraint import Colocation
from engine.scheduler.model.node import Node
from engine.scheduler.model.options import NoQuorum
from engine.scheduler.model.queries import current_node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.model.scores import add_score
from engine.scheduler.placement.assigning import place
from engine.scheduler.placement.available import any_available
from engine.scheduler.placement.choice import place_on_best
from engine.scheduler.placement.colocate import (
    Effect,
    apply_to_promotion,
    apply_to_scores,
    effect_of,
)
from engine.scheduler.placement.kinds import (
    add_colocated_scores,
    apply_as_dependent,
    apply_as_primary,
    assign,
    colocated_resources,
)
from engine.scheduler.placement.lines import note_scores
from engine.scheduler.placement.spread import KEEP_NODES, factor_of, has_influence
from engine.scheduler.placement.terms import Saved, take_over


@assign.of(Kind.PRIMITIVE)
def _assign(resource: Resource, preferred: Node | None) -> Node | None:
    parent = resource.parent
    if parent is not None and not parent.assigning:
        assign(parent, preferred)
    if not resource.provisional:
        return resource.assigned_to
    if resource.assigning:
        return None
    resource.assigning = True

    for colocation in list(resource.colocations):
        _follow_primary(resource, colocation)
    for colocation in list(resource.colocated_with_this):
        consider_dependent(resource, colocation, KEEP_NODES)
    _apply_next_role(resource)
    note_scores("primitive", resource)

    options = resource.cluster.options
    if options.fencing_enabled and not resource.cluster.has_fencing_device:
        resource.managed = False
    if not resource.managed:
        # What the cluster may not touch stays where, and what, it is.
        resource.next_role = resource.role
        place(resource, current_node(resource), force=True)
    elif options.stop_all:
        place(resource, None, force=True)
    elif resource.provisional:
        place_on_best(resource, preferred)

    resource.assigning = False
    if resource.is_connection:
        _let_node_follow(resource)
    return resource.assigned_to


def _follow_primary(resource: Resource, colocation: Colocation) -> None:
    """Assign the primary of a colocation first, and let that change the dependent's scores.

    That is taken back where it leaves no node and the colocation asks for less than that: where
    it is to keep the two apart if possible, or only counts for promotion.
    """
    saved: Saved | None = None
    if colocation.dependent_role >= Role.PROMOTED or -INFINITY < colocation.score < 0:
        saved = Saved(resource)
    assign(colocation.primary, None)
    apply_as_dependent(resource, colocation.primary, colocation)
    if saved is not None and not any_available(resource.allowed):
        saved.restore(resource, "colocation-passed-over", colocation.id)


def consider_dependent(resource: Resource, colocation: Colocation, bits: int) -> None:
    """Let the scores of a dependent that is not assigned yet change those of its primary."""
    if has_influence(colocation):
        scores = add_colocated_scores(
            colocation.dependent,
            resource.id,
            resource.allowed,
            colocation.node_attribute,
            factor_of(colocation),
            bits,
        )
        if scores is not resource.allowed:
            take_over(resource, scores, "colocation", colocation.id)


def _apply_next_role(resource: Resource) -> None:
    cluster = resource.cluster
    if resource.next_role is Role.STOPPED:
        for node in cluster.nodes:
            add_score(resource, node, -INFINITY, "target-role", resource.id)
    elif (
        resource.next_role > resource.role
        and not cluster.quorate
        and cluster.options.no_quorum is NoQuorum.FREEZE
    ):
        resource.next_role = resource.role


def _let_node_follow(connection: Resource) -> None:
    """Say what the assignment of a connection means for the node behind it."""
    node = connection.connects
    if node is None:
        return
    if connection.assigned_to is not None and connection.next_role is not Role.STOPPED:
        node.online = True
        if node.unseen:
            # A connection will be tried, so there is nothing to fence for.
            node.unclean = False
    else:
        node.shutdown = True


@apply_as_dependent.of(Kind.PRIMITIVE)
def _apply_as_dependent(dependent: Resource, primary: Resource, colocation: Colocation) -> None:
    apply_as_primary(primary, dependent, colocation)


@apply_as_primary.of(Kind.PRIMITIVE)
def _apply_as_primary(primary: Resource, dependent: Resource, colocation: Colocation) -> None:
    effect = effect_of(dependent, primary, colocation)
    if effect is Effect.ROLE:
        apply_to_promotion(dependent, primary, colocation)
    elif effect is Effect.PLACE:
        apply_to_scores(dependent, primary, colocation)


@colocated_resources.of(Kind.PRIMITIVE)
def find_colocated(resource: Resource, origin: Resource, found: list[Resource]) -> list[Resource]:
    """All that has to be on one node with a resource, over any number of colocations."""
    if resource in found:
        return found
    found = [resource, *found]
    for colocation in resource.colocations:
        primary = colocation.primary
        if primary is not origin and _is_mandatory(resource, primary, colocation):
            found = colocated_resources(primary, origin, found)
    for colocation in resource.colocated_with_this:
        dependent = colocation.dependent
        if dependent is origin or (
            resource.kind is Kind.CLONE and dependent.kind is not Kind.CLONE
        ):
            continue
        if _is_mandatory(dependent, resource, colocation):
            found = colocated_resources(dependent, origin, found)
    return found


def _is_mandatory(dependent: Resource, primary: Resource, colocation: Colocation) -> bool:
    return (
        colocation.score >= INFINITY
        and effect_of(dependent, primary, colocation, preview=True) is Effect.PLACE
    )
