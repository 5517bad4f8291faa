"""Order constraints between two resources, and what all order constraints have in common.

Pacemaker Explained: "Specifying the Order in which Resources Should Start/Stop".
"""

from engine.cib.boolean import parse_boolean
from engine.cib.state.values import is_true, parse_integer
from engine.cib.xml import Element
from engine.scheduler.actions.make import pseudo_action
from engine.scheduler.constraints.findings import complain, unknown_resource
from engine.scheduler.constraints.instance import instance_asked_for
from engine.scheduler.constraints.order_kind import (
    OrderKind,
    Symmetry,
    inverse_of,
    kind_of,
    symmetry_of,
    tie_for,
)
from engine.scheduler.constraints.order_sets import order_between, order_within
from engine.scheduler.constraints.references import References
from engine.scheduler.constraints.sets import (
    ResourceSet,
    check_reference,
    read_sets,
    set_of_tag,
)
from engine.scheduler.model import tie as ties
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering.add import add_ordering, operation_key, order_tasks


def read_order(references: References, constraint: Element) -> None:
    """Read one ``rsc_order``, which names two resources or tags, or sets."""
    cluster = references.cluster
    kind = kind_of(cluster, constraint)
    symmetry = symmetry_of(cluster, constraint, kind, None)
    sets, whole = read_sets(references, constraint)
    if not sets and whole and constraint.get("first") and constraint.get("then"):
        converted = _sets_of_tags(references, constraint)
        if converted is None:
            return
        sets = converted
    previous: ResourceSet | None = None
    for block in sets:
        if not order_within(references, block, kind, constraint.get("symmetrical")):
            return
        if previous is not None:
            if not order_between(references, previous, block, kind, symmetry):
                return
            if symmetry is Symmetry.SYMMETRIC and not order_between(
                references, block, previous, kind, Symmetry.INVERSE
            ):
                return
        previous = block
    if previous is None and whole:
        _order_two(references, constraint, kind, symmetry)


def _sets_of_tags(references: References, constraint: Element) -> list[ResourceSet] | None:
    """Two sets where a side is a tag or template; none where neither is; None if unusable."""
    for attribute in ("first", "then"):
        if not check_reference(references, constraint, attribute):
            return None
    if all(references.resource(constraint.get(side)) is not None for side in ("first", "then")):
        return []
    return [
        set_of_tag(references, constraint, "first", action=constraint.get("first-action")),
        set_of_tag(references, constraint, "then", action=constraint.get("then-action")),
    ]


def _order_two(
    references: References, constraint: Element, kind: OrderKind, symmetry: Symmetry
) -> None:
    first = _side(references, constraint, "first")
    if first is None:
        return
    then = _side(references, constraint, "then")
    if then is None:
        return
    first_task = constraint.get("first-action") or "start"
    then_task = constraint.get("then-action") or first_task
    tie = tie_for(kind, first_task, symmetry)
    restarts = kind is OrderKind.OPTIONAL and then.meta.get("restart-type", "").lower() == "restart"
    if restarts:
        # An old way of asking for a restart where the first resource is restarted.
        tie |= ties.THEN_IMPLIED
    enough = _enough_instances(first, constraint)
    if enough > 0:
        _order_after_enough(
            constraint.get("id", ""), first, first_task, then, then_task, tie, enough
        )
    else:
        order_tasks(first, first_task, then, then_task, tie)
    if symmetry is not Symmetry.SYMMETRIC:
        return
    first_back, then_back = inverse_of(first_task), inverse_of(then_task)
    if first_back is None or then_back is None:
        complain(
            references.cluster,
            constraint,
            "order-without-inverse",
            "There is no inverse of what is ordered; nothing is ordered on the way back.",
        )
        return
    tie_back = tie_for(kind, first_back, Symmetry.INVERSE)
    if restarts:
        tie_back |= ties.FIRST_IMPLIED
    order_tasks(then, then_back, first, first_back, tie_back)


def _side(references: References, constraint: Element, attribute: str) -> Resource | None:
    resource = references.resource(constraint.get(attribute))
    if resource is None:
        unknown_resource(references.cluster, constraint, constraint.get(attribute))
        return None
    return instance_asked_for(references.cluster, constraint, f"{attribute}-instance", resource)


def _enough_instances(first: Resource, constraint: Element) -> int:
    """How many instances must be up first, where not all that there are; else 0."""
    if first.kind is not Kind.CLONE:
        return 0
    least = first.meta.get("clone-min")
    if least is not None:
        return max(0, parse_integer(least))
    text = constraint.get("require-all")
    # A spelling of old for clone-min=1.
    return 1 if text is not None and not (parse_boolean(text) or is_true(text)) else 0


def _order_after_enough(
    id_: str,
    first: Resource,
    first_task: str,
    then: Resource,
    then_task: str,
    tie: int,
    enough: int,
) -> None:
    """Have ``then`` wait for a pseudo-action that can run once enough instances can."""
    met = pseudo_action(first.cluster, f"clone-one-or-more:{id_}")
    met.required_before = enough
    met.waits_for_one = True
    for instance in first.children:
        add_ordering(
            first.cluster,
            ties.ONE_OR_MORE | ties.THEN_PRINTED,
            first_resource=instance,
            first_key=operation_key(instance.id, first_task),
            then_action=met,
        )
    add_ordering(
        first.cluster,
        tie | ties.RUNNABLE_FIRST,
        first_action=met,
        then_resource=then,
        then_key=operation_key(then.id, then_task),
    )
