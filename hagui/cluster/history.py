"""What a node's operation history says about one resource: when things were done there."""

from dataclasses import dataclass
from typing import Final, Protocol

from engine.cib.state.derive import Derivation
from engine.cib.state.model import Operation

_PENDING: Final = 193
_NOT_DONE: Final = frozenset({-1, 1})
"""Execution status: pending, cancelled."""


@dataclass(frozen=True, slots=True)
class Done:
    """A finished operation that is not a recurring one."""

    task: str
    call_id: int
    begun: float | None
    """Seconds since 1970 by the node's clock, in whole seconds."""
    seconds: float | None
    """How long it ran."""
    rc: int

    @property
    def ended(self) -> float | None:
        """When it was through, as exactly as whole seconds allow."""
        return None if self.begun is None else self.begun + (self.seconds or 0.0)


class History(Protocol):
    """Answers what was done to a resource on a node."""

    def done(self, resource: str, node: str) -> tuple[Done, ...]:
        """Finished one-time operations, the latest last; empty where nothing is known."""
        ...


class CibHistory:
    """The history in the status section of a CIB, read anew whenever it is asked."""

    def __init__(self, derivation: Derivation) -> None:
        self._derivation = derivation

    def done(self, resource: str, node: str) -> tuple[Done, ...]:
        """Finished one-time operations, the latest last; empty where nothing is known.

        ``resource`` is an instance key or a primitive's id: the history files an anonymous
        clone's copy under the primitive's id, in old CIBs under ``id:N``.
        """
        found = [
            _done(operation)
            for operation in self._derivation.operations(node, resource)
            if _counts(operation)
        ]
        return tuple(sorted(found, key=lambda done: done.call_id))


def _counts(operation: Operation) -> bool:
    return (
        operation.interval_ms == 0
        and operation.rc != _PENDING
        and operation.status not in _NOT_DONE
        and not operation.key.endswith("_last_failure_0")
    )


def _done(operation: Operation) -> Done:
    return Done(
        task=operation.task,
        call_id=operation.call_id,
        begun=operation.last_change,
        seconds=None if operation.exec_ms is None else operation.exec_ms / 1000,
        rc=operation.rc,
    )
