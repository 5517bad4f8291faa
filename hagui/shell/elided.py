"""A label of one line that ends in an ellipsis where its text does not fit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

LEAST = 40
"""Logical pixels below which it does not shrink."""


class ElidedLabel(QLabel):
    """Plain text; all of it is in the tool tip while it does not fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        hint = super().minimumSizeHint()
        return QSize(min(LEAST, hint.width()), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        room, text = self.contentsRect(), self.text()
        short = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        tip = "" if short == text else text
        if self.toolTip() != tip:
            self.setToolTip(tip)
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        style = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        align = int(self.alignment())
        enabled = self.isEnabled()
        style.drawItemText(
            painter, room, align, self.palette(), enabled, short, self.foregroundRole()
        )
        painter.end()
