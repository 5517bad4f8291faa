"""From the story to incidents: one disturbance, one incident, re-told as it unfolds. Pure.

What opens one: a member lost or unclean; an operation that failed, unless it was a probe; quorum
lost; a member that leaves, or a node set to standby, with something active on it; an edit by which
resources stop or move. Whatever else of that kind happens while one is open belongs to it, so that
never two are open. It is over when all has been well for ``HOLD`` seconds (and ended when that
began), or when the cluster is whole, has nothing under way and has left it at that for ``GRACE``
seconds: then what is amiss is named in ``left``. Without quorum, without a DC, or with a node that
is to be fenced, it is not over.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from engine.cib.state.model import ClusterState
from hagui.monitor.incidents.afterwards import groups, settled, unsettled
from hagui.monitor.incidents.causes import BEFORE, MAINTENANCE, Signs, commit_of, reasons
from hagui.monitor.incidents.model import Cause, Incident, Reason
from hagui.monitor.incidents.record import Record
from hagui.monitor.incidents.standing import (
    active,
    amiss,
    calm,
    resource_of,
    silent,
    to_stop,
    under_way,
)
from hagui.monitor.incidents.steps import Standing, telling
from hagui.monitor.probes.model import Outage, Target
from hagui.monitor.story.bars import FENCE
from hagui.monitor.story.model import Added, Bar, Outcome

HOLD: Final = 2.0
"""Seconds for which all must have been well."""
GRACE: Final = 10.0
"""Seconds in which the cluster does nothing more about what is amiss."""
CONSEQUENCE: Final = 10.0
"""Seconds from an edit to what comes of it."""
FENCING: Final = 60.0
"""Seconds that fencing may take unless the cluster says otherwise, as in Pacemaker."""
KEPT: Final = 200
"""Incidents that are kept."""
NEAR: Final = 5.0
"""Seconds by which an outage may have ended before the incident that it belongs to began."""

_STOPPING: Final = frozenset({"stop", "demote", "migrate_to"})
_STARTING: Final = frozenset({"start", "promote", "migrate_from", "migrate_to"})


class Incidents:
    """The incidents of one cluster. ``begin`` first, then ``told`` with each that is added."""

    def __init__(self) -> None:
        self._told: dict[int, Incident] = {}
        self._record: Record | None = None
        self._state: ClusterState | None = None
        self._signs = Signs()
        self._edit: tuple[Reason, ClusterState] | None = None
        self._outages: dict[tuple[Target, float], Outage] = {}
        self._last = 0
        self.patience = FENCING
        """Seconds after which fencing that is not done counts as failed."""

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """All that are kept, oldest first."""
        return tuple(self._told.values())

    @property
    def open(self) -> Incident | None:
        """The one that goes on."""
        return None if self._record is None else self._told.get(self._record.number)

    # What is told

    def begin(self, state: ClusterState, bars: Iterable[Bar], at: float) -> tuple[Incident, ...]:
        """The first sight of a cluster, or of a file.

        Args:
            state: its state.
            bars: what its histories tell.
            at: when it was seen.

        Returns:
            Those that were found.
        """
        self._told.clear()
        self._record = self._edit = None
        self._signs, self._state = Signs(), state
        found = groups(bars)
        now = unsettled(found[-1] if found else [], self._last + 1, state, at)
        over = found[:-1] if now is not None and now.bars else found
        place = len(found) - 1
        there = active(state)
        for index, group in enumerate(over):
            record = settled(group, self._last + 1, state)
            if record is not None:
                self._last += 1
                last = index == place
                left = amiss(state, there, record.base, record.known) if last else ()
                self._keep(telling(record, Standing(there, left), record.still_since))
        if now is not None:
            self._last += 1
            self._record = replace(now, number=self._last)
            self._note_fences(bars)
            self._tell(at)
        return self.incidents

    def told(self, added: Added, state: ClusterState) -> tuple[Incident, ...]:
        """The story goes on.

        Args:
            added: what was added to it.
            state: the state after it.

        Returns:
            Incidents that are new or have come further.
        """
        before, self._state = self._state, state
        for mark in added.marks:
            self._signs.take_in(mark)
        if before is None:
            return ()
        found = list(reasons(before, state, added, self._signs))
        commit = commit_of(added)
        if commit is not None and not any(item.cause is Cause.STANDBY for item in found):
            edit = Reason(Cause.EDITED, added.at, words=commit.words, since=added.at)
            if self._record is not None:
                found.append(edit)
            else:
                self._edit = edit, before
        base = before
        if self._edit is not None and self._record is None:
            edit, base_of_edit = self._edit
            if added.at > edit.at + CONSEQUENCE:
                self._edit = None
            elif any(not item.cause.wanted for item in found):
                self._edit = None  # what moves now does so for that
            elif _stops(added, edit.at):
                found.insert(0, edit)
                base, self._edit = base_of_edit, None
        if self._record is None:
            found = [item for item in found if item.task != MAINTENANCE]
        if found:
            self._because(found, base, state, added)
        if self._record is None:
            return ()
        self._record.take_in(added)
        if not added.live and state.quorate:
            self._record.retract(state, added, apart=not before.quorate)
        if added.bars or added.spans or added.marks:
            self._record.still_since = max(self._record.still_since, added.at)
        return self._tell(added.at)

    def looked(self, state: ClusterState, now: float) -> tuple[Incident, ...]:
        """The state may be another one though nothing was added, or time has passed."""
        self._state = state
        if self._record is None:
            return ()
        for bar in self._record.fences:
            late = bar.outcome is Outcome.PENDING and now - bar.begun > self.patience
            if late and not self._record.because_of(Cause.FENCING_FAILED, bar.node):
                at = bar.begun + self.patience
                self._record.because(Reason(Cause.FENCING_FAILED, at, bar.node, since=bar.begun))
        return self._tell(now)

    def fencing_failed(self, node: str, at: float, words: str = "") -> tuple[Incident, ...]:
        """A node could not be fenced; it is tried again.

        Args:
            node: the one that should be fenced.
            at: when that was known.
            words: why, as the cluster says it.
        """
        if self._record is None or self._state is None:
            return ()
        self._record.because(Reason(Cause.FENCING_FAILED, at, node, words=words, since=at))
        return self._tell(at)

    def heard(self, node: str, at: float) -> None:
        """The engine of a node was heard."""
        self._signs.heard[node] = at

    def probed(self, outage: Outage, now: float) -> tuple[Incident, ...]:
        """A service does not answer; or does so again.

        Args:
            outage: with the same begin as before once it is over.
            now: seconds since 1970.
        """
        key = outage.target, outage.begin
        self._outages[key] = outage
        while len(self._outages) > KEPT:
            del self._outages[next(iter(self._outages))]
        resource = outage.target.resource
        if resource and outage.end is None:
            self._signs.missed[resource] = outage.begin
        elif resource:
            self._signs.missed.pop(resource, None)
        record = self._record
        if record is not None:
            record.outages[key] = outage
            _earlier(record, outage)
            return self._tell(now)
        for incident in reversed(self._told.values()):
            if key in {(item.target, item.begin) for item in incident.outages}:
                kept = [item for item in incident.outages if (item.target, item.begin) != key]
                kept.append(outage)
                kept.sort(key=lambda item: item.begin)
                self._keep(replace(incident, outages=tuple(kept)))
                return (self._told[incident.number],)
        return ()

    def unprobed(self, outage: Outage, now: float) -> tuple[Incident, ...]:
        """Nobody asks any more whether a service is there that did not answer.

        Args:
            outage: as it was told last.
            now: seconds since 1970.
        """
        key = outage.target, outage.begin
        self._outages.pop(key, None)
        self._signs.missed.pop(outage.target.resource, None)
        if self._record is None or self._record.outages.pop(key, None) is None:
            return ()
        return self._tell(now)

    # How it is taken in

    def _because(
        self, found: list[Reason], base: ClusterState, state: ClusterState, added: Added
    ) -> None:
        record = self._record
        if record is None:
            first = min(item.at if item.since is None else item.since for item in found)
            self._last += 1
            record = self._record = Record.of(self._last, first, base)
            for key, outage in self._outages.items():
                if outage.begin >= first - BEFORE and (
                    outage.end is None or outage.end >= first - NEAR
                ):
                    record.outages[key] = outage
        for reason in found:
            if reason.cause is Cause.NODE_LOST and reason.node is not None:
                node = state.nodes[reason.node]
                if node.online and record.because_of(Cause.FAILED, reason.node):
                    continue  # it is to be fenced for what failed there
                if not node.unclean and state.fencing_enabled and not node.expected_up:
                    record.fenced[reason.node] = _fenced_by(added)
            record.because(reason)

    def _note_fences(self, bars: Iterable[Bar]) -> None:
        if self._record is not None:
            self._record.take_bars(bar for bar in bars if bar.task == FENCE)

    def _tell(self, now: float) -> tuple[Incident, ...]:
        record, state = self._record, self._state
        assert record is not None
        assert state is not None
        now_active = active(state, without=silent(state))
        left, stopping = amiss(state, now_active, record.base, record.known), to_stop(state)
        fencing = any(bar.outcome is Outcome.PENDING for bar in record.fences)
        quiet = calm(state) and not fencing
        end = None
        if quiet and not left and not stopping:
            if record.well_since is None:
                record.well_since = now
            if now >= record.well_since + HOLD:
                end = record.well_since
        else:
            record.well_since = None
            if quiet and now >= record.still_since + GRACE:
                end = record.still_since
        standing = Standing(
            now_active,
            left,
            stopping and end is None,
            any(item.task in _STARTING for item in under_way(state)),
        )
        incident = telling(record, standing, end)
        if end is not None:
            self._record = self._edit = None
        if self._told.get(incident.number) == incident:
            return ()
        self._keep(incident)
        return (incident,)

    def _keep(self, incident: Incident) -> None:
        self._told[incident.number] = incident
        while len(self._told) > KEPT:
            del self._told[next(iter(self._told))]


def _stops(added: Added, since: float) -> bool:
    """Whether something is stopped or moved by an operation. What is only not seen any more does
    not count: a new designated controller writes histories anew.
    """
    return any(
        bar.resource is not None and bar.task in _STOPPING and (bar.end or added.at) >= since - 2
        for bar in added.bars
        if bar.outcome is not Outcome.LOST
    )


def _fenced_by(added: Added) -> float:
    """When a node must have been fenced that nobody saw being so: before anything was started."""
    starts = [
        bar.begun
        for bar in added.bars
        if bar.task in _STARTING and bar.outcome is Outcome.DONE and bar.resource is not None
    ]
    return min([*starts, added.at])


def _earlier(record: Record, outage: Outage) -> None:
    """A probe may have seen first what the cluster then took note of."""
    name = outage.target.resource
    for place, reason in enumerate(record.reasons):
        since = reason.at if reason.since is None else reason.since
        if not since - BEFORE <= outage.begin < since:
            continue
        there = any(
            resource_of(instance) == name and node == reason.node for instance, node in record.base
        )
        if (reason.cause is Cause.NODE_LOST and there) or (
            reason.cause is Cause.FAILED and resource_of(reason.resource or "") == name
        ):
            record.reasons[place] = replace(reason, since=outage.begin)
    first = record.reasons[0]
    record.begin = min(record.begin, first.at if first.since is None else first.since)
