"""What every part of the narration works on: two states, the history, and the event list."""

from collections.abc import Collection
from dataclasses import dataclass

from engine.cib.state.model import ClusterState
from hagui.cluster.eventlog import EventLog
from hagui.cluster.events import Event, EventKind, Severity
from hagui.cluster.history import Done, History

SLACK = 1.0
"""Seconds by which a stamp in whole seconds may be early."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One step of the story."""

    log: EventLog
    before: ClusterState
    after: ClusterState
    history: History
    at: float
    """When it was seen, in seconds since 1970."""
    live: bool
    """Whether it was seen as it happened, not found in a snapshot afterwards."""

    def tell(
        self,
        kind: EventKind,
        severity: Severity,
        *,
        time: float | None = None,
        resource: str | None = None,
        node: str | None = None,
        origin: str | None = None,
        seconds: float | None = None,
        detail: str = "",
        reason: str = "",
        count: int | None = None,
        replaces: Collection[int] = (),
    ) -> Event:
        """Put an event on the list; its time is when it was seen unless a better one is known."""
        return self.log.add(
            kind,
            severity,
            self.at if time is None else time,
            resource=resource,
            node=node,
            origin=origin,
            seconds=seconds,
            detail=detail,
            reason=reason,
            count=count,
            replaces=replaces,
        )

    def last(self, resource: str, node: str, *tasks: str) -> Done | None:
        """The latest thing done to the resource on the node, if it is one of those tasks."""
        done = self.history.done(resource, node)
        return done[-1] if done and done[-1].task in tasks else None

    def time_of(self, done: Done | None) -> float:
        """When an operation was through.

        The cluster's clock says it in whole seconds; within that second, when we saw it is more
        exact. Out of it (a snapshot read later, another clock) the cluster's own time stands.
        """
        if done is None or done.ended is None:
            return self.at
        return refine(done.ended, self.at if self.live else None)


def refine(stamp: float, seen: float | None) -> float:
    """A time that the cluster gives in whole seconds, made finer by when it was seen.

    Operations reach the desktop within tens of milliseconds of their end, so a sighting within
    the stamp's own second (and a little) is the better of the two.
    """
    if seen is not None and stamp <= seen <= stamp + 2 * SLACK:
        return seen
    return stamp
