"""What an ordering between two actions does to them: the rule for primitives.

It is also the part that is common to all kinds: the rules for collectives apply it to a
collective's own actions before they turn to its parts.
"""

from engine.scheduler.actions import flags as bits
from engine.scheduler.actions.flags import flags_of
from engine.scheduler.actions.kinds import update_ordered
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import role_of
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.ordering import changed
from engine.scheduler.ordering.again import look_again


@update_ordered.of(Kind.PRIMITIVE)
def update_primitive(
    _resource: Resource,
    first: Action,
    then: Action,
    _node: Node | None,
    flags: int,
    limit: int,
    tie: int,
) -> int:
    """The rule for primitives, in which the node plays no part."""
    return update_pair(first, then, flags, limit, tie)


def update_pair(first: Action, then: Action, flags: int, limit: int, tie: int) -> int:
    """Let an ordering change its two actions.

    Args:
        first: what comes first.
        then: what comes after it.
        flags: bits of ``first`` as the ordering sees them.
        limit: which kinds of change are looked for, as bits: ``OPTIONAL``, ``RUNNABLE``.
        tie: what the ordering means.

    Returns:
        Bits of ``ordering.changed``.
    """
    first_before = flags_of(first)
    then_before = flags_of(then)
    about_optional = bool(limit & bits.OPTIONAL)
    was_optional = bool(first_before & bits.OPTIONAL), bool(then_before & bits.OPTIONAL)

    if tie & ties.ASYMMETRICAL:
        _apply_asymmetrical(first, then)
    _change_first(first, then, flags, tie, about_optional=about_optional, was=was_optional)
    _change_then(first, then, flags, limit, tie)
    if tie & ties.RESTART:
        _apply_restart(first, then, limit)

    result = changed.NOTHING
    if flags_of(then) != then_before:
        result |= changed.THEN
        if then.resource is not None and then.resource.parent is not None:
            look_again(then.resource.cluster, then)
    if flags_of(first) != first_before:
        result |= changed.FIRST
    return result


def _change_first(
    first: Action,
    then: Action,
    flags: int,
    tie: int,
    *,
    about_optional: bool,
    was: tuple[bool, bool],
) -> None:
    """What ``then`` asks of ``first``; ``was``: whether each was optional before the ordering."""
    first_was_optional, then_was_optional = was
    if tie & ties.FIRST_IMPLIED and not then_was_optional:
        if about_optional and not flags & bits.OPTIONAL and first_was_optional:
            first.optional = False
        if flags & bits.MIGRATABLE and not then.migratable:
            first.migratable = False
    if not about_optional:
        return
    if (
        tie & ties.PROMOTED_FIRST_IMPLIED
        and not then.optional
        and then.resource is not None
        and then.resource.role is Role.PROMOTED
    ):
        first.optional = False
        if first.migratable and not then.migratable:
            first.migratable = False
    if tie & ties.FIRST_MIGRATABLE_IMPLIED:
        if not (then.migratable and then.runnable):
            first.runnable = False
        if not then.optional:
            first.optional = False


def _change_then(first: Action, then: Action, flags: int, limit: int, tie: int) -> None:
    """What ``first`` means for ``then``."""
    about_optional = limit & bits.OPTIONAL
    if tie & ties.PSEUDO_WITH_FIRST and about_optional and not first.runnable:
        then.migratable = False
        then.pseudo = False
    if (
        tie & ties.RUNNABLE_FIRST
        and limit & bits.RUNNABLE
        and then.runnable
        and not flags & bits.RUNNABLE
    ):
        then.runnable = False
        then.migratable = False
    if (
        tie & ties.THEN_IMPLIED
        and about_optional
        and then.optional
        and not flags & bits.OPTIONAL
        and not first.migratable
    ):
        then.optional = False


def _apply_asymmetrical(first: Action, then: Action) -> None:
    """Where ``first`` cannot be done neither can ``then``, unless that is how things are."""
    resource = then.resource
    if resource is None or first.runnable:
        return
    if then.optional:
        role = role_of(resource, current=True)
        if role is Role.STOPPED and then.task == "stop":
            return
        if (
            role >= Role.STARTED
            and then.task == "start"
            and len(resource.running_on) == 1
            and resource.running_on[0] is then.node
        ):
            return
    then.optional = False
    then.runnable = False


def _apply_restart(first: Action, then: Action, limit: int) -> None:
    """A resource stops where it is to start again, and where its start became impossible."""
    wanted = limit & bits.OPTIONAL and not then.optional
    in_vain = (
        limit & bits.RUNNABLE
        and not then.runnable
        and then.resource is not None
        and then.resource.managed
        and first.resource is then.resource
    )
    if not (wanted or in_vain):
        return
    if first.runnable or not then.optional:
        first.optional = False
    if not then.migratable:
        first.migratable = False
    if not first.optional and not first.runnable:
        then.runnable = False
