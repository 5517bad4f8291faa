"""The incidents of what is on screen: from the story to the window."""

import time
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from engine.cib.state.values import parse_milliseconds
from hagui.cluster.changes import ChangeSet
from hagui.cluster.sources import Freshness, Link, SourcesStatus
from hagui.monitor.incidents.machine import FENCING, Incidents
from hagui.monitor.incidents.model import Incident
from hagui.monitor.incidents.noting import restored, worth_keeping
from hagui.monitor.part import Watch
from hagui.monitor.probes.model import Outage
from hagui.monitor.story.model import Added
from hagui.shell.incidents.showing import IncidentsView

TICK_MS: Final = 250
"""How often it is looked at what goes on."""


class IncidentsPart(QObject):
    """Takes part in monitoring; see ``monitor.part.Part``."""

    told = Signal(object)
    """An ``Incident`` is new, or has come further."""
    to_keep = Signal(str, object)
    """An ``Incident`` that is to be kept with the recording, and under which key: the same again
    takes the place of what was kept.
    """

    def __init__(
        self,
        parent: QObject,
        view: IncidentsView,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make it.

        Args:
            parent: whose child it is.
            view: where incidents are shown.
            clock: gives seconds since 1970.
            monotonic: gives the seconds by which sources say when they were heard.
        """
        super().__init__(parent)
        self._view = view
        self._clock = clock
        view.set_clock(clock)
        self._monotonic = monotonic
        self._watch: Watch | None = None
        self._stale = False
        self._restored: tuple[Incident, ...] = ()
        """What a recording kept, if that is on screen."""
        self._kept: dict[int, Incident] = {}
        """As they were kept last."""
        self.machine = Incidents()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def number(self) -> int | None:
        """Of the incident that goes on; None: all is well."""
        found = self.machine.open
        return None if found is None else found.number

    def begin(self, watch: Watch) -> None:
        """Another cluster or file is about to be shown."""
        self._watch, self._stale = watch, False
        self._kept.clear()
        self._restored = ()
        self.machine = Incidents()
        watch.teller.listen(self._added)
        self._begin()

    def follow(self, change: ChangeSet) -> None:
        """The live copy changed."""
        if change:
            self.look()

    def sources(self, status: SourcesStatus) -> None:
        """When the engine of each node was heard last; while none is, nothing is over."""
        self._stale = status.freshness is Freshness.STALE
        now, ticks = self._clock(), self._monotonic()
        for source in status.sources:
            if source.node is not None and source.heard is not None and source.link is Link.UP:
                self.machine.heard(source.node, now - max(ticks - source.heard, 0.0))

    def probed(self, outage: Outage) -> None:
        """A service does not answer to a probe, or does so again."""
        if self._watch is not None:
            self._tell(self.machine.probed(outage, self._clock()))

    def unprobed(self, outage: Outage) -> None:
        """Nobody asks any more whether a service is there that did not answer."""
        if self._watch is not None:
            self._tell(self.machine.unprobed(outage, self._clock()))

    def fencing_failed(self, node: str, at: float, words: str) -> None:
        """The cluster remembers that it could not fence a node; see ``Incidents``."""
        if self._watch is not None:
            self._tell(self.machine.fencing_failed(node, at, words))

    def show_notes(self, notes: Iterable[Incident]) -> None:
        """Show what a recording kept: what is on screen is one. Where it kept none, what its story
        tells stays.
        """
        self._restored = restored(notes)
        self._show()

    def shown(self) -> None:
        """The window shows it from nothing."""
        self._show()

    def end(self) -> None:
        """Nothing is shown any more."""
        if self._watch is not None:
            self._watch.teller.leave(self._added)
            self._watch = None
        self._timer.stop()
        self._restored = ()
        self.machine = Incidents()
        self._view.show_incidents((), "")

    def _begin(self) -> None:
        watch = self._watch
        if watch is None or watch.teller.state is None:
            return
        chronicle = watch.teller.chronicle
        end = watch.teller.end if watch.file else chronicle.watched_from
        at = self._clock() if end is None else end
        self.machine.patience = self._patience(watch)
        found = self.machine.begin(watch.teller.state, chronicle.bars, at)
        self._show()
        for incident in found:
            self._emit(incident)
        self._keep_ticking()

    def _added(self, added: Added) -> None:
        watch = self._watch
        if watch is None or watch.teller.state is None:
            return
        if added.everything:
            self._begin()
            return
        if added.marks:
            self.machine.patience = self._patience(watch)
        self._tell(self.machine.told(added, watch.teller.state))

    def look(self) -> None:
        """See whether what goes on has come further, or time enough has passed."""
        watch = self._watch
        if watch is None or watch.file or self._stale or watch.teller.state is None:
            return
        self._tell(self.machine.looked(watch.teller.state, self._clock()))

    def _tell(self, found: tuple[Incident, ...]) -> None:
        for incident in found:
            self._view.show_incident(incident)
            self._emit(incident)
        self._keep_ticking()

    def _emit(self, incident: Incident) -> None:
        self.told.emit(incident)
        watch = self._watch
        if (
            watch is None
            or watch.file
            or not worth_keeping(self._kept.get(incident.number), incident)
        ):
            return
        self._kept[incident.number] = incident
        self.to_keep.emit(f"{watch.teller.chronicle.watched_from} {incident.number}", incident)

    def _keep_ticking(self) -> None:
        watch = self._watch
        if self.machine.open is None or watch is None or watch.file:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _show(self) -> None:
        watch = self._watch
        if watch is not None:
            moment = watch.teller.end if watch.file else None
            found = self._restored or self.machine.incidents
            self._view.show_incidents(found, watch.name, moment)

    def _patience(self, watch: Watch) -> float:
        text = watch.live.configuration.properties.get("stonith-timeout")
        return parse_milliseconds(text) / 1000 or FENCING
