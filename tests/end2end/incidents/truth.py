"""What an incident was, from where the cluster itself keeps it, by nothing of hagui's.

Everything is boiled down to what happened in time (``Happening``) and where everything was before
and afterwards (``Places``); from that follows what a card has to say (``Truth``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

Places = dict[str, dict[str, str]]
"""By resource: by node, the role in small letters: ``started``, ``unpromoted`` or ``promoted``."""

STOPS: Final = frozenset({"stop", "demote"})
STARTS: Final = frozenset({"start", "promote"})


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that ended at one moment."""

    what: str
    """``lost`` (a node, as its peers told), ``fenced``, ``not fenced`` or an operation's task."""
    at: float
    """When it ended, seconds since 1970."""
    node: str
    resource: str = ""
    ok: bool = True
    begun: float = 0.0
    """When the operation began."""
    early: float = 0.0
    """Seconds by which ``at`` may be too early: where it is told in whole seconds, up to one."""
    since: float | None = None
    """When it may have been at the earliest, where nobody saw it; None: at ``at``."""


@dataclass(frozen=True, slots=True, order=True)
class Moved:
    """A copy of a resource, and what became of it; ``""`` is nowhere."""

    resource: str
    origin: str
    target: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Truth:
    """One incident."""

    begun: float
    """When the trouble was made."""
    happened: list[Happening]
    """From then on until it had settled, in order of time."""
    before: Places
    after: Places
    lost: frozenset[str] = field(default_factory=frozenset[str])
    """Nodes that were lost."""

    def last(self, *what: str) -> Happening | None:
        """The last of these that went well."""
        return next(
            (item for item in reversed(self.happened) if item.what in what and item.ok), None
        )

    @property
    def detected(self) -> Happening:
        """What the cluster noticed first."""
        return next(item for item in self.happened if item.what == "lost" or not item.ok)

    @property
    def fenced(self) -> Happening | None:
        """The fencing that was done last."""
        return self.last("fenced")

    @property
    def stopped(self) -> Happening | None:
        """What stopped last of all that was active: a node that is fenced stops everything."""
        ended = (item for item in reversed(self.happened) if item.ok and self._was_active(item))
        return next(ended, None)

    def _was_active(self, item: Happening) -> bool:
        known = item.node in self.before.get(item.resource, {})
        return item.what == "fenced" or (item.what in STOPS and known)

    @property
    def started(self) -> Happening | None:
        """What started last."""
        return self.last(*STARTS)

    @property
    def settled(self) -> Happening:
        """What was done last of all."""
        return self.happened[-1]

    @property
    def failures(self) -> set[tuple[str, str, str]]:
        """Operations that failed: task, resource and node."""
        operations = (item for item in self.happened if item.resource and not item.ok)
        return {(item.what, item.resource, item.node) for item in operations}

    @property
    def unfenced(self) -> set[str]:
        """Nodes of which a fencing failed."""
        return {item.node for item in self.happened if item.what == "not fenced"}

    @property
    def moved(self) -> list[Moved]:
        """What moved where, and what ended or came up."""
        names = self.before.keys() | self.after.keys()
        return sorted(move for name in names for move in self._moved(name))

    def _moved(self, name: str) -> Iterable[Moved]:
        had, has = self.before.get(name, {}), self.after.get(name, {})
        again = {
            item.node for item in self.happened if (item.what, item.resource) == ("stop", name)
        }
        again &= had.keys() & has.keys()
        was_led, is_led = (
            next((node for node, role in places.items() if role == "promoted"), "")
            for places in (had, has)
        )
        counted: set[str] = set()
        if was_led and was_led != is_led:
            yield Moved(name, was_led, is_led, "promoted", "promoted" if is_led else "stopped")
            counted = {was_led, is_led}
        for node in sorted(again - counted):
            yield Moved(name, node, node, had[node], has[node])
        gone = sorted(had.keys() - has.keys() - counted)
        come = sorted(has.keys() - had.keys() - counted)
        for place in range(max(len(gone), len(come))):
            origin = gone[place] if place < len(gone) else ""
            target = come[place] if place < len(come) else ""
            role = had[origin] if origin else has[target]
            yield Moved(name, origin, target, role, has.get(target, "stopped"))

    def start_of(self, move: Moved) -> Happening | None:
        """What made it active where it is now."""
        there = (item for item in reversed(self.happened) if item.node == move.target and item.ok)
        return next((i for i in there if i.what in STARTS and i.resource == move.resource), None)

    def stop_of(self, move: Moved) -> Happening | None:
        """What ended it where it was."""
        there = (item for item in reversed(self.happened) if item.node == move.origin and item.ok)
        return next((i for i in there if self._ends(i, move.resource)), None)

    def _ends(self, item: Happening, resource: str) -> bool:
        return item.what == "fenced" or (item.what in STOPS and item.resource == resource)
