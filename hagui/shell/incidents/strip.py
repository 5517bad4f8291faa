"""One line across the window that says what is wrong and how far the cluster has come with it."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from hagui.i18n import tr
from hagui.monitor.incidents.model import Incident
from hagui.shell import marks
from hagui.shell.elided import ElidedLabel
from hagui.shell.incidents.words import headline, look
from hagui.shell.marks import tone_color
from hagui.shell.style import set_tone
from hagui.theme import Theme

TICK_MS: Final = 100


class IncidentStrip(QWidget):
    """There while an incident goes on, and until somebody has seen how it ended."""

    asked = Signal(int)
    """The card of that incident is wanted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.clock: Callable[[], float] = time.time
        """Gives seconds since 1970."""
        self._incident: Incident | None = None
        self.setObjectName("incident")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = QLabel()
        self.text = ElidedLabel()
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(tr("incident", "Details"))
        self.button.setObjectName("plain")
        self.button.setToolTip(tr("incident", "Show this incident step by step (Alt+0)"))
        self.button.clicked.connect(self._ask)
        self.closer = QPushButton(tr("incident", "Close"))
        self.closer.setObjectName("plain")
        self.closer.setToolTip(tr("incident", "Seen; it stays in the list of incidents"))
        self.closer.clicked.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 3, 10, 3)
        line.setSpacing(8)
        for widget in (self._mark, self.text, self.button, self.closer):
            line.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.refresh)
        self.hide()

    @property
    def incident(self) -> Incident | None:
        """What it tells of."""
        return self._incident

    def show_incident(self, incident: Incident) -> None:
        """Tell of one that goes on, or of the end of the one that it tells of."""
        known = self._incident
        same = known is not None and known.number == incident.number
        if incident.end is not None and not same:
            return
        fresh = not same or (known is not None and known.end is None and incident.end is not None)
        self._incident = incident
        self.refresh()
        if incident.end is not None and incident.planned and not incident.left:
            self.hide()
        elif fresh:
            self.show()

    def forget(self) -> None:
        """Another cluster is shown."""
        self._incident = None
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Count on."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks out of sight."""
        self._timer.stop()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Say it anew: time has passed."""
        incident = self._incident
        if incident is None:
            return
        how = look(incident)
        color = tone_color(self._theme, how.tone)
        self._mark.setPixmap(marks.pixmap(how.glyph, color, self.devicePixelRatioF()))
        bad = incident.end is None and not incident.planned
        set_tone(self, "true" if bad else "false", "bad")
        self.text.setText(headline(incident, self.clock()))
        name = headline(incident, incident.begin)  # without the time: a reader would repeat it
        if self.accessibleName() != name:
            self.setAccessibleName(name)
        self.closer.setVisible(incident.end is not None)
        if incident.end is None and self.isVisible():
            self._timer.start()
        elif incident.end is not None:
            self._timer.stop()

    def _ask(self) -> None:
        if self._incident is not None:
            number, over = self._incident.number, self._incident.end is not None
            self.asked.emit(number)
            if over:
                self.hide()
