"""The tray's frame and title; the cards in it are card items."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from hagui.graph import words
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem, rectf, rounded, write
from hagui.graph.items.level import Level, Scale
from hagui.graph.layout.geometry import Rect
from hagui.graph.marks import Tone


class TrayItem(BoardItem):
    """Where what runs nowhere lies."""

    def __init__(self, ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self._count = 0
        self._blocks: list[tuple[QRectF, Tone, bool]] = []

    def show_count(self, count: int) -> None:
        """How many cards lie in it."""
        if count != self._count:
            self._count = count
            self.update()

    def set_blocks(self, blocks: list[tuple[Rect, Tone, bool]]) -> None:
        """Cards to draw as blocks in the overview: place in the tray, tone, whether quiet."""
        self._blocks = [(rectf(place), tone, quiet) for place, tone, quiet in blocks]
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the dashed frame and its title."""
        del option, widget
        ink = self.ink
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink.cosmetic(ink.dash_pen))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(rounded(self.width, self.height, 10))
        if self.scale_now.level is Level.FAR:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            for rect, tone, quiet in self._blocks:
                painter.fillRect(rect, ink.soft if quiet else ink.blocks[tone])
        elif self._count:
            write(painter, 12, 20, words.tray_title(self._count), ink.small_bold, ink.dim)
        else:
            write(painter, 12, 20, words.tray_empty(), ink.small, ink.dim)
