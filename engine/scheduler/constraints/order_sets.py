"""Order within sets and between them.

Pacemaker Explained: "Ordering Sets of Resources".
"""

import itertools

from engine.cib.boolean import parse_boolean
from engine.cib.state.values import is_true
from engine.scheduler.actions.make import pseudo_action
from engine.scheduler.constraints.findings import unknown_resource
from engine.scheduler.constraints.order_kind import (
    OrderKind,
    Symmetry,
    inverse_of,
    kind_of,
    symmetry_of,
    tie_for,
)
from engine.scheduler.constraints.references import References
from engine.scheduler.constraints.sets import ResourceSet
from engine.scheduler.model import tie as ties
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.add import add_ordering, operation_key, order_tasks


def order_within(
    references: References, block: ResourceSet, around: OrderKind, inherited: str | None
) -> bool:
    """Put each member of a set after the one before it; False if a member does not exist.

    Args:
        references: where names are looked up.
        block: the set.
        around: kind of the order around it.
        inherited: ``symmetrical`` of the order around it.
    """
    cluster = references.cluster
    task = block.get("action") or "start"
    own_kind = block.get("kind")
    kind = around if own_kind is None else kind_of(cluster, block.element)
    sequential = block.get("sequential") is None or is_true(block.get("sequential"))
    symmetry = symmetry_of(cluster, block.element, around, inherited)
    tie = tie_for(kind, task, symmetry)
    resources = block.resources(references)
    if resources is None:
        return False
    if len(resources) == 1:
        return True
    if kind is OrderKind.SERIALIZE:
        for place, first in enumerate(resources):
            for then in resources[place + 1 :]:
                order_tasks(first, task, then, task, tie)
    elif sequential:
        for first, then in itertools.pairwise(resources):
            order_tasks(first, task, then, task, tie)
    if symmetry is Symmetry.ASYMMETRIC or not sequential:
        return True
    back = inverse_of(task)
    if back is not None:
        tie = tie_for(kind, back, Symmetry.INVERSE)
        for first, then in itertools.pairwise(resources):
            order_tasks(then, back, first, back, tie)
    return True


def order_between(
    references: References,
    first: ResourceSet,
    second: ResourceSet,
    kind: OrderKind,
    symmetry: Symmetry,
) -> bool:
    """Put one set after another; False if a member does not exist.

    On the way back (``Symmetry.INVERSE``) the caller has changed the places of the two.
    """
    backwards = symmetry is Symmetry.INVERSE
    first_task: str | None = first.get("action") or "start"
    then_task: str | None = second.get("action") or "start"
    if backwards:
        first_task, then_task = inverse_of(first_task), inverse_of(then_task)
    if first_task is None or then_task is None:
        return True
    tie = tie_for(kind, then_task, symmetry)
    needs_all = parse_boolean(first.get("require-all")) is not False
    # That one is enough holds on the way up only: on the way down all wait for what came after.
    if not needs_all and first_task.lower() not in ("stop", "demote"):
        return _order_after_one(references, first, first_task, second, then_task, tie)
    firsts = first.members
    thens = second.members
    if first.declared_sequential:
        firsts = firsts[:1] if backwards else firsts[-1:]
    if second.declared_sequential:
        thens = thens[-1:] if backwards else thens[:1]
    for name in firsts:
        one = _member(references, first, name)
        if one is None:
            return False
        for other in thens:
            next_one = _member(references, second, other)
            if next_one is None:
                return False
            order_tasks(one, first_task, next_one, then_task, tie)
    return True


def _order_after_one(
    references: References,
    first: ResourceSet,
    first_task: str,
    second: ResourceSet,
    then_task: str,
    tie: int,
) -> bool:
    """Have the second set wait for a pseudo-action that can run once one of the first can."""
    cluster = references.cluster
    met = pseudo_action(cluster, f"one-or-more:{first.id}")
    met.waits_for_one = True
    for name in first.members:
        resource = _member(references, first, name)
        if resource is None:
            return False
        add_ordering(
            cluster,
            ties.ONE_OR_MORE | ties.THEN_PRINTED,
            first_resource=resource,
            first_key=operation_key(resource.id, first_task),
            then_action=met,
        )
    for name in second.members:
        resource = _member(references, second, name)
        if resource is None:
            return False
        add_ordering(
            cluster,
            tie | ties.RUNNABLE_FIRST,
            first_action=met,
            then_resource=resource,
            then_key=operation_key(resource.id, then_task),
        )
    return True


def _member(references: References, block: ResourceSet, name: str) -> Resource | None:
    resource = references.resource(name)
    if resource is None:
        unknown_resource(references.cluster, block.element, name)
    return resource
