"""The story of one cluster, told by its states one after the other. Pure: no clock, no I/O."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from engine.cib.state.model import ClusterState, Condition, Operation, Role
from hagui.cluster.events import Event
from hagui.monitor.story import marks as marking
from hagui.monitor.story.bars import Bars
from hagui.monitor.story.clocks import Clocks, Offset
from hagui.monitor.story.model import Added, Bar, Mark, MarkKind, NodeSpan, Outcome, RunSpan
from hagui.monitor.story.spans import Spans
from hagui.monitor.story.store import Stretches
from hagui.monitor.story.truth import Cluster, Truth

LIMIT_BARS: Final = 100_000
"""Operations kept: about 40 MB. As many spans are kept at most, about 20 MB."""
LIMIT_MARKS: Final = 20_000
RECENT: Final = 10.0
"""Seconds for which a moment's mark is told with what was true."""

Histories = Mapping[tuple[str, str], Sequence[Operation]]
"""Whole operation histories by name of the node and the history's name of the resource."""

_TASKS: Final = {
    Role.STARTED: ("start", "migrate_from", "monitor"),
    Role.UNPROMOTED: ("start", "demote", "monitor"),
    Role.PROMOTED: ("promote", "monitor"),
}
"""What brings a role about."""


class Chronicle:
    """Spans, operations and marks of one cluster, and what was true at any moment.

    ``begin`` first, then ``changed`` with each state; each says what was added. Only so much is
    kept: beyond it the oldest goes.
    """

    def __init__(self, limit_bars: int = LIMIT_BARS) -> None:
        """``limit_bars``: operations kept at most, and as many spans."""
        self.clocks = Clocks()
        self._bars = Bars(self.clocks)
        self._spans = Spans()
        self._kept_bars: Stretches[Bar] = Stretches(limit_bars)
        self._kept_spans: Stretches[NodeSpan | RunSpan] = Stretches(limit_bars)
        self._marks: list[Mark] = []
        self._cluster: list[Cluster] = []
        self.watched_from: float | None = None
        """Since when the cluster has been watched; None: not yet."""
        self.forgotten: float | None = None
        """What had ended before this time was let go; None: nothing was."""

    # What is known

    @property
    def spans(self) -> Iterator[NodeSpan | RunSpan]:
        """All that are kept."""
        return iter(self._kept_spans)

    @property
    def bars(self) -> Iterator[Bar]:
        """All that are kept."""
        return iter(self._kept_bars)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All that are kept, in order of time."""
        return tuple(self._marks)

    @property
    def fact(self) -> Cluster | None:
        """What was told last of the cluster as a whole."""
        return self._cluster[-1] if self._cluster else None

    @property
    def offsets(self) -> dict[str, Offset]:
        """How far each node's clock is from the desktop's, as far as that was measured."""
        return self.clocks.offsets

    def truth(self, at: float) -> Truth:
        """What was true at a moment, in seconds since 1970."""
        since = max(self.watched_from or 0.0, self.forgotten or 0.0)
        watched = self.watched_from is not None and since <= at
        index = bisect_right(self._cluster, at, key=_time)
        here = list(self._kept_spans.at(at))
        first = bisect_left(self._marks, at - RECENT, key=_time)
        lately = self._marks[first : bisect_right(self._marks, at, key=_time)]
        return Truth(
            at,
            watched,
            self._cluster[index - 1] if index and watched else None,
            {span.node: span for span in here if isinstance(span, NodeSpan)},
            tuple(span for span in here if isinstance(span, RunSpan)),
            tuple(self._kept_bars.at(at)),
            tuple(lately),
            self.offsets,
        )

    # What is told

    def fill(
        self,
        spans: Sequence[NodeSpan | RunSpan],
        bars: Sequence[Bar],
        marks: Iterable[Mark],
        facts: Iterable[Cluster],
        watched_from: float | None,
        forgotten: float | None = None,
    ) -> None:
        """Take a whole story that was told elsewhere, in place of ``begin``; nothing is told of
        it afterwards.

        Args:
            spans: in any order.
            bars: in any order, each with a number of its own.
            marks: in any order.
            facts: what was true of the cluster as a whole, in any order.
            watched_from: since when it was watched.
            forgotten: what ended before this time is not in it.
        """
        self._kept_spans.fill(spans, _span_key)
        self._kept_bars.fill(bars, _bar_key)
        self._marks = sorted(marks, key=_time)
        self._cluster = sorted(facts, key=_time)
        self.watched_from, self.forgotten = watched_from, forgotten

    def begin(self, state: ClusterState, operations: Iterable[Operation], at: float) -> Added:
        """The first sight of a cluster; what was told before is forgotten.

        Args:
            state: its state.
            operations: the whole history there is.
            at: when it was seen, in seconds since 1970.
        """
        for part in (self._bars, self._spans, self._kept_bars, self._kept_spans):
            part.clear()
        self._marks.clear()
        self._cluster = [Cluster(at, state.dc, state.quorate)]
        self.watched_from, self.forgotten = at, None
        self._take_in(None, state, by_place(operations), at, live=False)
        self._shed()
        return Added(everything=True, at=at, live=False)

    def changed(
        self,
        before: ClusterState,
        state: ClusterState,
        histories: Histories,
        at: float,
        *,
        live: bool = True,
        commit: str | None = None,
    ) -> Added:
        """The state is another one.

        Args:
            before: the state told last.
            state: the state of now.
            histories: those that may have changed, whole; empty where one was wiped.
            at: when it was seen, in seconds since 1970.
            live: whether it was seen as it happened (a patch), not found afterwards.
            commit: who changed the configuration, in words; None where nobody did.
        """
        spans, bars, marks = self._take_in(before, state, histories, at, live=live)
        if (before.dc, before.quorate) != (state.dc, state.quorate):
            stale = self._cluster[-1].stale if self._cluster else False
            self._note(Cluster(at, state.dc, state.quorate, stale))
        marks += marking.between(before, state, at)
        if commit is not None:
            marks.append(Mark(MarkKind.COMMIT, at, words=commit))
        self._mark(marks)
        forgotten = self._shed()
        return Added(tuple(spans), tuple(bars), tuple(marks), forgotten=forgotten, at=at, live=live)

    def noted(self, events: Iterable[Event]) -> Added:
        """What no state tells: that nobody was heard, what was done to a lab."""
        found = tuple(marking.told(events))
        for mark in found:
            if mark.kind in {MarkKind.STALE, MarkKind.LIVE} and self._cluster:
                last = self._cluster[-1]
                stale = mark.kind is MarkKind.STALE
                self._note(Cluster(mark.time, last.dc, last.quorate, stale))
        self._mark(found)
        return Added(marks=found, at=max((mark.time for mark in found), default=0.0))

    # How it is taken in

    def _take_in(
        self,
        before: ClusterState | None,
        state: ClusterState,
        histories: Histories,
        at: float,
        *,
        live: bool,
    ) -> tuple[list[NodeSpan | RunSpan], list[Bar], list[Mark]]:
        bars: list[Bar] = []
        for (node, resource), operations in histories.items():
            bars += self._bars.read(node, resource, operations, at=at, live=live)
        bars += self._fencing(before, state, at)
        for bar in bars:
            self._kept_bars.put(bar.number, bar)

        def begins(name: str, node: str, role: Role) -> float:
            return self._begin_of(before, name, node, role, histories, at, live=live)

        spans = self._spans.follow(before, state, at=at, begins=begins)
        for span in spans:
            self._keep_span(span)
        failed = list(marking.failures(bars))
        if before is None:
            self._mark(failed)
        return spans, bars, failed

    def _begin_of(
        self,
        before: ClusterState | None,
        name: str,
        node: str,
        role: Role,
        histories: Histories,
        at: float,
        *,
        live: bool,
    ) -> float:
        """When it came into a role: when that was seen, or for what was found, as its node says."""
        if live:
            return at
        tasks = _TASKS.get(role, ())
        shift = self.clocks.shift(node)
        ends = [
            item.last_change + (item.exec_ms or 0) / 1000 + shift
            for item in histories.get((node, name), ())
            if item.task in tasks and item.last_change is not None
        ]
        known = self.watched_from if before is not None else None
        return max(min(max(ends, default=at), at), known or 0.0)

    def _fencing(
        self, before: ClusterState | None, state: ClusterState, at: float
    ) -> Iterator[Bar]:
        if before is not None and before.nodes is state.nodes:
            return
        for name, node in state.nodes.items():
            if node.unclean and state.fencing_enabled:
                yield from self._bars.fencing(name, at=at)
            elif not node.unclean:
                gone = node.condition in {Condition.OFFLINE, Condition.PENDING}
                how = Outcome.DONE if gone else Outcome.LOST
                yield from self._bars.fenced(name, how, at=at)

    def _keep_span(self, span: NodeSpan | RunSpan) -> None:
        self._kept_spans.put(_span_key(span), span)

    def _mark(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            insort(self._marks, mark, key=_time)
        if len(self._marks) > LIMIT_MARKS:
            del self._marks[: LIMIT_MARKS // 10]

    def _note(self, cluster: Cluster) -> None:
        self._cluster.append(cluster)
        if len(self._cluster) > LIMIT_MARKS:
            del self._cluster[: LIMIT_MARKS // 10]

    def _shed(self) -> float | None:
        """Let the oldest go where there is too much, everywhere up to the same time."""
        times = [self._kept_bars.surplus(), self._kept_spans.surplus()]
        until = max((time for time in times if time is not None), default=None)
        if until is not None:
            self._kept_bars.forget(until)
            self._kept_spans.forget(until)
            del self._marks[: bisect_right(self._marks, until, key=_time)]
            self.forgotten = until
        return until


def by_place(operations: Iterable[Operation]) -> dict[tuple[str, str], list[Operation]]:
    """Operations by name of the node and the history's name of the resource."""
    found: defaultdict[tuple[str, str], list[Operation]] = defaultdict(list)
    for item in operations:
        found[item.node, item.resource].append(item)
    return dict(found)


def _span_key(span: NodeSpan | RunSpan) -> Hashable:
    return span.instance if isinstance(span, RunSpan) else None, span.node, span.begin


def _bar_key(bar: Bar) -> Hashable:
    return bar.number


def _time(item: Cluster | Mark) -> float:
    return item.time
