"""Events of failed operations, their counts, and their being cleaned up."""

from collections.abc import Collection
from dataclasses import dataclass, field

from engine.cib.state.model import ClusterState, FailCount, Failure, Problem
from hagui.cluster.events import EventKind, Severity
from hagui.cluster.telling import SLACK, Telling, refine

PATIENCE = 10.0
"""Seconds to wait for the fail count that belongs to a failure."""
REMEMBERED = 1000
"""Failures of which it is known that they were told."""

_EXIT_CODES = {
    1: "error",
    2: "invalid parameter",
    3: "unimplemented feature",
    4: "insufficient privileges",
    5: "not installed",
    6: "not configured",
    7: "not running",
    8: "promoted",
    9: "promoted (failed)",
}
"""The OCF specification's exit codes in crm_mon's words."""

_Place = tuple[str, str]
"""A primitive's id and the name of a node."""


@dataclass(slots=True)
class CountedFailures:
    """Failures that were told, and which of them before their fail count was known.

    The controller records a failed operation first and the count a moment later, by way of the
    attribute manager; the event is told at once, and again with its count. A new designated
    controller writes the history anew, so a failure may vanish and come back: that is no news.
    """

    waiting: dict[_Place, tuple[int, float]] = field(
        default_factory=dict[_Place, tuple[int, float]]
    )

    told: dict[object, None] = field(default_factory=dict[object, None])
    """Identities of failures, the oldest first."""

    def is_news(self, identity: object) -> bool:
        """Whether a failure was not told yet; from now on it was."""
        if identity in self.told:
            return False
        self.told[identity] = None
        if len(self.told) > REMEMBERED:
            del self.told[next(iter(self.told))]
        return True

    def clear(self) -> None:
        """Forget all."""
        self.waiting.clear()
        self.told.clear()


def tell_failures(telling: Telling, counted: CountedFailures, most: int | None = None) -> None:
    """New failures, each once, and counts that have come since."""
    before, after = telling.before, telling.after
    if before.failures is not after.failures and before.failures != after.failures:
        known = {_identity(failure) for failure in before.failures}
        fresh: dict[object, Failure] = {}
        for failure in after.failures:
            identity = _identity(failure)
            if identity not in known:
                fresh.setdefault(identity, failure)
        news = [failure for identity, failure in fresh.items() if counted.is_news(identity)]
        for failure in news[:most]:
            _tell_failure(telling, failure, counted)
    if counted.waiting:
        _tell_counts(telling, counted)


def tell_cleaned(telling: Telling) -> None:
    """Where neither a failure nor a count is left of what there was.

    A node that leaves or joins takes its history with it; that is no cleaning up.
    """
    before, after = telling.before, telling.after
    if before.failures == after.failures and before.fail_counts == after.fail_counts:
        return
    left = _marked(after)
    for resource, node in [place for place in _marked(before) if place not in left]:
        states = (before.nodes.get(node), after.nodes.get(node))
        if all(state is not None and state.online for state in states):
            telling.tell(EventKind.CLEANED, Severity.GOOD, resource=resource, node=node)


def _tell_failure(telling: Telling, failure: Failure, counted: CountedFailures) -> None:
    operation = failure.operation
    place = (_primitive(operation.resource), operation.node)
    run = None if operation.exec_ms is None else operation.exec_ms / 1000
    count = _count_for(telling, place, operation.last_change)
    stamp = operation.last_change
    event = telling.tell(
        EventKind.FAILED,
        Severity.BAD,
        time=telling.at
        if stamp is None
        else refine(stamp + (run or 0.0), telling.at if telling.live else None),
        resource=operation.resource,
        node=operation.node,
        seconds=run,
        detail=operation.task,
        reason=_reason(failure),
        count=count,
    )
    if count is None and telling.live:
        counted.waiting[place] = (event.number, telling.at)


def _tell_counts(telling: Telling, counted: CountedFailures) -> None:
    for place, (number, since) in list(counted.waiting.items()):
        told = telling.log.get(number)
        count = _counts(telling.after).get(place)
        known = _counts(telling.before).get(place)
        if told is None or telling.at - since > PATIENCE:
            del counted.waiting[place]
        elif count is not None and (known is None or count.count > known.count):
            del counted.waiting[place]
            telling.tell(
                told.kind,
                told.severity,
                time=told.time,
                resource=told.resource,
                node=told.node,
                seconds=told.seconds,
                detail=told.detail,
                reason=told.reason,
                count=count.count,
                replaces=(number,),
            )


def _count_for(telling: Telling, place: _Place, happened: int | None) -> int | None:
    """The count, if it already includes a failure of that time."""
    count = _counts(telling.after).get(place)
    if count is None:
        return None
    known = _counts(telling.before).get(place)
    if known is None or count.count > known.count or not telling.live:
        return count.count
    if happened is not None and (count.last_failure or 0) >= happened - SLACK:
        return count.count
    return None


def _counts(state: ClusterState) -> dict[_Place, FailCount]:
    return {(_primitive(item.resource), item.node): item for item in state.fail_counts}


def _marked(state: ClusterState) -> Collection[_Place]:
    failed = {
        (_primitive(item.operation.resource), item.operation.node): None for item in state.failures
    }
    return failed | dict.fromkeys(_counts(state))


def _identity(failure: Failure) -> object:
    """What tells a failure from any other.

    The history keeps a failed operation twice (as the last of its kind and as the last failure),
    and a call id alone repeats after a node restarts.
    """
    operation = failure.operation
    return (
        operation.resource,
        operation.node,
        operation.task,
        operation.interval_ms,
        operation.call_id,
        operation.last_change,
    )


def _reason(failure: Failure) -> str:
    operation = failure.operation
    if operation.exit_reason:
        return operation.exit_reason
    if failure.problem is Problem.TIMED_OUT:
        return failure.problem.value
    return _EXIT_CODES.get(operation.rc, failure.problem.value)


def _primitive(resource: str) -> str:
    return resource.partition(":")[0]
