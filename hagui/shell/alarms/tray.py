"""The icon beside the clock: whether something is wrong, and notifications of the desktop."""

from collections.abc import Callable
from enum import Enum
from typing import Final, Protocol

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from hagui.i18n import tr
from hagui.monitor.alarms.mutes import Mutes
from hagui.shell import marks
from hagui.shell.alarms.menu import MuteMenu
from hagui.shell.icons import window_icon
from hagui.theme import Theme

SIDES: Final = (16, 22, 32, 48, 64)
SHOWN_MS: Final = 10_000
"""For how long a notification stays, where the desktop lets a program say so."""


class Mood(Enum):
    """What the icon tells at a glance."""

    QUIET = "quiet"
    MINDED = "minded"
    """Something is wrong that is muted, or that somebody has seen."""
    BAD = "bad"


def tray_icon(mood: Mood, theme: Theme) -> QIcon:
    """The program's icon, with a shape in its corner where something is wrong."""
    made = QIcon()
    glyph, color = {
        Mood.QUIET: ("", ""),
        Mood.MINDED: ("◐", theme.warning),
        Mood.BAD: ("▲", theme.failed),
    }[mood]
    for side in SIDES:
        pixels = QPixmap(QSize(side, side))
        pixels.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixels)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, window_icon().pixmap(QSize(side, side), 1.0))
        if glyph:
            badge = QRectF(side * 0.38, side * 0.38, side * 0.62, side * 0.62)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.pane))
            painter.drawEllipse(badge)
            inner = QRectF(QPointF(0, 0), badge.size() * 0.78)
            inner.moveCenter(badge.center())
            marks.paint(painter, inner, glyph, QColor(color))
        painter.end()
        made.addPixmap(pixels)
    return made


class Tray(Protocol):
    """What is used of ``SystemTray``."""

    def show_mood(self, mood: Mood, sentence: str, theme: Theme) -> None:
        """Look so, and say that where the mouse is on it."""
        ...

    def notify(self, title: str, text: str) -> None:
        """Show a notification; a later one takes the place of an earlier one."""
        ...

    def leave(self) -> None:
        """Go away."""
        ...


class SystemTray(QObject):
    """The icon of a system that has a tray."""

    window_asked = Signal()
    """The icon was clicked, or its menu asks for the window."""
    message_clicked = Signal()
    """The notification was clicked."""
    muted = Signal(object)
    """A ``MuteWish``."""
    quit_asked = Signal()

    def __init__(self, mutes: Callable[[], Mutes], parent: QObject) -> None:
        super().__init__(parent)
        self._menu = QMenu()
        self._menu.addAction(tr("alarm", "Show the window")).triggered.connect(self.window_asked)
        mute = MuteMenu(mutes, self._menu)
        mute.chosen.connect(self.muted)
        mute.fill()  # some trays ask for the menu without ever opening it
        self._menu.addMenu(mute)
        self._menu.addSeparator()
        self._menu.addAction(tr("alarm", "Quit hagui")).triggered.connect(self.quit_asked)
        self._icon = QSystemTrayIcon(window_icon(), self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.message_clicked)
        self._icon.show()

    def show_mood(self, mood: Mood, sentence: str, theme: Theme) -> None:
        """Look so, and say that where the mouse is on it."""
        self._icon.setIcon(tray_icon(mood, theme))
        self._icon.setToolTip(sentence)

    def notify(self, title: str, text: str) -> None:
        """Show a notification; a later one takes the place of an earlier one."""
        kind = QSystemTrayIcon.MessageIcon.Critical
        self._icon.showMessage(title, text, kind, SHOWN_MS)

    def leave(self) -> None:
        """Go away."""
        self._icon.hide()
        self._menu.deleteLater()
        self.deleteLater()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.window_asked.emit()


def has_tray() -> bool:
    """Whether this system has a tray."""
    return QSystemTrayIcon.isSystemTrayAvailable()
