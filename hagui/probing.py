"""Availability probes put together: what is asked, by whom, and where the window shows it."""

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from hagui.cluster.changes import ChangeSet
from hagui.cluster.sources import SourcesStatus
from hagui.i18n import tr
from hagui.monitor.part import Watch
from hagui.monitor.probes.book import Book
from hagui.monitor.probes.keeping import Choice, Choices
from hagui.monitor.probes.model import Result, Target
from hagui.monitor.probes.offers import first_targets, offers
from hagui.monitor.probes.thread import ProbeThread
from hagui.monitor.timeline.pane import TimelinePane
from hagui.phrases.probes import down_words, titles
from hagui.shell.window import MainWindow

TICK_MS: Final = 100
"""How often a lasting outage is written anew."""


class Probing(QObject):
    """The part of monitoring that asks services whether they answer."""

    arrived = Signal()
    """Results came, in another thread."""

    def __init__(
        self,
        window: MainWindow,
        folder: Path,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Nothing is asked yet.

        Args:
            window: shows it.
            folder: where the person's choices are kept.
            clock: seconds since 1970.
        """
        super().__init__(window)
        self._window = window
        self._choices = Choices(folder)
        self._clock = clock
        self._watch: Watch | None = None
        self._choice = Choice()
        self._lab = False
        self._pane: TimelinePane | None = None
        self._results: deque[Result] = deque()
        self._waiting = False
        self._thread = ProbeThread(self._deliver)
        self.book = Book()
        """What is known of the cluster on screen; its listeners stay from one to the next."""
        self.arrived.connect(self._take)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    # what it is asked

    @property
    def on(self) -> bool:
        """Whether services are asked: as chosen; else in a lab only."""
        if self._watch is None or self._watch.file:
            return False
        return (
            self._lab and not self._watch.production if self._choice.on is None else self._choice.on
        )

    @property
    def targets(self) -> tuple[Target, ...]:
        """What is asked, or would be if it were on: as chosen; else as a lab has it."""
        if self._choice.targets is not None:
            return self._choice.targets
        watch = self._watch
        if watch is None or not watch.live.loaded:
            return ()
        return first_targets(watch.live.configuration, lab=self._lab)

    @property
    def offered(self) -> tuple[Target, ...]:
        """What could be asked, by the configuration."""
        watch = self._watch
        if watch is None or not watch.live.loaded:
            return ()
        return offers(watch.live.configuration, lab=self._lab)

    def choose(self, choice: Choice) -> None:
        """Ask this from now on, and keep it where the cluster's things are kept."""
        self._choice = choice
        self._begin_asking()
        watch = self._watch
        if watch is None or not watch.key:
            return
        try:
            self._choices.write(watch.key, choice)
        except OSError as error:
            self._window.show_error(
                tr(
                    "probe",
                    "The probes are as you chose, but were not kept ({why}): mend that and choose"
                    " them once more.",
                    why=error.strerror or str(error),
                )
            )

    # as a part of monitoring

    def begin(self, watch: Watch) -> None:
        """Another cluster or file is about to be shown."""
        self._watch, self._lab = watch, False
        self._choice = self._choices.read(watch.key) if watch.key else Choice()
        self._begin_asking()

    def follow(self, change: ChangeSet) -> None:
        """The live copy changed: it may say of other services."""
        if change.configuration or change.everything:
            self._begin_asking()

    def sources(self, status: SourcesStatus) -> None:
        """Where the data comes from changed: it may be known now that this is a lab."""
        if status.lab is not self._lab:
            self._lab = status.lab
            self._begin_asking()

    def shown(self) -> None:
        """The window shows the cluster from nothing."""
        pane = self._window.panes.bottom.timeline
        if self._pane is not None and self._pane is not pane:
            self._pane.show_probes(None)
        self._pane = pane
        pane.show_probes(self.book)

    def end(self) -> None:
        """Ask no more."""
        self._thread.close()
        self._timer.stop()
        self._results.clear()
        self._window.panes.health.show_outage("")
        if self._pane is not None:
            self._pane.show_probes(None)
            self._pane = None
        self.book.clear()
        self._watch = None

    # inside

    def _begin_asking(self) -> None:
        targets = self.targets if self.on else ()
        if targets != self.book.targets:
            self.book.set_targets(targets, self._clock())
            self._thread.set_targets(item for item in targets if not item.node)

    def _deliver(self, results: list[Result]) -> None:
        """Take results, in the thread that asks."""
        self._results.extend(results)
        if not self._waiting:
            self._waiting = True
            self.arrived.emit()

    def _take(self) -> None:
        self._waiting = False
        while self._results:
            self.book.take(self._results.popleft())
        down = bool(self.book.outages)
        if down is not self._timer.isActive():
            (self._timer.start if down else self._timer.stop)()
        self._tick()

    def _tick(self) -> None:
        """Say what does not answer, and for how long."""
        outages, now = self.book.outages, self._clock()
        text = tip = ""
        if outages:
            named = titles(self.book.targets)
            words = [down_words(item, named[item.target], now) for item in outages]
            first = outages[0]
            text = down_words(first, first.target.resource or named[first.target], now)
            if len(words) > 1:
                text = tr("probe", "{what} +{more}", what=text, more=len(words) - 1)
            tip = "\n".join(words)
        health = self._window.panes.health
        if health.outage.text() != text:
            health.show_outage(text, tip)
