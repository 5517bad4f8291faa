"""Compares what the engines believe as long as a cluster is on screen, and shows it when asked."""

import time
from collections.abc import Callable

from hagui.cluster.changes import ChangeSet
from hagui.cluster.opinions import Comparing, Comparison, Disagreement
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.monitor.part import Watch
from hagui.shell import alarm_actions
from hagui.shell.action import Action
from hagui.shell.opinions.dialog import OpinionsDialog
from hagui.shell.window import MainWindow


class Opinions:
    """A part of monitoring."""

    def __init__(self, window: MainWindow, clock: Callable[[], float] = time.monotonic) -> None:
        """Make it.

        Args:
            window: where it is shown.
            clock: that of ``Source.heard``.
        """
        self._window = window
        self._clock = clock
        self._comparing = Comparing()
        self.comparison = Comparison()
        self.dialog: OpinionsDialog | None = None
        window.alarm_action.connect(self._asked)

    @property
    def disagreement(self) -> Disagreement | None:
        """What of the differences has lasted; None: nothing."""
        return self.comparison.disagreement

    def begin(self, watch: Watch) -> None:  # noqa: ARG002
        """Another cluster is about to be shown: its engines have said nothing yet."""
        self._comparing = Comparing()
        self._show(Comparison())

    def follow(self, change: ChangeSet) -> None:
        """What a cluster says is no opinion of an engine."""

    def sources(self, status: SourcesStatus) -> None:
        """Compare anew."""
        if status.freshness is not Freshness.FILE:
            self._show(self._comparing.look(status, self._clock()))

    def shown(self) -> None:
        """The window may speak another language now; a dialog that is open is made anew."""
        if self.dialog is not None:
            self.dialog.close()
            self.open()

    def end(self) -> None:
        """Nothing is shown any more."""
        self._show(Comparison())
        if self.dialog is not None:
            self.dialog.close()

    def open(self) -> None:
        """Show the opinions side by side, beside the window."""
        if self.dialog is None:
            dialog = self.dialog = OpinionsDialog(self._window.theme, self._window)
            dialog.destroyed.connect(self._closed)
            dialog.finished.connect(self._closed)
            dialog.show_comparison(self.comparison)
            dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _closed(self) -> None:
        self.dialog = None

    def _asked(self, action: Action) -> None:
        if action.id == alarm_actions.OPINIONS.id:
            self.open()

    def _show(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self._window.show_disagreement(comparison.disagreement)
        if self.dialog is not None:
            self.dialog.set_theme(self._window.theme)
            self.dialog.show_comparison(comparison)
