"""One resource's history on one node, as Pacemaker writes it into the status."""

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from engine.cib.xml import Element
from engine.scheduler.ordering.add import operation_key
from engine.stacks.lab.controller.document import FEATURE_SET
from engine.stacks.lab.executor.history import PENDING, History, failed, slot
from engine.stacks.lab.wire import Agent, Operation, Result

_UNKNOWN: Final = 193
"""``rc-code`` of what has not ended yet."""
_MIGRATIONS: Final = frozenset({"migrate_to", "migrate_from"})
_RELOADS: Final = frozenset({"reload", "reload-agent"})
_ORIGIN: Final = "lab"


@dataclass(slots=True)
class Known:
    """What is known of a resource on a node."""

    agent: Agent
    ended: History = field(default_factory=History)
    pending: dict[str, Result] = field(default_factory=dict[str, Result])
    """By the entry that it will go to, what is under way."""

    def note(self, result: Result) -> None:
        """An operation ended, or is under way (then ``status`` is −1)."""
        place = _place(result.operation)
        if result.status == PENDING:
            self.pending[place] = result
            return
        self.pending.pop(place, None)
        self.ended.note(result)

    def drop(self, task: str, interval_ms: int) -> None:
        """A recurring operation was ended."""
        self.ended.drop(task, interval_ms)
        self.pending.pop(f"recurring {task} {interval_ms}", None)

    def forget_failure(self, task: str | None = None, interval_ms: int = 0) -> bool:
        """Forget the last failure (of an operation); whether there was one.

        What was done last stays, even if it failed: it says what the resource is in.
        """
        failure = self.ended.entries.get("failure")
        if failure is None:
            return False
        operation = failure.operation
        if task is not None and (operation.task, operation.interval_ms) != (task, interval_ms):
            return False
        del self.ended.entries["failure"]
        return True

    @property
    def is_started_device(self) -> bool:
        """Whether it is a fencing device that was started, and not stopped since."""
        last = self.ended.entries.get("last")
        if self.agent.standard != "stonith" or last is None or failed(last):
            return False
        task = last.operation.task
        return task == "start" or (task == "monitor" and last.operation.expected_rc == 0)

    def element(self, name: str, node: str) -> Element | None:
        """The ``lrm_resource``; None where nothing is known.

        Args:
            name: the resource's name in histories.
            node: name of the node.
        """
        shown = {**self.ended.entries, **self.pending}
        if not shown:
            return None
        agent = self.agent
        attributes = {"id": name, "type": agent.type, "class": agent.standard}
        if agent.provider:
            attributes["provider"] = agent.provider
        made = etree.Element("lrm_resource", attributes)
        for place, result in shown.items():
            etree.SubElement(made, "lrm_rsc_op", _entry(name, node, place, result))
        return made


def _place(operation: Operation) -> str:
    return operation.task if operation.task in _MIGRATIONS else slot(operation)


def _entry(name: str, node: str, place: str, result: Result) -> dict[str, str]:
    operation = result.operation
    pending = result.status == PENDING
    task = "start" if operation.task in _RELOADS else operation.task
    key = operation_key(name, task, operation.interval_ms)
    rc = _UNKNOWN if pending else result.rc
    changed = result.started
    if operation.interval_ms and not pending:
        changed = result.changed
    values = {
        "id": _id(name, place, key),
        "operation_key": key,
        "operation": task,
        "crm-debug-origin": _ORIGIN,
        "crm_feature_set": FEATURE_SET,
        "transition-key": operation.transition_key,
        "transition-magic": f"{result.status}:{rc};{operation.transition_key}",
        "exit-reason": result.reason if not pending and failed(result) else "",
        "on_node": node,
        "call-id": "-1" if pending else str(result.call),
        "rc-code": str(rc),
        "op-status": str(result.status),
        "interval": str(operation.interval_ms),
        "last-rc-change": str(int(changed)),
        "exec-time": str(result.exec_ms),
        "queue-time": str(result.queue_ms),
    }
    if operation.task in _MIGRATIONS:
        for end in ("migrate_source", "migrate_target"):
            other = operation.meta.get(f"CRM_meta_{end}")
            if other is not None:
                values[end] = other
    return {**values, **operation.digests}


def _id(name: str, place: str, key: str) -> str:
    if place == "last":
        return operation_key(name, "last")
    if place == "failure":
        return operation_key(name, "last_failure")
    return key
