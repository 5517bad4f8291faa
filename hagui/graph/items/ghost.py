"""A ghost: the dashed card of what would come to a node, and what that costs."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from hagui.graph import foretelling
from hagui.graph.ghosts import Ghost
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem, elided, left_bar, rounded, write
from hagui.graph.items.level import Level, Scale
from hagui.graph.marks import Tone

_RADIUS = 7.0
_LEFT = 12.0
_RIGHT = 9.0
_TINT = 0.08


class GhostItem(BoardItem):
    """One ghost."""

    def __init__(self, ghost: Ghost, ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.ghost = ghost

    def show_ghost(self, ghost: Ghost) -> None:
        """Show another prediction for the same thing on the same node."""
        if ghost != self.ghost:
            self.ghost = ghost
            self.reset()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw a dashed card, with as much text as the zoom allows."""
        del option, widget
        color = self.ink.tone(Tone.GHOST)
        tint = QColor(color)
        tint.setAlphaF(_TINT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = rounded(self.width, self.height, _RADIUS)
        painter.fillPath(shape, self.ink.column)
        painter.fillPath(shape, tint)
        pen = QPen(color, 1.4, Qt.PenStyle.DashLine)
        if self.scale_now.level is Level.FAR:
            pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if self.scale_now.level is Level.FAR:
            return
        painter.fillPath(left_bar(self.width, self.height, _RADIUS, 4.0), color)
        if self.scale_now.level is Level.MIDDLE:
            self._paint_name(painter, color)
        else:
            self._paint_lines(painter, color)

    def _paint_name(self, painter: QPainter, color: QColor) -> None:
        letters, metrics = self.ink.scaled(self.scale_now.units(10.5))
        name = elided(self.ghost.title, metrics, self.width - 16, Qt.TextElideMode.ElideMiddle)
        baseline = (self.height + metrics.capHeight()) / 2
        write(painter, 9, baseline, name, letters, color)

    def _paint_lines(self, painter: QPainter, color: QColor) -> None:
        ink, ghost = self.ink, self.ghost
        compact = self.height < 40
        first = self.height / 2 + 4.5 if compact else 19.0
        inner = self.width - _LEFT - _RIGHT
        word = elided(foretelling.ghost_word(ghost), ink.small_size, inner * 0.62)
        width = ink.small_size.horizontalAdvance(word)
        title = elided(ghost.title, ink.title_size, inner - width - 8, Qt.TextElideMode.ElideMiddle)
        write(painter, _LEFT, first, title, ink.title, color)
        write(painter, self.width - _RIGHT - width, first, word, ink.small, color)
        if compact:
            return
        detail = elided(foretelling.ghost_line(ghost), ink.small_size, inner)
        painter.setFont(ink.small)
        painter.setPen(color)
        box = QRectF(_LEFT, 24, inner, self.height - 26)
        painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, detail)
