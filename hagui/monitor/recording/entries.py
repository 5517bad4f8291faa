"""What is handed to the thread that writes: plain values, which nobody changes any more."""

from dataclasses import dataclass

from hagui.cluster.events import Event
from hagui.monitor.story.model import Bar, Mark, NodeSpan, RunSpan
from hagui.monitor.story.truth import Cluster


@dataclass(frozen=True, slots=True)
class Told:
    """What was added to the story."""

    at: float
    spans: tuple[NodeSpan | RunSpan, ...] = ()
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    facts: tuple[Cluster, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """The cluster is watched from now on; the whole story that its history tells."""

    told: Told
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """Another document."""

    at: float
    cib: str


@dataclass(frozen=True, slots=True)
class Patched:
    """A patch was applied."""

    at: float
    diff: str


@dataclass(frozen=True, slots=True)
class Happened:
    """The event list grew."""

    at: float
    events: tuple[Event, ...]
    superseded: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Noted:
    """Whatever else is to be kept; takes the place of what was noted under that name and key."""

    at: float
    name: str
    key: str
    value: object
    """Of a type that msgspec can write; not to be changed any more."""


@dataclass(frozen=True, slots=True)
class Alive:
    """It is still watched, and nothing has happened."""

    at: float


Entry = Told | Begun | Whole | Patched | Happened | Noted | Alive
