"""The steps of an incident side by side, as wide as they were long."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from hagui.monitor.incidents.model import Step
from hagui.shell import marks
from hagui.shell.incidents.words import step_tip, step_words
from hagui.theme import Theme, mix

HEIGHT: Final = 42
PAD: Final = 8
GAP: Final = 2


class StepBar(QWidget):
    """Each step with its word and its length; none is narrower than its text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._steps: tuple[Step, ...] = ()
        self._now = 0.0
        self._rects: list[QRectF] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as two lines of text."""
        return QSize(320, HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self.update()

    def show_steps(self, steps: tuple[Step, ...], now: float) -> None:
        """Show these; ``now`` in seconds since 1970, for what is under way."""
        self._steps, self._now = steps, now
        said = ", ".join(" ".join(step_words(step, now)) for step in steps)
        if self.accessibleName() != said:
            self.setAccessibleName(said)
        self.update()

    def widths(self, room: float) -> list[float]:
        """How wide each step is in so much room: first its text, the rest by its length."""
        metrics = self.fontMetrics()
        least = [
            max(metrics.horizontalAdvance(word) + marks.SIZE + 5, metrics.horizontalAdvance(took))
            + 2.0 * PAD
            for word, took in (step_words(step, self._now) for step in self._steps)
        ]
        rest = room - sum(least) - GAP * max(len(least) - 1, 0)
        if rest < 0:
            share = max(room - GAP * max(len(least) - 1, 0), 0.0) / max(sum(least), 1.0)
            return [width * share for width in least]
        lengths = [
            max((self._now if step.end is None else step.end) - step.begin, 0.0)
            for step in self._steps
        ]
        whole = sum(lengths)
        if not whole:
            return [width + rest / max(len(least), 1) for width in least]
        return [
            width + rest * seconds / whole for width, seconds in zip(least, lengths, strict=True)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._rects.clear()
        x = 0.5
        for step, width in zip(self._steps, self.widths(self.width() - 1), strict=True):
            rect = QRectF(x, 0.5, width, self.height() - 1)
            self._rects.append(rect)
            self._draw(painter, step, rect)
            x += width + GAP
        painter.end()

    def event(self, event: QEvent) -> bool:
        """A tip for each step."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for step, rect in zip(self._steps, self._rects, strict=False):
                if rect.contains(QPointF(event.pos())):
                    QToolTip.showText(event.globalPos(), step_tip(step), self)
                    return True
        return super().event(event)

    def _draw(self, painter: QPainter, step: Step, rect: QRectF) -> None:
        theme, done = self._theme, step.end is not None
        color = theme.failed if step.failed else theme.running if done else theme.selection
        glyph = "▲" if step.failed else "✓" if done else "◌"
        painter.setPen(QPen(QColor(color if not done or step.failed else theme.line), 1))
        painter.setBrush(QColor(theme.soft if done else mix(theme.pane, color, 0.12)))
        painter.drawRoundedRect(rect, 5, 5)
        word, took = step_words(step, self._now)
        inside = rect.adjusted(PAD, 3, -PAD, -3)
        upper = QRectF(inside.x(), inside.y(), inside.width(), inside.height() / 2)
        lower = upper.translated(0, inside.height() / 2)
        mark = QRectF(upper.x(), upper.center().y() - marks.SIZE / 2, marks.SIZE, marks.SIZE)
        marks.paint(painter, mark, glyph, QColor(color))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        metrics, elide = painter.fontMetrics(), Qt.TextElideMode.ElideRight
        words = upper.adjusted(marks.SIZE + 5, 0, 0, 0)
        painter.setPen(QColor(theme.text))
        painter.drawText(words, align, metrics.elidedText(word, elide, int(words.width()) + 1))
        painter.setPen(QColor(theme.dim if done else theme.text))
        painter.drawText(lower, align, metrics.elidedText(took, elide, int(lower.width()) + 1))
