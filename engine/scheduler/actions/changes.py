"""What has changed in the configuration since a resource was started.

Parameters are compared by digests with those in the histories. A change leads to a restart; to a
reload where the agent says that this is enough; for a recurring operation to its renewal. See
"Reloading Services After a Definition Change" in Pacemaker Explained.
"""

from collections.abc import Mapping

from engine.cib.state.operations import HistoryOperation
from engine.scheduler.actions.cleanup import schedule_cleanup
from engine.scheduler.actions.digests import Change, changed_since, is_unchanged
from engine.scheduler.actions.failures import fail_count, is_outdated_on
from engine.scheduler.actions.history import active_span, clear_after_fencing
from engine.scheduler.actions.make import (
    cancel_action,
    clear_failcount_action,
    clear_failcount_early,
    make_action,
    resource_action,
    stop_action,
)
from engine.scheduler.actions.parameters import needs_host_name
from engine.scheduler.actions.recurring import is_configured
from engine.scheduler.fencing.unfencing import trigger_unfencing
from engine.scheduler.model import tie as ties
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Entry, Resource
from engine.scheduler.ordering.add import add_ordering, operation_key
from engine.scheduler.placement.available import is_available

_CHECKED = frozenset({"monitor", "start", "promote", "migrate_from"})
_AS_STARTED = frozenset({"monitor", "promote", "migrate_from"})
"""Tasks that are done with the parameters that the resource was started with."""


def read_changed_definitions(cluster: Cluster) -> None:
    """Make the actions that follow from what was changed since histories were written."""
    primitives = _primitives(cluster)
    orphans = {each.id: each for each in primitives if each.orphan and not each.anonymous}
    for resource in primitives:
        for node, entries in resource.history.items():
            if _is_clean(resource, node, entries, orphans):
                continue
            _forget_outdated_failures(resource, node)
            if node.maintenance or is_available(node):
                for entry in entries:
                    if entry.element is not None and not len(entry.element):
                        continue  # an entry without any operation says nothing of a change
                    _check_entry(resource, node, entry)
                    # What others left under an orphan's name is taken for the orphan's, too.
                    orphan = orphans.get(entry.name)
                    if orphan is not None and orphan is not resource:
                        schedule_cleanup(orphan, node, optional=False)


def _is_clean(
    resource: Resource, node: Node, entries: list[Entry], orphans: Mapping[str, Resource]
) -> bool:
    """Whether it is known at once that a history asks for nothing: as nearly every one does not.

    Operations that were found to be those of today's configuration are kept in the spec. They are
    as long as both, which are made anew where they change.
    """
    if resource.orphan or resource.maintenance or node.maintenance or len(entries) != 1:
        return False
    entry = entries[0]
    name, operations = entry.name, entry.operations
    if entry.expired or ":" in name or name in orphans:
        return False
    key = node.id, name
    unchanged = resource.spec.unchanged
    if operations and unchanged.get(key) is operations:
        return True
    if _agent_changed(resource, entry) or not all(_holds_good(resource, it) for it in operations):
        return False
    unchanged[key] = operations
    return True


def _holds_good(resource: Resource, operation: HistoryOperation) -> bool:
    """Whether an operation was done with the parameters of today, as far as these count for it."""
    task, interval_ms = operation.task, operation.interval_ms
    if operation.id.endswith("_last_failure_0"):
        return False
    if interval_ms and not is_configured(resource, task, interval_ms):
        return False
    return not (interval_ms or task in _CHECKED) or is_unchanged(resource, operation)


def read_changes_of_connections(cluster: Cluster) -> None:
    """The same for connections whose parameters depend on where their containers are placed."""
    for resource in _primitives(cluster):
        if not needs_host_name(resource):
            continue
        for node, entries in resource.history.items():
            _forget_outdated_failures(resource, node, placed=True)
            if (
                node in resource.running_on
                and not resource.orphan
                and (node.maintenance or is_available(node))
            ):
                for entry in entries:
                    _check_operations(resource, node, entry, placed=True)


def _primitives(cluster: Cluster) -> list[Resource]:
    return [resource for top in cluster.resources for resource in top.primitives()]


def _forget_outdated_failures(resource: Resource, node: Node, *, placed: bool = False) -> None:
    if is_outdated_on(resource, node, placed=placed):
        clear = (clear_failcount_action if placed else clear_failcount_early)(resource, node)
        clear_after_fencing(resource, clear)


def _check_entry(resource: Resource, node: Node, entry: Entry) -> None:
    if resource.orphan and not resource.anonymous:
        schedule_cleanup(resource, node, optional=False)
        return
    replaced = _agent_changed(resource, entry)
    for each in _meant(resource, entry.name, every=replaced):
        if each.orphan:
            continue
        if replaced:
            _replace_agent(each, node)
        if node in each.running_on:
            _check_operations(each, node, entry, placed=False)


def _agent_changed(resource: Resource, entry: Entry) -> bool:
    """Whether another agent is configured by now."""
    element = entry.element
    if element is None:
        return False
    agent = (element.get("class"), element.get("provider"), element.get("type"))
    return agent != resource.spec.agent


def _meant(resource: Resource, name: str, *, every: bool) -> list[Resource]:
    """All that may be meant by the name of an entry that was found to be the resource's.

    An instance's number in a history need not be the one that it has now; where names have none,
    and not every instance is asked for, there is no doubt.
    """
    if not resource.anonymous or not (every or ":" in name):
        return [resource]
    return [each for each in resource.root.primitives() if name in (each.id, each.history_name)]


def _replace_agent(resource: Resource, node: Node) -> None:
    """Forget what the former agent left on a node; what is active there is stopped before."""
    trigger_unfencing(resource.cluster, resource, node)
    if node in resource.running_on:
        stop_action(resource, node, optional=False)
        resource.start_pending = True
    schedule_cleanup(resource, node, optional=False)


def _check_operations(resource: Resource, node: Node, entry: Entry, *, placed: bool) -> None:
    """Look at everything that was done since the resource was started."""
    operations = entry.operations
    start, stop = active_span(operations)
    if start < stop:
        return  # it was stopped, although something of it may be left
    in_maintenance = resource.maintenance or node.maintenance
    deferred = needs_host_name(resource)
    for operation in operations[max(start, 0) :]:
        if operation.interval_ms and in_maintenance:
            if not placed:
                _cancel(resource, node, operation)
        elif (
            deferred is placed
            and (operation.interval_ms or operation.task in _CHECKED)
            and _check(resource, node, operation, expired=entry.expired.get(operation, False))
            and fail_count(resource, node)
        ):
            clear_failcount_action(resource, node)


def _check(resource: Resource, node: Node, operation: HistoryOperation, *, expired: bool) -> bool:
    """Do what a change since an operation calls for; whether there was one."""
    cluster = resource.cluster
    task, interval_ms = operation.task, operation.interval_ms
    if interval_ms and not is_configured(resource, task, interval_ms):
        if cluster.options.stop_orphan_actions:
            _cancel(resource, node, operation)
        return True
    change = changed_since(resource, operation, node, expired=expired)
    if not interval_ms and task in _AS_STARTED:
        task = "start"
    if change in (Change.NONE, Change.PRIVATE):
        return False
    if change is Change.RESTART:
        _require(resource, task, interval_ms, node)
    elif interval_ms:
        # It simply begins anew with the new parameters.
        trigger_unfencing(cluster, resource, node)
        resource_action(
            resource, task, node, optional=True, interval_ms=interval_ms
        ).rescheduled = True
    elif operation.get("op-restart-digest") is not None:
        trigger_unfencing(cluster, resource, node)
        schedule_reload(resource, node)
    else:
        _require(resource, task, interval_ms, node)
    return True


def schedule_reload(resource: Resource, node: Node) -> None:
    """Have the agent take over its parameters while it goes on running.

    What is stopped or demoted anyway needs no reload.
    """
    if not resource.managed or resource.failed:
        return
    if resource.start_pending:
        # It may be started already with the old ones.
        stop_action(resource, node, optional=False)
        return
    reload = resource_action(resource, "reload-agent", node, optional=False)
    for task in ("stop", "demote"):
        add_ordering(
            resource.cluster,
            ties.OPTIONAL | ties.THEN_CANCELS_FIRST,
            first_action=reload,
            then_resource=resource,
            then_key=operation_key(resource.id, task),
        )


def _require(resource: Resource, task: str, interval_ms: int, node: Node) -> None:
    """Make an action required, on whichever node it will be done."""
    make_action(
        resource.cluster,
        resource,
        operation_key(resource.id, task, interval_ms),
        task,
        None,
        optional=False,
        interval_ms=interval_ms,
    )
    trigger_unfencing(resource.cluster, resource, node)


def _cancel(resource: Resource, node: Node, operation: HistoryOperation) -> None:
    """Cancel what recurs, unless a stop ends it anyway."""
    cancel = cancel_action(resource, operation.task, operation.interval_ms, node)
    call = operation.get("call-id")
    if call is not None:
        cancel.meta["call-id"] = call
    add_ordering(
        resource.cluster,
        ties.OPTIONAL,
        first_resource=resource,
        first_key=operation_key(resource.id, "stop"),
        then_action=cancel,
    )
