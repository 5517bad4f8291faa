"""Entries of the operation history, and which of two is the newer one."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from engine.cib.merging import merge_sorted
from engine.cib.state.values import parse_integer
from engine.cib.xml import Element

# Exit codes of the OCF resource agent API, with Pacemaker's additions.
OK: Final = 0
INVALID_PARAMETER: Final = 2
UNIMPLEMENTED: Final = 3
INSUFFICIENT_PRIVILEGES: Final = 4
NOT_INSTALLED: Final = 5
NOT_CONFIGURED: Final = 6
NOT_RUNNING: Final = 7
RUNNING_PROMOTED: Final = 8
FAILED_PROMOTED: Final = 9
DEGRADED: Final = 190
DEGRADED_PROMOTED: Final = 191
NO_RESULT_YET: Final = 193

# Execution status (op-status).
PENDING: Final = -1
DONE: Final = 0
CANCELLED: Final = 1
TIMED_OUT: Final = 2
NOT_SUPPORTED: Final = 3
ERROR: Final = 4
ERROR_HARD: Final = 5
ERROR_FATAL: Final = 6
AGENT_MISSING: Final = 7
NOT_CONNECTED: Final = 8
INVALID: Final = 9
NO_FENCE_DEVICE: Final = 10
NO_SECRETS: Final = 11

_KEY: Final = re.compile(r"(-?\d+):(-?\d+):(-?\d+):(\S+)")
_MAGIC: Final = re.compile(r"(-?\d+):(-?\d+);(.*)$")
_NO_STATUS: Final = "-2"


class HistoryOperation:
    """One ``lrm_rsc_op``, its numbers parsed.

    What is seldom asked for is looked up in the element, so an operation holds good only until
    the element is changed.
    """

    __slots__ = (
        "_element",
        "call_id",
        "expected_rc",
        "id",
        "interval_ms",
        "key",
        "rc",
        "status",
        "task",
    )

    def __init__(self, element: Element) -> None:
        get = element.get
        self._element = element
        self.id = get("id", "")
        self.key = get("operation_key") or self.id
        self.task = get("operation", "")
        try:
            self.interval_ms = int(get("interval", "0"))
            self.call_id = int(get("call-id", "-1"))
            self.rc = int(get("rc-code", "0"))
            self.status = int(get("op-status", _NO_STATUS))
            self.expected_rc = int(get("transition-key", "::-1:").split(":", 3)[2])
        except (ValueError, IndexError):
            self._parse_carefully()

    def _parse_carefully(self) -> None:
        """Numbers that are none, or hardly, count as far as they can be read."""
        get = self._element.get
        self.interval_ms = parse_integer(get("interval"))
        self.call_id = parse_integer(get("call-id"), -1)
        self.rc = parse_integer(get("rc-code"))
        self.status = parse_integer(get("op-status"), int(_NO_STATUS))
        match = _KEY.match(get("transition-key", ""))
        self.expected_rc = int(match.group(3)) if match else -1

    def get(self, name: str) -> str | None:
        """Any attribute of the element."""
        return self._element.get(name)

    @property
    def last_change(self) -> int | None:
        """When its result was last another one, in seconds since 1970."""
        text = self.get("last-rc-change")
        return None if text is None else parse_integer(text)

    @property
    def is_probe(self) -> bool:
        """Whether it only looked whether the resource runs: a monitor without an interval."""
        return self.task == "monitor" and self.interval_ms == 0

    @property
    def masks_failure(self) -> bool:
        """Whether it is a probe that failed because the resource cannot run there anyway."""
        return self.is_probe and (
            self.rc in (NOT_INSTALLED, INVALID_PARAMETER) or self.status == AGENT_MISSING
        )

    @property
    def source(self) -> str | None:
        """The node that a live migration leaves."""
        return self.get("migrate_source")

    @property
    def target(self) -> str | None:
        """The node that a live migration goes to."""
        return self.get("migrate_target")


def read_operations(entry: Element) -> list[HistoryOperation]:
    """The operations of an ``lrm_resource``, in document order."""
    return [HistoryOperation(node) for node in entry.iterchildren("lrm_rsc_op")]


def in_order(operations: Sequence[HistoryOperation]) -> tuple[HistoryOperation, ...]:
    """The operations of one resource on one node, oldest first."""
    if len(operations) < 2:
        return tuple(operations)
    count = len(operations)
    calls = {operation.call_id for operation in operations}
    if (
        len(calls) == count
        and min(calls) >= 0
        and len({operation.id for operation in operations}) == count
    ):
        return tuple(sorted(operations, key=_call_id))
    # Later entries of the document come first among those that nothing tells apart.
    latest_first = list(operations)
    latest_first.reverse()
    return tuple(merge_sorted(latest_first, _compare_on_node))


def compare_age(first: HistoryOperation, second: HistoryOperation, *, same_node: bool) -> int:
    """Above 0 if ``first`` is newer, below if it is older, 0 if that cannot be told.

    ``same_node`` says whether both ran on one node where the entries do not say it themselves.
    On one node call ids decide, then times; pending entries have neither and are placed by
    their transition.
    """
    nodes = (first.get("on_node"), second.get("on_node"))
    if None not in nodes:
        same_node = nodes[0] == nodes[1]
    if same_node and first.id == second.id:
        return 0
    a, b = first.call_id, second.call_id
    if a == b == -1:
        return 0
    if same_node and 0 <= a < b:
        return -1
    if same_node and 0 <= b < a:
        return 1
    if a >= 0 and b >= 0:
        return _compare_times(first.last_change, second.last_change)
    return _compare_transitions(first, second)


def _compare_times(first: int | None, second: int | None) -> int:
    a = -1 if first is None else first
    b = -1 if second is None else second
    if 0 <= a < b:
        return -1
    return 1 if 0 <= b < a else 0


def _compare_transitions(first: HistoryOperation, second: HistoryOperation) -> int:
    a, b = _transition(first), _transition(second)
    if a is None or b is None:
        return 0
    if a[1] != b[1] or a[0] == b[0]:
        # What is pending is the newest: pending entries do not outlive their transition engine.
        if second.call_id == -1:
            return -1
        return 1 if first.call_id == -1 else 0
    if 0 <= a[0] < b[0] or b[0] == -1:
        return -1
    return 1


def _transition(operation: HistoryOperation) -> tuple[int, str] | None:
    """Number of the transition and identity of the engine that ran it."""
    magic = _MAGIC.match(operation.get("transition-magic") or "")
    key = _KEY.match(magic.group(3)) if magic else None
    return None if key is None else (int(key.group(2)), key.group(4))


def _compare_on_node(first: HistoryOperation, second: HistoryOperation) -> int:
    return compare_age(first, second, same_node=True)


def _call_id(operation: HistoryOperation) -> int:
    return operation.call_id


def effective_rc(rc: int) -> int:
    """The exit code as the cluster treats it: degraded counts as running."""
    if rc == DEGRADED:
        return OK
    return RUNNING_PROMOTED if rc == DEGRADED_PROMOTED else rc


def only_one(
    operations: Iterable[HistoryOperation], task: str, **wanted: str
) -> HistoryOperation | None:
    """The operation of that task whose attributes have the wanted values, if just one has."""
    found = [
        operation
        for operation in operations
        if operation.task == task
        and all(operation.get(name) == value for name, value in wanted.items())
    ]
    return found[0] if len(found) == 1 else None
