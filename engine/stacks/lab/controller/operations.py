"""From a step of a transition to what a node is told."""

from typing import Final

from engine.cib.transition.model import Step, StepKind
from engine.scheduler.projection.digest import operation_digest
from engine.stacks.lab.wire import Agent, Do, Operation, Stop

_META: Final = "CRM_meta_"
_TIMEOUT_MS: Final = 20_000
CANCEL: Final = "cancel"
FORGETS: Final = frozenset({"delete", "lrm_delete"})
"""Tasks that let a node forget a resource's history."""


def transition_key(step: Step, transition: int, uuid: str) -> str:
    """``action:transition:expected:uuid``, by which a result is known to be this step's."""
    return f"{step.id}:{transition}:{expected_rc(step)}:{uuid}"


def expected_rc(step: Step) -> int:
    """The exit code that the scheduler counts on."""
    return _number(step.attributes.get(f"{_META}op_target_rc"), 0)


def order(step: Step, name: str, key: str, term: int) -> Do | Stop:
    """What the step's node is told.

    Args:
        step: an operation of an agent, or the end of a recurring one.
        name: the resource's name in that node's history.
        key: see ``transition_key``.
        term: of the DC.
    """
    if step.task == CANCEL:
        task = step.attributes.get(f"{_META}operation", "monitor")
        return Stop(term, name, task, step.interval_ms, key)
    return Do(term, operation_of(step, name, key))


def operation_of(step: Step, name: str, key: str) -> Operation:
    """The operation that a step asks for."""
    attributes = step.attributes
    standard, provider, kind = step.agent or ("", None, "")
    meta = {name: value for name, value in attributes.items() if name.startswith(_META)}
    return Operation(
        key=step.key,
        resource=name,
        agent=Agent(standard, kind, provider),
        task=step.task,
        interval_ms=step.interval_ms,
        timeout_ms=_TIMEOUT_MS if step.timeout_ms is None else step.timeout_ms,
        delay_ms=_number(attributes.get(f"{_META}start_delay"), 0),
        expected_rc=expected_rc(step),
        parameters={name: value for name, value in attributes.items() if name not in meta},
        meta=meta,
        transition_key=key,
        digests={"op-digest": operation_digest(attributes, step.interval_ms)},
    )


def forgets(step: Step) -> bool:
    """Whether it only lets a node forget a resource."""
    return step.kind is not StepKind.PSEUDO and step.task in FORGETS


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() else default
