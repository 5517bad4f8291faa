"""The list of alarms, opened from the health line or by key; Escape closes it."""

import time
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr
from hagui.monitor.alarms.model import Alarm
from hagui.shell import marks
from hagui.shell.alarms.menu import MuteMenu
from hagui.shell.alarms.values import AlarmsLook, Line
from hagui.shell.alarms.words import headline, muted_words, others, over_words, standing_words
from hagui.shell.labels import label
from hagui.theme import Theme

WIDTH: Final = 520
TALLEST: Final = 420
OVER: Final = 5
"""Alarms listed that are over."""


class AlarmsPopup(QFrame):
    """All alarms that go on, the worst first, and what is muted."""

    seen = Signal(object)
    """The number of an alarm that was looked at; None: all."""
    chosen = Signal(object)
    """An ``Alarm`` whose subject is to be shown."""
    mute_chosen = Signal(object)
    """A ``MuteWish``."""

    def __init__(self, look: AlarmsLook, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("alarm", "Alarms"))
        self._look = look
        self._theme = theme
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        box.setSpacing(8)
        box.addWidget(label(tr("alarm", "Alarms"), "heading"))
        self._body = QWidget()
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box.addWidget(self._scroll, 1)
        self.silence = label("", "dim")
        box.addWidget(self.silence)
        line = QHBoxLayout()
        self.mute = QPushButton(tr("alarm", "Mute"))
        self.mute.setToolTip(tr("alarm", "Choose what does not ring, and for how long"))
        self._menu = MuteMenu(lambda: self._look.mutes, self.mute)
        self._menu.chosen.connect(self.mute_chosen)
        self.mute.setMenu(self._menu)
        self.all_seen = QPushButton(tr("alarm", "All seen"))
        self.all_seen.setToolTip(tr("alarm", "Count them no more; they stay here until over"))
        self.all_seen.clicked.connect(lambda: self.seen.emit(None))
        line.addWidget(self.mute)
        line.addStretch(1)
        line.addWidget(self.all_seen)
        box.addLayout(line)
        self.setFixedWidth(WIDTH)
        self._fill()

    def show_look(self, look: AlarmsLook) -> None:
        """Take the newest; untouched where nothing changed."""
        if look != self._look:
            self._look = look
            self._fill()
            self._fit()
            if not any(item.hasFocus() for item in self.findChildren(QPushButton)):
                self._focus()

    def show_at(self, place: QPoint) -> None:
        """Open below a widget, as far as the screen has room there, with the keyboard in it."""
        room = self.screen().availableGeometry()
        self.move(max(room.left(), min(place.x(), room.right() - WIDTH)), place.y())
        self.show()
        self._fit()
        self._focus()

    def rows(self) -> list[str]:
        """What each row says, from the top."""
        found = self._body.findChildren(QLabel, "alarmTitle")
        return [item.text() for item in found]

    def _focus(self) -> None:
        """Put the keyboard on the first alarm that nobody has seen."""
        unseen = (item for item in self._body.findChildren(QPushButton, "alarmSeen"))
        first = next((item for item in unseen if item.isEnabled()), self.mute)
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fit(self) -> None:
        body = self._body
        body.adjustSize()
        height = body.heightForWidth(WIDTH - 28) if body.hasHeightForWidth() else 0
        self._scroll.setFixedHeight(min(height or body.sizeHint().height(), TALLEST))
        self.adjustSize()

    def _fill(self) -> None:
        body = self._body = QWidget()
        body.setObjectName("popupBody")
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        now, look = time.time(), self._look
        for line in look.standing:
            rows.addLayout(self._row(line, now))
        for alarm in look.over[:OVER]:
            rows.addLayout(self._over(alarm, now))
        if not look.standing and not look.over:
            rows.addWidget(label(tr("alarm", "No alarms: nothing has gone wrong."), "dim"))
        rows.addStretch(1)
        before = self._scroll.takeWidget()
        before.hide()
        before.deleteLater()  # not at once: a button in it may be what asked for this
        self._scroll.setWidget(body)
        words = muted_words(look.mutes, now)
        self.silence.setText("\n".join(words))
        self.silence.setVisible(bool(words))
        self.all_seen.setEnabled(bool(look.calling))

    def _row(self, line: Line, now: float) -> QHBoxLayout:
        alarm, theme = line.alarm, self._theme
        mild = line.muted is not None or alarm.seen
        row, texts = self._texts("◐" if mild else "▲", theme.warning if mild else theme.failed)
        title = label(headline(alarm))
        title.setObjectName("alarmTitle")
        texts.addWidget(title)
        if more := others(alarm):
            texts.addWidget(label(more, "dim"))
        texts.addWidget(label(standing_words(line, now), "dim"))
        show = QPushButton(tr("alarm", "Show"))
        show.setAccessibleName(f"{show.text()}: {title.text()}")
        show.clicked.connect(lambda: self.chosen.emit(alarm))
        seen = QPushButton(tr("alarm", "Seen"))
        seen.setObjectName("alarmSeen")
        seen.setAccessibleName(f"{seen.text()}: {title.text()}")
        seen.setEnabled(not alarm.seen)
        seen.clicked.connect(lambda: self.seen.emit(alarm.number))
        row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(seen, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _over(self, alarm: Alarm, now: float) -> QHBoxLayout:
        row, texts = self._texts("✓", self._theme.running)
        title = label(headline(alarm), "dim")
        title.setObjectName("alarmTitle")
        texts.addWidget(title)
        texts.addWidget(label(over_words(alarm, now), "dim"))
        return row

    def _texts(self, glyph: str, color: str) -> tuple[QHBoxLayout, QVBoxLayout]:
        row = QHBoxLayout()
        row.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(marks.pixmap(glyph, color, self.devicePixelRatioF()))
        mark.setContentsMargins(0, 3, 0, 0)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        row.addLayout(texts, 1)
        return row, texts
