"""Lines across the window: the loud one for stale data, the quiet one for notices."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.i18n import tr
from hagui.phrases import clock, duration
from hagui.shell.style import set_tone

TICK_MS: Final = 500
"""How often the banner's age is written anew."""


class Banner(QWidget):
    """Says that what is shown is old, since when, and what to do."""

    sources_asked = Signal()

    def __init__(
        self, parent: QWidget | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 12, 6)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        line.addWidget(self.text, 1)
        self.why = QPushButton(tr("health", "Why?"))
        self.why.clicked.connect(self.sources_asked)
        line.addWidget(self.why)
        self._since: float | None = None
        self._heard: float | None = None
        self._now = now
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.hide()

    def show_sources(self, status: SourcesStatus) -> None:
        """Appear while no engine answers."""
        if status.freshness is not Freshness.STALE:
            self._since = self._heard = None
            self._timer.stop()
            self.hide()
            return
        if self._since is None or self._heard is None:
            self._heard = status.heard if status.heard is not None else self._now()
            self._since = time.time() - (self._now() - self._heard)
            words = tr(
                "health",
                "STALE since {time} — no engine answers: this is the last known state",
                time=clock(self._since),
            )
            self.setAccessibleName(words)  # without the age: a reader would repeat it each second
            self._timer.start()
        self._tick()
        self.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks out of sight."""
        self._timer.stop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Count on."""
        if self._heard is not None:
            self._timer.start()
        super().showEvent(event)

    def _tick(self) -> None:
        if self._since is None or self._heard is None:
            return
        silent = max(round(self._now() - self._heard), 1)
        words = tr(
            "health",
            "STALE since {time} — no engine answers for {age}: this is the last known state",
            time=clock(self._since),
            age=duration(silent),
        )
        self.text.setText(words)


class Notice(QWidget):
    """One sentence that a person should read, until closed."""

    closed = Signal()
    """A person pressed the button that closes it."""

    def __init__(self, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 5, 12, 5)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        line.addWidget(self.text, 1)
        self._details = ""
        self.copy_button = QPushButton(tr("window", "Copy details"))
        self.copy_button.clicked.connect(self._copy)
        line.addWidget(self.copy_button)
        self.close_button = QPushButton(button)
        self.close_button.clicked.connect(self.hide)
        self.close_button.clicked.connect(self.closed)
        line.addWidget(self.close_button)
        self.hide()

    def say(self, text: str, *, bad: bool = True, details: str = "") -> None:
        """Show a sentence, with details to copy where there are any; an empty one closes it."""
        self._details = details
        self.copy_button.setVisible(bool(details))
        set_tone(self, "true" if bad else "false", "bad")
        self.text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
