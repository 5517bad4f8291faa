"""What a failed operation counts: fail counts and the time of the last failure."""

from typing import Final

from engine.cib.score import INFINITY, parse_score
from engine.stacks.lab.wire import Operation

COUNT: Final = "fail-count-"
LAST: Final = "last-failure-"
_COUNTED: Final = frozenset({"promote", "demote"})


def counts(operation: Operation) -> bool:
    """Whether a failure of it is counted: probes, migrations and notifications are not."""
    return operation.interval_ms > 0 or operation.task in _COUNTED | {"start", "stop"}


def attributes_after(
    operation: Operation, before: dict[str, str], now: float, *, start_is_fatal: bool
) -> dict[str, str]:
    """Transient attributes that a failure sets on its node.

    Args:
        operation: which failed.
        before: the node's transient attributes.
        now: seconds since 1970.
        start_is_fatal: cluster property ``start-failure-is-fatal``.
    """
    tail = f"{operation.resource}#{operation.task}_{operation.interval_ms}"
    found = {f"{LAST}{tail}": str(int(now))}
    if operation.meta.get("CRM_meta_on_fail") == "ignore":
        return found
    fatal = operation.task == "stop" or (operation.task == "start" and start_is_fatal)
    count = INFINITY if fatal else parse_score(before.get(f"{COUNT}{tail}")) + 1
    found[f"{COUNT}{tail}"] = "INFINITY" if count >= INFINITY else str(count)
    return found


def counted(name: str) -> str | None:
    """Whose failures a transient attribute counts or dates: the resource, as in histories."""
    for kind in (COUNT, LAST):
        if name.startswith(kind):
            rest = name.removeprefix(kind)
            return rest.rpartition("#")[0] or rest
    return None


def cleared(
    attributes: dict[str, str], resource: str, task: str | None = None, interval_ms: int = 0
) -> list[str]:
    """Names of the attributes that go when failures of a resource are forgotten.

    Args:
        attributes: of the node.
        resource: by its name in histories.
        task: only of this operation; None: of all.
        interval_ms: of that operation.
    """
    tail = f"{resource}#" if task is None else f"{resource}#{task}_{interval_ms}"
    return [
        name
        for name in attributes
        for kind in (COUNT, LAST)
        if name.startswith(kind) and _fits(name.removeprefix(kind), tail, whole=task is not None)
    ]


def _fits(name: str, tail: str, *, whole: bool) -> bool:
    return name == tail if whole else name.startswith(tail)
