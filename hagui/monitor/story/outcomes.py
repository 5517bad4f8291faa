"""How an operation of the history came out."""

from typing import Final

from engine.cib.state.model import Operation
from hagui.monitor.story.model import Outcome

_PENDING: Final = -1
_CANCELLED: Final = 1
_NO_RESULT: Final = 193
_FOUND: Final = frozenset({0, 2, 5, 7, 8, 190, 191})
"""What a probe may find without anything being wrong: running, not running, cannot run here."""
_WELL: Final = frozenset({0, 190, 191})


def pending(operation: Operation) -> bool:
    """Whether it has been sent to its node and has not come back."""
    return operation.status == _PENDING or operation.rc == _NO_RESULT


def cancelled(operation: Operation) -> bool:
    """Whether it says only that a recurring operation was ended."""
    return operation.status == _CANCELLED or operation.task == "cancel"


def outcome(operation: Operation) -> Outcome:
    """How it came out, by what was expected of it and not by what the cluster made of it."""
    if pending(operation):
        return Outcome.PENDING
    probe = operation.task == "monitor" and operation.interval_ms == 0
    if operation.status > 0 and not (probe and operation.rc in _FOUND):
        return Outcome.FAILED
    if probe:
        return Outcome.DONE if operation.rc in _FOUND else Outcome.FAILED
    if operation.rc in _WELL or operation.rc == operation.expected_rc:
        return Outcome.DONE
    if operation.task == "stop" and operation.rc == 7:
        return Outcome.DONE
    return Outcome.FAILED
