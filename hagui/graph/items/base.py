"""What all items share: shapes built once, text that fits, and their place in the layout."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem

from hagui.graph.glyphs import paint_glyph
from hagui.graph.ink import Ink
from hagui.graph.items.level import Level, Scale
from hagui.graph.layout.geometry import Rect

OUTLINE = 3.0
"""How far selection frames reach beyond an item."""


def rectf(rect: Rect) -> QRectF:
    """A layout's rectangle as Qt's."""
    return QRectF(rect.x, rect.y, rect.width, rect.height)


@lru_cache(maxsize=512)
def rounded(width: float, height: float, radius: float) -> QPainterPath:
    """A rounded rectangle from the origin, inset by half a hairline."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), radius, radius)
    return path


@lru_cache(maxsize=512)
def left_bar(width: float, height: float, radius: float, bar: float) -> QPainterPath:
    """The left edge of a rounded rectangle."""
    strip = QPainterPath()
    strip.addRect(QRectF(0, 0, bar, height))
    whole = QPainterPath()
    whole.addRoundedRect(QRectF(0, 0, width, height), radius, radius)
    return whole.intersected(strip)


def elided(
    text: str,
    size: QFontMetricsF,
    width: float,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> str:
    """``text`` shortened to ``width``."""
    if size.horizontalAdvance(text) <= width:
        return text
    return size.elidedText(text, mode, width)


class BoardItem(QGraphicsItem):
    """An item with a size, ink and scale; it draws from the origin."""

    def __init__(self, ink: Ink, scale: Scale) -> None:
        super().__init__()
        self.ink = ink
        self.scale_now = scale
        self.width = 0.0
        self.height = 0.0
        self.selected = False
        self.related = False
        self._bounds = QRectF()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def boundingRect(self) -> QRectF:
        """The item with its selection frame; kept, for Qt asks often."""
        return self._bounds

    def resize(self, width: float, height: float) -> None:
        """Take a size."""
        if (width, height) != (self.width, self.height):
            self.prepareGeometryChange()
            self.width, self.height = width, height
            self._bounds = QRectF(-OUTLINE, -OUTLINE, width + 2 * OUTLINE, height + 2 * OUTLINE)
            self.reset()

    @property
    def place(self) -> QRectF:
        """Where it is in the scene."""
        return QRectF(self.x(), self.y(), self.width, self.height)

    def set_place(self, place: QRectF) -> None:
        """Move and resize."""
        self.resize(place.width(), place.height())
        self.setPos(place.x(), place.y())

    def set_ink(self, ink: Ink) -> None:
        """Draw with other colours."""
        self.ink = ink
        self.reset()

    def set_scale(self, scale: Scale) -> None:
        """Draw for another zoom."""
        changed = scale.level is not self.scale_now.level or scale.level is not Level.NEAR
        self.scale_now = scale
        if changed:
            self.reset()

    def set_selected(self, *, selected: bool) -> None:
        """Show or hide the selection frame."""
        if selected != self.selected:
            self.selected = selected
            self.update()

    def set_related(self, *, related: bool) -> None:
        """Show or hide the thin outline of what belongs to the selection."""
        if related != self.related:
            self.related = related
            self.update()

    def reset(self) -> None:
        """Drop what was prepared for painting, and paint again."""
        self.update()

    def frame(self, painter: QPainter, radius: float) -> None:
        """The selection frame, or the thinner one of what belongs to the selection."""
        if self.selected or self.related:
            painter.setPen(self.ink.select_pen if self.selected else self.ink.related_pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(-1, -1, self.width + 2, self.height + 2), radius + 1, radius + 1
            )


def write(
    painter: QPainter, x: float, baseline: float, text: str, font: QFont, color: QColor
) -> None:
    """One line of text from a point on its baseline."""
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(QPointF(x, baseline), text)


class Pill:
    """A small outlined tag."""

    HEIGHT = 16.0
    _PAD = 6.0

    def __init__(self, text: str, ink: Ink, color: QColor, room: float) -> None:
        self.text = elided(text, ink.tag_size, max(0.0, room - 2 * self._PAD))
        self.width = ink.tag_size.horizontalAdvance(self.text) + 2 * self._PAD
        self._ink = ink
        self._color = color

    def paint(self, painter: QPainter, x: float, top: float, *, filled: bool = False) -> None:
        """Draw it with its upper left corner at a point."""
        painter.setPen(self._color)
        painter.setBrush(self._ink.pane if filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(x + 0.5, top + 0.5, self.width - 1, self.HEIGHT - 1), 5, 5)
        painter.setFont(self._ink.tag)
        painter.setPen(self._color)
        painter.drawText(
            QRectF(x, top, self.width, self.HEIGHT), Qt.AlignmentFlag.AlignCenter, self.text
        )


__all__ = [
    "OUTLINE",
    "BoardItem",
    "Pill",
    "elided",
    "left_bar",
    "paint_glyph",
    "rectf",
    "rounded",
    "write",
]
