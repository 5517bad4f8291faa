"""What changed at one moment: quorum, DC, membership, failures, and what was told as events."""

from collections.abc import Iterable, Iterator
from typing import Final

from engine.cib.state.model import ClusterState
from hagui.cluster.events import Event, EventKind, Severity
from hagui.monitor.story.model import Bar, Mark, MarkKind, Outcome

_TOLD: Final = {
    EventKind.STALE: MarkKind.STALE,
    EventKind.LIVE: MarkKind.LIVE,
    EventKind.LAB_OFF: MarkKind.FAULT,
    EventKind.LAB_ON: MarkKind.FAULT,
    EventKind.LAB_FROZEN: MarkKind.FAULT,
    EventKind.LAB_THAWED: MarkKind.FAULT,
    EventKind.LAB_CUT: MarkKind.FAULT,
    EventKind.LAB_HEALED: MarkKind.FAULT,
    EventKind.LAB_SLOW: MarkKind.FAULT,
    EventKind.LAB_FAST: MarkKind.FAULT,
    EventKind.LAB_BROKEN: MarkKind.FAULT,
}
"""Events that no state tells of."""


def between(before: ClusterState, state: ClusterState, at: float) -> Iterator[Mark]:
    """What became of the cluster as a whole between two states."""
    if before.quorate != state.quorate:
        yield Mark(MarkKind.QUORUM_GAINED if state.quorate else MarkKind.QUORUM_LOST, at)
    if before.dc != state.dc:
        if state.dc is None:
            yield Mark(MarkKind.DC_LOST, at, before.dc)
        else:
            yield Mark(MarkKind.DC_ELECTED, at, state.dc)
    if before.nodes is state.nodes:
        return
    for name, node in state.nodes.items():
        known = before.nodes.get(name)
        was = known is not None and known.online
        if was != node.online:
            yield Mark(MarkKind.NODE_CAME if node.online else MarkKind.NODE_WENT, at, name)
    for name, node in before.nodes.items():
        if node.online and name not in state.nodes:
            yield Mark(MarkKind.NODE_WENT, at, name)


def failures(bars: Iterable[Bar]) -> Iterator[Mark]:
    """A mark for each operation that failed."""
    for bar in bars:
        if bar.outcome is Outcome.FAILED and bar.end is not None:
            event = Event(
                0,
                bar.end,
                EventKind.FAILED,
                Severity.BAD,
                bar.resource,
                bar.node,
                seconds=bar.end - bar.begun,
                detail=bar.task,
                reason=bar.reason,
            )
            yield Mark(MarkKind.FAILURE, bar.end, bar.node, bar.resource, event=event)


def told(events: Iterable[Event]) -> Iterator[Mark]:
    """What events tell that no state does."""
    for event in events:
        kind = _TOLD.get(event.kind)
        if kind is not None:
            yield Mark(kind, event.time, event.node, event.resource, event=event)
