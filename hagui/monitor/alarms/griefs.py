"""What is wrong now, as far as an alarm is concerned: from the state, the sources, an incident."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from engine.cib.state.model import ClusterState, Condition
from hagui.monitor.alarms.model import AlarmKind, Grief, Key
from hagui.monitor.incidents.model import Cause, Incident

STALE_AFTER: Final = 5.0
"""Seconds for which no engine was heard; less is a hiccup, which the window shows anyway."""


def of_state(state: ClusterState, known: Mapping[Key, Grief], now: float) -> Iterator[Grief]:
    """What a cluster says is wrong.

    Args:
        state: of the cluster.
        known: what was wrong before, so that what has no time of its own keeps that of its first
            sight.
        now: seconds since 1970.
    """
    if not state.quorate:
        yield _dated(Grief(AlarmKind.QUORUM_LOST, now), known)
    yield from _failed(state, known, now)


def _failed(state: ClusterState, known: Mapping[Key, Grief], now: float) -> Iterator[Grief]:
    """One for each resource, however often and wherever it failed; as late as its last failure."""
    found: dict[str, Grief] = {}
    for failure in state.failures:
        operation = failure.operation
        resource = operation.resource.partition(":")[0]
        at = float(operation.last_change or 0)
        before = found.get(resource)
        if before is None or at > before.since:
            found[resource] = Grief(AlarmKind.FAILED, at, operation.node, resource)
    for instance in state.instances.values():
        if instance.blocked and instance.resource not in found:
            node = instance.nodes[0] if instance.nodes else None
            grief = Grief(AlarmKind.FAILED, now, node, instance.resource)
            found[instance.resource] = _dated(grief, known)
    yield from found.values()


def of_incident(
    incident: Incident, state: ClusterState, known: Mapping[Key, Grief]
) -> Iterator[Grief]:
    """Fencing that has failed, as long as its node is not known to be off."""
    for reason in incident.reasons:
        node = None if reason.node is None else state.nodes.get(reason.node)
        waits = node is not None and node.condition is Condition.UNCLEAN
        if reason.cause is Cause.FENCING_FAILED and waits:
            yield _dated(Grief(AlarmKind.FENCING_FAILED, reason.at, reason.node), known)


def expected(
    griefs: Collection[Grief], incident: Incident | None, asked: Collection[str | None]
) -> frozenset[Key]:
    """What was brought about on purpose.

    Args:
        griefs: what is wrong.
        incident: the one that goes on.
        asked: resources of which the state was just found out anew from this window, so that a
            failure found again is no news; None: of all.
    """
    if incident is not None and incident.planned:
        return frozenset(grief.key for grief in griefs)
    return frozenset(
        grief.key
        for grief in griefs
        if grief.resource is not None and (None in asked or grief.resource in asked)
    )


def _dated(grief: Grief, known: Mapping[Key, Grief]) -> Grief:
    return known.get(grief.key, grief)
