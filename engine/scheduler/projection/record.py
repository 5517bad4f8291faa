"""Writing results of operations into the history of a node, as a cluster's controller does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from engine.cib.xml import Element
from engine.scheduler.ordering.add import operation_key
from engine.scheduler.projection.digest import operation_digest
from engine.scheduler.projection.nodes import ORIGIN

_TRANSITION: Final = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
"""Stands for the engine that ran the transition which a supposed result belongs to."""
_MIGRATIONS: Final = frozenset({"migrate_to", "migrate_from"})
_RELOADS: Final = frozenset({"reload", "reload-agent"})
_KINDS: Final = frozenset({"ocf", "stonith", "service", "systemd", "upstart", "lsb"})
"""Classes of agents; nothing of any other can be carried out."""


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
    exit_reason: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    """Parameters and meta attributes as the transition graph has them."""

    @property
    def failed(self) -> bool:
        """Whether that was not what was expected."""
        return self.rc != self.expected_rc


def can_run(agent: tuple[str, str | None, str] | None) -> bool:
    """Whether an agent (class, provider, type) is one that operations can be carried out with."""
    return agent is not None and agent[0] in _KINDS and (agent[0] != "ocf" or bool(agent[1]))


def record(entry: Element, name: str, outcome: Outcome, feature_set: str) -> None:
    """Write how an operation ended: a failure stays visible beside later successes.

    Args:
        entry: the ``lrm_resource``.
        name: what operations are called after; the id of the entry but for old histories of
            anonymous clones, whose entries bear an instance's number.
        outcome: what is written.
        feature_set: of the controller that would write it.
    """
    task = "start" if outcome.task in _RELOADS else outcome.task
    known = {operation.get("id"): operation for operation in entry.iterchildren("lrm_rsc_op")}
    call = 1 + max((_call(operation) for operation in known.values()), default=0)
    transition = f"{call}:-1:{outcome.expected_rc}:{_TRANSITION}"
    meta = outcome.attributes
    values = {
        "operation_key": operation_key(name, task, outcome.interval_ms),
        "operation": task,
        "crm-debug-origin": ORIGIN,
        "crm_feature_set": feature_set,
        "transition-key": transition,
        "transition-magic": f"0:{outcome.rc};{transition}",
        "exit-reason": outcome.exit_reason if outcome.failed else "",
        "call-id": str(call),
        "rc-code": str(outcome.rc),
        "op-status": "0",
        "interval": str(outcome.interval_ms),
        "last-rc-change": str(outcome.now),
        "exec-time": "0",
        "queue-time": "0",
    }
    if task in _MIGRATIONS:
        for end in ("migrate_source", "migrate_target"):
            node = meta.get(f"CRM_meta_{end}")
            if node is not None:
                values[end] = node
    if meta:
        values["op-digest"] = operation_digest(meta, outcome.interval_ms)
    for id_ in _ids(name, task, outcome):
        operation = known.get(id_)
        if operation is None:
            operation = etree.SubElement(entry, "lrm_rsc_op", {"id": id_})
        for attribute, value in values.items():
            operation.set(attribute, value)


def _ids(name: str, task: str, outcome: Outcome) -> list[str]:
    """Ids of the ``lrm_rsc_op`` that the outcome goes into."""
    last = operation_key(name, "last")
    key = operation_key(name, task, outcome.interval_ms)
    if task == "notify":
        kind = outcome.attributes.get("CRM_meta_notify_type", "")
        about = outcome.attributes.get("CRM_meta_notify_operation", "")
        return [f"{name}_{kind}_notify_{about}_0"]
    if task in _MIGRATIONS:
        return [key]
    if outcome.failed:
        failure = operation_key(name, "last_failure")
        return [failure] if outcome.interval_ms else [failure, last]
    return [key] if outcome.interval_ms else [last]


def _call(operation: Element) -> int:
    text = operation.get("call-id") or ""
    return int(text) if text.isdecimal() else 0
