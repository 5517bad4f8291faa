"""How far an incident has come, step by step. What each begins and ends with: see ``Step``."""

from collections.abc import Iterable
from dataclasses import dataclass

from hagui.monitor.incidents.model import Cause, Incident, Move, Stage, Step
from hagui.monitor.incidents.moves import moves_of
from hagui.monitor.incidents.record import Record
from hagui.monitor.incidents.standing import Places
from hagui.monitor.story.model import Outcome


@dataclass(frozen=True, slots=True)
class Standing:
    """How the cluster stands at the moment of telling."""

    now: Places
    """What is active."""
    left: tuple[str, ...] = ()
    """Ids of resources that are not as they should be."""
    stopping: bool = False
    """Something that is active must still go."""
    starting: bool = False
    """Something is being started or promoted."""


@dataclass(slots=True)
class _Part:
    """One step before it is put in its place."""

    stage: Stage
    end: float | None
    failed: bool = False
    exact: bool = True


def telling(record: Record, standing: Standing, end: float | None = None) -> Incident:
    """The plain value of an incident.

    Args:
        record: what was gathered of it.
        standing: how the cluster stands.
        end: when it had settled; None: it goes on.
    """
    moves = moves_of(record, standing.now, standing.left)
    parts = [
        part
        for part in (
            _detected(record),
            _fenced(record),
            _stopped(record, standing, moves),
            _started(record, standing, moves, over=end is not None),
        )
        if part is not None
    ]
    parts.append(
        _Part(Stage.HEALTHY, end, failed=end is not None and bool(standing.left), exact=False)
    )
    order = sorted(record.outages.values(), key=lambda outage: outage.begin)
    return Incident(
        record.number,
        record.begin,
        end,
        tuple(record.reasons),
        tuple(_chained(parts, record.begin, end)),
        moves,
        tuple(order),
        standing.left,
        all(reason.cause.wanted for reason in record.reasons),
    )


def _chained(parts: Iterable[_Part], begin: float, end: float | None) -> Iterable[Step]:
    """One after the other: the first that is not done is the last that is told."""
    for part in parts:
        if part.end is None and end is None:
            yield Step(part.stage, begin, None, part.failed, part.exact)
            return
        done = end if part.end is None else part.end
        if end is not None and done is not None:
            done = min(done, end)
        done = max(begin, begin if done is None else done)
        yield Step(part.stage, begin, done, part.failed, part.exact)
        begin = done


def _detected(record: Record) -> _Part | None:
    first = record.reasons[0]
    if first.cause.wanted:
        return None
    exact = first.cause is Cause.FAILED
    return _Part(Stage.DETECTED, first.at, exact=exact)


def _fenced(record: Record) -> _Part | None:
    bars = record.fences
    failed = any(reason.cause is Cause.FENCING_FAILED for reason in record.reasons)
    if not bars and not record.fenced:
        return None
    going_on = any(bar.outcome is Outcome.PENDING for bar in bars)
    ends = [bar.end for bar in bars if bar.end is not None] + list(record.fenced.values())
    end = None if going_on else max(ends)
    return _Part(Stage.FENCED, end, failed=failed and going_on, exact=False)


def _stopped(record: Record, standing: Standing, moves: tuple[Move, ...]) -> _Part | None:
    gone = [move for move in moves if move.since is not None and move.stopped is not None]
    if standing.stopping:
        return _Part(Stage.STOPPED, None, failed=_failed(record, "stop", "demote"))
    if not gone:
        return None
    last = max(gone, key=lambda move: move.stopped or 0.0)
    exact = _told(record, last.instance, last.origin, last.stopped)
    return _Part(Stage.STOPPED, last.stopped, exact=exact)


def _started(
    record: Record, standing: Standing, moves: tuple[Move, ...], *, over: bool
) -> _Part | None:
    awaited = [move for move in moves if move.target is None and move.resource in standing.left]
    come = [move for move in moves if move.started is not None]
    if not over and (awaited or standing.starting):
        return _Part(Stage.STARTED, None, failed=_failed(record, "start", "promote"))
    if not come:
        return None
    last = max(come, key=lambda move: move.started or 0.0)
    exact = _told(record, last.instance, last.target, last.started)
    return _Part(Stage.STARTED, last.started, failed=bool(awaited), exact=exact)


def _failed(record: Record, *tasks: str) -> bool:
    """Whether one of these failed, and was the last thing that did."""
    failed = [item for item in record.reasons if item.cause is Cause.FAILED]
    return bool(failed) and failed[-1].task in tasks


def _told(record: Record, instance: str, node: str | None, at: float | None) -> bool:
    """Whether the node's history tells of that time."""
    return any(
        bar.exact and (bar.resource, bar.node, bar.end) == (instance, node, at)
        for bar in record.bars.values()
    )
