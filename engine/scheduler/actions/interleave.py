"""Letting an ordering change the actions of clones and bundles.

Between two clones each instance waits for all instances of the other; with ``interleave`` only
for the one on its own node (Pacemaker Explained: "Clone options").
"""

from engine.cib.boolean import parse_boolean
from engine.scheduler.actions import flags as bits
from engine.scheduler.actions.find import newest_action
from engine.scheduler.actions.kinds import action_flags, update_ordered
from engine.scheduler.actions.summary import task_of_part, task_told_of
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering import changed as changes
from engine.scheduler.ordering.again import look_again
from engine.scheduler.ordering.link import link
from engine.scheduler.ordering.update import update_pair
from engine.scheduler.placement.assigning import place_all
from engine.scheduler.placement.compatible import compatible_instance, instances_of


@update_ordered.of(Kind.CLONE, Kind.BUNDLE)
def update_ordered_instances(
    whole: Resource,
    first: Action,
    then: Action,
    node: Node | None,
    flags: int,
    limit: int,
    tie: int,
) -> int:
    """What comes before an action of a clone or bundle comes before that of each instance.

    With ``interleave``, only the action of the instance on the same node comes before it.
    """
    if first.resource is not None and _interleaved(first.resource, whole, then.task):
        return _update_pairs(first, then, node, limit, tie)
    changed = update_pair(first, then, flags, limit, tie)
    for instance in instances_of(whole):
        theirs = newest_action(instance, then.task, node)
        if theirs is None or not action_flags(instance, theirs, node) & bits.RUNNABLE:
            continue
        by_this = update_ordered(instance, first, theirs, node, flags, limit, tie)
        if by_this & changes.THEN:
            for later in reversed(theirs.after):
                look_again(whole.cluster, later.action)
        changed |= by_this
    return changed


def _interleaved(first: Resource, then: Resource, task: str) -> bool:
    """Whether instances wait only for their neighbours: the dependent clone says so."""
    if first is then or first.kind not in (Kind.CLONE, Kind.BUNDLE):
        return False
    dependent = first if task in ("stop", "demote") else then
    return parse_boolean(dependent.meta.get("interleave")) is True


def _update_pairs(first: Action, then: Action, node: Node | None, limit: int, tie: int) -> int:
    assert first.resource is not None
    assert then.resource is not None
    current = first.task in ("stopped", "demoted")
    mandatory = tie & (ties.RUNNABLE_FIRST | ties.THEN_IMPLIED)
    changed = changes.NOTHING
    for instance in instances_of(then.resource):
        neighbour = compatible_instance(instance, first.resource, current=current)
        if neighbour is not None:
            changed |= _update_neighbours(neighbour, first, instance, then, node, limit, tie)
        elif mandatory and not current and place_all(instance, None, force=True):
            # Where nothing that it needs is or will be, it cannot be either.
            changed |= changes.THEN
    return changed


def _update_neighbours(
    neighbour: Resource,
    first: Action,
    instance: Resource,
    then: Action,
    node: Node | None,
    limit: int,
    tie: int,
) -> int:
    assert first.resource is not None
    assert then.resource is not None
    first_task = task_of_part(neighbour, task_told_of(first))
    doing = neighbour
    if "stop" in first.task:
        # What is inside a container stops before it, and is what others mean.
        doing = _inside(first.resource, neighbour, node) or neighbour
    waiting = instance
    if then.task in ("promote", "promoted", "demote", "demoted"):
        # Containers are neither promoted nor demoted; what is inside is.
        waiting = _inside(then.resource, instance, node) or instance
    begun = newest_action(doing, first_task, node)
    theirs = newest_action(waiting, then.task, node)
    if begun is None or theirs is None:
        return changes.NOTHING
    changed = changes.NOTHING
    if link(begun, theirs, tie):
        changed |= changes.FIRST | changes.THEN
    flags = action_flags(neighbour, begun, node)
    return changed | update_ordered(instance, begun, theirs, node, flags, limit, tie)


def _inside(whole: Resource, container: Resource, node: Node | None) -> Resource | None:
    """What runs in a bundle's container; None where ``whole`` is a clone."""
    if whole.bundle is None:
        return None
    for replica in whole.bundle.replicas:
        if replica.container is container and (node is None or replica.node is node):
            return replica.child
    return None
