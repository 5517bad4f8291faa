"""What one link does, tie by tie."""

from typing import Final

from engine.scheduler.actions import flags as bits
from engine.scheduler.actions.kinds import update_ordered
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action, Link
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind
from engine.scheduler.ordering import changed

_UNPAIRED: Final = frozenset({Kind.PRIMITIVE, Kind.GROUP})
_PRINTING: Final = ties.FIRST_PRINTED | ties.THEN_PRINTED
_STRONG: Final = ties.THEN_IMPLIED | ties.FIRST_IMPLIED | ties.RESTART


def apply_link(link: Link, then: Action, first_flags: int, then_flags: int) -> int:
    """Let a link change its two actions; which of them it changed, as bits of ``changed``.

    The node counts for clones only: their instances there are what the ordering concerns.
    """
    first = link.action
    node = then.node
    result = changed.NOTHING
    if not link.tie & ~_PRINTING:
        _print(link.tie, first, then, first_flags, then_flags)
        return result
    if link.tie & ties.THEN_IMPLIED_ON_NODE:
        # Unfencing concerns the instances on the unfenced node only.
        link.tie = link.tie & ~ties.THEN_IMPLIED_ON_NODE | ties.THEN_IMPLIED
        node = first.node
    tie = link.tie
    result |= _apply_implied(tie, first, then, node, first_flags)
    if tie & ties.ONE_OR_MORE:
        result |= _count_runnable(first, then, node, first_flags)
    if tie & ties.PROBE:
        result |= _apply_probe(link, then, node, first_flags)
    tie = link.tie
    if tie & ties.RUNNABLE_FIRST:
        result |= _apply_runnable(first, then, node, first_flags)
    result |= _apply_rest(tie, first, then, node, first_flags)
    _print(tie, first, then, first_flags, then_flags)
    if tie & _STRONG and then.runnable and _is_stuck(first):
        then.runnable = False
        result |= changed.THEN
    return result


def _apply_implied(
    tie: int, first: Action, then: Action, node: Node | None, first_flags: int
) -> int:
    """One of the two is required because the other is."""
    result = changed.NOTHING
    optional = first_flags & bits.OPTIONAL
    if tie & ties.THEN_IMPLIED and not (optional and _stands_alone(first)):
        if then.resource is not None:
            result |= update_ordered(
                then.resource, first, then, node, optional, bits.OPTIONAL, ties.THEN_IMPLIED
            )
        elif not optional and then.optional:
            then.optional = False
            result |= changed.THEN
    if tie & ties.RESTART and then.resource is not None:
        limit = bits.OPTIONAL | bits.RUNNABLE
        result |= update_ordered(then.resource, first, then, node, first_flags, limit, ties.RESTART)
    if tie & ties.FIRST_IMPLIED:
        if first.resource is not None:
            result |= update_ordered(
                first.resource, first, then, node, first_flags, bits.OPTIONAL, ties.FIRST_IMPLIED
            )
        elif not optional and first.runnable:
            first.runnable = False
            result |= changed.FIRST
    if tie & ties.PROMOTED_FIRST_IMPLIED and then.resource is not None:
        result |= update_ordered(
            then.resource, first, then, node, optional, bits.OPTIONAL, ties.PROMOTED_FIRST_IMPLIED
        )
    return result


def _apply_probe(link: Link, then: Action, node: Node | None, first_flags: int) -> int:
    """``then`` cannot be done because the probe before it cannot."""
    if then.resource is None:
        return changed.NOTHING
    first = link.action
    unable = not first_flags & bits.RUNNABLE
    if unable and first.resource is not None and first.resource.running_on:
        link.tie = ties.NONE  # what was to be probed is stopping
        return changed.NOTHING
    return _apply_runnable_first(first, then, node, first_flags)


def _apply_runnable(first: Action, then: Action, node: Node | None, first_flags: int) -> int:
    """``then`` cannot be done because ``first`` cannot."""
    if then.resource is not None:
        return _apply_runnable_first(first, then, node, first_flags)
    if not first_flags & bits.RUNNABLE and then.runnable:
        then.runnable = False
        return changed.THEN
    return changed.NOTHING


def _apply_rest(tie: int, first: Action, then: Action, node: Node | None, first_flags: int) -> int:
    """What only concerns actions of resources: live migration, sequence, asymmetry."""
    result = changed.NOTHING
    if then.resource is None:
        return result
    for single, limit in (
        (ties.FIRST_MIGRATABLE_IMPLIED, bits.OPTIONAL),
        (ties.PSEUDO_WITH_FIRST, bits.OPTIONAL),
        (0 if _stands_alone(first) else ties.OPTIONAL, bits.RUNNABLE),
        (ties.ASYMMETRICAL, bits.RUNNABLE),
    ):
        if tie & single:
            result |= update_ordered(then.resource, first, then, node, first_flags, limit, single)
    return result


def _print(tie: int, first: Action, then: Action, first_flags: int, then_flags: int) -> None:
    if tie & ties.THEN_PRINTED and first.runnable and not first_flags & bits.OPTIONAL:
        then.print_always = True
    if tie & ties.FIRST_PRINTED and not then_flags & bits.OPTIONAL:
        first.print_always = True


def _apply_runnable_first(first: Action, then: Action, node: Node | None, first_flags: int) -> int:
    if then.resource is None or (first_flags & bits.RUNNABLE and _stands_alone(first)):
        return changed.NOTHING
    return update_ordered(
        then.resource, first, then, node, first_flags, bits.RUNNABLE, ties.RUNNABLE_FIRST
    )


def _stands_alone(first: Action) -> bool:
    """Whether it is no clone's or bundle's, of which instances may be paired with others.

    What follows from such an action being optional or runnable is nothing.
    """
    resource = first.resource
    return resource is None or resource.kind in _UNPAIRED


def _count_runnable(first: Action, then: Action, node: Node | None, first_flags: int) -> int:
    """One more of those of which only some have to be runnable."""
    if then.resource is not None:
        return update_ordered(
            then.resource,
            first,
            then,
            node,
            first_flags,
            bits.RUNNABLE,
            ties.ONE_OR_MORE,
        )
    if first_flags & bits.RUNNABLE:
        then.runnable_before += 1
        if then.runnable_before >= then.required_before and not then.runnable:
            then.runnable = True
            return changed.THEN
    return changed.NOTHING


def _is_stuck(first: Action) -> bool:
    """Whether it is the stop of something unmanaged that failed, and will not be done."""
    resource = first.resource
    return (
        first.task == "stop"
        and not first.runnable
        and resource is not None
        and not resource.managed
        and resource.blocked
    )
