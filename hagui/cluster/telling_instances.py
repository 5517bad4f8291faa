"""Events of resources: where they run, as what, and whether the cluster may touch them."""

from collections.abc import Collection
from dataclasses import dataclass, field

from engine.cib.state.model import Instance, Role
from hagui.cluster.events import Event, EventKind, Severity
from hagui.cluster.history import Done
from hagui.cluster.placement import Placement, followed, grouped, placement, settled
from hagui.cluster.telling import SLACK, Telling
from hagui.cluster.telling_nodes import Losses

NO_PROBE = 30.0
"""Seconds after which a resource without a record is taken to be stopped."""

_GOOD = frozenset({0, 8, 190, 191})
"""Exit codes of what runs: ok, promoted, and both degraded."""

WINDOW = 300.0
"""Seconds after a stop within which a start elsewhere belongs to the same failover."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A resource that stopped and may start elsewhere."""

    node: str
    told: int
    """Number of the STOPPED event."""
    seen: float
    """When the stop was seen to begin, in seconds since 1970."""
    stop: Done | None
    """The stop by the operation history; None where the node just vanished."""


@dataclass(frozen=True, slots=True)
class Vanished:
    """A resource whose record is gone from an online node.

    A refresh deletes records, and probes bring them back; a new DC has every node write its
    history anew. So it is told as stopped only when a probe says so, or none comes.
    """

    since: float
    """Seconds since 1970, as seen."""
    several: bool
    """Whether it is a copy of an anonymous clone."""


@dataclass(slots=True)
class Departures:
    """What stopped lately, and what was told of resources with something under way."""

    open: dict[str, Departure] = field(default_factory=dict[str, Departure])
    """By the name of the resource: what may start elsewhere."""
    vanished: dict[tuple[str, str], Vanished] = field(
        default_factory=dict[tuple[str, str], "Vanished"]
    )
    """By resource and node: whose record is gone, though nothing stopped it."""
    told: dict[str, Placement] = field(default_factory=dict[str, Placement])
    """Placements told last, where they differ from the state."""

    def clear(self) -> None:
        """Forget all."""
        self.open.clear()
        self.vanished.clear()
        self.told.clear()

    def forget_before(self, time: float) -> None:
        """Forget what stopped before that time: it will not be one failover any more."""
        self.open = {name: item for name, item in self.open.items() if item.seen >= time}


def tell_instances(
    telling: Telling, keys: Collection[str], departures: Departures, losses: Losses
) -> None:
    """What became of those instances: first what stopped, then what started."""
    if not keys and not departures.vanished:
        return
    departures.forget_before(telling.at - WINDOW)
    names = followed(telling.before, telling.after, keys)
    names |= {name: item.several for (name, _), item in departures.vanished.items()}
    before = grouped(telling.before, names)
    after = grouped(telling.after, names)
    changes = [
        _Change(telling, name, several, before[name], after[name], departures, losses)
        for name, several in names.items()
    ]
    for change in reversed(changes):
        change.tell_gone()
    for change in changes:
        change.tell_come()
    for change in changes:
        change.tell_roles()
        change.tell_flags()


class _Change:
    """One resource (or all copies of an anonymous clone) before and after."""

    def __init__(
        self,
        telling: Telling,
        name: str,
        several: bool,
        before: list[Instance],
        after: list[Instance],
        departures: Departures,
        losses: Losses,
    ) -> None:
        self.telling = telling
        self.name = name
        self.several = several
        self.instances = (before, after)
        told = departures.told.pop(name, None)
        self.before = placement(before) if told is None else told
        self.after = settled(after, self.before)
        self.departures = departures
        self.losses = losses
        self._keep_vanished()
        if self.after != placement(after):
            departures.told[name] = self.after

    def tell_gone(self) -> None:
        for node in self.before:
            if node not in self.after:
                self._stopped(node)

    def tell_come(self) -> None:
        for node in list(self.after):
            if node not in self.before:
                self._come(node)

    def tell_roles(self) -> None:
        for node, role in self.after.items():
            was = self.before.get(node)
            if role is Role.PROMOTED and was is not Role.PROMOTED:
                self._role_changed(EventKind.PROMOTED, Severity.GOOD, node, "promote")
            elif was is Role.PROMOTED and role is not Role.PROMOTED:
                self._role_changed(EventKind.DEMOTED, Severity.INFO, node, "demote")

    def tell_flags(self) -> None:
        before, after = self.instances
        node = next(iter(self.after), None)
        was, now = (any(item.blocked for item in items) for items in self.instances)
        if was and not now:
            self.telling.tell(EventKind.UNBLOCKED, Severity.GOOD, resource=self.name)
        elif now and not was:
            self.telling.tell(EventKind.BLOCKED, Severity.BAD, resource=self.name, node=node)
        if before and after:
            was, now = (all(item.managed for item in items) for items in self.instances)
            if was and not now:
                self.telling.tell(EventKind.UNMANAGED, Severity.WARNING, resource=self.name)
            elif now and not was:
                self.telling.tell(EventKind.MANAGED, Severity.INFO, resource=self.name)

    def _stopped(self, node: str) -> None:
        telling = self.telling
        stop = telling.last(self.name, node, "stop", "migrate_to")
        lost = self.losses.since.get(node)
        event = telling.tell(
            EventKind.STOPPED,
            Severity.INFO if stop is not None and lost is None else Severity.WARNING,
            time=telling.time_of(stop),
            resource=self.name,
            node=node,
            seconds=stop.seconds if stop else None,
        )
        if self.several or self._to_stay_stopped():
            return
        seen = telling.at - ((stop.seconds or 0.0) if stop else 0.0)
        if stop is None and lost is not None:
            seen = lost
        self.departures.open[self.name] = Departure(node, event.number, seen, stop)

    def _come(self, node: str) -> None:
        telling = self.telling
        departure = self.departures.open.pop(self.name, None)
        last = telling.last(self.name, node, "start", "migrate_from", "promote", "monitor")
        start = None if last is not None and last.task == "monitor" else last
        if start is not None and start.task == "start" and start.rc not in _GOOD:
            # It counts as active until a stop has made sure; but it never started.
            self.after.pop(node)
            self.departures.told[self.name] = self.after
            if departure is not None:
                self.departures.open[self.name] = departure
            return
        if departure is not None and departure.node != node:
            self._moved(departure, node, start)
            return
        telling.tell(
            EventKind.STARTED,
            Severity.GOOD,
            time=telling.time_of(start),
            resource=self.name,
            node=node,
            seconds=start.seconds if start else None,
        )

    def _moved(self, departure: Departure, node: str, start: Done | None) -> Event:
        return self.telling.tell(
            EventKind.MOVED,
            Severity.GOOD,
            time=self.telling.time_of(start),
            resource=self.name,
            origin=departure.node,
            node=node,
            seconds=_outage(departure, start, self.telling),
            replaces=(departure.told,),
        )

    def _role_changed(self, kind: EventKind, severity: Severity, node: str, task: str) -> None:
        done = self.telling.last(self.name, node, task)
        self.telling.tell(
            kind,
            severity,
            time=self.telling.time_of(done),
            resource=self.name,
            node=node,
            seconds=done.seconds if done else None,
        )

    def _keep_vanished(self) -> None:
        """Leave where it was told what is only without a record."""
        telling, vanished = self.telling, self.departures.vanished
        for node, role in self.before.items():
            key = (self.name, node)
            gone = node not in self.after and bool(self.instances[1])
            online = node in telling.after.nodes and node not in self.losses.since
            if not gone or not online or telling.history.done(self.name, node):
                vanished.pop(key, None)
                continue
            known = vanished.setdefault(key, Vanished(telling.at, self.several))
            if telling.at - known.since < NO_PROBE:
                self.after[node] = role
            else:
                del vanished[key]

    def _to_stay_stopped(self) -> bool:
        after = self.instances[1]
        return not after or all(
            item.orphaned or (item.target_role or "").lower() == "stopped" for item in after
        )


def _outage(departure: Departure, start: Done | None, telling: Telling) -> float | None:
    """Seconds from where the stop began to where the start ended.

    Both nodes stamp operations in whole seconds, so their difference is right to one second
    either way; what was seen as it happened is finer and is taken where it fits in.
    """
    seen = telling.at - departure.seen
    stop = departure.stop
    if stop is None or stop.begun is None or start is None or start.ended is None:
        return max(seen, 0.0) if telling.live else None
    stamped = start.ended - stop.begun
    if telling.live and abs(seen - stamped) <= SLACK:
        return max(seen, 0.0)
    if stamped < 0:  # the nodes' clocks disagree
        return max(seen, 0.0) if telling.live else None
    return stamped
