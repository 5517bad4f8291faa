"""Live migrations that did not end as planned, or have not ended yet.

The whole sequence is migrate_to on the source, migrate_from on the target, stop on the source.
What the history of the other node says decides where the resource is active.
"""

from collections.abc import Sequence
from typing import Final

from engine.cib.state import operations as ocf
from engine.cib.state.operations import HistoryOperation, compare_age, only_one
from engine.cib.state.running import add_running
from engine.cib.state.values import STARTED, STOPPED
from engine.cib.state.world import Instance, NodeWork, World

_CHANGES: Final = frozenset({"start", "stop", "migrate_to", "migrate_from"})


def after_migrate_to(
    world: World, instance: Instance, node: NodeWork, operation: HistoryOperation
) -> None:
    """A migrate_to that succeeded: the resource may be on the target, or on both nodes."""
    source, target = operation.source, operation.target
    if source is None or target is None or source != node.name:
        return
    there = _history(world, instance, target)
    source_moved_on = _changed_after(_history(world, instance, source), operation, same_node=True)
    arrival = only_one(there, "migrate_from", migrate_source=source)
    if source_moved_on and arrival is not None:
        return
    target_moved_on = _state_is_newer(world, instance, target, operation, arrival)
    if source_moved_on and target_moved_on:
        return
    instance.role = STARTED
    target_node = world.by_name.get(target)
    may_be_there = not target_moved_on and target_node is not None and target_node.online
    if arrival is not None and arrival.rc == ocf.OK and arrival.status == ocf.DONE:
        # Complete but for the stop: no longer active here.
        instance.role = STOPPED
        instance.dangling += (node,)
    elif arrival is not None and arrival.status != ocf.PENDING:
        if may_be_there and target_node is not None:
            add_running(world, instance, target_node, failed=True)
        else:
            _recover(instance)
    elif target_node is not None and target_node.online and not _is_known(there):
        # The target's history was cleaned: a probe will tell.
        return
    elif may_be_there and target_node is not None:
        add_running(world, instance, target_node)
        source_node = world.by_name.get(source)
        if source_node is not None and source_node.online:
            instance.partial_source, instance.partial_target = source_node, target_node
    elif not source_moved_on:
        _recover(instance)


def _recover(instance: Instance) -> None:
    """It is lost on the way: start it afresh."""
    instance.failed = instance.stop_wanted = True
    instance.may_migrate = False


def after_failed_migrate_to(
    world: World, instance: Instance, node: NodeWork, operation: HistoryOperation
) -> None:
    """A migrate_to that failed: the resource may be on both nodes."""
    source, target = operation.source, operation.target
    if source is None or target is None or source != node.name:
        return
    instance.role = STARTED
    there = _history(world, instance, target)
    arrival = _succeeded(only_one(there, "migrate_from", migrate_source=source))
    if _is_known(there) and not _state_is_newer(world, instance, target, operation, arrival):
        _add_where_online(world, instance, target)
    elif not _changed_after(_history(world, instance, source), operation, same_node=True):
        instance.dangling += (node,)


def after_failed_migrate_from(
    world: World, instance: Instance, node: NodeWork, operation: HistoryOperation
) -> None:
    """A migrate_from that failed: the resource may be on both nodes."""
    source, target = operation.source, operation.target
    if source is None or target is None or target != node.name:
        return
    instance.role = STARTED
    there = _history(world, instance, source)
    departure = _succeeded(only_one(there, "migrate_to", migrate_target=target))
    if _is_known(there) and not _state_is_newer(world, instance, source, departure, operation):
        _add_where_online(world, instance, source, failed=True)


def _add_where_online(world: World, instance: Instance, name: str, *, failed: bool = False) -> None:
    node = world.by_name.get(name)
    if node is not None and node.online:
        add_running(world, instance, node, failed=failed)


def _history(world: World, instance: Instance, node: str) -> Sequence[HistoryOperation]:
    return world.look_up(node, instance.id) or ()


def _is_known(there: Sequence[HistoryOperation]) -> bool:
    """Whether a node's history says anything of the resource that is not still pending."""
    return any(operation.rc != ocf.NO_RESULT_YET for operation in there)


def _succeeded(operation: HistoryOperation | None) -> HistoryOperation | None:
    if operation is None or operation.rc != ocf.OK or operation.status != ocf.DONE:
        return None
    return operation


def _state_is_newer(
    world: World,
    instance: Instance,
    node: str,
    departure: HistoryOperation | None,
    arrival: HistoryOperation | None,
) -> bool:
    """Whether the node's history of the resource went on after the migration."""
    latest = arrival or departure
    if latest is None:
        return False
    same_node = False
    if node == latest.target:
        same_node = arrival is not None
        latest = arrival or departure
    elif node == latest.source:
        same_node = departure is not None
        latest = departure or arrival
    if latest is None:
        return False
    there = _history(world, instance, node)
    if _changed_after(there, latest, same_node=same_node):
        return True
    idle = only_one(there, "monitor")
    return (
        idle is not None
        and idle.rc == ocf.NOT_RUNNING
        and idle.status == ocf.DONE
        and compare_age(idle, latest, same_node=same_node) > 0
    )


def _changed_after(
    there: Sequence[HistoryOperation], event: HistoryOperation, *, same_node: bool
) -> bool:
    return any(
        other.task in _CHANGES and compare_age(other, event, same_node=same_node) > 0
        for other in there
    )
