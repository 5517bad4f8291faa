"""Failed operations as they are listed until someone cleans them up."""

from engine.cib.state import operations as ocf
from engine.cib.state.model import Failure, Operation, Problem
from engine.cib.state.operations import HistoryOperation
from engine.cib.state.world import Instance, NodeWork, World


def record_failure(
    world: World, instance: Instance, node: NodeWork, operation: HistoryOperation
) -> None:
    """List a failure, once for each operation and node, unless the node is offline."""
    if not node.online:
        return
    for _, known in world.found.failures:
        if known.operation.key == operation.key and known.operation.node == node.name:
            return
    failed = as_operation(operation, instance.history_name or instance.id, node.name)
    world.found.failures.append((world.when, Failure(failed, _problem(operation))))


def as_operation(operation: HistoryOperation, resource: str, node: str) -> Operation:
    """The entry as a value."""
    get = operation.get
    return Operation(
        key=operation.key,
        resource=resource,
        node=node,
        task=operation.task,
        interval_ms=operation.interval_ms,
        call_id=operation.call_id,
        rc=operation.rc,
        status=operation.status,
        expected_rc=None if operation.expected_rc < 0 else operation.expected_rc,
        last_change=operation.last_change,
        exec_ms=_milliseconds(get("exec-time")),
        queue_ms=_milliseconds(get("queue-time")),
        exit_reason=get("exit-reason") or "",
        on_node=get("on_node"),
    )


def _problem(operation: HistoryOperation) -> Problem:
    if operation.status == ocf.TIMED_OUT:
        return Problem.TIMED_OUT
    if operation.status == ocf.AGENT_MISSING or operation.rc == ocf.NOT_INSTALLED:
        return Problem.NOT_INSTALLED
    if operation.status in (ocf.DONE, ocf.ERROR):
        return Problem.FAILED
    return Problem.ERROR


def _milliseconds(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None
