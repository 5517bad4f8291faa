"""Learning from the engines that fencing has failed, which no CIB says."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from engine.protocol.verbs import FencingTry
from hagui.cluster.changes import ChangeSet
from hagui.cluster.sources import SourcesStatus
from hagui.monitor.incidents.model import Incident, Stage
from hagui.monitor.part import Watch
from hagui.session.dealings import Dealings
from hagui.shell.incidents.part import IncidentsPart

EVERY_MS: Final = 1000
"""How often the engines are asked while a node is to be fenced, and once when that is over."""
SAME: Final = 1
"""Seconds by which two nodes may put the same fencing at different times."""

Spawn = Callable[[Coroutine[Any, Any, Any], str], "asyncio.Task[Any]"]


class FencingNews(QObject):
    """Takes part in monitoring; see ``monitor.part.Part``. Tells the incidents of what failed."""

    def __init__(self, incidents: IncidentsPart, dealings: Dealings, spawn: Spawn) -> None:
        """Ask nothing yet.

        Args:
            incidents: are told of fencing that failed.
            dealings: knows the ways to the engines.
            spawn: starts tasks that are cancelled in the end.
        """
        super().__init__(incidents)
        self._incidents = incidents
        self._dealings = dealings
        self._spawn = spawn
        self._told: list[FencingTry] = []
        self._begin = 0.0
        """Of the incident that goes on."""
        self._last = False
        """There is nothing more to ask after the next time."""
        self._asking: asyncio.Task[Any] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._ask)
        incidents.told.connect(self._hear)

    def begin(self, watch: Watch) -> None:  # noqa: ARG002
        """Another cluster or file is about to be shown."""
        self.end()

    def follow(self, change: ChangeSet) -> None:
        """The live copy changed: nothing to do with this."""

    def sources(self, status: SourcesStatus) -> None:
        """Where the data comes from changed: nothing to do with this."""

    def shown(self) -> None:
        """The window shows it from nothing: nothing to do with this."""

    def end(self) -> None:
        """Ask no more."""
        self._timer.stop()
        self._told.clear()
        if self._asking is not None:
            self._asking.cancel()

    def _hear(self, incident: Incident) -> None:
        step = next((item for item in incident.steps if item.stage is Stage.FENCED), None)
        if incident.end is not None or step is None:
            self._timer.stop()
            return
        self._begin, self._last = incident.begin, step.end is not None
        if not self._last and not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        if self._asking is None or self._asking.done():
            if self._last:
                self._timer.stop()
            self._asking = self._spawn(self._learn(self._begin), "what was fenced")

    async def _learn(self, begin: float) -> None:
        """Tell what has failed since an incident began."""
        for item in await self._dealings.fencing_tries():
            if not item.done and item.at >= int(begin) and not self._known(item):
                self._told.append(item)
                self._incidents.fencing_failed(item.target, max(float(item.at), begin), item.words)

    def _known(self, item: FencingTry) -> bool:
        return any(
            known.target == item.target and abs(known.at - item.at) <= SAME for known in self._told
        )
