"""Live monitoring put together: what follows the live copy, and where the window shows it."""

import time
from collections.abc import Callable

from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.monitor.story.teller import Teller
from hagui.monitor.timeline.pane import TimelinePane
from hagui.shell.window import MainWindow


class Monitoring:
    """Follows the cluster or file on screen."""

    def __init__(self, window: MainWindow, clock: Callable[[], float] = time.time) -> None:
        self._window = window
        self._clock = clock
        self._pane: TimelinePane | None = None
        self.teller: Teller | None = None
        """Tells the story of what is on screen; None while there is nothing."""
        window.shown_anew.connect(self._show)

    def begin(self, live: LiveCluster, *, file: bool = False) -> None:
        """Another cluster or file is about to be shown.

        Args:
            live: its copy, which may not be loaded yet.
            file: it is a file: one moment.
        """
        self.end()
        self.teller = Teller(live, moment=file, clock=self._clock)

    def follow(self, change: ChangeSet) -> None:
        """The live copy changed."""
        if self.teller is not None:
            self.teller.told(change)

    def end(self) -> None:
        """Nothing is shown any more."""
        if self._pane is not None:
            self._pane.leave()
            self._pane = None
        teller, self.teller = self.teller, None
        if teller is not None:
            teller.close()

    def _show(self) -> None:
        """Hand the story to the pane, which is another one once the language has changed."""
        pane = self._window.panes.bottom.timeline
        if self._pane is pane or self.teller is None:
            return
        if self._pane is not None:
            self._pane.leave()
        self._pane = pane
        pane.show_story(self.teller, self._clock)
