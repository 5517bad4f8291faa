"""A story in columns of numbers: what the painter draws. No Qt."""

from bisect import bisect_left, bisect_right, insort
from typing import Final

import numpy as np

from engine.cib.state.model import ClusterState
from hagui.monitor.probes.runs import Run, State
from hagui.monitor.story.chronicle import Chronicle
from hagui.monitor.story.model import Added, Bar, Mark, MarkKind, NodeSpan, Outcome, RunSpan
from hagui.monitor.timeline.lanes import Lanes
from hagui.monitor.timeline.looks import BarLook, SpanLook, look_of_bar, look_of_span
from hagui.monitor.timeline.table import Ints, Table

_STATES: Final = {
    State.ANSWERED: SpanLook.ANSWERED,
    State.MISSED: SpanLook.MISSED,
    State.UNKNOWN: SpanLook.UNASKED,
}
FEW: Final = 8
"""So many nodes are shown although nothing happened to them."""


class Tracks:
    """Lanes, and what is in them; kept up to date with what a story adds."""

    def __init__(self) -> None:
        self.lanes = Lanes()
        self.spans = Table()
        self.bars = Table()
        self.failures = Table()
        """Failed operations, as moments."""
        self.marks: list[Mark] = []
        """All other marks, in order of time."""
        self.hues: dict[str, int] = {}
        """A number for each node, by which it has its colour."""
        self.outages: dict[tuple[int, float], float] = {}
        """By a probe's lane and when its service answered again, how many seconds it had not."""
        self.unsure: set[tuple[int, float]] = set()
        """Lanes and begins of outages that may have begun at any time before."""
        self._begun: set[tuple[int, float]] = set()
        """Lanes and begins of outages."""
        self.only_busy = False
        """Whether lanes in which nothing happened while it was watched are left out."""
        self._busy: set[int] = set()
        self._rows: Ints | None = None
        self._shown: list[int] = []

    def begin(self, chronicle: Chronicle, state: ClusterState) -> None:
        """Show a story from nothing."""
        self.lanes = Lanes()
        self.spans.clear()
        self.bars.clear()
        self.failures.clear()
        self.marks.clear()
        self.outages.clear()
        self._begun.clear()
        self.unsure.clear()
        self._busy.clear()
        self._rows = None
        self.lanes.follow(state)
        since = chronicle.watched_from or 0.0
        for span in sorted(chronicle.spans, key=_begin):
            self._put_span(span, busy=span.begin > since)
        for bar in sorted(chronicle.bars, key=_begin):
            self._put_bar(bar, busy=bar.queued > since)
        for mark in chronicle.marks:
            self._put_mark(mark)

    def put_run(self, title: str, run: Run) -> None:
        """Take in a run of a probe's answers that began or ended."""
        lane = self.lanes.of_probe(title)
        self.spans.put((title, run.begin), run.begin, run.end, lane, _STATES[run.state])
        if run.state is State.MISSED:
            if not run.exact:
                self.unsure.add((lane, run.begin))
            if (lane, run.begin) not in self._begun:
                self._begun.add((lane, run.begin))
                self.failures.put(None, run.begin, run.begin, lane, 0)
            if run.end is not None and run.exact:
                self.outages[lane, run.end] = run.end - run.begin
        self._note(lane, busy=True)

    def add(self, added: Added, state: ClusterState) -> None:
        """Take in what was added."""
        self.lanes.follow(state)
        for span in added.spans:
            self._put_span(span, busy=True)
        for bar in added.bars:
            self._put_bar(bar, busy=True)
        for mark in added.marks:
            self._put_mark(mark)
        if added.forgotten is not None:
            self.spans.forget(added.forgotten)
            self.bars.forget(added.forgotten)
            self.failures.forget(added.forgotten)
            del self.marks[: bisect_right(self.marks, added.forgotten, key=_time)]
            until = added.forgotten
            self.outages = {at: length for at, length in self.outages.items() if at[1] > until}
            self._begun = {at for at in self._begun if at[1] > until}
            self.unsure = {at for at in self.unsure if at[1] > until}

    @property
    def rows(self) -> Ints:
        """The row of each lane by its number; −1 where it is left out."""
        return self._arrange()[0]

    @property
    def shown(self) -> list[int]:
        """Numbers of the lanes that are shown, from top to bottom."""
        return self._arrange()[1]

    def show_only_busy(self, on: bool) -> None:
        """Leave out the resources with which nothing happened while they were watched."""
        self.only_busy = on
        self._rows = None

    def marks_within(self, begin: float, end: float) -> list[Mark]:
        """Marks in view."""
        first = bisect_left(self.marks, begin, key=_time)
        return self.marks[first : bisect_right(self.marks, end, key=_time)]

    def gaps(self, now: float) -> list[tuple[float, float]]:
        """From when to when nobody was heard; up to ``now`` where that still is so."""
        found: list[tuple[float, float]] = []
        since: float | None = None
        for mark in self.marks:
            if mark.kind is MarkKind.STALE and since is None:
                since = mark.time
            elif mark.kind is MarkKind.LIVE and since is not None:
                found.append((since, mark.time))
                since = None
        return found if since is None else [*found, (since, now)]

    def next_time(self, time: float, *, back: bool) -> float | None:
        """When something happened next, or last before that moment."""
        found: list[float] = []
        for column in (self.spans.begin, self.spans.end, self.bars.begin, self.bars.end):
            there = column[column < time - 1e-4] if back else column[column > time + 1e-4]
            there = there[np.isfinite(there)]
            if len(there):
                found.append(float(there.max() if back else there.min()))
        times = [mark.time for mark in self.marks]
        index = bisect_left(times, time - 1e-4) - 1 if back else bisect_right(times, time + 1e-4)
        if 0 <= index < len(times):
            found.append(times[index])
        if not found:
            return None
        return max(found) if back else min(found)

    @property
    def extent(self) -> tuple[float, float] | None:
        """From the first bar to the last end that is known."""
        columns = [table for table in (self.spans, self.bars) if len(table)]
        if not columns:
            return None
        ends = np.concatenate([table.end for table in columns])
        ends = ends[np.isfinite(ends)]
        begin = float(min(table.begin.min() for table in columns))
        return begin, float(ends.max()) if len(ends) else begin

    def hue(self, node: str) -> int:
        """The number of a node's colour."""
        return self.hues.setdefault(node, len(self.hues))

    def _arrange(self) -> tuple[Ints, list[int]]:
        if self._rows is None or len(self._rows) != len(self.lanes):
            rows = np.full(len(self.lanes), -1, np.int32)
            self._shown = [number for number in self.lanes.order if self._is_shown(number)]
            rows[self._shown] = np.arange(len(self._shown), dtype=np.int32)
            self._rows = rows
        return self._rows, self._shown

    def _is_shown(self, number: int) -> bool:
        if not self.only_busy or number in self._busy:
            return True
        return self.lanes.lane(number).resource is None and len(self.hues) <= FEW

    def _put_span(self, span: NodeSpan | RunSpan, *, busy: bool) -> None:
        lane = self.lanes.of(span)
        instance = span.instance if isinstance(span, RunSpan) else ""
        key = (instance, span.node, span.begin)
        look, hue = look_of_span(span), self.hue(span.node)
        self.spans.put(key, span.begin, span.end, lane, look, hue)
        self._note(lane, busy=busy)

    def _put_mark(self, mark: Mark) -> None:
        if mark.kind is not MarkKind.FAILURE:
            insort(self.marks, mark, key=_time)
            return
        lane = self.lanes.find(mark.resource, mark.node)
        if lane is not None:
            self.failures.put(None, mark.time, mark.time, lane, 0)

    def _put_bar(self, bar: Bar, *, busy: bool) -> None:
        lane, look = self.lanes.of(bar), look_of_bar(bar)
        end = None if bar.outcome is Outcome.PENDING else bar.end
        self.bars.put(bar.number, bar.queued, end, lane, look, self.hue(bar.node))
        self._note(lane, busy=busy or look is BarLook.FAILED)

    def _note(self, lane: int, *, busy: bool) -> None:
        if busy and lane not in self._busy:
            self._busy.add(lane)
            if self.only_busy:
                self._rows = None


def _begin(item: NodeSpan | RunSpan | Bar) -> float:
    return item.begin


def _time(mark: Mark) -> float:
    return mark.time
