"""The line of a constraint, and the words or the chip at it."""

from math import atan2, cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from hagui.graph.dependencies.layout.labels import Size
from hagui.graph.dependencies.model import Link, LinkKind
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem, rectf
from hagui.graph.items.level import Level, Scale
from hagui.graph.layout.routes import Cubic, Point, Route
from hagui.graph.marks import Tone

_WIDTH: Final = 1.6
_APART: Final = 4.0
"""Between the strokes of a double line."""
_ARROW: Final = 8.5
_DOT: Final = 3.2
_MARGIN: Final = 10.0
_PAD: Final = 8.0
CHIP: Final = 19.0
"""Height of chips and words."""
_BESIDE: Final = 6.0
_LEAST_ZOOM: Final = 0.8


def magnified(scale: Scale) -> float:
    """How much larger than life lines are drawn, to be seen from afar too."""
    return max(1.0, scale.units(_LEAST_ZOOM))


class LinkItem(BoardItem):
    """The line, behind the cards."""

    def __init__(self, link: Link, ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.link = link
        self.to_hub = False
        self.bright = False
        self.hovered = False
        self.drafted = False
        self.route: Route | None = None
        self._line = QPainterPath()
        self._double: tuple[float, QPainterPath] | None = None

    def show_route(self, route: Route, shift: tuple[Point, Point] | None = None) -> None:
        """Take a way across the scene.

        Args:
            route: the way.
            shift: how far its start and its end are from where they will be, while cards glide.
        """
        if shift is None and route == self.route and not self._shifted:
            return
        self._shifted = shift is not None
        self.route = route
        drawn = route if shift is None else _bent(route, *shift)
        line = QPainterPath(QPointF(*drawn.start))
        for curve in drawn.curves:
            if curve.first == curve.second and curve.second == curve.end:
                line.lineTo(QPointF(*curve.end))
            else:
                line.cubicTo(QPointF(*curve.first), QPointF(*curve.second), QPointF(*curve.end))
        self._drawn, self._line, self._double = drawn, line, None
        self._measure()
        self.update()

    _shifted = False
    _drawn: Route | None = None

    def _measure(self) -> None:
        if self._drawn is not None:
            self.prepareGeometryChange()
            self._bounds = rectf(self._drawn.around(_MARGIN * magnified(self.scale_now)))

    def set_scale(self, scale: Scale) -> None:
        """Draw for another zoom."""
        super().set_scale(scale)
        self._measure()

    def set_state(self, *, bright: bool, hovered: bool, drafted: bool) -> None:
        """Draw it as what is selected, pointed at, changed by the draft, or quietly."""
        if (bright, hovered, drafted) != (self.bright, self.hovered, self.drafted):
            self.bright, self.hovered, self.drafted = bright, hovered, drafted
            self.update()

    @property
    def color(self) -> QColor:
        """What it is drawn in."""
        if self.link.kind is LinkKind.APART:
            return self.ink.tone(Tone.FAILED)
        if self.bright:
            return self.ink.selection
        if self.drafted:
            return self.ink.tone(Tone.GHOST)
        return self.ink.text if self.hovered else self.ink.strong_wire

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the line as its kind asks, and its ends."""
        del option, widget
        if self._drawn is None:
            return
        unit, link, color = magnified(self.scale_now), self.link, self.color
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.scale_now.level is Level.FAR and not self.bright:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QPen(color, 0))
            painter.drawPath(self._line)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = _WIDTH * unit * (1.35 if self.bright or self.hovered else 1.0)
        pen = QPen(color, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if link.kind is LinkKind.APART:
            pen.setDashPattern([3.75, 2.5])
        elif link.optional:
            pen.setDashPattern([1.6, 2.2])
        if link.kind is LinkKind.TOGETHER:
            pen.setWidthF(width * 0.85)
            painter.setPen(pen)
            painter.drawPath(self._doubled(unit))
        else:
            painter.setPen(pen)
            painter.drawPath(self._line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        self._paint_ends(painter, self._drawn, unit)

    def _paint_ends(self, painter: QPainter, way: Route, unit: float) -> None:
        link = self.link
        if link.kind is LinkKind.ORDER and not self.to_hub:
            painter.drawPolygon(_arrow(way, _ARROW * unit))
        if link.kind is LinkKind.TOGETHER and link.tail.role is None:
            # a dot where the one is that the other follows
            if link.tail.vertex == link.tail.resource or "#" not in link.tail.vertex:
                painter.drawEllipse(QPointF(*way.start), _DOT * unit, _DOT * unit)
        elif link.kind is LinkKind.SERIALIZE:
            for point in (way.start, way.end):
                painter.drawEllipse(QPointF(*point), _DOT * unit, _DOT * unit)
        for role, point in ((link.tail.role, way.start), (link.head.role, way.end)):
            if role == "Promoted" and not (link.kind is LinkKind.ORDER and point == way.end):
                painter.setBrush(self.ink.tone(Tone.PROMOTED))
                painter.drawPolygon(_diamond(point, 5.2 * unit))
                painter.setBrush(self.color)

    def _doubled(self, unit: float) -> QPainterPath:
        if self._double is None or self._double[0] != unit:
            stroker = QPainterPathStroker()
            stroker.setWidth(_APART * unit)
            stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
            stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self._double = (unit, stroker.createStroke(self._line).simplified())
        return self._double[1]


class LabelItem(BoardItem):
    """A score in a chip, or words; over everything."""

    def __init__(self, link: Link, texts: tuple[str, str], ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.link = link
        self.texts = texts
        self.bright = False
        self.hovered = False
        self.drafted = False
        self._with_word = True

    def sizes(self) -> list[Size]:
        """Room needed, with the word beside the chip first."""
        chip = round(self.ink.small_size.horizontalAdvance(self.texts[0])) + 2 * _PAD
        if self.link.kind in {LinkKind.ORDER, LinkKind.SERIALIZE}:
            return [Size(chip - 8, CHIP - 3, chip / 2 - 4)]
        if not self.texts[1]:
            return [Size(chip, CHIP, chip / 2)]
        word = round(self.ink.small_size.horizontalAdvance(self.texts[1])) + _BESIDE
        return [Size(chip + word, CHIP, chip / 2, upright=True), Size(chip, CHIP, chip / 2)]

    def show_label(self, place: QRectF, which: int) -> None:
        """Stand at a place, with or without the word beside the chip."""
        with_word = which == 0 and bool(self.texts[1])
        if with_word != self._with_word:
            self._with_word = with_word
            self.update()
        self.set_place(place)

    def set_texts(self, link: Link, texts: tuple[str, str]) -> None:
        """Say something else."""
        if (link, texts) != (self.link, self.texts):
            self.link, self.texts = link, texts
            self.update()

    def set_state(self, *, bright: bool, hovered: bool, drafted: bool) -> None:
        """Draw it as what is selected, pointed at, changed by the draft, or quietly."""
        if (bright, hovered, drafted) != (self.bright, self.hovered, self.drafted):
            self.bright, self.hovered, self.drafted = bright, hovered, drafted
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw it."""
        del option, widget
        ink = self.ink
        if self.scale_now.level is not Level.NEAR:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0, 0, self.width, self.height)
        if self.link.kind in {LinkKind.ORDER, LinkKind.SERIALIZE}:
            self._paint_words(painter, whole)
            return
        apart = self.link.kind is LinkKind.APART
        color = ink.tone(Tone.FAILED) if apart else ink.selection if self.bright else ink.text
        edge = ink.tone(Tone.FAILED) if apart else ink.selection if self.bright else ink.strong_wire
        if self.drafted:
            edge = ink.tone(Tone.GHOST)
        chip = ink.small_size.horizontalAdvance(self.texts[0]) + 2 * _PAD
        place = QRectF(1, 1, (chip if self._with_word else self.width) - 2, self.height - 2)
        painter.setPen(QPen(edge, 2 if self.bright else 1.5 if self.hovered else 1.1))
        painter.setBrush(ink.pane)
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.setFont(ink.small)
        painter.setPen(color)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.texts[0])
        if self._with_word:
            beside = whole.adjusted(chip + _BESIDE - 2, 0, 0, 0)
            painter.setPen(ink.dim)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, self.texts[1])
        if self.drafted:
            _dot(painter, ink, place.right() - 3, 2)

    def _paint_words(self, painter: QPainter, whole: QRectF) -> None:
        ink = self.ink
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.veil)
        painter.drawRoundedRect(whole, 5, 5)
        painter.setFont(ink.small)
        bright = ink.selection if self.bright else ink.text if self.hovered else ink.dim
        painter.setPen(ink.tone(Tone.GHOST) if self.drafted and not self.bright else bright)
        painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, self.texts[0])
        if self.drafted:
            _dot(painter, ink, whole.right() - 1, 3)


def _dot(painter: QPainter, ink: Ink, x: float, y: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.tone(Tone.GHOST))
    painter.drawEllipse(QPointF(x, y), 3.2, 3.2)


def _arrow(way: Route, size: float) -> QPolygonF:
    x, y = way.end
    back = next((p for p in reversed(way.points) if abs(p[0] - x) + abs(p[1] - y) > 2), way.start)
    angle = atan2(y - back[1], x - back[0])
    wings = [
        QPointF(x - size * cos(angle + turn), y - size * sin(angle + turn))
        for turn in (pi / 7, -pi / 7)
    ]
    return QPolygonF([QPointF(x, y), *wings])


def _diamond(point: Point, size: float) -> QPolygonF:
    x, y = point
    return QPolygonF(
        [QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)]
    )


def _bent(route: Route, start: Point, end: Point) -> Route:
    """The route with its start and end moved, and everything between in proportion."""
    count = 3 * len(route.curves)

    def moved(point: Point, index: int) -> Point:
        share = index / count
        dx = start[0] + (end[0] - start[0]) * share
        dy = start[1] + (end[1] - start[1]) * share
        return (point[0] + dx, point[1] + dy)

    curves = [
        Cubic(
            moved(curve.first, 3 * index + 1),
            moved(curve.second, 3 * index + 2),
            moved(curve.end, 3 * index + 3),
        )
        for index, curve in enumerate(route.curves)
    ]
    return Route(moved(route.start, 0), curves)
