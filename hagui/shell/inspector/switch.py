"""An on/off switch, as in the columns' headers."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from hagui.theme import Theme

WIDTH, HEIGHT, GAP = 30, 16, 9
WRAPPED = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)


class SwitchButton(QAbstractButton):
    """A labelled switch; Space and a click ask for the other state."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Room for the switch and its text in one line."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(WIDTH + GAP + width + 6, max(HEIGHT, self.fontMetrics().height()) + 8)

    def minimumSizeHint(self) -> QSize:
        """Room for the switch, with its text in lines below each other."""
        return QSize(WIDTH + GAP + 60, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """The text may need more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for all lines of the text."""
        room = QRect(0, 0, max(1, width - WIDTH - GAP - 4), 10_000)
        return max(HEIGHT, self.fontMetrics().boundingRect(room, WRAPPED, self.text()).height()) + 8

    def nextCheckState(self) -> None:
        """The cluster decides: the switch moves when its state has moved."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the switch."""
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - HEIGHT) / 2
        track = QRectF(2, top, WIDTH, HEIGHT)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.drawRoundedRect(track.adjusted(-1, -1.5, 1, 1.5), 9.5, 9.5)
        painter.setPen(Qt.PenStyle.NoPen)
        color = QColor(theme.running if on else theme.dim)
        knob = QColor("#ffffff" if not theme.is_dark else theme.text)
        if not self.isEnabled():
            color.setAlphaF(0.45)
        painter.setBrush(color)
        painter.drawRoundedRect(track, HEIGHT / 2, HEIGHT / 2)
        painter.setBrush(knob)
        left = track.right() - 14 if on else track.left() + 2
        painter.drawEllipse(QRectF(left, top + 2, 12, 12))
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.dim))
        left = round(track.right()) + GAP
        room = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(room, WRAPPED, self.text())
        painter.end()
