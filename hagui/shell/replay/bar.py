"""The transport bar: says that the past is shown, and which moment of it, and lets one move."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from hagui.i18n import tr
from hagui.monitor.replay.model import SPEEDS
from hagui.shell.icons import action_icon
from hagui.shell.registry import ActionRegistry
from hagui.shell.replay import actions, words
from hagui.shell.replay.scrubber import Scrubber
from hagui.shell.replay.values import ReplayLook
from hagui.theme import Theme

NARROW: Final = 1080
"""Logical pixels; below them only what one has to know is said."""
COMPACT: Final = 840
"""Below them marks stand for words."""
ICONS: Final = (actions.PREVIOUS, actions.BACK, actions.PLAY, actions.ON, actions.NEXT)


class ReplayBar(QWidget):
    """Across the window, as loud as the banner of stale data, in the colour of what is chosen."""

    sought = Signal(float)
    """A time is wanted, in seconds since 1970."""
    speed_chosen = Signal(int)
    skip_chosen = Signal(bool)
    left = Signal()
    """The cluster as it is now is wanted."""

    def __init__(self, theme: Theme, registry: ActionRegistry) -> None:
        super().__init__()
        self.setObjectName("transport")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        self._theme = theme
        self._look: ReplayLook | None = None
        self._wrong = ""
        """What is wrong with the cluster as it is now."""
        self._registry = registry
        self.title = QLabel()
        self.title.setObjectName("replayTitle")
        self.time = QLabel()
        self.time.setObjectName("replayTime")
        self.ago = QLabel()
        self.buttons = {action.id: self._button(action.id, registry[action]) for action in ICONS}
        self.speed = QComboBox()
        self.speed.setAccessibleName(tr("replay", "Speed"))
        self.speed.setToolTip(tr("replay", "So many times as fast as it was"))
        for factor in SPEEDS:
            self.speed.addItem(f"×{factor}", factor)
        self.skip = QCheckBox(tr("replay", "Skip quiet times"))
        self.skip.setToolTip(tr("replay", "Pass over times in which nothing changed"))
        self.slider = Scrubber(self)
        self.now = QLabel()
        self.now.setObjectName("replayNow")
        self.back = QPushButton(tr("replay", "Return to live"))
        self.back.setToolTip(tr("replay", "Show the cluster as it is now again (Esc)"))
        self._label_texts()
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 12, 0)
        line.setSpacing(6)
        middle = Qt.AlignmentFlag.AlignVCenter
        for label in (self.title, self.time, self.ago):
            line.addWidget(label)
        line.addSpacing(6)
        for button in self.buttons.values():
            line.addWidget(button)
        line.addWidget(self.speed)
        line.addWidget(self.slider, 1)
        line.addWidget(self.skip)
        line.addWidget(self.now, 0, middle)
        line.addWidget(self.back)
        self.slider.sought.connect(self.sought)
        self.speed.currentIndexChanged.connect(self._speed)
        self.skip.toggled.connect(self.skip_chosen)
        self.back.clicked.connect(self.left)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self._draw_icons()

    def show_look(self, look: ReplayLook | None) -> None:
        """Another moment, or how it goes on; None: the cluster of now is shown."""
        before, self._look = self._look, look
        if look is None:
            self.hide()
            return
        self.title.setText(words.title_words(look, wide=self.width() >= NARROW))
        self.time.setText(words.time_words(look))
        self.time.setToolTip(words.span_words(look))
        self.ago.setText(tr("replay", "reading…") if look.waiting else words.ago_words(look))
        self.slider.show_time(look.at, look.begin, look.end)
        with QSignalBlocker(self.speed):
            self.speed.setCurrentIndex(self.speed.findData(look.speed))
        with QSignalBlocker(self.skip):
            self.skip.setChecked(look.skip_quiet)
        self.back.setVisible(not look.file)
        self.buttons[actions.BACK.id].setEnabled(not look.first)
        self.buttons[actions.ON.id].setEnabled(not look.last)
        if before is None or before.playing is not look.playing:
            self._draw_icons()
        if before is None:
            self.setAccessibleName(f"{self.title.text()} · {self.time.text()}")
        self._fold()
        self.show()

    def say_now(self, text: str) -> None:
        """What is wrong with the cluster as it is now, meanwhile; empty: nothing."""
        self._wrong = tr("replay", "▲ now: {what}", what=text) if text else ""
        about = tr("replay", "The cluster as it is now, not the moment shown")
        self.now.setToolTip(f"{self._wrong}\n{about}")
        self.now.setAccessibleName(self._wrong)
        self._fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays, or pauses."""
        if event.key() == Qt.Key.Key_Space:
            self._registry[actions.PLAY].trigger()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for more, or for less."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        wide = self.width() >= NARROW
        if self._look is not None:
            self.title.setText(words.title_words(self._look, wide=wide))
            self.title.setToolTip(words.span_words(self._look))
        self.ago.setVisible(wide)
        compact = self.width() < COMPACT
        self.now.setText("▲" if compact and self._wrong else self._wrong)
        self.now.setVisible(bool(self._wrong))
        self.skip.setVisible(not compact)
        self.skip.setText(tr("replay", "Skip quiet times") if wide else "")
        self.skip.setAccessibleName(tr("replay", "Skip quiet times"))

    def _label_texts(self) -> None:
        for label in (self.title, self.time, self.ago, self.now):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.now.hide()

    def _speed(self) -> None:
        self.speed_chosen.emit(int(self.speed.currentData()))

    def _draw_icons(self) -> None:
        """The icons in the colour of the bar's text; play is pause while it plays."""
        playing = self._look is not None and self._look.playing
        for action in ICONS:
            name = "pause" if playing and action is actions.PLAY else action.icon
            button = self.buttons[action.id]
            button.setIcon(action_icon(name, self._theme.on_selection))
        play = self.buttons[actions.PLAY.id]
        text = tr("replay", "Pause") if playing else tr("replay", "Play")
        play.setAccessibleName(text)
        play.setToolTip(tr("replay", "{what} (Space)", what=text))

    def _button(self, name: str, action: QAction) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName(name)
        made.setIconSize(QSize(16, 16))
        made.setFixedSize(QSize(28, 28))
        made.setAccessibleName(action.text())
        keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        made.setToolTip(f"{action.toolTip()} ({keys})")
        made.clicked.connect(action.trigger)
        return made
