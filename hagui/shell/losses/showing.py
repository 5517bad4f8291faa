"""The losses in the window: from what is worked out to the tab, and from a choice to ghosts."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from engine.cib.version import Version
from hagui.cluster.rehearsal.model import Prediction
from hagui.monitor.losses.model import Matrix, Row
from hagui.shell.bottom import Bottom


class Losses(QObject):
    """What the window does with losses; lives as long as the window, whatever its language."""

    wanted = Signal()
    """Somebody looks at them."""

    def __init__(self, parent: QObject, suppose: Callable[[Prediction | None], None]) -> None:
        """Make it.

        Args:
            parent: whose child it is.
            suppose: shows a loss by ghosts in place of what the draft would do; None: no longer.
        """
        super().__init__(parent)
        self._suppose = suppose
        self._bottom: Bottom | None = None
        self.matrix = Matrix()
        """What was told last."""

    def attach(self, bottom: Bottom) -> None:
        """Show below the canvas, in place of what was there before."""
        self._bottom = bottom
        pane = bottom.losses
        pane.wanted.connect(self.wanted)
        pane.chosen.connect(self._chosen)
        bottom.show_losses(self.matrix)
        if pane.isVisible():
            self.wanted.emit()

    def show_matrix(self, matrix: Matrix) -> None:
        """What is known of them now."""
        self.matrix = matrix
        if self._bottom is not None:
            self._bottom.show_losses(matrix)

    def let_go(self) -> None:
        """The operator turned to something else: no loss is shown on the canvas."""
        if self._bottom is not None:
            self._bottom.losses.let_go()

    def _chosen(self, row: Row | None) -> None:
        self._suppose(None if row is None else _ghosts(row))


def _ghosts(row: Row) -> Prediction:
    told = row.foretold
    return Prediction(Version(0, 0, 0), told.fates, told.fenced, duration=told.duration)
