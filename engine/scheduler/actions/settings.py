"""Settings of an operation: timeout and all else that its configuration and the defaults say.

See "Resource Operations" in Pacemaker Explained.
"""

from typing import Final

from engine.cib.duration import parse_duration
from engine.cib.state.dates import parse_instant
from engine.cib.state.nvpairs import unpack
from engine.cib.state.rules import Circumstances
from engine.cib.state.specs import OperationSpec
from engine.cib.state.values import is_true
from engine.scheduler.actions.parameters import parameters_on
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource

_DEFAULT_TIMEOUT_MS: Final = 20_000
_PROBE_TIMEOUT: Final = "pcmk_monitor_timeout"


def operation_meta(
    resource: Resource,
    task: str,
    interval_ms: int,
    configured: OperationSpec | None,
    node: Node | None,
) -> dict[str, str]:
    """Meta-attributes of an operation; ``timeout``, ``interval`` and ``start-delay`` in
    milliseconds. Not to be changed.
    """
    known = resource.spec.settings
    key = task, interval_ms
    found = known.get(key)
    if found is None:
        found = _settings(resource, task, interval_ms, configured)
        if "interval-origin" not in found:  # by which the delay follows from the time of day
            known[key] = found
    if resource.fences and (task == "start" or (task == "monitor" and not interval_ms)):
        timeout = parameters_on(resource, node).get(_PROBE_TIMEOUT)
        if timeout is not None:
            return {**found, "timeout": str(_milliseconds(timeout))}
    return found


def _settings(
    resource: Resource, task: str, interval_ms: int, configured: OperationSpec | None
) -> dict[str, str]:
    """What is the same on all nodes and for all instances."""
    plan = resource.cluster.survey.plan
    circumstances = Circumstances(plan.circumstances.now, resource.spec.agent, (task, interval_ms))
    meta: dict[str, str] = {}
    unpack(plan.op_defaults, "meta_attributes", meta, circumstances, plan.references)
    if task == "monitor" and not interval_ms:
        # A probe may take as long as the most frequent monitor, unless it is told otherwise.
        timeout = _timeout_of_most_frequent_monitor(resource)
        if timeout is not None:
            meta["timeout"] = timeout
    if configured is not None:
        element = configured.element
        unpack(element, "meta_attributes", meta, circumstances, plan.references, overwrite=True)
        for name, value in element.attrib.items():
            meta[str(name)] = str(value)
    meta.pop("id", None)
    if interval_ms:
        meta["interval"] = str(interval_ms)
    else:
        meta.pop("interval", None)
    meta["timeout"] = str(_milliseconds(meta.get("timeout")))
    delay = _start_delay(meta, interval_ms, resource.cluster.now)
    if delay is not None:
        meta["start-delay"] = str(delay)
    return meta


def _start_delay(meta: dict[str, str], interval_ms: int, now: int) -> int | None:
    """How long (ms) to wait at first, by ``start-delay`` or by ``interval-origin``."""
    text = meta.get("start-delay")
    if text is not None:
        return max(0, parse_duration(text) or 0)
    origin = parse_instant(meta.get("interval-origin"))
    seconds = interval_ms // 1000
    if origin is None or not seconds:
        return None
    return -int(now - origin.timestamp()) % seconds * 1000


def _milliseconds(text: str | None) -> int:
    found = parse_duration(text)
    return _DEFAULT_TIMEOUT_MS if found is None or found < 0 else found


def _timeout_of_most_frequent_monitor(resource: Resource) -> str | None:
    found: OperationSpec | None = None
    for operation in resource.spec.operations:
        enabled = operation.element.get("enabled")
        if (
            operation.name == "monitor"
            and operation.interval_ms
            and (enabled is None or is_true(enabled))
            and (found is None or operation.interval_ms < found.interval_ms)
        ):
            found = operation
    return None if found is None else found.element.get("timeout")
