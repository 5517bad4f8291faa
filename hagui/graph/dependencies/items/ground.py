"""What stands behind everything: the rulers above, and words above what stands alone."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from hagui.graph.dependencies import words
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem
from hagui.graph.items.level import Scale
from hagui.graph.layout.geometry import Rect


class GroundItem(BoardItem):
    """Rulers and headings."""

    def __init__(self, ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self._rulers: tuple[Rect, ...] = ()
        self._alone: Rect | None = None
        self._empty = False

    def show_ground(self, rulers: Sequence[Rect], alone: Rect | None, *, empty: bool) -> None:
        """Show these."""
        found = (tuple(rulers), alone, empty)
        if found != (self._rulers, self._alone, self._empty):
            self._rulers, self._alone, self._empty = found
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw them."""
        del option, widget
        ink = self.ink
        size = min(max(11.0, self.scale_now.units(9.5)), 22.0)
        letters, metrics = ink.scaled(size)
        painter.setFont(letters)
        first, last = words.starts_first(), words.starts_last()
        for ruler in self._rulers:
            right = ruler.x + ruler.width
            left_end = ruler.x + metrics.horizontalAdvance(first) + 10
            right_end = right - metrics.horizontalAdvance(last) - 10
            if right_end - left_end < 12:
                continue
            y = ruler.y + metrics.capHeight() / 2
            painter.setPen(ink.dim)
            painter.drawText(QPointF(ruler.x, y), first)
            painter.drawText(QPointF(right_end + 10, y), last)
            painter.setPen(ink.edge_pen)
            painter.drawLine(QPointF(left_end, ruler.y), QPointF(right_end, ruler.y))
        if self._alone is not None:
            painter.setPen(ink.dim)
            painter.drawText(
                QPointF(self._alone.x, self._alone.y + metrics.capHeight() + 2), words.alone()
            )
        if self._empty:
            painter.setPen(ink.dim)
            painter.drawText(
                QRectF(0, 0, self.width, self.height),
                Qt.AlignmentFlag.AlignCenter,
                words.nothing(),
            )
