"""A node's column: its body, and in the overview its cards as coloured blocks."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from hagui.graph.cards import Column
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem, rounded
from hagui.graph.items.level import Level, Scale
from hagui.graph.layout.geometry import Rect
from hagui.graph.marks import Mark, Tone

RADIUS = 10.0
_HATCHED = frozenset({Mark.STANDBY, Mark.MAINTENANCE})


class ColumnItem(BoardItem):
    """The body of one column."""

    def __init__(self, column: Column, ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.column = column
        self._blocks: dict[tuple[Tone, bool], list[QRectF]] = {}
        self._shift = (0.0, 1.0)
        self._cache_for(scale)

    def show_column(self, column: Column) -> None:
        """Show another state of the node."""
        if column.mark is not self.column.mark:
            self.update()
        self.column = column

    def set_blocks(self, blocks: Iterable[tuple[Rect, Tone, bool]]) -> None:
        """Cards to draw as blocks; places are relative to the column's body."""
        sorted_out: dict[tuple[Tone, bool], list[QRectF]] = {}
        for rect, tone, emphasised in blocks:
            sorted_out.setdefault((tone, emphasised), []).append(
                QRectF(rect.x, rect.y, rect.width, rect.height)
            )
        self._blocks = sorted_out
        self.update()

    def set_body(self, top: float, share: float) -> None:
        """Where the body begins and how much it is squeezed, for drawing blocks."""
        if self._shift != (top, share):
            self._shift = (top, share)
            self.update()

    def set_scale(self, scale: Scale) -> None:
        """In the overview the column is small on screen, and kept as a picture."""
        if scale.level is not self.scale_now.level:
            self._cache_for(scale)
        super().set_scale(scale)

    def _cache_for(self, scale: Scale) -> None:
        far = scale.level is Level.FAR
        mode = QGraphicsItem.CacheMode
        self.setCacheMode(mode.DeviceCoordinateCache if far else mode.NoCache)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the body, hatched where the node takes no part."""
        del option, widget
        ink, mark = self.ink, self.column.mark
        far = self.scale_now.level is Level.FAR
        radius = RADIUS if not far else self.scale_now.units(4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = rounded(self.width, self.height, radius)
        off = mark is Mark.OFFLINE
        painter.fillPath(shape, ink.background if off else ink.column)
        if mark in _HATCHED:
            brush = ink.hatch
            brush.setTransform(painter.worldTransform().inverted()[0])
            painter.fillPath(shape, brush)
        pen = ink.failed_pen if mark is Mark.UNCLEAN else ink.dash_pen if off else ink.line_pen
        if far:
            pen = ink.cosmetic(pen)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if far:
            self._paint_blocks(painter)
        self.frame(painter, radius)

    def _paint_blocks(self, painter: QPainter) -> None:
        top, share = self._shift
        painter.save()
        painter.translate(0, top)
        painter.scale(1, share)
        painter.setPen(Qt.PenStyle.NoPen)
        dimmed = any(emphasised for _, emphasised in self._blocks)
        for (tone, emphasised), rects in self._blocks.items():
            color = QColor(self.ink.tone(tone) if emphasised else self.ink.blocks[tone])
            if dimmed and not emphasised:
                color.setAlphaF(0.3)
            painter.setBrush(color)
            painter.drawRects(rects)
        painter.restore()
