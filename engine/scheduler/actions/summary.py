"""What the action of a clone or bundle is, as it follows from those of its parts."""

from typing import Final

from engine.scheduler.actions import flags as bits
from engine.scheduler.actions.find import actions_of_task, newest_action
from engine.scheduler.actions.kinds import action_flags
from engine.scheduler.model.action import Action
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource

DONE_BY: Final = {
    "running": "start",
    "stopped": "stop",
    "promoted": "promote",
    "demoted": "demote",
}
"""What primitives do for a task of the whole which says that something is done."""


def task_of_part(part: Resource, task: str) -> str:
    """The action of a part that answers to one of the whole: a primitive has no "running"."""
    return DONE_BY.get(task, task) if part.kind is Kind.PRIMITIVE else task


def task_told_of(action: Action) -> str:
    """The task that an action is about: for notifications the one that they tell of."""
    if action.task not in ("notify", "notified"):
        return action.task
    return action.key.rsplit("_", 2)[-2]


def summarised_flags(action: Action, parts: list[Resource], node: Node | None) -> int:
    """Bits of ``flags`` of an action of a clone or bundle.

    It is required as soon as one part's action is, and can run if any part's can.

    Args:
        action: the action of the whole; what is found out for all nodes is kept in it.
        parts: all whose actions count; instances, or what is in a bundle's containers.
        node: the node in question; None for all.
    """
    told_of = task_told_of(action)
    done_by = DONE_BY.get(told_of, told_of)
    required = runnable = False
    for part in parts:
        if part.settled:
            # Its start and stop would be optional, and could be done.
            runnable = runnable or node is None or part.assigned_to is node
        elif part.kind is Kind.PRIMITIVE:
            theirs = newest_action(part, done_by, node)
            if theirs is not None:
                required = required or not theirs.optional
                runnable = runnable or theirs.runnable
        else:
            theirs = newest_action(part, told_of, None if part.children else node)
            if theirs is not None:
                part_flags = action_flags(part, theirs, node)
                required = required or not part_flags & bits.OPTIONAL
                runnable = runnable or bool(part_flags & bits.RUNNABLE)
    if required:
        action.optional = False
    if not runnable and node is None:
        action.runnable = False
    return bits.PSEUDO | bits.OPTIONAL * (not required) | bits.RUNNABLE * runnable


def flags_on_nodes(action: Action, parts: list[Resource]) -> dict[Node, int]:
    """What ``summarised_flags`` says of each node where there is a part, for all at once.

    Nothing is said where parts are collectives themselves.
    """
    told_of = task_told_of(action)
    found: dict[Node, int] = {}
    for part in parts:
        if part.kind is not Kind.PRIMITIVE:
            return {}
        if part.settled and part.assigned_to is not None:
            known = found.get(part.assigned_to, bits.PSEUDO | bits.OPTIONAL)
            found[part.assigned_to] = known | bits.RUNNABLE
            continue
        mine = actions_of_task(part, task_of_part(part, told_of))
        seen: set[Node] = set()
        for theirs in reversed(mine):
            node = theirs.node
            if node is None or node in seen:
                continue
            if len(mine) > 1:
                seen.add(node)
            known = found.get(node, bits.PSEUDO | bits.OPTIONAL)
            if not theirs.optional:
                known &= ~bits.OPTIONAL
            if theirs.runnable:
                known |= bits.RUNNABLE
            found[node] = known
    return found
