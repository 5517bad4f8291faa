"""One story out of several chapters: each was told from nothing, as the cluster was watched anew.

A chapter begins with what the history still knows, so much of it was told in the one before. What
went on when a chapter ended goes on in the next one, if that says so; in between nobody watched.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from hagui.monitor.story.chronicle import LIMIT_BARS, Chronicle
from hagui.monitor.story.model import Bar, Mark, MarkKind, NodeSpan, Outcome, RunSpan
from hagui.monitor.story.truth import Cluster

SAME: Final = 1.5
"""Seconds by which the end of an operation may differ, as a clock's offset is measured better."""
UNBROKEN: Final = 1.0
"""Seconds between two chapters that are no break worth a mark."""


@dataclass(slots=True)
class Chapter:
    """What was told while the cluster was watched without a break."""

    begin: float
    end: float
    spans: list[NodeSpan | RunSpan] = field(default_factory=list[NodeSpan | RunSpan])
    bars: list[Bar] = field(default_factory=list[Bar])
    marks: list[Mark] = field(default_factory=list[Mark])
    facts: list[Cluster] = field(default_factory=list[Cluster])
    clocks: Mapping[str, Sequence[float]] = field(default_factory=dict[str, Sequence[float]])
    """What was seen of the nodes' clocks."""


def restore(
    chapters: Iterable[Chapter], limit_bars: int = LIMIT_BARS, forgotten: float | None = None
) -> Chronicle:
    """The story of all chapters, in order of time; theirs no longer. A second for 100,000 bars.

    Args:
        chapters: what was told; the last may still go on.
        limit_bars: see ``Chronicle``.
        forgotten: what ended before this time is not in it.
    """
    chronicle, whole = Chronicle(limit_bars), _Whole()
    for chapter in chapters:
        whole.go_on(chapter)
        if chapter.clocks:
            chronicle.clocks.take(chapter.clocks)
    chronicle.fill(whole.spans, whole.bars, whole.marks, whole.facts, whole.begin, forgotten)
    return chronicle


class _Whole:
    """What was told in all chapters so far."""

    def __init__(self) -> None:
        self.begin: float | None = None
        self.spans: list[NodeSpan | RunSpan] = []
        self.bars: list[Bar] = []
        self.marks: list[Mark] = []
        self.facts: list[Cluster] = []
        self._end = 0.0
        self._last_spans = 0
        """Index of the first span of the last chapter; all before have ended."""
        self._ends: defaultdict[object, list[float]] = defaultdict(list)
        """When operations ended, by what they were; of all chapters but the last."""
        self._last_bars: list[Bar] = []
        self._last_marks: list[Mark] = []

    def go_on(self, chapter: Chapter) -> None:
        """Add what was told next."""
        if self.begin is None:
            self.begin = chapter.begin
            self.spans, self.bars = chapter.spans, chapter.bars
            self.marks, self.facts = list(chapter.marks), chapter.facts
        else:
            self._add_spans(chapter.spans)
            self._add_bars(chapter)
            self._add_marks(chapter)
        self._last_bars, self._last_marks = chapter.bars, chapter.marks
        self._end = chapter.end

    def _add_spans(self, spans: Sequence[NodeSpan | RunSpan]) -> None:
        until, known = self._end, self.spans
        for index in range(self._last_spans, len(known)):
            span = known[index]
            if span.end is None:
                known[index] = replace(span, end=max(until, span.begin))
        self._last_spans = len(known)
        for span in spans:
            if span.begin >= until:
                known.append(span)
            elif span.end is None or span.end > until:
                known.append(replace(span, begin=until))

    def _add_bars(self, chapter: Chapter) -> None:
        """What was told before is not told again; what was under way is found finished, or lost."""
        for bar in self._last_bars:
            if bar.end is not None:
                insort(self._ends[_what(bar)], bar.end)
        under_way = {_what(bar): index for index, bar in enumerate(self.bars) if bar.end is None}
        number = max((bar.number for bar in self.bars), default=0)
        for bar in chapter.bars:
            what = _what(bar)
            if bar.end is not None and bar.end <= chapter.begin + SAME:
                index = under_way.pop(what, None)
                if index is not None:
                    self.bars[index] = replace(bar, number=self.bars[index].number)
                    continue
                known = self._ends.get(what, [])
                at = bisect_right(known, bar.end + SAME)
                if at and known[at - 1] >= bar.end - SAME:
                    continue
            number += 1
            self.bars.append(replace(bar, number=number))
        for index in under_way.values():
            bar = self.bars[index]
            end = max(self._end, bar.begun)
            self.bars[index] = replace(bar, end=end, outcome=Outcome.LOST)

    def _add_marks(self, chapter: Chapter) -> None:
        until, begin = self._end, chapter.begin
        told = {_moment(mark) for mark in self._last_marks}
        self.marks += [
            mark for mark in chapter.marks if mark.time > until or _moment(mark) not in told
        ]
        if begin - until > UNBROKEN:
            if self.facts:
                self.facts.append(replace(self.facts[-1], time=until, stale=True))
            self.marks += [Mark(MarkKind.STALE, until), Mark(MarkKind.LIVE, begin)]
        self.facts += chapter.facts


def _moment(mark: Mark) -> object:
    return mark.kind, mark.node, mark.resource, round(mark.time)


def _what(bar: Bar) -> object:
    return bar.node, bar.resource, bar.task, bar.interval_ms
