"""Many losses supposed of one document, of which what stays the same is read once."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Final

from engine.cib.document import Cib
from engine.cib.patch.touched import Touched
from engine.cib.state.derive import Derivation
from engine.cib.views import Configuration
from engine.cib.xml import Element
from engine.scheduler.injection.apply import inject
from engine.scheduler.injection.events import Event, NodeEvent, NodeFate, QuorumEvent
from engine.scheduler.result import Result
from engine.scheduler.schedule import schedule, schedule_derived
from hagui.cluster.rehearsal.durations import Durations
from hagui.monitor.losses.foretell import foretell
from hagui.monitor.losses.model import Foretold

_MOMENT: Final = 60.0
"""Seconds for which what was read may stand; rules on the time of day are no finer."""


class Supposing:
    """A document of which one loss after another is supposed, each on its own."""

    def __init__(self, cib: Cib, now: float) -> None:
        """Read it.

        Args:
            cib: configuration and status; it belongs to this object from now on.
            now: seconds since 1970 at which all losses happen.
        """
        self._cib = cib
        self._now = now
        self._derivation = Derivation(cib, now=now)
        self._state = self._derivation.state
        self._configuration = Configuration.of(cib)
        self._durations = Durations.of(self._derivation.operations())
        recheck = self._derivation.recheck
        self.until = now + _MOMENT if recheck is None else min(now + _MOMENT, recheck)
        """Seconds since 1970 until which its answers hold."""

    def lose(self, events: Sequence[Event], lost: Sequence[str]) -> Foretold:
        """What would be left.

        Args:
            events: what is supposed.
            lost: names of nodes on which nothing is active any more.

        Raises:
            InjectionRefused: an event names what is not there.
        """
        if all(self._can_undo(event) for event in events):
            with self._supposed(events):
                return self._foretold(schedule_derived(self._derivation, now=self._now), lost)
        cib = self._cib.copy()
        inject(cib, events, self._now)
        return self._foretold(schedule(cib, now=self._now), lost)

    def _foretold(self, result: Result, lost: Sequence[str]) -> Foretold:
        return foretell(
            result.graph,
            self._state,
            self._configuration,
            self._durations,
            lost,
            lambda: result.stopped,
        )

    def _can_undo(self, event: Event) -> bool:
        """Whether it changes nothing but attributes of the root, or of a node that is known."""
        match event:
            case QuorumEvent():
                return True
            case NodeEvent(node, NodeFate.FAIL):
                return self._state_of(node) is not None
            case _:
                return False

    def _state_of(self, name: str) -> Element | None:
        states = self._cib.root.iterfind("status/node_state")
        return next((state for state in states if state.get("uname") == name), None)

    @contextmanager
    def _supposed(self, events: Sequence[Event]) -> Generator[None]:
        """Let events come true in the document itself for a while: a copy takes its time."""
        names = [event.node for event in events if isinstance(event, NodeEvent)]
        found = [state for name in names if (state := self._state_of(name)) is not None]
        before = [(item, dict(item.attrib)) for item in (self._cib.root, *found)]
        touched = Touched(root=True, nodes=frozenset(state.get("id", "") for state in found))
        try:
            inject(self._cib, events, self._now)
            self._derivation.update(touched, now=self._now)
            yield
        finally:
            for item, attributes in before:
                item.attrib.clear()
                item.attrib.update(attributes)
            self._derivation.update(touched, now=self._now)
