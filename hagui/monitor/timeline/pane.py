"""The tab of the timeline. Light: the timeline itself is made when it is first looked at."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hagui.i18n import tr
from hagui.monitor.probes.book import Book
from hagui.monitor.story.model import Added
from hagui.monitor.story.teller import Teller
from hagui.theme import Theme

if TYPE_CHECKING:
    from hagui.monitor.timeline.board import Board


class TimelinePane(QWidget):
    """Shows the story of the cluster on screen."""

    made = Signal()
    """The timeline itself is there now."""
    moment_put = Signal(object)
    """A person put the cursor at a moment; None: let go of it."""
    moment_wanted = Signal(float)
    """The whole window is to show that moment."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._teller: Teller | None = None
        self._clock: Callable[[], float] = time.time
        self._book: Book | None = None
        self.board: Board | None = None
        """None until it was first looked at."""
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.live = self._action(tr("timeline", "Pause"), "", self._toggle_live)
        self.closer = self._action(
            tr("timeline", "Closer"), tr("timeline", "Show less time (+)"), self._closer
        )
        self.wider = self._action(
            tr("timeline", "Wider"), tr("timeline", "Show more time (−)"), self._wider
        )
        self.all = self._action(
            tr("timeline", "All"), tr("timeline", "Show all that is known"), self._show_all
        )
        self.busy = self._action(
            tr("timeline", "Only what changed"),
            tr("timeline", "Leave out resources with which nothing has happened"),
            self._only_busy,
        )
        self.busy.setCheckable(True)
        self.show_it = self._action(tr("timeline", "Show this moment"), "", self._want)
        self._shown: float | None = None
        """The moment that the whole window shows."""
        self.set_recorded(recorded=False)
        self._show_live()

    @property
    def tools(self) -> list[QAction]:
        """What can be done with it, for the buttons beside the tabs."""
        return [self.show_it, self.live, self.closer, self.wider, self.all, self.busy]

    @property
    def moment(self) -> float:
        """The moment at the cursor; without one the time of day, or the end of a file's story."""
        if self.board is None:
            return self._clock()
        cursor = self.board.painting.cursor
        return self.board.view.now if cursor is None else cursor

    @property
    def stretch(self) -> tuple[float, float] | None:
        """From when to when time is in view; None where it was never looked at."""
        if self.board is None:
            return None
        view = self.board.view
        return view.begin, min(view.end, view.now)

    def set_recorded(self, *, recorded: bool) -> None:
        """Whether the window can show a moment of what is drawn here."""
        self.show_it.setEnabled(recorded)
        self.show_it.setToolTip(
            tr("timeline", "Let the whole window show the cluster as it was then (Enter)")
            if recorded
            else tr("timeline", "Nothing was recorded here that could be shown")
        )

    def show_moment(self, moment: float | None) -> None:
        """The whole window shows that moment; None: it is live again."""
        self._shown = moment
        if self.board is not None:
            self.board.show_moment(moment)

    def show_story(self, teller: Teller | None, clock: Callable[[], float] = time.time) -> None:
        """Show another story, or none; ``clock`` gives seconds since 1970."""
        self.leave()
        self._teller, self._clock = teller, clock
        if teller is not None:
            teller.listen(self._added)
        if self.board is not None:
            self.board.show_story(teller, clock)
            self.board.show_moment(self._shown)

    def show_probes(self, book: Book | None) -> None:
        """Show what probes tell below the lanes; None: nothing."""
        self._book = book
        if self.board is not None:
            self.board.show_probes(book)

    def show_stretch(self, begin: float, end: float) -> None:
        """Show that stretch of time (seconds since 1970)."""
        board = self.make()
        board.view.show(begin, end)
        board.show_view()

    def leave(self) -> None:
        """Hear no more of the story."""
        if self._teller is not None:
            self._teller.leave(self._added)
            self._teller = None

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        if self.board is not None:
            self.board.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the timeline when it is first looked at."""
        super().showEvent(event)
        self.make()

    def make(self) -> "Board":
        """The timeline itself."""
        if self.board is None:
            from hagui.monitor.timeline.board import Board

            self.board = Board(self._theme)
            self.board.turned.connect(self._show_live)
            self.board.moment_put.connect(self.moment_put)
            self.board.moment_wanted.connect(self.moment_wanted)
            self._box.addWidget(self.board)
            self.setFocusProxy(self.board.plot)
            self.board.show_story(self._teller, self._clock)
            self.board.show_moment(self._shown)
            self.board.show_probes(self._book)
            self.made.emit()
        return self.board

    def _added(self, added: Added) -> None:
        if self.board is not None:
            self.board.add(added)

    def _toggle_live(self) -> None:
        board = self.make()
        board.set_live(live=not board.view.live)

    def _show_live(self) -> None:
        live = self.board is None or self.board.view.live
        self.live.setText(tr("timeline", "Pause") if live else tr("timeline", "Go live"))
        self.live.setToolTip(
            tr("timeline", "Stop moving along with the time (Space)")
            if live
            else tr("timeline", "Show what is happening now (End)")
        )

    def _want(self) -> None:
        self.moment_wanted.emit(self.moment)

    def _closer(self) -> None:
        self.make().zoom(closer=True)

    def _wider(self) -> None:
        self.make().zoom(closer=False)

    def _show_all(self) -> None:
        self.make().show_all()

    def _only_busy(self) -> None:
        self.make().show_only_busy(on=self.busy.isChecked())

    def _action(self, text: str, help_: str, job: "object") -> QAction:
        made = QAction(text, self)
        made.setToolTip(help_)
        made.triggered.connect(job)
        return made
