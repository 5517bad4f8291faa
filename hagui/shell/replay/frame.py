"""The frame around the canvas that marks it as the past."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from hagui.theme import Theme

WIDE: Final = 4
"""Width of the frame in logical pixels."""
VEIL: Final = 14
"""How much of its colour (of 255) lies over what is inside."""


class ReplayFrame(QWidget):
    """Lies over another widget, as large as that, and lets everything through."""

    def __init__(self, around: QWidget, theme: Theme) -> None:
        super().__init__(around)
        self._around = around
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.installEventFilter(self)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self.update()

    def show_frame(self, *, shown: bool) -> None:
        """Be there, or not."""
        self.resize(self._around.size())
        self.setVisible(shown)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what it lies over."""
        if watched is self._around and event.type() is QEvent.Type.Resize:
            self.resize(self._around.size())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A frame, and a breath of its colour inside."""
        color = QColor(self._theme.selection)
        painter = QPainter(self)
        half = WIDE / 2
        painter.setPen(QPen(color, WIDE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        veil = QColor(color)
        veil.setAlpha(VEIL)
        painter.setBrush(veil)
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))
        painter.end()
