"""The shape of each state, as painter paths built once; shapes differ without colour too."""

from collections.abc import Callable
from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPixmap,
    QPolygonF,
)

from hagui.graph.marks import Mark
from hagui.theme import Theme

BOX: Final = 10.0
"""Paths fill a square of this size around the origin."""
_RATIOS: Final = (1.0, 2.0, 3.0)


def _disc(radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), radius, radius)
    return path


def _ring(outer: float, inner: float) -> QPainterPath:
    return _disc(outer).subtracted(_disc(inner))


def _polygon(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()
    return path


def _box(x: float, y: float, width: float, height: float, radius: float = 0.8) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
    return path


def _half() -> QPainterPath:
    left = _disc(3.4).intersected(_box(-5, -5, 5, 10, 0))
    return _ring(4.6, 3.4).united(left)


def _warning() -> QPainterPath:
    triangle = _polygon((0, -4.8), (5.1, 4.2), (-5.1, 4.2))
    return triangle.subtracted(_box(-0.65, -1.8, 1.3, 3.3, 0.5)).subtracted(
        _disc(0.8).translated(0, 2.7)
    )


def _wrench() -> QPainterPath:
    head = _disc(2.9).translated(2, -2).subtracted(_polygon((2, -2), (5.6, -3.4), (3.4, -5.6)))
    handle = _polygon((-4.6, 3.2), (-3.2, 4.6), (1.9, -0.5), (0.5, -1.9))
    return head.united(handle)


def _dotted() -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(1.7)
    stroker.setDashPattern([1.35, 1.1])
    stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    return stroker.createStroke(_disc(4.0))


def _cross() -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(1.9)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    path = QPainterPath(QPointF(-3.3, -3.3))
    path.lineTo(3.3, 3.3)
    path.moveTo(-3.3, 3.3)
    path.lineTo(3.3, -3.3)
    return stroker.createStroke(path)


def _half_box() -> QPainterPath:
    frame = _box(-4.3, -4.3, 8.6, 8.6, 1.6).subtracted(_box(-3.1, -3.1, 6.2, 6.2, 0.7))
    return frame.united(_box(-4.0, -4.0, 4.0, 8.0, 1.2))


_MAKERS: Final[dict[Mark, Callable[[], QPainterPath]]] = {
    Mark.STARTED: lambda: _disc(4.3),
    Mark.PROMOTED: lambda: _polygon((0, -5), (5, 0), (0, 5), (-5, 0)),
    Mark.UNPROMOTED: lambda: _ring(4.4, 3.1),
    Mark.STOPPED: lambda: _box(-3.7, -3.7, 7.4, 7.4),
    Mark.PENDING: _dotted,
    Mark.FAILED: _warning,
    Mark.BLOCKED: _warning,
    Mark.MULTIPLE: _warning,
    Mark.UNMANAGED: _wrench,
    Mark.ORPHANED: lambda: _polygon((0, -5), (5, 0), (0, 5), (-5, 0)).subtracted(
        _polygon((0, -2.9), (2.9, 0), (0, 2.9), (-2.9, 0))
    ),
    Mark.UNKNOWN: lambda: _box(-3.7, -3.7, 7.4, 7.4).subtracted(_box(-2.3, -2.3, 4.6, 4.6, 0.3)),
    Mark.ONLINE: lambda: _disc(4.3),
    Mark.STANDBY: _half,
    Mark.MAINTENANCE: _half_box,
    Mark.JOINING: _dotted,
    Mark.OFFLINE: _cross,
    Mark.UNCLEAN: _warning,
}


@cache
def glyph(mark: Mark) -> QPainterPath:
    """The filled path of a mark, in a square of ``BOX`` units around the origin."""
    return _MAKERS[mark]().simplified()


def paint_glyph(
    painter: QPainter, mark: Mark, center: QPointF, color: QColor, size: float = BOX
) -> None:
    """Draw a mark around ``center``; the painter's state is kept."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(center)
    painter.scale(size / BOX, size / BOX)
    painter.fillPath(glyph(mark), color)
    painter.restore()


def icon(mark: Mark, theme: Theme, size: int = 14) -> QIcon:
    """The mark in its tone's colour, for trees, menus and lists; crisp on dense screens."""
    made = QIcon()
    for ratio in _RATIOS:
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        color = QColor(getattr(theme, mark.tone.value))
        paint_glyph(painter, mark, QPointF(size / 2, size / 2), color, size * 0.8)
        painter.end()
        made.addPixmap(pixmap)
    return made
