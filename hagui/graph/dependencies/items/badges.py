"""Small violet marks of what is not so yet: what a draft changed, what it would do."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from hagui.graph.ink import Ink
from hagui.graph.items.base import elided
from hagui.graph.marks import Tone

_HEIGHT = 16.0


def paint_pill(
    painter: QPainter, ink: Ink, text: str, right: float, top: float, room: float
) -> float:
    """A dashed violet pill that ends at ``right``; returns its width."""
    text = elided(text, ink.tag_size, room - 12)
    width = ink.tag_size.horizontalAdvance(text) + 12
    place = QRectF(right - width + 0.5, top + 0.5, width - 1, _HEIGHT - 1)
    ghost = ink.tone(Tone.GHOST)
    painter.setPen(ink.dash(ghost))
    painter.setBrush(ink.pane)
    painter.drawRoundedRect(place, 7.5, 7.5)
    painter.setFont(ink.tag)
    painter.setPen(ghost)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    return width


class DraftBadge:
    """A filled pill on the upper edge of what the draft has changed."""

    def __init__(self, text: str, ink: Ink) -> None:
        self._text = text
        self._ink = ink
        self.width = ink.tag_size.horizontalAdvance(text) + 12

    def paint(self, painter: QPainter, right: float, middle: float) -> None:
        """Draw it so that it ends at ``right``, around the height ``middle``."""
        ink = self._ink
        ghost = ink.tone(Tone.GHOST)
        place = QRectF(right - self.width, middle - 7, self.width, 14)
        painter.setPen(QPen(ghost, 1))
        painter.setBrush(ink.pane)
        painter.drawRoundedRect(place, 7, 7)
        painter.setFont(ink.tag)
        painter.setPen(ghost)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._text)
