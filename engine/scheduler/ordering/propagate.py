"""Applying orderings to their actions until nothing changes any more.

A change of an action is followed at once into everything that is ordered with it, before the rest
is looked at. What is under way stands on a list of its own, since such chains are as long as the
cluster is large.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from engine.scheduler.actions.flags import RUNNABLE as _RUNNABLE
from engine.scheduler.actions.flags import flags_of
from engine.scheduler.actions.kinds import action_flags
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action, Link
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import nodes_of
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering import changed
from engine.scheduler.ordering.blocked import block_dependents
from engine.scheduler.ordering.effect import apply_link
from engine.scheduler.ordering.link import link as add_link
from engine.scheduler.ordering.remap import finished

_SEQUENCE_ONLY: Final = (
    ties.OPTIONAL
    | ties.STONITH_STOP
    | ties.SERIALIZE
    | ties.LOAD
    | ties.ANTI_COLOCATION
    | ties.PRESERVE
    | ties.NOT_MIGRATABLE_FIRST
)
"""Ties that by themselves never change an action of a primitive or group."""

_SIMPLE: Final = (None, Kind.PRIMITIVE)


def propagate(cluster: Cluster, actions: Iterable[Action]) -> None:
    """Apply the orderings before these actions, and then before all that this changes."""
    for action in actions:
        if not action.before and not action.waits_for_one:
            continue
        under_way = [_apply_orderings_before(cluster, action)]
        while under_way:
            for found in under_way[-1]:
                if found.before or found.waits_for_one:
                    under_way.append(_apply_orderings_before(cluster, found))
                    break
            else:
                under_way.pop()


def _apply_orderings_before(cluster: Cluster, then: Action) -> Iterator[Action]:
    """Apply every ordering before an action; yields what has to be looked at in between."""
    changes = changed.NOTHING
    was = flags_of(then)
    was_runnable = then.runnable
    then_kind = None if then.resource is None else then.resource.kind
    if then.waits_for_one:
        then.runnable_before = 0
        then.required_before = then.required_before or 1
        then.runnable = False
    before = then.before
    for index in range(len(before) - 1, -1, -1):
        link = before[index]
        tie = link.tie
        first = link.action
        first_kind = None if first.resource is None else first.resource.kind
        if (
            not tie & ~_SEQUENCE_ONLY
            and first_kind in _SIMPLE
            and (then_kind in _SIMPLE or then_kind is Kind.GROUP)
        ):
            continue
        changes &= ~changed.FIRST
        first, result = _apply(link, then)
        changes |= result
        if cluster.look_again:
            pending, cluster.look_again = cluster.look_again, []
            yield from pending
        if changes & changed.FIRST:
            after = first.after
            for place in range(len(after) - 1, -1, -1):
                yield after[place].action
            yield first
    if then.waits_for_one:
        if flags_of(then) == was:
            changes &= ~changed.THEN
        else:
            changes |= changed.THEN
    if changes & changed.THEN:
        if was_runnable and not then.runnable:
            yield from block_dependents(then)
        yield then
        after = then.after
        for place in range(len(after) - 1, -1, -1):
            yield after[place].action


def _apply(link: Link, then: Action) -> tuple[Action, int]:
    """Apply one ordering; gives the action that counts as its first, and which end changed."""
    first = link.action
    first_node, then_node = _node_for(first), _node_for(then)
    if (
        link.tie & ties.SAME_NODE
        and first_node is not None
        and then_node is not None
        and first_node is not then_node
    ):
        link.tie = ties.NONE
        return first, changed.NOTHING
    if link.tie & ties.THEN_CANCELS_FIRST and first.resource is not None and not then.optional:
        first.optional = True
        if first.task == "reload-agent":
            first.resource.reload_wanted = False
    if (
        first.resource is not None
        and then.resource is not None
        and first.resource is not then.resource
        and not _is_within(then.resource, first.resource)
    ):
        first = finished(first)
    if first is not link.action:
        if add_link(first, then, link.tie):
            link.tie = ties.NONE
            return first, changed.THEN
        return first, changed.NOTHING
    first_flags = _flags_for(first, then_node)
    then_flags = _flags_for(then, first_node)
    return first, apply_link(link, then, first_flags, then_flags)


def _node_for(action: Action) -> Node | None:
    """Where it is done; a group's start where all of the group goes."""
    resource = action.resource
    if resource is not None and resource.kind is Kind.GROUP and action.task == "start":
        nodes = nodes_of(resource, current=False)
        return nodes[0] if len(nodes) == 1 else None
    return action.node


def _flags_for(action: Action, node: Node | None) -> int:
    """Bits of an action where an ordering concerns one node.

    Of a clone's action the parts on that node count, but whether it can be done at all is asked of
    the whole clone.
    """
    resource = action.resource
    if resource is None or resource.kind is Kind.PRIMITIVE:
        return flags_of(action)
    whole = action_flags(resource, action, None)
    if node is None or resource.kind is not Kind.CLONE:
        return whole
    return action_flags(resource, action, node) | whole & _RUNNABLE


def _is_within(resource: Resource, collective: Resource) -> bool:
    parent = resource.parent
    while parent is not None:
        if parent is collective:
            return True
        parent = parent.parent
    return False
