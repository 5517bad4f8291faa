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
from engine.scheduler.placement.compatible import (
    by_node,
    instances_of,
    is_collective,
    neighbour_of,
)


@update_ordered.of(Kind.CLONE, Kind.BUNDLE)
def update_ordered_instances(
    _whole: Resource,
    first: Action,
    then: Action,
    node: Node | None,
    flags: int,
    limit: int,
    tie: int,
) -> int:
    """What comes before an action of a clone or bundle comes before that of each instance.

    With ``interleave``, only the action of the instance on the same node comes before it. Where
    the ordering is asked for on behalf of ``first``, ``then`` may be of any kind, or no
    resource's, and then nothing changes.
    """
    dependent = then.resource
    if dependent is None:
        return changes.NOTHING
    primary = first.resource
    if primary is not None and _interleaved(primary, dependent, then):
        return _update_pairs(primary, first, dependent, then, node, limit, tie)
    changed = update_pair(first, then, flags, limit, tie)
    for instance in instances_of(dependent):
        theirs = newest_action(instance, then.task, node)
        if theirs is None or not action_flags(instance, theirs, node) & bits.RUNNABLE:
            continue
        by_this = update_ordered(instance, first, theirs, node, flags, limit, tie)
        if by_this & changes.THEN:
            for later in reversed(theirs.after):
                look_again(dependent.cluster, later)
        changed |= by_this
    return changed


def _interleaved(primary: Resource, dependent: Resource, then: Action) -> bool:
    """Whether instances wait only for their neighbours: whichever starts later says so."""
    if primary is dependent or not (is_collective(primary) and is_collective(dependent)):
        return False
    downwards = then.key.endswith(("_stop_0", "_demote_0"))
    asked = primary if downwards else dependent
    return parse_boolean(asked.meta.get("interleave")) is True


def _update_pairs(
    primary: Resource,
    first: Action,
    dependent: Resource,
    then: Action,
    node: Node | None,
    limit: int,
    tie: int,
) -> int:
    current = first.key.endswith(("_stopped_0", "_demoted_0"))
    mandatory = tie & (ties.RUNNABLE_FIRST | ties.THEN_IMPLIED)
    changed = changes.NOTHING
    others = by_node(primary, current=current)
    for instance in instances_of(dependent):
        neighbour = neighbour_of(instance, others, current=current)
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
    """Put the neighbour's action before the instance's, where there are such actions.

    Containers have none for what is done inside of them: promotions of interleaved bundles wait
    for nothing.
    """
    begun = newest_action(neighbour, task_of_part(neighbour, task_told_of(first)), node)
    theirs = newest_action(instance, then.task, node)
    if begun is None or theirs is None:
        return changes.NOTHING
    changed = changes.NOTHING
    if link(begun, theirs, tie):
        changed = changes.FIRST | changes.THEN
    flags = action_flags(neighbour, begun, node)
    return changed | update_ordered(instance, begun, theirs, node, flags, limit, tie)
