"""Recurring operations: those that its configuration asks for are started with a resource.

See "Resource Operations" in Pacemaker Explained, with "Monitoring Resources When Administration is
Disabled" and "role" for the monitors of resources that are stopped.
"""

from dataclasses import dataclass
from typing import Final

from engine.cib.finding import Finding, Severity
from engine.cib.state.values import is_true
from engine.cib.xml import Element
from engine.scheduler.actions.find import find_actions, find_exactly
from engine.scheduler.actions.make import cancel_action, resource_action, start_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role
from engine.scheduler.ordering.add import add_ordering, operation_key
from engine.scheduler.ordering.link import link

_NEVER_RECUR: Final = frozenset(
    {"stop", "start", "demote", "promote", "reload-agent", "migrate_to", "migrate_from"}
)
_NOT_RUNNING: Final = "7"
_RUNNING_PROMOTED: Final = "8"


@dataclass(frozen=True, slots=True)
class Recurring:
    """A configured recurring operation."""

    name: str
    interval_ms: int
    role: Role
    """The role in which it is done; UNKNOWN: in the ordinary one, started or unpromoted."""


def create_recurring_actions(resource: Resource) -> None:
    """Make the resource's recurring operations, and cancel those of roles that it leaves."""
    if resource.blocked or resource.maintenance:
        return
    node = resource.assigned_to
    start: Action | None = None
    if (
        node is not None
        and not node.maintenance
        and (resource.next_role is not Role.STOPPED or not resource.managed)
    ):
        # It is there even where nothing recurs: a start asked for before now gets its node.
        start = start_action(resource, node, optional=True)
    for recurring in recurring_operations(resource):
        if start is not None and node is not None:
            _create_for_active(resource, start, node, recurring)
        _create_for_inactive(resource, node, recurring)


@dataclass(frozen=True, slots=True)
class _Recurrences:
    """What the configuration says of a primitive's recurring operations."""

    operations: tuple[Recurring, ...]
    findings: tuple[Finding, ...]


def recurring_operations(resource: Resource) -> tuple[Recurring, ...]:
    """Configured operations that can recur; those that make no sense are reported instead."""
    known = _recurrences(resource)
    for finding in known.findings:
        resource.cluster.report(finding)
    return known.operations


def sound_operations(resource: Resource) -> tuple[Recurring, ...] | None:
    """The same; None where there is something to report."""
    known = _recurrences(resource)
    return None if known.findings else known.operations


def _recurrences(resource: Resource) -> _Recurrences:
    """They are kept in the spec, which is made anew where the configuration changes."""
    known = resource.spec.recurring
    if not isinstance(known, _Recurrences):
        known = resource.spec.recurring = _read(resource)
    return known


def _read(resource: Resource) -> _Recurrences:
    found: list[Recurring] = []
    findings: list[Finding] = []

    def complain(element: Element, code: str, message: str) -> None:
        findings.append(Finding(code, Severity.ERROR, message, subject=element.get("id")))

    operations = [each for each in resource.spec.operations if each.interval_ms]
    for operation in operations:
        name, interval_ms, element = operation.name, operation.interval_ms, operation.element
        role = Role.read(element.get("role"))
        if not name:
            complain(element, "operation-without-name", "It has no name.")
        elif name in _NEVER_RECUR:
            complain(element, "operation-cannot-recur", "Such an action cannot recur.")
        elif any(
            each is not operation and each.name == name and each.interval_ms == interval_ms
            for each in operations
        ):
            # Not even one of them is done.
            complain(element, "operation-duplicate", "Another has its name and interval.")
        elif role is Role.UNKNOWN and element.get("role") is not None:
            complain(element, "operation-role-unknown", "There is no such role.")
        elif is_configured(resource, name, interval_ms):
            found.append(Recurring(name, interval_ms, role))
    return _Recurrences(tuple(found), tuple(findings))


def is_configured(resource: Resource, task: str, interval_ms: int) -> bool:
    """Whether an operation is configured, and not disabled."""
    for operation in resource.spec.operations:
        if operation.name == task and operation.interval_ms == interval_ms:
            enabled = operation.element.get("enabled")
            if enabled is None or is_true(enabled):
                return True
    return False


def _create_for_active(resource: Resource, start: Action, node: Node, recurring: Recurring) -> None:
    """An operation for the node where the resource will be active."""
    if recurring.role is Role.STOPPED:
        return
    key = operation_key(resource.id, recurring.name, recurring.interval_ms)
    known = find_exactly(resource, key, node)
    optional = start.optional and known is not None and not known.rescheduled
    next_role = resource.next_role
    if recurring.role is Role.UNKNOWN:
        fits = next_role is not Role.PROMOTED
    else:
        fits = next_role is recurring.role
    if not fits:
        if optional:
            _cancel_in_old_role(resource, node, recurring)
        return
    monitor = resource_action(
        resource, recurring.name, node, optional=optional, interval_ms=recurring.interval_ms
    )
    if not start.runnable or not node.online or node.unclean:
        monitor.runnable = False
    if next_role is Role.PROMOTED:
        monitor.meta["op_target_rc"] = _RUNNING_PROMOTED
    if resource.managed:
        _order_after_role(resource, monitor)


def _order_after_role(resource: Resource, monitor: Action) -> None:
    """A recurring operation begins once the resource is in its role."""
    cluster = resource.cluster
    needed = ties.THEN_IMPLIED | ties.RUNNABLE_FIRST
    after = [("start", needed), ("reload-agent", needed)]
    if resource.next_role is Role.PROMOTED:
        after.append(("promote", ties.OPTIONAL | ties.RUNNABLE_FIRST))
    elif resource.role is Role.PROMOTED:
        after.append(("demote", ties.OPTIONAL | ties.RUNNABLE_FIRST))
    for task, tie in after:
        add_ordering(
            cluster,
            tie,
            first_resource=resource,
            first_key=operation_key(resource.id, task),
            then_action=monitor,
        )


def _cancel_in_old_role(resource: Resource, node: Node, recurring: Recurring) -> None:
    """Cancel what recurs in the present role only, before the role changes."""
    cancel = cancel_action(resource, recurring.name, recurring.interval_ms, node)
    before: str | None = None
    if resource.role in (Role.STARTED, Role.UNPROMOTED):
        if resource.next_role is Role.PROMOTED:
            before = "promote"
        elif resource.next_role is Role.STOPPED:
            before = "stop"
    elif resource.role is Role.PROMOTED:
        before = "demote"
    if before is not None:
        _order_before(resource, cancel, before)


def _create_for_inactive(resource: Resource, node: Node | None, recurring: Recurring) -> None:
    """A monitor of the stopped role, for all nodes where the resource will not be active."""
    if recurring.role is not Role.STOPPED or not resource.unique:
        return  # anonymous instances cannot be told apart where they are stopped
    key = operation_key(resource.id, recurring.name, recurring.interval_ms)
    for other in resource.cluster.nodes:
        known = find_exactly(resource, key, other)
        if other is node:
            if known is not None:
                _cancel_before_start(resource, other, recurring)
            continue
        monitor = resource_action(
            resource,
            recurring.name,
            other,
            optional=known is not None,
            interval_ms=recurring.interval_ms,
        )
        monitor.meta["op_target_rc"] = _NOT_RUNNING
        if resource.managed:
            probe_key = operation_key(resource.id, "monitor")
            for probe in find_actions(resource, probe_key, other):
                link(probe, monitor, ties.RUNNABLE_FIRST)
        _order_after_stop(resource, other, monitor)
        if not other.online or other.unclean:
            monitor.runnable = False


def _cancel_before_start(resource: Resource, node: Node, recurring: Recurring) -> None:
    cancel = cancel_action(resource, recurring.name, recurring.interval_ms, node)
    if resource.next_role in (Role.STARTED, Role.UNPROMOTED):
        _order_before(resource, cancel, "start")


def _order_after_stop(resource: Resource, node: Node, monitor: Action) -> None:
    """That it is not running can be found only after it was stopped there."""
    stop = find_exactly(resource, operation_key(resource.id, "stop"), node)
    if stop is None:
        return
    if not stop.optional and not monitor.optional and not resource.managed:
        monitor.optional = True
    if not stop.runnable:
        monitor.runnable = False
    if resource.managed:
        add_ordering(
            resource.cluster,
            ties.THEN_IMPLIED | ties.RUNNABLE_FIRST,
            first_resource=resource,
            first_action=stop,
            then_action=monitor,
        )


def _order_before(resource: Resource, cancel: Action, task: str) -> None:
    add_ordering(
        resource.cluster,
        ties.RUNNABLE_FIRST,
        first_action=cancel,
        then_resource=resource,
        then_key=operation_key(resource.id, task),
    )
