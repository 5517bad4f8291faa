"""Keeps the pauses of Python's garbage collector out of what a person sees.

A full collection walks every object: 140 ms with 32 nodes and 1000 resources on screen, in the
middle of whatever is going on. Almost all of them live as long as the cluster is shown, so once
it stands they are set aside (``gc.freeze``); collections then walk only what came since, which
took at most 25 ms. When and in which thread they run is the matter of ``hagui.garbage``.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

from hagui.shell.window import MainWindow

CALM_MS: Final = 700
"""Milliseconds after a cluster was shown as a whole, when its first frames are through."""


class Tidying(QObject):
    """Sets aside what stays, each time when a cluster has been shown from nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CALM_MS)
        self._timer.timeout.connect(self.tidy)
        window.shown_anew.connect(self._timer.start)
        self._timer.start()

    def tidy(self) -> None:
        """Collect once, what was set aside for an earlier cluster included; then set aside."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Set nothing aside any more."""
        self._timer.stop()
        gc.unfreeze()
