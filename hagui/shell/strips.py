"""Lines across the window: the loud one for stale data, the quiet one for notices."""

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.i18n import tr
from hagui.shell.phrases import clock
from hagui.shell.style import set_tone


class Banner(QWidget):
    """Says that what is shown is old, since when, and what to do."""

    sources_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
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
        self.hide()

    def show_sources(self, status: SourcesStatus) -> None:
        """Appear while no engine answers."""
        if status.freshness is not Freshness.STALE:
            self._since = None
            self.hide()
            return
        if self._since is None:
            silent = time.monotonic() - status.heard if status.heard is not None else 0.0
            self._since = time.time() - silent
        text = tr(
            "health",
            "STALE since {time} — no engine answers: this is the last known state",
            time=clock(self._since),
        )
        self.text.setText(text)
        self.setAccessibleName(text)
        self.show()


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
