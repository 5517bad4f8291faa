"""Incidents that nobody watched: what the operation histories still tell of them."""

from collections.abc import Iterable
from typing import Final

from engine.cib.state.model import ClusterState, Role
from hagui.monitor.incidents.causes import failed, of_bar
from hagui.monitor.incidents.model import Cause, Reason
from hagui.monitor.incidents.record import CHANGING, Record
from hagui.monitor.incidents.standing import active, broken, idle, lost
from hagui.monitor.story.model import Bar, Outcome

QUIET: Final = 15.0
"""Seconds without any operation that part two disturbances."""


def groups(bars: Iterable[Bar]) -> list[list[Bar]]:
    """Operations that changed something or failed, in order of time, parted where it was quiet."""
    found: list[list[Bar]] = []
    until = float("-inf")
    for bar in sorted(bars, key=lambda bar: bar.begun):
        if bar.resource is None or not (bar.task in CHANGING or failed(bar)):
            continue
        if bar.begun > until + QUIET:
            found.append([])
        found[-1].append(bar)
        until = max(until, bar.begun if bar.end is None else bar.end)
    return found


def settled(bars: list[Bar], number: int, state: ClusterState) -> Record | None:
    """A disturbance that is over; None where nothing failed, so that it may have been wanted."""
    first = next((place for place, bar in enumerate(bars) if failed(bar)), None)
    if first is None:
        return None
    record = _of(bars[first:], number, state)
    record.still_since = max(_end(bar) for bar in bars)
    return record


def unsettled(bars: list[Bar], number: int, state: ClusterState, at: float) -> Record | None:
    """What is going on at the first sight of a cluster; None where it is calm, or only starts up.

    Args:
        bars: the last of the groups.
        number: for the incident.
        state: the state at the first sight.
        at: when that was.
    """
    recent = bars if bars and max(_end(bar) for bar in bars) > at - QUIET else []
    ran = any(instance.nodes for instance in state.instances.values())
    if not ran and not bars:
        return None
    gone = lost(state)
    record = _of(recent, number, state) if any(map(failed, recent)) else None
    troubled = bool(gone) or not state.quorate
    if record is None and not troubled:
        return None
    if record is None:
        begin = min((bar.begun for bar in recent), default=at)
        record = Record(number, begin, active(state), _before(state, recent), still_since=at)
        _take(record, recent)
    for name in gone:
        record.because(Reason(Cause.NODE_LOST, at, name, since=at))
    if not state.quorate:
        record.because(Reason(Cause.QUORUM_LOST, at, since=at))
    record.still_since = at
    return record


def _of(bars: list[Bar], number: int, state: ClusterState) -> Record:
    first = next(bar for bar in bars if failed(bar))
    record = Record(number, first.begun, {}, _before(state, bars), still_since=first.begun)
    for bar in bars:
        if failed(bar):
            record.because(of_bar(bar, bar.begun, _end(bar)))
    _take(record, bars)
    now = active(state)
    record.base.update(
        {
            place: role
            for place, role in now.items()
            if place not in record.begun or place in record.base
        }
    )
    return record


def _take(record: Record, bars: list[Bar]) -> None:
    """What was stopped was active before; what was started since is where it is now."""
    record.take_bars(bars)
    for bar in bars:
        if bar.resource is None or bar.outcome is not Outcome.DONE:
            continue
        place = bar.resource, bar.node
        if bar.task in {"stop", "demote"} and place not in record.begun:
            role = Role.PROMOTED if bar.task == "demote" else Role.STARTED
            record.base.setdefault(place, role)
        elif bar.task in {"start", "promote", "migrate_from"}:
            record.begun[place] = _end(bar)


def _before(state: ClusterState, bars: list[Bar]) -> frozenset[str]:
    """Resources that were amiss before, as far as nothing was done with them since."""
    hit = {(bar.resource or "").partition(":")[0] for bar in bars}
    return frozenset(name for name in broken(state) | idle(state) if name not in hit)


def _end(bar: Bar) -> float:
    return bar.begun if bar.end is None else bar.end
