"""A constraint's line, and the chip on it that says its score."""

from math import atan2, cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from hagui.graph.edges import Edge, EdgeKind
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem, rectf
from hagui.graph.items.level import Scale
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.routes import Route
from hagui.graph.marks import Tone

_WIDTH: Final = 1.5
_APART: Final = 3.4
"""Between the strokes of a double line."""
_DOT: Final = 2.8
_ARROW: Final = 8.0
_MARGIN: Final = 8.0
_LEAST_ZOOM: Final = 0.9
"""Lines and chips shrink no further than at this zoom."""
_PAD: Final = 7.0
_HEIGHT: Final = 17.0


def magnified(scale: Scale) -> float:
    """How much larger than life lines and chips are drawn, to be seen from afar too."""
    return max(1.0, scale.units(_LEAST_ZOOM))


class EdgeItem(BoardItem):
    """The line, drawn behind the cards."""

    def __init__(self, edge: Edge, ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.edge = edge
        self.bright = False
        self.marked = False
        self.route: Route | None = None
        self._line = QPainterPath()

    def show_route(self, route: Route) -> None:
        """Take a way across the scene."""
        if route == self.route:
            return
        self.route = route
        line = QPainterPath(QPointF(*route.start))
        for curve in route.curves:
            line.cubicTo(QPointF(*curve.first), QPointF(*curve.second), QPointF(*curve.end))
        self._line = line
        self.prepareGeometryChange()
        self._bounds = rectf(route.around(_MARGIN * magnified(self.scale_now)))
        self.update()

    def set_scale(self, scale: Scale) -> None:
        """Draw for another zoom."""
        super().set_scale(scale)
        if self.route is not None:
            self.prepareGeometryChange()
            self._bounds = rectf(self.route.around(_MARGIN * magnified(scale)))

    def set_bright(self, *, bright: bool) -> None:
        """Draw it as what is selected, or quietly."""
        if bright != self.bright:
            self.bright = bright
            self.update()

    def set_marked(self, *, marked: bool) -> None:
        """Draw it as what the draft has changed."""
        if marked != self.marked:
            self.marked = marked
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the line as its kind asks, and its end."""
        del option, widget
        if self.route is None:
            return
        unit, edge = magnified(self.scale_now), self.edge
        color = self.ink.selection if self.bright else self.ink.wire
        if self.marked:
            color = self.ink.tone(Tone.GHOST)
        pen = QPen(color, _WIDTH * unit)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if edge.negative:
            pen.setDashPattern([4.0, 3.0])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if edge.kind is EdgeKind.COLOCATION and not edge.negative:
            self._paint_double(painter, color, unit)
        else:
            painter.drawPath(self._line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        if edge.kind is EdgeKind.ORDER:
            painter.drawPolygon(self._arrow(self.route, _ARROW * unit))
        elif edge.kind is EdgeKind.LOCATION:
            painter.drawEllipse(QPointF(*self.route.end), _DOT * unit, _DOT * unit)

    def _paint_double(self, painter: QPainter, color: QColor, unit: float) -> None:
        stroker = QPainterPathStroker()
        stroker.setWidth(_APART * unit)
        stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
        stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(QPen(color, 0.8 * _WIDTH * unit))
        painter.drawPath(stroker.createStroke(self._line).simplified())

    def _arrow(self, route: Route, size: float) -> QPolygonF:
        x, y = route.end
        back = next(
            (p for p in reversed(route.points) if abs(p[0] - x) + abs(p[1] - y) > 1), route.start
        )
        angle = atan2(y - back[1], x - back[0])
        wings = [
            QPointF(x - size * cos(angle + turn), y - size * sin(angle + turn))
            for turn in (pi / 7, -pi / 7)
        ]
        return QPolygonF([QPointF(x, y), *wings])


class ChipItem(BoardItem):
    """The chip, over everything, with a longer or a shorter text."""

    def __init__(self, texts: tuple[str, str], ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.bright = False
        self.marked = False
        self._texts = texts
        self._text = texts[0]

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height with each text."""
        unit = magnified(self.scale_now)
        letters = self.ink.tag_size
        return [
            ((letters.horizontalAdvance(text) + 2 * _PAD) * unit, _HEIGHT * unit)
            for text in self._texts
        ]

    def show_at(self, which: int, place: Rect) -> None:
        """Show one of the texts at a place."""
        if self._text != self._texts[which]:
            self._text = self._texts[which]
            self.update()
        self.set_place(rectf(place))

    def set_texts(self, texts: tuple[str, str]) -> None:
        """Say something else."""
        if texts != self._texts:
            self._text = texts[self._texts.index(self._text)]
            self._texts = texts
            self.update()

    def set_bright(self, *, bright: bool) -> None:
        """Draw it as what is selected, or quietly."""
        if bright != self.bright:
            self.bright = bright
            self.update()

    def set_marked(self, *, marked: bool) -> None:
        """Draw it as what the draft has changed."""
        if marked != self.marked:
            self.marked = marked
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw a filled pill with the text."""
        del option, widget
        unit, ink = magnified(self.scale_now), self.ink
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.scale(unit, unit)
        width, height = self.width / unit, self.height / unit
        color = ink.selection if self.bright else ink.wire
        if self.marked:
            color = ink.tone(Tone.GHOST)
        painter.setPen(QPen(color, 1.4 if self.bright or self.marked else 1))
        painter.setBrush(ink.pane)
        painter.drawRoundedRect(QRectF(0.7, 0.7, width - 1.4, height - 1.4), 7.5, 7.5)
        painter.setFont(ink.tag)
        painter.setPen(color if self.bright or self.marked else ink.text)
        painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.restore()
