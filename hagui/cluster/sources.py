"""Where the data on screen comes from and how fresh it is, as values for the views."""

from dataclasses import dataclass
from enum import Enum

from engine.cib.version import Version
from engine.protocol.messages import NodeFacts


class Freshness(Enum):
    """How far what is shown can be trusted."""

    FILE = "file"
    """A document opened from disk; it does not age."""
    CONNECTING = "connecting"
    """Nothing received yet."""
    LIVE = "live"
    STALE = "stale"
    """No engine is heard; what is shown is the last that was known."""
    REPLAY = "replay"
    """A moment of a recording."""


class Link(Enum):
    """The state of the connection to one engine."""

    CONNECTING = "connecting"
    UP = "up"
    WAITING = "waiting"
    """Lost; tried again after a pause."""
    REFUSED = "refused"
    """Needs a person: wrong password, changed certificate, not an engine."""


@dataclass(frozen=True, slots=True)
class Source:
    """One engine of the cluster."""

    address: str
    """host:port as configured."""
    link: Link
    node: str | None = None
    message: str = ""
    """Why it is not up, and what to do next."""
    stack_up: bool = True
    """Whether the engine can reach its own Pacemaker."""
    push: str = ""
    facts: NodeFacts | None = None
    heard: float | None = None
    """When it was last heard, in seconds of the monotonic clock."""
    lab: bool = False
    """Whether its cluster is a lab, which takes faults."""
    version: Version | None = None
    """Of its CIB, by what it has sent so far; None where only a snapshot can tell."""
    apart: bool = False
    """Whether its CIB was seen to hold other content than the one shown, at the same version."""

    @property
    def lost(self) -> bool:
        """Whether the connection is down, also at the moments when it is being tried again."""
        again = self.link is Link.CONNECTING and bool(self.message)
        return self.link is Link.WAITING or again


@dataclass(frozen=True, slots=True)
class SourcesStatus:
    """All engines of one cluster."""

    freshness: Freshness
    followed: str | None = None
    """Address of the engine whose patches are applied."""
    sources: tuple[Source, ...] = ()
    file: str = ""
    """Path of the document, for ``Freshness.FILE``."""
    heard: float | None = None
    """When any up-to-date source was last heard (monotonic seconds)."""

    @property
    def live(self) -> tuple[Source, ...]:
        """Engines that are up and reach their cluster."""
        return tuple(s for s in self.sources if s.link is Link.UP and s.stack_up)

    @property
    def lab(self) -> bool:
        """Whether the cluster is a lab, as far as any of its engines was ever heard."""
        return any(s.lab for s in self.sources)
