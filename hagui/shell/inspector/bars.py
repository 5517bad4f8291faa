"""Scores as bars: a row for each node, each part in the colour of its reason."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontInfo,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from hagui.shell.inspector.blocks import Bar, Bars
from hagui.theme import Theme

NAME_WIDTH: Final = 96
"""Logical pixels that names of nodes take at most."""
SCORE_WIDTH: Final = 56
THICKNESS: Final = 14
GAP: Final = 8
SMALL: Final = 0.85
"""Size of what is written on a bar, of that of its name."""
FAINT: Final = 110
"""Opacity, of 255, of what speaks against a node."""


def cause_color(theme: Theme, cause: int, *, against: bool) -> QColor:
    """The colour of a reason: never that of a failure unless it speaks against."""
    if against:
        color = QColor(theme.failed)
        color.setAlpha(FAINT)
        return color
    colors = (theme.running, theme.promoted, theme.ghost, theme.warning, theme.dim)
    return QColor(colors[cause % len(colors)])


class ScoreBars(QWidget):
    """Draws the rows; what it shows can be heard, and is told by tooltips."""

    def __init__(self, bars: Bars, theme: Theme) -> None:
        super().__init__()
        self._bars, self._theme = bars, theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(bars.title)
        self.setAccessibleDescription("\n".join(row.words for row in bars.rows))

    @property
    def _line(self) -> int:
        return max(self.fontMetrics().height() + 3, THICKNESS + 5)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(200, self._line * len(self._bars.rows))

    def minimumSizeHint(self) -> QSize:
        """The same, narrower."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all rows."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, row in enumerate(self._bars.rows):
            self._paint(painter, row, place * self._line)

    def _paint(self, painter: QPainter, row: Bar, top: int) -> None:
        metrics = self.fontMetrics()
        text = self.palette().color(QPalette.ColorRole.WindowText)
        font = self.font()
        font.setBold(row.here)
        painter.setFont(font)
        painter.setPen(text)
        names, scores = self._name_width(), self._score_width()
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideMiddle, names)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, top, names, self._line), middle, name)
        left = names + GAP
        length = max(self.width() - left - scores - GAP, 20)
        bar = QRectF(left, top + (self._line - THICKNESS) / 2, length, THICKNESS)
        painter.fillRect(bar, QColor(self._theme.soft))
        at = bar.left()
        for part in row.parts:
            color = cause_color(self._theme, part.cause, against=part.against)
            width = min(part.share * length, bar.right() - at)
            if part.against and at > bar.left():  # it takes away from what speaks for the node
                width = min(part.share * length, at - bar.left())
                at -= width
            painter.fillRect(QRectF(at, bar.top(), width, THICKNESS), color)
            at += width
        if row.why:
            self._tell(painter, row.why, bar)
        painter.drawText(
            QRectF(bar.right() + GAP, top, scores, self._line),
            middle | Qt.AlignmentFlag.AlignLeft,
            row.score,
        )

    def _tell(self, painter: QPainter, why: str, bar: QRectF) -> None:
        """Why it cannot run there, on the bar itself."""
        painter.save()
        small = self.font()
        small.setPixelSize(round(QFontInfo(small).pixelSize() * SMALL))
        painter.setFont(small)
        room = bar.adjusted(4, -3, -2, 3)
        metrics = QFontMetricsF(small)
        words = metrics.elidedText(why, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        painter.restore()

    def _name_width(self) -> int:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(row.name) for row in self._bars.rows), default=0)
        return min(widest + 6, max(NAME_WIDTH, self.width() // 3))

    def _score_width(self) -> int:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(row.score) for row in self._bars.rows), default=0)
        return min(widest + 2, max(SCORE_WIDTH, self.width() // 3))

    def event(self, event: QEvent) -> bool:
        """Tell the row under the pointer in words."""
        if isinstance(event, QHelpEvent):
            place = event.pos().y() // self._line
            rows = self._bars.rows
            QToolTip.showText(
                event.globalPos(), rows[place].words if 0 <= place < len(rows) else "", self
            )
            return True
        return super().event(event)
