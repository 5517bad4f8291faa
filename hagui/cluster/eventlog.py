"""The event list of one cluster: bounded, numbered, kept across reconnects and sources."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Self

from hagui.cluster.events import Event, EventKind, Severity

LIMIT = 10_000


class EventLog:
    """The events told so far, oldest first.

    An event may be *superseded*: what was told first ("webip stopped on node1") turns out to be
    part of something that one line says better ("webip moved from node1 to node2"). The first
    then leaves the list, and the new one has a number of its own, so that a number always means
    the same words. ``drain`` yields both sides for a change set.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._events: OrderedDict[int, Event] = OrderedDict()
        self._limit = limit
        self._last = 0
        self._added: list[Event] = []
        self._superseded: set[int] = set()

    @classmethod
    def of(cls, events: Iterable[Event]) -> Self:
        """A list that holds these, oldest first, each with its own number."""
        made = cls()
        made._events.update((event.number, event) for event in events)
        made._last = max(made._events, default=0)
        return made

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events.values())

    def __contains__(self, number: object) -> bool:
        return number in self._events

    def get(self, number: int) -> Event | None:
        """The event of that number, if it still stands and was not pushed out by newer ones."""
        return self._events.get(number)

    def add(
        self,
        kind: EventKind,
        severity: Severity,
        time: float,
        *,
        resource: str | None = None,
        node: str | None = None,
        origin: str | None = None,
        seconds: float | None = None,
        detail: str = "",
        reason: str = "",
        count: int | None = None,
        replaces: Collection[int] = (),
    ) -> Event:
        """Tell an event; ``replaces`` names the events that it supersedes."""
        for number in replaces:
            self.withdraw(number)
        self._last += 1
        event = Event(
            number=self._last,
            time=time,
            kind=kind,
            severity=severity,
            resource=resource,
            node=node,
            origin=origin,
            seconds=seconds,
            detail=detail,
            reason=reason,
            count=count,
        )
        self._events[event.number] = event
        self._added.append(event)
        while len(self._events) > self._limit:
            self._events.popitem(last=False)
        return event

    def withdraw(self, number: int) -> None:
        """Take back an event that no longer stands; without effect where it is gone already."""
        if self._events.pop(number, None) is not None:
            self._superseded.add(number)

    def drain(self) -> tuple[tuple[Event, ...], frozenset[int]]:
        """What was added and superseded since the last call.

        An event that came and went in between is in neither.
        """
        added = tuple(event for event in self._added if event.number not in self._superseded)
        unseen = {event.number for event in self._added}
        superseded = frozenset(self._superseded - unseen)
        self._added.clear()
        self._superseded.clear()
        return added, superseded

    def select(
        self,
        *,
        kinds: Collection[EventKind] | None = None,
        severities: Collection[Severity] | None = None,
        resource: str | None = None,
        node: str | None = None,
        since: float | None = None,
    ) -> list[Event]:
        """Events that meet every condition given, oldest first.

        Args:
            kinds: any of these.
            severities: any of these.
            resource: about that resource, or an instance (``id:N``) of it.
            node: on, to or from that node.
            since: at or after that time, in seconds since 1970.
        """
        return [
            event
            for event in self._events.values()
            if (kinds is None or event.kind in kinds)
            and (severities is None or event.severity in severities)
            and (resource is None or about(event, resource))
            and (node is None or node in (event.node, event.origin))
            and (since is None or event.time >= since)
        ]

    def lines(self, sentence: Callable[[Event], str] | None = None) -> Iterator[str]:
        """The list as lines of text: time in UTC, severity, and what happened.

        Args:
            sentence: words an event for people; without it the fields are written as they are.
        """
        words = sentence or _fields
        for event in self._events.values():
            stamp = datetime.fromtimestamp(event.time, UTC).isoformat(timespec="milliseconds")
            yield f"{stamp}\t{event.severity.value}\t{words(event)}"


def about(event: Event, resource: str) -> bool:
    """Whether the event concerns that resource or one of its instances."""
    told = event.resource
    return told is not None and (told == resource or told.partition(":")[0] == resource)


def _fields(event: Event) -> str:
    parts = [event.kind.value]
    for name in ("resource", "origin", "node", "seconds", "detail", "count", "reason"):
        value = getattr(event, name)
        if value is not None and value != "":
            text = f"{value:.3f}" if isinstance(value, float) else " ".join(str(value).split())
            parts.append(f"{name}={text}")
    return " ".join(parts)
