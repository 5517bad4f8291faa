"""The timeline itself: names, plot, and one line that says what was true at the cursor."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollBar, QSizePolicy, QWidget

from hagui.i18n import tr
from hagui.monitor.probes.book import Book
from hagui.monitor.probes.model import Target
from hagui.monitor.probes.runs import Run
from hagui.monitor.story.model import Added
from hagui.monitor.story.teller import Teller
from hagui.monitor.timeline.lanes import Lane
from hagui.monitor.timeline.names import Names
from hagui.monitor.timeline.painting import LanePainter
from hagui.monitor.timeline.plot import ZOOM, Plot
from hagui.monitor.timeline.tracks import Tracks
from hagui.monitor.timeline.viewport import Viewport
from hagui.monitor.timeline.words import truth_sentence
from hagui.phrases.probes import run_sentence, titles
from hagui.theme import Theme

TICK_MS: Final = 250
"""How often a live view moves on."""
FINE: Final = 100
"""Positions of the scroll bar for each lane."""


class Board(QWidget):
    """Shows the story that a teller tells; moves on with the time while it is live."""

    turned = Signal()
    """It went live or was paused."""
    moment_put = Signal(object)
    """A person put the cursor at a moment; None: let go of it."""
    moment_wanted = Signal(float)
    """The whole window is to show that moment."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._clock: Callable[[], float] = time.time
        self._teller: Teller | None = None
        self._hover: tuple[float, int | None] | None = None
        self._was_live = True
        self._book: Book | None = None
        self._titles: dict[Target, str] = {}
        self.tracks = Tracks()
        self.view = Viewport(now=self._clock())
        self.painting = LanePainter(self.tracks, self.view, theme)
        self.plot = Plot(self.painting, self.view, theme)
        self.names = Names(self.tracks, self.view, theme)
        self.bar = QScrollBar(Qt.Orientation.Vertical)
        self.bar.setAccessibleName(tr("timeline", "Lanes"))
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.said.setContentsMargins(10, 1, 8, 3)
        self.said.setAccessibleName(tr("timeline", "What was true at the cursor"))
        self._sentence = ""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.names, 0, 0)
        grid.addWidget(self.plot, 0, 1)
        grid.addWidget(self.bar, 0, 2)
        grid.addWidget(self.said, 1, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(0, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.plot.moved.connect(self.show_view)
        self.plot.pointed.connect(self._point)
        self.plot.put.connect(self._put)
        self.plot.stepped.connect(self.step)
        self.plot.wanted.connect(self.moment_wanted)
        self.bar.valueChanged.connect(self._scrolled)

    @property
    def sentence(self) -> str:
        """What is said of the moment under the cursor."""
        return self._sentence

    def show_story(self, teller: Teller | None, clock: Callable[[], float] = time.time) -> None:
        """Show another story, or none; ``clock`` gives seconds since 1970."""
        self._teller, self._clock = teller, clock
        self.painting.cursor = self.painting.lane = self.names.lane = None
        if teller is not None and teller.state is not None:
            self._begin(teller)
        self.tick()

    def add(self, added: Added) -> None:
        """The story goes on."""
        teller = self._teller
        if teller is None or teller.state is None:
            return
        if added.everything:
            self._begin(teller)
        else:
            self.tracks.add(added, teller.state)
        if self.isVisible():
            self.show_view()

    def show_probes(self, book: Book | None) -> None:
        """Show what probes tell below the lanes; None: nothing."""
        if self._book is not None:
            self._book.on_run.remove(self._run)
        self._book, self._titles = book, {}
        if book is not None:
            book.on_run.append(self._run)
        if self._teller is not None and self._teller.state is not None:
            self._begin(self._teller)
        self.show_view()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self.names.theme = theme
        self.plot.set_theme(theme)
        self.names.update()

    def tick(self) -> None:
        """Time has passed."""
        teller = self._teller
        self.view.now = self._clock()
        if teller is not None and teller.end is not None:
            self.view.now = teller.end
        self.show_view()

    def show_view(self) -> None:
        """Show what is in view, and say what was true."""
        view, bar = self.view, self.bar
        view.rows = len(self.tracks.shown)
        view.scroll(0)
        if self._teller is not None:
            self.names.offsets = self._teller.chronicle.offsets
        self.plot.show_view()
        self.names.update()
        with QSignalBlocker(bar):
            bar.setPageStep(int(view.room * FINE))
            bar.setRange(0, max(0, int((view.rows - view.room) * FINE)))
            bar.setValue(int(view.row * FINE))
        bar.setVisible(bar.maximum() > 0)
        self._say()
        if view.live is not self._was_live:
            self._was_live = view.live
            self.turned.emit()

    def show_all(self) -> None:
        """Show the whole story."""
        extent = self.tracks.extent
        if extent is not None:
            begin, end = extent
            self.view.show(begin, max(end, self.view.now))
            self.show_view()

    def zoom(self, *, closer: bool) -> None:
        """Show less time, or more."""
        self.view.zoom(1 / ZOOM**2 if closer else ZOOM**2, self.painting.cursor)
        self.show_view()

    def set_live(self, *, live: bool) -> None:
        """Go along with the time, or stay."""
        if not live:
            self.view.pause()
        elif self.painting.shown:
            self.view.follow()
            self.moment_put.emit(None)
        else:
            self.view.follow()
            self.painting.cursor = None
        self.show_view()

    def show_only_busy(self, *, on: bool) -> None:
        """Leave out the resources with which nothing happened."""
        self.tracks.show_only_busy(on)
        self.painting.lane = self.names.lane = None
        self.show_view()

    def put(self, moment: float | None, row: int | None) -> None:
        """Put the cursor somewhere, to stay; without a moment it follows the time again."""
        self._hover = None
        self.painting.cursor = moment
        self.painting.lane = self.names.lane = row
        if moment is not None:
            self.view.reveal(moment)
        self.show_view()

    def show_moment(self, moment: float | None) -> None:
        """The whole window shows that moment, so the cursor is there; None: it is live again."""
        if moment is None and not self.painting.shown:
            return
        self.painting.shown = moment is not None
        if moment is None:
            self.view.follow()
        if moment != self.painting.cursor:
            self.put(moment, self.painting.lane)
        else:
            self.show_view()

    def step(self, back: bool) -> None:
        """Put the cursor where something happened next, or before."""
        known = self.painting.cursor
        now = self.view.now if known is None else known
        found = self.tracks.next_time(now, back=back)
        if found is not None and found <= self.view.now:
            self._put(found, self.painting.lane)

    def showEvent(self, event: QShowEvent) -> None:
        """Time goes on only where it is seen."""
        super().showEvent(event)
        self._timer.start()
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while it is not seen."""
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._say()

    def _begin(self, teller: Teller) -> None:
        assert teller.state is not None
        self.tracks.begin(teller.chronicle, teller.state)
        for target, runs in self._book or ():
            for run in runs:
                self._put_run(target, run)
        self.painting.watched_from = None if teller.moment else teller.chronicle.watched_from
        self.view.row = 0.0
        if teller.end is not None:
            self.view.now = teller.end
            since = teller.chronicle.watched_from
            if teller.moment or since is None:
                self.show_all()
            else:
                self.view.show(since, teller.end)
                self.view.follow()

    def _run(self, target: Target, run: Run) -> None:
        """A run of a probe's answers began or ended."""
        if self._teller is not None and self._teller.state is not None:
            self._put_run(target, run)
            if self.isVisible():
                self.show_view()

    def _put_run(self, target: Target, run: Run) -> None:
        if target not in self._titles and self._book is not None:
            asked = [item for item, _ in self._book]
            self._titles = titles([*asked, *self._book.targets]) | self._titles
        self.tracks.put_run(self._titles[target], run)

    def _put(self, moment: float | None, row: int | None) -> None:
        """A person put the cursor there."""
        before = self.painting.cursor
        self.put(moment, row)
        if moment != before:
            self.moment_put.emit(moment)

    def _point(self, moment: float | None, row: int | None) -> None:
        self._hover = None if moment is None else (moment, row)
        self._say()

    def _scrolled(self, value: int) -> None:
        self.view.row = value / FINE
        self.show_view()

    def _say(self) -> None:
        teller = self._teller
        text = ""
        if teller is not None and teller.chronicle.watched_from is not None:
            moment, row = self._hover or (self.painting.cursor, self.painting.lane)
            shown = self.tracks.shown
            lane = None
            if row is not None and row < len(shown):
                lane = self.tracks.lanes.lane(shown[row])
            moment = self.view.now if moment is None else moment
            text = truth_sentence(teller.chronicle.truth(moment), lane, self._probed(lane, moment))
        if text != self._sentence:
            self._sentence = text
            self.said.setToolTip(text)
            self.said.setAccessibleDescription(text)
        room = max(self.said.width() - 20, 0)
        self.said.setText(
            self.said.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        )

    def _probed(self, lane: Lane | None, moment: float) -> str:
        """What was true of a probe's service, where the lane is one's."""
        if lane is None or not lane.probe or self._book is None:
            return ""
        there = (runs for target, runs in self._book if self._titles.get(target) == lane.probe)
        run = next((found for runs in there if (found := runs.at(moment)) is not None), None)
        return run_sentence(lane.probe, run, moment)
