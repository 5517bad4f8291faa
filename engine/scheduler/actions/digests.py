"""Whether a resource's parameters have changed since an operation was carried out with them.

A node's history keeps digests of the parameters: of all, of those whose change needs a restart,
and of those that may be shown to anyone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import md5
from typing import Final

from engine.cib.state.operations import HistoryOperation
from engine.cib.xml import child
from engine.scheduler.actions.make import operation_of
from engine.scheduler.actions.parameters import (
    fixed_parameters,
    host_name,
    needs_host_name,
    operation_parameters,
    parameters_on,
)
from engine.scheduler.actions.settings import operation_meta
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource

_META: Final = "CRM_meta_"
_TIMEOUT: Final = "CRM_meta_timeout"
_LEFT_OUT: Final = frozenset(
    {"id", "crm_feature_set", "op-digest", "on_node", "on_node_uuid", "pcmk_external_ip"}
)
_PRIVATE: Final = frozenset({"passwd", "password", "user"})
_ALL_COUNT: Final = (3, 16, 0)
"""From this feature set on digests of what may be shown include operations' own parameters."""
_ESCAPES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
    "\t": "    ",
    "\n": "\\n",
    "\r": "\\r",
}


class Change(Enum):
    """What became of the parameters."""

    NONE = "none"
    UNKNOWN = "unknown"
    """The history says too little."""
    PRIVATE = "private"
    """Nothing that may be shown has changed; and what may not is not in this CIB."""
    RELOADABLE = "reloadable"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class _Digests:
    all: str
    restart: str | None
    open: str
    """Without what is private."""
    extra: bool
    """Whether the operation has parameters of its own."""


def changed_since(
    resource: Resource, operation: HistoryOperation, node: Node, *, expired: bool = False
) -> Change:
    """Compare the parameters that an operation would be done with now with those it had.

    Args:
        resource: whose operation it is.
        operation: as the history has it.
        node: where it was done.
        expired: whether it failed, and that has expired; a recurring one is then to begin anew.
    """
    # What is worked out of the present parameters serves for all of a node's operations of the
    # same key: whether there is anything to tell a restart by depends on the first of them.
    key = (resource, node, operation.task, operation.interval_ms)
    first, first_expired = resource.cluster.compared.setdefault(key, (operation, expired))
    has_restart = first_expired or first.get("op-restart-digest") is not None
    if expired and has_restart:
        return Change.RESTART
    if is_unchanged(resource, operation):
        return Change.NONE
    found = _digests(resource, first, node)
    all_before = operation.get("op-digest")
    restart_before = operation.get("op-restart-digest")
    if restart_before is not None and found.restart not in (None, restart_before):
        change = Change.RESTART
    elif all_before is None:
        change = Change.UNKNOWN
    elif all_before == found.all:
        return Change.NONE
    elif found.extra and not operation.interval_ms:
        # Its own parameters, too, shall be used from now on.
        change = Change.RESTART
    else:
        change = Change.RELOADABLE
    open_before = operation.get("op-secure-digest")
    if open_before is not None and open_before == found.open:
        return Change.PRIVATE
    return change


def device_digests(device: Resource, node: Node) -> tuple[str, str]:
    """Digests of a fencing device's parameters for unfencing a node: of all, and of the open ones.

    What is private is known by name here, for there is no history to say so.
    """
    parameters = _counted(parameters_on(device, node))
    shown = _open_parameters(
        device, _numbers(device.cluster.root.get("crm_feature_set")), parameters
    )
    return parameters_digest(parameters), parameters_digest(
        {name: value for name, value in shown.items() if name not in _PRIVATE}
    )


def parameters_digest(parameters: Mapping[str, str]) -> str:
    """The digest of parameters, as histories note it."""
    text = "".join(f' {name}="{_escaped(value)}"' for name, value in sorted(parameters.items()))
    return md5(f" <parameters{text}/>\n".encode(), usedforsecurity=False).hexdigest()


def is_unchanged(resource: Resource, operation: HistoryOperation) -> bool:
    """Whether it is known at once that nothing has changed.

    So it is for nearly all operations of a cluster: one digest serves all instances and nodes.
    """
    before = operation.get("op-digest")
    if before is None or operation.get("op-restart-digest") is not None:
        return False
    task, interval_ms = operation.task, operation.interval_ms
    known = resource.spec.digests
    key = (task, interval_ms)
    found = known.get(key)
    if found is None:
        found = known[key] = _fixed_digest(resource, task, interval_ms)
    return found == before


def _fixed_digest(resource: Resource, task: str, interval_ms: int) -> str:
    """The digest that is the same for all instances on all nodes; empty where there is none."""
    parameters = fixed_parameters(resource)
    configured = operation_of(resource, task, interval_ms)
    if parameters is None or resource.is_connection or resource.fences:
        return ""
    if configured is not None and child(configured.element, "instance_attributes") is not None:
        return ""
    counted = _counted(parameters)
    if interval_ms:
        meta = operation_meta(resource, task, interval_ms, configured, None)
        counted[_TIMEOUT] = meta["timeout"]
    return parameters_digest(counted)


def _digests(resource: Resource, operation: HistoryOperation, node: Node) -> _Digests:
    task, interval_ms = operation.task, operation.interval_ms
    configured = operation_of(resource, task, interval_ms)
    own = operation_parameters(resource, configured, node)
    parameters = parameters_on(resource, node)
    everything = {**own, **parameters}
    if needs_host_name(resource):
        name = host_name(resource)
        if name is not None:
            everything["addr"] = name
    counted = _counted(everything)
    if interval_ms:
        meta = operation_meta(resource, task, interval_ms, configured, node)
        counted[_TIMEOUT] = meta["timeout"]
    restart: str | None = None
    if operation.get("op-restart-digest") is not None:
        listed = operation.get("op-force-restart")
        restart = parameters_digest(
            counted
            if listed is None
            else {name: value for name, value in counted.items() if f" {name} " in listed}
        )
    private = operation.get("op-secure-params") or ""
    feature_set = _feature_set(resource, operation)
    shown = _open_parameters(
        resource, feature_set, _counted(parameters) if feature_set < _ALL_COUNT else counted
    )
    return _Digests(
        all=parameters_digest(counted),
        restart=restart,
        open=parameters_digest(
            {name: value for name, value in shown.items() if f" {name} " not in private}
        ),
        extra=bool(own),
    )


def _open_parameters(
    resource: Resource, feature_set: tuple[int, ...], parameters: dict[str, str]
) -> dict[str, str]:
    """Without those that older versions left out of digests of what is open."""
    if feature_set >= _ALL_COUNT or not resource.fences:
        return parameters
    return {name: value for name, value in parameters.items() if not _is_for_the_cluster(name)}


def _counted(parameters: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in parameters.items()
        if name not in _LEFT_OUT and not name.startswith(_META)
    }


def _feature_set(resource: Resource, operation: HistoryOperation) -> tuple[int, ...]:
    return _numbers(
        operation.get("crm_feature_set") or resource.cluster.root.get("crm_feature_set")
    )


def _numbers(version: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in (version or "").split(".") if part.isdecimal())


def _is_for_the_cluster(name: str) -> bool:
    """Whether a fencing device's parameter is read by the cluster rather than by the agent."""
    return name.startswith("pcmk_") or name in ("provides", "stonith-timeout")


def _escaped(value: str) -> str:
    if value.isascii() and value.isprintable() and not any(sign in value for sign in _ESCAPES):
        return value
    found: list[str] = []
    for byte in value.encode():
        sign = chr(byte)
        if sign in _ESCAPES:
            found.append(_ESCAPES[sign])
        elif " " <= sign <= "~":
            found.append(sign)
        else:
            # Bytes beyond ASCII are negative numbers there.
            found.append(f"\\{byte if byte < 128 else byte - 256 + (1 << 32):03o}")
    return "".join(found)
