"""The small shapes that stand beside words, painted so that they sit and scale alike everywhere.

Fonts differ in size and baseline for ``●``, ``◆`` and their like, and some have none. The
phrases name a shape by its character. Those of states are the canvas's own (``graph.glyphs``);
here are drawn those that only lists have: chevrons, arrows, kinds of constraints.
"""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from hagui.graph.glyphs import paint_glyph
from hagui.graph.marks import Mark
from hagui.phrases.states import Tone
from hagui.theme import Theme

SIZE = 12
"""Logical pixels of a mark's square."""
_STATES: Final = {
    "●": Mark.STARTED,
    "○": Mark.UNPROMOTED,
    "◌": Mark.PENDING,
    "◐": Mark.STANDBY,
    "◧": Mark.MAINTENANCE,
    "◆": Mark.PROMOTED,
    "◇": Mark.ORPHANED,
    "▲": Mark.FAILED,
    "■": Mark.STOPPED,
    "✕": Mark.OFFLINE,
}


def tone_color(theme: Theme, tone: Tone) -> str:
    """The colour that a tone has in a theme."""
    match tone:
        case Tone.PLAIN:
            return theme.text
        case Tone.DIM:
            return theme.dim
        case Tone.GOOD:
            return theme.running
        case Tone.PROMOTED:
            return theme.promoted
        case Tone.WARNING:
            return theme.warning
        case Tone.BAD:
            return theme.failed


def paint(painter: QPainter, rect: QRectF, glyph: str, color: QColor) -> None:
    """Draw the shape that ``glyph`` names into ``rect``; unknown ones as text."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    painter.translate(rect.center())
    painter.scale(side / SIZE, side / SIZE)
    state = _STATES.get(glyph)
    if state is not None:
        paint_glyph(painter, state, QPointF(0, 0), color)
    else:
        _draw(painter, glyph, color)
    painter.restore()


def _draw(painter: QPainter, glyph: str, color: QColor) -> None:
    pen = QPen(color, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)

    def lines(*points: tuple[float, float]) -> None:
        painter.setPen(pen)
        path = QPainterPath(QPointF(*points[0]))
        for point in points[1:]:
            path.lineTo(*point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    match glyph:
        case "✓":
            lines((-4, 0.3), (-1.2, 3.1), (4, -3))
        case "▾":
            lines((-3.6, -1.8), (0, 1.9), (3.6, -1.8))
        case "▸":
            lines((-1.8, -3.6), (1.9, 0), (-1.8, 3.6))
        case "→":
            lines((-4.6, 0), (4.4, 0))
            lines((1.4, -3), (4.4, 0), (1.4, 3))
        case "⊕" | "⊖":
            pen.setWidthF(1.2)
            painter.setPen(pen)
            painter.drawEllipse(QRectF(-4.6, -4.6, 9.2, 9.2))
            lines((-2.4, 0), (2.4, 0))
            if glyph == "⊕":
                lines((0, -2.4), (0, 2.4))
        case "◎":
            pen.setWidthF(1.2)
            painter.setPen(pen)
            painter.drawEllipse(QRectF(-4.6, -4.6, 9.2, 9.2))
            painter.setBrush(color)
            painter.drawEllipse(QRectF(-1.3, -1.3, 2.6, 2.6))
        case "▭":
            pen.setWidthF(1.2)
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(-4.8, -3.2, 9.6, 6.4), 1.5, 1.5)
            lines((1.2, -3.2), (1.2, 3.2))
        case _:
            painter.setPen(color)
            painter.drawText(QRectF(-6, -6, 12, 12), Qt.AlignmentFlag.AlignCenter, glyph)


@lru_cache(maxsize=512)
def pixmap(glyph: str, color: str, ratio: float = 1.0, side: int = SIZE) -> QPixmap:
    """The shape as a pixmap of ``side`` logical pixels."""
    made = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, QRectF(0, 0, side, side), glyph, QColor(color))
    painter.end()
    return made


@lru_cache(maxsize=256)
def icon(glyph: str, color: str) -> QIcon:
    """The shape as an icon, sharp on dense screens."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(glyph, color, ratio))
        # else Qt tints it where its row is selected, and its colour says something
        made.addPixmap(pixmap(glyph, color, ratio), QIcon.Mode.Selected)
    return made
