"""What a node remembers of one resource's operations, as its history in the CIB does."""

from dataclasses import dataclass, field
from typing import Final

from engine.stacks.lab.wire import Operation, Result

DONE: Final = 0
PENDING: Final = -1
CANCELLED: Final = 1
TIMED_OUT: Final = 2
ERROR: Final = 4
NOT_INSTALLED: Final = 7

PASSIVE: Final = frozenset({"monitor", "status", "notify", "meta-data", "validate-all", "metadata"})
"""Tasks that change nothing; any other ends the recurring operations of the resource."""
_MIGRATIONS: Final = frozenset({"migrate_to", "migrate_from"})


def failed(result: Result) -> bool:
    """Whether it ended otherwise than was expected."""
    return result.status != DONE or result.rc != result.operation.expected_rc


@dataclass(slots=True)
class History:
    """Of one resource: the last operation, the last failure, migrations, recurring operations."""

    entries: dict[str, Result] = field(default_factory=dict[str, Result])

    def note(self, result: Result) -> None:
        """Remember how an operation ended; what Pacemaker has no entry for is left out."""
        operation = result.operation
        if operation.task == "notify" or result.status == CANCELLED:
            return
        if operation.task not in PASSIVE:
            for key in [key for key in self.entries if key.startswith("recurring ")]:
                del self.entries[key]
        if operation.task in _MIGRATIONS:
            self.entries[operation.task] = result
            return
        if failed(result):
            self.entries["failure"] = result
            if operation.interval_ms:
                return
        self.entries[slot(operation)] = result

    def drop(self, task: str, interval_ms: int) -> None:
        """Forget a recurring operation."""
        self.entries.pop(f"recurring {task} {interval_ms}", None)

    def forget_failure(self) -> None:
        """Forget that something failed; what was done last stays, even if it did."""
        self.entries.pop("failure", None)

    def results(self) -> list[Result]:
        """All that is remembered, the latest call last; each once.

        Of a recurring operation that failed both are: that it ran, and that it failed.
        """
        once = {id(result): result for result in self.entries.values()}
        return sorted(once.values(), key=lambda result: (result.call, result.changed))


def slot(operation: Operation) -> str:
    """Which entry an operation goes to."""
    if operation.interval_ms:
        return f"recurring {operation.task} {operation.interval_ms}"
    return "last"
