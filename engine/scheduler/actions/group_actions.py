"""A group's actions: those of its members, and pseudo-actions for the group as a whole."""

from typing import Final

from engine.scheduler.actions import flags as bits
from engine.scheduler.actions.find import newest_action
from engine.scheduler.actions.kinds import (
    action_flags,
    add_to_graph,
    create_actions,
    create_probe,
    update_ordered,
)
from engine.scheduler.actions.make import resource_pseudo_action
from engine.scheduler.actions.probes import probe_each
from engine.scheduler.actions.summary import DONE_BY
from engine.scheduler.graph.add import add_action
from engine.scheduler.model.action import Action
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering.update import update_pair

_ALWAYS: Final = ("start", "running", "stop", "stopped")
_PROMOTABLE: Final = ("demote", "demoted", "promote", "promoted")


@create_actions.of(Kind.GROUP)
def create_group_actions(group: Resource) -> None:
    """Make the members' actions, then those that stand for the group."""
    for member in group.children:
        create_actions(member)
    for task in _ALWAYS:
        resource_pseudo_action(group, task, optional=True, runnable=True)
    if group.top.promotable:
        for task in _PROMOTABLE:
            resource_pseudo_action(group, task, optional=True, runnable=True)


@create_probe.of(Kind.GROUP)
def probe_group(group: Resource, node: Node) -> bool:
    """Probe every member."""
    return probe_each(group.children, node)


@action_flags.of(Kind.GROUP)
def group_flags(group: Resource, action: Action, node: Node | None) -> int:
    """What a group's action is follows from those of its members.

    It is required as soon as one member's is. What begins something, other than stop and demote,
    needs every member to take part; what says that something is done can run only if each
    member's action can.
    """
    task = DONE_BY.get(action.task, action.task)
    optional = runnable = True
    for member in group.children:
        theirs = newest_action(member, task, node)
        if theirs is None:
            runnable = runnable and task in ("stop", "demote")
            continue
        if optional and not theirs.optional:
            optional = action.optional = False
        if runnable and not theirs.runnable and task != action.task:
            runnable = action.runnable = False
    found = bits.PSEUDO | bits.OPTIONAL if optional else bits.PSEUDO
    return found | bits.RUNNABLE if runnable else found


@update_ordered.of(Kind.GROUP)
def update_ordered_group(
    group: Resource,
    first: Action,
    then: Action,
    node: Node | None,
    flags: int,
    limit: int,
    tie: int,
) -> int:
    """What comes before a group's action comes before the same action of each member."""
    changed = update_pair(first, then, flags, limit, tie)
    for member in group.children:
        theirs = newest_action(member, then.task, node)
        if theirs is not None:
            changed |= update_ordered(member, first, theirs, node, flags, limit, tie)
    return changed


@add_to_graph.of(Kind.GROUP)
def add_group_to_graph(group: Resource) -> None:
    """Add the group's own actions, then those of its members."""
    for action in reversed(group.actions):
        add_action(action)
    for member in group.children:
        add_to_graph(member)
