"""Live monitoring put together: what follows the live copy, and where the window shows it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import SourcesStatus
from hagui.monitor.part import Part
from hagui.monitor.story.chronicle import Chronicle
from hagui.monitor.story.teller import Teller
from hagui.monitor.timeline.pane import TimelinePane
from hagui.shell.window import MainWindow


@dataclass(frozen=True, slots=True)
class Watched:
    """One cluster or file on screen; see ``monitor.part.Watch``."""

    live: LiveCluster
    teller: Teller
    name: str = ""
    file: bool = False
    key: str = ""
    production: bool = False
    folder: Path | None = None


class Monitoring:
    """Follows the cluster or file on screen."""

    def __init__(self, window: MainWindow, clock: Callable[[], float] = time.time) -> None:
        self._window = window
        self._clock = clock
        self._pane: TimelinePane | None = None
        self._parts: list[Part] = []
        self.teller: Teller | None = None
        """Tells the story of what is on screen; None while there is nothing."""
        window.shown_anew.connect(self._show)

    def join(self, part: Part) -> None:
        """Another part, which is told of all that comes; in order of joining."""
        self._parts.append(part)

    def begin(
        self,
        live: LiveCluster,
        *,
        name: str = "",
        file: bool = False,
        key: str = "",
        production: bool = False,
        folder: Path | None = None,
        story: Chronicle | None = None,
        end: float | None = None,
    ) -> None:
        """Another cluster or file is about to be shown.

        Args:
            live: its copy, which may not be loaded yet.
            name: what it is called on screen.
            file: it is a file: one moment.
            key: under which things of this cluster are kept; empty: nothing is.
            production: its profile calls it a production cluster.
            folder: where what is kept of it lies; None: in the usual place.
            story: what a recording tells of it, up to ``end``; None: it is told from now on.
            end: see ``Teller``.
        """
        self.end()
        moment = file and story is None
        self.teller = Teller(live, moment=moment, story=story, end=end, clock=self._clock)
        watched = Watched(live, self.teller, name, file, key, production, folder)
        for part in self._parts:
            part.begin(watched)

    def follow(self, change: ChangeSet) -> None:
        """The live copy changed."""
        if self.teller is not None:
            self.teller.told(change)
            for part in self._parts:
                part.follow(change)

    def sources(self, status: SourcesStatus) -> None:
        """Where the data comes from, or how old it is, changed."""
        if self.teller is not None:
            for part in self._parts:
                part.sources(status)

    def end(self) -> None:
        """Nothing is shown any more."""
        if self._pane is not None:
            self._pane.leave()
            self._pane = None
        teller, self.teller = self.teller, None
        if teller is not None:
            for part in reversed(self._parts):
                part.end()
            teller.close()

    def _show(self) -> None:
        """Hand the story to the pane, which is another one once the language has changed."""
        if self.teller is None:
            return
        pane = self._window.panes.bottom.timeline
        if self._pane is not pane:
            if self._pane is not None:
                self._pane.leave()
            self._pane = pane
            pane.show_story(self.teller, self._clock)
        for part in self._parts:
            part.shown()
