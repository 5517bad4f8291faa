"""Writing results of operations into the history of a node, as a cluster's controller does."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.cib.xml import Element
from engine.scheduler.ordering.add import operation_key

_TRANSITION: Final = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
"""Stands for the transition that a supposed result belongs to."""
ORIGIN: Final = "hagui"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an operation ended."""

    task: str
    interval_ms: int
    rc: int
    """Exit code, by the OCF specification."""
    expected_rc: int = 0
    now: int = 0
    """Seconds since 1970 at which it ended."""

    @property
    def failed(self) -> bool:
        """Whether that was not what was expected."""
        return self.rc != self.expected_rc


def history_entry(
    state: Element, name: str, agent: tuple[str | None, str | None, str | None]
) -> Element:
    """The entry of a resource in the history of a node; made where there is none.

    Args:
        state: the ``node_state``.
        name: the resource's name in histories.
        agent: class, provider and type.
    """
    id_ = state.get("id") or ""
    lrm = state.find("lrm")
    if lrm is None:
        lrm = etree.SubElement(state, "lrm", {"id": id_})
    resources = lrm.find("lrm_resources")
    if resources is None:
        resources = etree.SubElement(lrm, "lrm_resources")
    for entry in resources.iterchildren("lrm_resource"):
        if entry.get("id") == name:
            return entry
    attributes = {"id": name}
    for attribute, value in zip(("class", "provider", "type"), agent, strict=True):
        if value is not None:
            attributes[attribute] = value
    return etree.SubElement(resources, "lrm_resource", attributes)


def record(entry: Element, node: str, outcome: Outcome, feature_set: str) -> None:
    """Write how an operation ended: a failure stays visible beside later successes."""
    name = entry.get("id") or ""
    call = 1 + max((_call(known) for known in entry.iterchildren("lrm_rsc_op")), default=0)
    key = operation_key(name, outcome.task, outcome.interval_ms)
    last = f"{name}_last_0" if outcome.interval_ms == 0 else key
    ids = [last]
    if outcome.failed:
        ids = [f"{name}_last_failure_0"] + ([last] if outcome.interval_ms == 0 else [])
    transition = f"{call}:-1:{outcome.expected_rc}:{_TRANSITION}"
    for id_ in ids:
        operation = next((known for known in entry if known.get("id") == id_), None)
        if operation is None:
            operation = etree.SubElement(entry, "lrm_rsc_op", {"id": id_})
        values = {
            "operation_key": key,
            "operation": outcome.task,
            "crm-debug-origin": ORIGIN,
            "crm_feature_set": feature_set,
            "transition-key": transition,
            "transition-magic": f"0:{outcome.rc};{transition}",
            "exit-reason": "Supposed result" if outcome.rc else "",
            "on_node": node,
            "call-id": str(call),
            "rc-code": str(outcome.rc),
            "op-status": "0",
            "interval": str(outcome.interval_ms),
            "last-rc-change": str(outcome.now),
            "exec-time": "0",
            "queue-time": "0",
        }
        for attribute, value in values.items():
            operation.set(attribute, value)


def _call(operation: Element) -> int:
    text = operation.get("call-id") or ""
    return int(text) if text.isdecimal() else 0
