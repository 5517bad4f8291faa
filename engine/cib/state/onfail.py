"""What a failed operation calls for: ``on-fail``, its defaults, and what it leads to.

See "Resource Operations" in Pacemaker Explained.
"""

from enum import IntEnum
from typing import Final

from engine.cib.state.nvpairs import unpack
from engine.cib.state.plan import Plan
from engine.cib.state.rules import Circumstances
from engine.cib.state.specs import OperationSpec, Spec
from engine.cib.state.values import (
    STARTED,
    STOPPED,
    UNKNOWN,
    UNPROMOTED,
    is_true,
    parse_milliseconds,
    parse_role,
)
from engine.cib.state.world import Instance


class OnFail(IntEnum):
    """Answers to a failure, the more drastic ones higher."""

    IGNORE = 0
    DEMOTE = 1
    RECOVER = 2
    RESET_REMOTE = 3
    RESTART_CONTAINER = 4
    MIGRATE = 5
    BLOCK = 6
    STOP = 7
    STANDBY = 8
    FENCE = 9


_WORDS: Final = {
    "block": OnFail.BLOCK,
    "fence": OnFail.FENCE,
    "standby": OnFail.STANDBY,
    "ignore": OnFail.IGNORE,
    "nothing": OnFail.IGNORE,
    "migrate": OnFail.MIGRATE,
    "stop": OnFail.STOP,
    "restart": OnFail.RECOVER,
    "restart-container": OnFail.RESTART_CONTAINER,
    "demote": OnFail.DEMOTE,
}
_PROMOTED: Final = frozenset({"promoted", "master"})
# What may not be said of a stop: it would have to be stopped to be obeyed.
_NOT_FOR_STOP: Final = frozenset({"standby", "demote", "stop"})


def answer_to_failure(plan: Plan, instance: Instance, key: str, task: str) -> tuple[OnFail, int]:
    """The answer to a failure of an operation, and the role it leaves to the resource."""
    spec = instance.spec
    interval_ms = _interval_of(key)
    configured = _configured(instance, key)
    meta = _operation_meta(plan, spec, task, interval_ms, configured)
    word = _word(spec, task, meta, configured)
    answer = None if word is None else _WORDS.get(word)
    fail_role = UNKNOWN
    if answer is OnFail.FENCE and not plan.settings.fencing_enabled:
        answer = OnFail.STOP
    if answer is OnFail.RESTART_CONTAINER and instance.container is None:
        answer = None
    if answer is OnFail.STOP:
        fail_role = STOPPED
    if answer is None and instance.container is not None:
        answer = OnFail.RESTART_CONTAINER
    elif (
        (answer is None or not instance.managed)
        and spec.is_connection
        # In a group, what looks like a connection makes no node.
        and (spec.id in plan.remote_names or instance.orphan)
        and instance.container is None
        and not (task == "monitor" and interval_ms == 0)
        and task != "start"
    ):
        if not instance.managed:
            answer, fail_role = OnFail.STOP, STOPPED
        else:
            answer = OnFail.RESET_REMOTE
            fail_role = STOPPED if spec.reconnect_ms else fail_role
    elif answer is None:
        answer = _default(plan, task)
    if fail_role == UNKNOWN and configured is not None:
        fail_role = parse_role(meta.get("role_after_failure"))
    if fail_role == UNKNOWN:
        fail_role = UNPROMOTED if task == "promote" else STARTED
    return answer, fail_role


def _default(plan: Plan, task: str) -> OnFail:
    if task != "stop":
        return OnFail.RECOVER
    return OnFail.FENCE if plan.settings.fencing_enabled else OnFail.BLOCK


def _configured(instance: Instance, key: str) -> OperationSpec | None:
    """The configured operation that a history's operation key names."""
    names = {instance.id} if instance.history_name is None else {instance.id, instance.history_name}
    spec = instance.spec
    for operation in spec.operations:
        tail = f"_{operation.name}_{operation.interval_ms}"
        if any(key == name + tail for name in names):
            return operation
    if "migrate_to" in key or "migrate_from" in key:
        return next(
            (op for op in spec.operations if op.name == "migrate" and not op.interval_ms), None
        )
    return None


def _operation_meta(
    plan: Plan, spec: Spec, task: str, interval_ms: int, configured: OperationSpec | None
) -> dict[str, str]:
    circumstances = Circumstances(plan.circumstances.now, spec.agent, (task, interval_ms))
    meta: dict[str, str] = {}
    unpack(plan.op_defaults, "meta_attributes", meta, circumstances, plan.references)
    if configured is not None:
        element = configured.element
        unpack(element, "meta_attributes", meta, circumstances, plan.references, overwrite=True)
        meta |= {str(name): str(value) for name, value in element.attrib.items()}
    return meta


def _word(
    spec: Spec, task: str, meta: dict[str, str], configured: OperationSpec | None
) -> str | None:
    value = meta.get("on-fail")
    word = None if value is None else value.lower()
    if task == "stop" and word in _NOT_FOR_STOP:
        return None
    if task == "demote" and word is None:
        return _answer_of_promoted_monitor(spec)
    if word == "demote" and not _may_demote(configured):
        return None
    return word


def _may_demote(configured: OperationSpec | None) -> bool:
    """Only a promote, and a recurring monitor of the promoted role, may ask for a demotion."""
    if configured is None:
        return False
    if configured.name == "promote":
        return True
    role = (configured.element.get("role") or "").lower()
    return configured.name == "monitor" and role in _PROMOTED and configured.interval_ms > 0


def _answer_of_promoted_monitor(spec: Spec) -> str | None:
    """A demote fails like the recurring monitor of the promoted role."""
    for operation in spec.operations:
        element = operation.element
        word = (element.get("on-fail") or "").lower()
        enabled = element.get("enabled")
        if (
            word not in ("", "demote")
            and (enabled is None or is_true(enabled))
            and operation.name == "monitor"
            and (element.get("role") or "").lower() in _PROMOTED
            and operation.interval_ms > 0
        ):
            return word
    return None


def _interval_of(key: str) -> int:
    digits = key.rpartition("_")[2]
    return parse_milliseconds(f"{digits}ms") if digits.isdecimal() else 0
