"""The incidents in the window: list, card and strip; lives as long as the window."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from hagui.monitor.incidents.model import Incident
from hagui.shell.bottom import Tab
from hagui.shell.panes import Panes


class IncidentsView(QObject):
    """What the window does with incidents, whatever its language."""

    subject_chosen = Signal(object)
    replay_wanted = Signal(float)
    """The cluster is to be shown as it was at that time (seconds since 1970)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._panes: Panes | None = None
        self._clock: Callable[[], float] = time.time
        self._incidents: dict[int, Incident] = {}
        self._cluster = ""
        self._moment: float | None = None
        self._replayable = False

    def attach(self, panes: Panes) -> None:
        """Show in these panes, in place of those that were there before."""
        self._panes = panes
        pane, strip = panes.bottom.incidents, panes.incident
        pane.subject_chosen.connect(self.subject_chosen)
        pane.replay_wanted.connect(self.replay_wanted)
        pane.timeline_wanted.connect(self._show_on_timeline)
        strip.asked.connect(self.open_card)
        self.set_clock(self._clock)
        self._show_all()

    def set_clock(self, clock: Callable[[], float]) -> None:
        """By which time passes: ``clock`` gives seconds since 1970."""
        self._clock = clock
        if self._panes is not None:
            self._panes.bottom.incidents.clock = self._panes.incident.clock = clock

    def show_incidents(
        self, incidents: tuple[Incident, ...], cluster: str, moment: float | None = None
    ) -> None:
        """All incidents of what is shown; see ``IncidentsPane.show_incidents``."""
        self._incidents = {incident.number: incident for incident in incidents}
        self._cluster, self._moment = cluster, moment
        if self._panes is not None:
            self._panes.incident.forget()
        self._show_all()

    def show_incident(self, incident: Incident) -> None:
        """One is new, or has come further."""
        self._incidents[incident.number] = incident
        if self._panes is not None:
            self._panes.bottom.show_incident(incident)
            self._panes.incident.show_incident(incident)

    def set_replayable(self, *, on: bool) -> None:
        """Whether what happened can be played again."""
        self._replayable = on
        if self._panes is not None:
            self._panes.bottom.incidents.card.set_replayable(on=on)

    def open_card(self, number: int) -> None:
        """Bring that incident's card to the front."""
        if self._panes is not None:
            bottom = self._panes.bottom
            bottom.show_tab(Tab.INCIDENTS)
            bottom.incidents.choose(number)
            bottom.incidents.list.setFocus()

    def _show_all(self) -> None:
        if self._panes is None:
            return
        found = tuple(self._incidents.values())
        bottom = self._panes.bottom
        bottom.incidents.card.set_replayable(on=self._replayable)
        bottom.show_incidents(found, self._cluster, self._moment)
        for incident in found if self._moment is None else ():
            self._panes.incident.show_incident(incident)

    def _show_on_timeline(self, begin: float, end: float) -> None:
        if self._panes is not None:
            self._panes.bottom.show_tab(Tab.TIMELINE)
            self._panes.bottom.timeline.show_stretch(begin, end)
