"""What is gathered of one incident while it goes on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from engine.cib.state.model import ClusterState, Role
from hagui.monitor.incidents.model import Cause, Reason
from hagui.monitor.incidents.standing import Place, Places, active, broken, idle
from hagui.monitor.probes.model import Outage, Target
from hagui.monitor.story.bars import FENCE
from hagui.monitor.story.model import Added, Bar, Outcome, RunSpan

SLACK = 2.0
"""Seconds by which a history's stamp may be early: it is in whole seconds of another clock."""
CHANGING = frozenset({"start", "stop", "promote", "demote", "migrate_to", "migrate_from"})
"""Tasks that make something active or stop it."""


@dataclass(slots=True)
class Record:
    """One incident, as it is gathered; ``telling`` makes the plain value of it."""

    number: int
    begin: float
    base: dict[Place, Role]
    """What was active before."""
    known: frozenset[str]
    """Ids of resources that were amiss before."""
    reasons: list[Reason] = field(default_factory=list[Reason])
    bars: dict[int, Bar] = field(default_factory=dict[int, Bar])
    """Operations that changed something, and fencing, by number."""
    there: dict[Place, dict[int, Bar]] = field(default_factory=dict[Place, dict[int, Bar]])
    """The operations of each place, by number."""
    ended: dict[Place, float] = field(default_factory=dict[Place, float])
    """When a place was seen to be left, or its role changed."""
    left: dict[Place, float] = field(default_factory=dict[Place, float])
    """When a place was seen not to be active at all."""
    begun: dict[Place, float] = field(default_factory=dict[Place, float])
    """When a place was seen to be active, in its role of now."""
    fenced: dict[str, float] = field(default_factory=dict[str, float])
    """Nodes that were fenced while nobody looked, and when at the latest."""
    outages: dict[tuple[Target, float], Outage] = field(
        default_factory=dict[tuple[Target, float], Outage]
    )
    well_since: float | None = None
    """Since when all has been well; None: it is not."""
    still_since: float = 0.0
    """When anything changed last."""
    _disbelieved: frozenset[str] = frozenset()
    """Nodes lost only to a part that was cut off; until it is known what else went wrong."""
    _apart: bool = False
    """Whether that part had no quorum, which is not what went wrong, either."""

    @classmethod
    def of(cls, number: int, begin: float, before: ClusterState) -> "Record":
        """A new one, that begins out of a state."""
        return cls(number, begin, active(before), broken(before) | idle(before), still_since=begin)

    @property
    def fences(self) -> list[Bar]:
        """What is known of fencing."""
        return [bar for bar in self.bars.values() if bar.task == FENCE and bar.resource is None]

    def because(self, reason: Reason) -> None:
        """One more reason; the same again is counted."""
        for place, known in enumerate(self.reasons):
            if (known.cause, known.node, known.resource, known.task) == (
                reason.cause,
                reason.node,
                reason.resource,
                reason.task,
            ):
                words = known.words or reason.words
                self.reasons[place] = replace(known, count=known.count + 1, words=words)
                if reason.cause is Cause.NODE_LOST:
                    self._disbelieved -= {reason.node}  # this time it is so
                return
        self.reasons.append(reason)
        self.reasons.sort(key=lambda item: item.at)
        if self._disbelieved or self._apart:
            self._drop()
        first = self.reasons[0]
        self.begin = min(self.begin, first.at if first.since is None else first.since)

    def retract(self, state: ClusterState, added: Added, *, apart: bool) -> None:
        """Others are heard, who have quorum, and what was followed so far may have been cut off
        from them: that it lost them is not what went wrong, as they tell it, nor did it fence them.

        Args:
            state: as the others tell it.
            added: what their histories tell.
            apart: whether what was followed had no quorum. If it had, only those are taken not to
                have been lost that show no sign of having been started anew.
        """
        lost = {item.node: item.at for item in self.reasons if item.cause is Cause.NODE_LOST}
        self._disbelieved = frozenset(
            name
            for name, node in state.nodes.items()
            if (node.online or node.pending)
            and not node.unclean
            and (apart or (name in lost and not self._anew(name, lost[name], added)))
        )
        self._apart = apart
        self._drop()

    def _anew(self, node: str, since: float, added: Added) -> bool:
        """Whether a node was started anew: then it is asked what runs there, and what ran is
        started again.
        """
        return any(
            bar.node == node
            and not bar.interval_ms
            and bar.begun >= since - SLACK
            and (bar.task == "monitor" or (bar.resource, node) in self.base)
            for bar in (*added.bars, *self.bars.values())
            if bar.resource is not None
        )

    def _drop(self) -> None:
        """Leave out what is not believed, once something else is known that went wrong."""
        names = self._disbelieved
        kept = [
            reason
            for reason in self.reasons
            if not (reason.cause is Cause.NODE_LOST and reason.node in names)
            and not (reason.cause is Cause.QUORUM_LOST and self._apart)
        ]
        if not kept:
            return
        self.reasons = kept
        for bar in [bar for bar in self.fences if bar.node in names]:
            del self.bars[bar.number]
        for name in names & self.fenced.keys():
            del self.fenced[name]
        self._disbelieved, self._apart = frozenset(), False

    def because_of(self, cause: Cause, node: str) -> bool:
        """Whether that is one of its reasons."""
        return any((item.cause, item.node) == (cause, node) for item in self.reasons)

    def take_in(self, added: Added) -> None:
        """What was done, and what changed where."""
        self.take_bars(added.bars)
        runs = [span for span in added.spans if isinstance(span, RunSpan)]
        again = {(span.instance, span.node): span.role for span in runs if span.end is None}
        for span in runs:
            place = span.instance, span.node
            if span.end is None:
                if self.ended.get(place, 0.0) or self.base.get(place) is not span.role:
                    self.begun[place] = span.begin
            elif again.get(place) is not span.role:
                self.ended[place] = span.end
                if place not in again:
                    self.left[place] = span.end

    def take_bars(self, bars: Iterable[Bar]) -> None:
        """Operations that belong to it."""
        for bar in bars:
            if bar.task not in CHANGING and bar.task != FENCE:
                continue
            if bar.end is None or bar.end >= self.begin - SLACK:
                self.bars[bar.number] = bar
                if bar.resource is not None:
                    self.there.setdefault((bar.resource, bar.node), {})[bar.number] = bar

    def last(self, place: Place, *tasks: str) -> Bar | None:
        """The last of these that was done there.

        A history keeps only the last operation: one whose end nobody saw because the next was
        begun there at once was done, too.
        """
        there = self.there.get(place)
        if there is None:
            return None
        latest = max(there)
        found = [
            bar
            for bar in there.values()
            if bar.task in tasks
            and (
                bar.outcome is Outcome.DONE or (bar.outcome is Outcome.LOST and bar.number < latest)
            )
        ]
        return max(found, key=_end, default=None)

    def fenced_at(self, node: str) -> float | None:
        """When that node was fenced; None where it was not."""
        ends = [
            bar.end
            for bar in self.fences
            if bar.node == node and bar.end is not None and bar.outcome is Outcome.DONE
        ]
        return max(ends, default=self.fenced.get(node))

    def trouble_of(self, place: Place, until: float | None) -> float | None:
        """Since when an instance was of no use there, if something went wrong with it.

        Args:
            place: where.
            until: when it was stopped, after which nothing can go wrong with it; None: it was not.
        """
        instance, node = place
        found = [
            reason.at if reason.since is None else reason.since
            for reason in self.reasons
            if reason.node == node
            and (
                reason.cause is Cause.NODE_LOST
                or (reason.cause is Cause.FAILED and reason.resource == instance)
            )
        ]
        first = min(found, default=None)
        return first if first is None or until is None or first <= until else None

    def touched(self, now: Mapping[Place, Role]) -> Places:
        """What was active before and did not stay so, with the role that it had."""
        return {
            place: role
            for place, role in self.base.items()
            if now.get(place) is not role
            or place in self.ended
            or self.last(place, "stop", "demote") is not None
        }


def _end(bar: Bar) -> float:
    return bar.end or 0.0
