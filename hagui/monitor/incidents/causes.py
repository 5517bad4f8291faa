"""What sets an incident off: read from one change of the story, by how Pacemaker works."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from engine.cib.state.model import ClusterState, Condition, NodeKind, NodeState
from hagui.cluster.events import EventKind
from hagui.monitor.incidents.model import Cause, Reason
from hagui.monitor.incidents.standing import Place, active, resource_of
from hagui.monitor.story.model import Added, Bar, Mark, MarkKind, Outcome

BEFORE: Final = 120.0
"""Seconds by which the sign of a disturbance may be earlier than the cluster's taking note."""
DAEMONS: Final = frozenset(
    {"crmd", "attrd", "pengine", "pacemaker-controld", "pacemaker-attrd", "pacemaker-schedulerd"}
)
"""Programs of the cluster itself, which also write into the configuration."""
MAINTENANCE: Final = "maintenance"
"""The task of a reason that is not standby: it moves nothing, and so opens no incident."""


@dataclass(slots=True)
class Signs:
    """What was seen before the cluster took note of anything. All times: seconds since 1970."""

    harmed: dict[str, float] = field(default_factory=dict[str, float])
    """When something was done on purpose to that node or resource of a lab."""
    heard: dict[str, float] = field(default_factory=dict[str, float])
    """When the engine of that node was last heard."""
    missed: dict[str, float] = field(default_factory=dict[str, float])
    """Since when a service of that resource does not answer a probe."""

    def take_in(self, mark: Mark) -> None:
        """A mark that may be such a sign."""
        event = mark.event
        if mark.kind is not MarkKind.FAULT or event is None:
            return
        mended = {EventKind.LAB_ON, EventKind.LAB_THAWED, EventKind.LAB_HEALED, EventKind.LAB_FAST}
        for name in (event.node, event.origin, event.resource):
            if name is not None and event.kind in mended:
                self.harmed.pop(name, None)
            elif name is not None:
                self.harmed[name] = mark.time

    def of_node(self, node: str, at: float, resources: set[str]) -> float:
        """Since when a node may be gone, of which the cluster took note at that time."""
        harmed = self._known(self.harmed, node, at)
        if harmed is not None:
            return harmed
        missed = [self._known(self.missed, name, at) for name in resources]
        found = [time for time in missed if time is not None]
        heard = self._known(self.heard, node, at)
        if heard is not None:
            found = [time for time in found if time >= heard] or [heard]
        return min(found, default=at)

    def of_resource(self, resource: str, begun: float) -> float:
        """Since when a resource may have been of no use, if an operation then failed."""
        harmed = self._known(self.harmed, resource, begun)
        missed = self._known(self.missed, resource, begun)
        return min(time for time in (harmed, missed, begun) if time is not None)

    def _known(self, times: dict[str, float], name: str, at: float) -> float | None:
        time = times.get(name)
        return time if time is not None and at - BEFORE <= time <= at else None


def reasons(
    before: ClusterState, state: ClusterState, added: Added, signs: Signs
) -> Iterator[Reason]:
    """What happened in one change that makes an incident or belongs to one; but for edits."""
    at = added.at
    commit = commit_of(added)
    if before.nodes is not state.nodes:
        for name, node in state.nodes.items():
            known = before.nodes.get(name)
            if known is not None and known is not node:
                yield from _of_node(known, node, before, added, signs, commit)
    for bar in added.bars:
        if failed(bar):
            since = signs.of_resource(resource_of(bar.resource or ""), bar.begun)
            yield of_bar(bar, since, added.at)
    if before.quorate and not state.quorate:
        yield Reason(Cause.QUORUM_LOST, at, since=at)


def commit_of(added: Added) -> Mark | None:
    """That somebody, not the cluster itself, changed the configuration."""
    for mark in added.marks:
        if mark.kind is MarkKind.COMMIT and not DAEMONS & set(re.split(" · | @ ", mark.words)):
            return mark
    return None


def failed(bar: Bar) -> bool:
    """Whether an operation failed, other than a probe, which only finds out what there is."""
    probe = bar.task == "monitor" and not bar.interval_ms
    return bar.outcome is Outcome.FAILED and bar.resource is not None and not probe


def of_bar(bar: Bar, since: float, seen: float) -> Reason:
    """That an operation failed; it did so before that was seen, whatever its history's stamp."""
    end = min(bar.begun if bar.end is None else bar.end, seen)
    return Reason(Cause.FAILED, end, bar.node, bar.resource, bar.task, bar.reason, min(since, end))


def _of_node(
    known: NodeState,
    node: NodeState,
    before: ClusterState,
    added: Added,
    signs: Signs,
    commit: Mark | None,
) -> Iterator[Reason]:
    at, name = added.at, node.name
    there = {resource_of(place[0]) for place in _on(name, before)}
    who = commit.words if commit else ""
    if in_standby(node) and not in_standby(known) and not node.standby_onfail and there:
        yield Reason(Cause.STANDBY, at, name, words=who, since=at)
    elif node.maintenance and not known.maintenance:
        yield Reason(Cause.STANDBY, at, name, task=MAINTENANCE, words=who, since=at)
    if node.shutdown and not known.shutdown and node.online and there:
        yield Reason(Cause.NODE_LEFT, at, name, since=at)
    was_there = known.online or known.condition is Condition.PENDING
    if node.unclean and not known.unclean and (was_there or there):
        if not node.online or not any(bar.node == name and failed(bar) for bar in added.bars):
            yield Reason(Cause.NODE_LOST, at, name, since=signs.of_node(name, at, there))
    elif known.online and not node.online and not node.unclean and not known.unclean:
        if known.shutdown or node.kind is NodeKind.GUEST:
            return  # it was told before, or goes with the resource that makes it
        if there and (not added.live or node.expected_up):
            yield Reason(Cause.NODE_LOST, at, name, since=signs.of_node(name, at, there))
        elif there:
            yield Reason(Cause.NODE_LEFT, at, name, since=at)


def in_standby(node: NodeState) -> bool:
    """Whether it may not run anything; one that is joining is not told to."""
    return node.standby and not node.pending


def _on(node: str, state: ClusterState) -> list[Place]:
    return [place for place in active(state) if place[1] == node]
