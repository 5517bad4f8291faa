"""From one role to another, step by step.

A resource is started before it is promoted, and demoted before it is stopped.
"""

from collections.abc import Callable
from typing import Final

from engine.scheduler.actions.cleanup import schedule_cleanup
from engine.scheduler.actions.find import find_exactly
from engine.scheduler.actions.make import (
    demote_action,
    promote_action,
    start_action,
    stop_action,
)
from engine.scheduler.fencing.unfencing import order_after_unfencing, unfencing_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role
from engine.scheduler.ordering.add import operation_key
from engine.scheduler.ordering.link import link

Step = Callable[[Resource, Node | None, bool], None]
"""Makes the actions of one step: (resource, node, optional)."""


def change_roles(resource: Resource) -> None:
    """Make the actions that lead from the present role to the next one."""
    role = resource.role
    while role is not resource.next_role:
        towards = _next_towards(role, resource.next_role)
        _take_step(role, towards, resource, resource.assigned_to, optional=False)
        role = towards


def restart(
    resource: Resource, current: Node | None, *, needs_stop: bool, needs_promotion: bool
) -> None:
    """Make the actions that stop it and bring it back to its present role.

    They are optional unless a stop (or, on the way up, the promotion alone) is needed; orderings
    may require them later.
    """
    resource.restarting = True
    role = resource.role
    while role is not Role.STOPPED:
        towards = _next_towards(role, Role.STOPPED)
        _take_step(role, towards, resource, current, optional=not needs_stop)
        role = towards
    while resource.role <= resource.next_role and role is not resource.role:
        if resource.blocked:
            break
        towards = _next_towards(role, resource.role)
        required = needs_stop or (needs_promotion and towards is Role.PROMOTED)
        _take_step(role, towards, resource, resource.assigned_to, optional=not required)
        role = towards
    resource.restarting = False


def _next_towards(role: Role, wanted: Role) -> Role:
    """The role that comes next on the way."""
    if role is wanted and role is not Role.UNKNOWN:
        return role
    if role is Role.UNKNOWN:
        return Role.UNKNOWN if wanted is Role.UNKNOWN else Role.STOPPED
    if role is Role.STOPPED:
        if wanted in (Role.UNPROMOTED, Role.PROMOTED):
            return Role.UNPROMOTED
        return Role.STARTED if wanted is Role.STARTED else Role.STOPPED
    if role is Role.PROMOTED:
        return Role.STOPPED if wanted is Role.UNKNOWN else Role.UNPROMOTED
    if wanted is Role.PROMOTED or (role is Role.STARTED and wanted is Role.UNPROMOTED):
        return wanted
    return Role.STOPPED


def _take_step(
    role: Role, towards: Role, resource: Resource, node: Node | None, *, optional: bool
) -> None:
    step = _STEPS.get((role, towards))
    if step is not None:
        step(resource, node, optional)


def is_expected_node(resource: Resource, node: Node | None) -> bool:
    """Whether an active copy there may stay while copies elsewhere are stopped.

    Only for multiple-active=stop_unexpected.
    """
    return (
        resource.stop_unexpected
        and resource.restarting
        and resource.next_role > Role.STOPPED
        and node is not None
        and resource.assigned_to is node
    )


def _stop(resource: Resource, _node: Node | None, optional: bool) -> None:
    """Stop it wherever it is active."""
    target = resource.partial_target
    for current in resource.running_on:
        if is_expected_node(resource, current):
            continue
        if target is not None:
            if current is target and current is resource.assigned_to:
                continue  # the migration to there goes on
            optional = False
        stop = stop_action(resource, current, optional=optional)
        if not resource.managed:
            stop.runnable = False
        if resource.cluster.options.remove_after_stop:
            schedule_cleanup(resource, current, optional=optional)
        if resource.needs_unfencing:
            link(stop, unfencing_action(resource.cluster, current), ties.FIRST_IMPLIED)


def _start(resource: Resource, node: Node | None, optional: bool) -> None:
    """Start it on a node, if that can be done."""
    start = start_action(resource, node, optional=True)
    if node is not None:
        order_after_unfencing(resource, node, start, ties.THEN_IMPLIED)
    if start.runnable and not optional:
        start.optional = False
    if is_expected_node(resource, node):
        start.pseudo = True


def _promote(resource: Resource, node: Node | None, optional: bool) -> None:
    """Promote it on a node, unless it cannot even be started there."""
    if node is None:
        return
    start = find_exactly(resource, operation_key(resource.id, "start"), node)
    if start is not None and not start.runnable:
        promote = find_exactly(resource, operation_key(resource.id, "promote"), node)
        if promote is not None:
            promote.runnable = False
        return
    promote = promote_action(resource, node, optional=optional)
    if is_expected_node(resource, node):
        promote.pseudo = True


def _demote(resource: Resource, _node: Node | None, optional: bool) -> None:
    """Demote it wherever it is active."""
    for current in resource.running_on:
        if not is_expected_node(resource, current):
            demote_action(resource, current, optional=optional)


_STEPS: Final[dict[tuple[Role, Role], Step]] = {
    (Role.UNKNOWN, Role.STOPPED): _stop,
    (Role.STOPPED, Role.STARTED): _start,
    (Role.STOPPED, Role.UNPROMOTED): _start,
    (Role.STARTED, Role.STOPPED): _stop,
    (Role.STARTED, Role.PROMOTED): _promote,
    (Role.UNPROMOTED, Role.STOPPED): _stop,
    (Role.UNPROMOTED, Role.STARTED): _stop,
    (Role.UNPROMOTED, Role.PROMOTED): _promote,
    (Role.PROMOTED, Role.STOPPED): _demote,
    (Role.PROMOTED, Role.STARTED): _demote,
    (Role.PROMOTED, Role.UNPROMOTED): _demote,
}
