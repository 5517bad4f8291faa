"""What is drawn over a view while something is dragged, and the handles where drags begin."""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from hagui.theme import Theme, font, mix

HANDLE: Final = 6.0
"""Radius of a handle, in logical pixels."""
_PAD: Final = 8.0
_FAR: Final = 16.0
"""Between the pointer and what is said beside it."""
_WIDEST: Final = 320.0


@dataclass(frozen=True, slots=True)
class Look:
    """All that is drawn, in the viewport's pixels."""

    handles: tuple[QPointF, ...] = ()
    hot: QPointF | None = None
    """The handle below the pointer."""
    picture: QPixmap | None = None
    """Of what is carried."""
    corner: QPointF = field(default_factory=QPointF)
    count: int = 1
    """How many are carried."""
    frame: QRectF | None = None
    """Round what it would be dropped on."""
    gap: tuple[QPointF, QPointF] | None = None
    """The line between members where it would go."""
    line: tuple[QPointF, QPointF] | None = None
    """A constraint that is being drawn."""
    words: str = ""
    pointer: QPointF = field(default_factory=QPointF)
    good: bool = True
    """Whether it can be let go here."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.handles or self.picture or self.line or self.words or self.frame)


class Overlay(QWidget):
    """Lies over a viewport, and lets the mouse through."""

    def __init__(self, viewport: QWidget, theme: Theme) -> None:
        super().__init__(viewport)
        self._theme = theme
        self._look = Look()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    @property
    def look(self) -> Look:
        """What is drawn now."""
        return self._look

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.update()

    def show_look(self, look: Look) -> None:
        """Draw this, and nothing else."""
        if look == self._look:
            return
        before, self._look = self._look, look
        if look.empty:
            self.hide()
            return
        parent = self.parentWidget()
        if parent is not None and self.geometry() != parent.rect():
            self.setGeometry(parent.rect())
        for each in (before, look):
            for part in self._parts(each):
                self.update(part.adjusted(-4, -4, 4, 4).toAlignedRect())
        if not self.isVisible():
            self.show()
            self.raise_()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts that there are."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        if look.frame is not None:
            self._paint_frame(painter, look.frame)
        if look.gap is not None:
            self._paint_gap(painter, *look.gap)
        if look.line is not None:
            self._paint_line(painter, *look.line)
        for point in look.handles:
            self._paint_handle(painter, point)
        if look.picture is not None:
            self._paint_picture(painter, look.picture)
        if look.words:
            self._paint_words(painter)
        painter.end()

    @property
    def _tone(self) -> QColor:
        return QColor(self._theme.selection if self._look.good else self._theme.failed)

    def _paint_frame(self, painter: QPainter, frame: QRectF) -> None:
        tint = QColor(self._tone)
        tint.setAlphaF(0.10)
        painter.setBrush(tint)
        style = Qt.PenStyle.SolidLine if self._look.good else Qt.PenStyle.DashLine
        painter.setPen(QPen(self._tone, 2, style))
        painter.drawRoundedRect(frame.adjusted(-2, -2, 2, 2), 9, 9)

    def _paint_gap(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setPen(QPen(self._tone, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(start, end)
        painter.setBrush(self._tone)
        painter.drawEllipse(start, 4, 4)
        painter.drawEllipse(end, 4, 4)

    def _paint_line(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._tone, 2, Qt.PenStyle.DashLine))
        painter.drawPath(_curve(start, end))
        painter.setPen(QPen(self._tone, 2))
        painter.setBrush(QColor(self._theme.card))
        painter.drawEllipse(end, HANDLE - 1, HANDLE - 1)

    def _paint_handle(self, painter: QPainter, point: QPointF) -> None:
        hot = point == self._look.hot
        selection = QColor(self._theme.selection)
        painter.setPen(QPen(selection, 2))
        painter.setBrush(selection if hot else QColor(self._theme.card))
        radius = HANDLE if hot else HANDLE - 1
        painter.drawEllipse(point, radius, radius)

    def _paint_picture(self, painter: QPainter, picture: QPixmap) -> None:
        look = self._look
        painter.setOpacity(0.8)
        painter.drawPixmap(look.corner, picture)
        painter.setOpacity(1.0)
        if look.count > 1:
            size = picture.deviceIndependentSize()
            self._paint_count(painter, look.corner + QPointF(size.width(), 0))

    def _paint_count(self, painter: QPainter, center: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.selection))
        painter.drawEllipse(center, 11, 11)
        painter.setPen(QColor(self._theme.on_selection))
        painter.setFont(font(12))
        box = QRectF(center.x() - 11, center.y() - 11, 22, 22)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._look.count))

    def _paint_words(self, painter: QPainter) -> None:
        theme, look = self._theme, self._look
        box = self._bubble(look)
        painter.setPen(QPen(QColor(theme.line if look.good else theme.failed), 1))
        ground = theme.card if look.good else mix(theme.card, theme.failed, 0.08)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(theme.text))
        painter.setFont(font(12))
        inner = box.adjusted(_PAD, _PAD - 2, -_PAD, 2 - _PAD)
        painter.drawText(inner, _WRAPPED, self._text(look))

    def _text(self, look: Look) -> str:
        return look.words if look.good else f"⊘ {look.words}"

    def _bubble(self, look: Look) -> QRectF:
        """What is said, beside the pointer and within the view."""
        room = QRectF(0, 0, _WIDEST - 2 * _PAD, 400)
        text = QFontMetricsF(font(12)).boundingRect(room, _WRAPPED, self._text(look))
        size = QSizeF(text.width() + 2 * _PAD + 1, text.height() + 2 * _PAD - 4)
        x = min(look.pointer.x() + _FAR, self.width() - size.width() - 2)
        y = look.pointer.y() + _FAR
        if y + size.height() > self.height() - 2:
            y = look.pointer.y() - _FAR - size.height()
        return QRectF(QPointF(max(2.0, x), max(2.0, y)), size)

    def _parts(self, look: Look) -> list[QRectF]:
        found = [_around(point, HANDLE) for point in look.handles]
        if look.picture is not None:
            size = look.picture.deviceIndependentSize()
            found.append(QRectF(look.corner, size).adjusted(-2, -14, 14, 2))
        if look.frame is not None:
            found.append(look.frame)
        pairs = [pair for pair in (look.gap, look.line) if pair is not None]
        found += [_curve(*pair).boundingRect().adjusted(-8, -8, 8, 8) for pair in pairs]
        if look.words:
            found.append(self._bubble(look))
        return found


_WRAPPED: Final = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value


def _around(point: QPointF, radius: float) -> QRectF:
    return QRectF(point.x() - radius, point.y() - radius, 2 * radius, 2 * radius)


def _curve(start: QPointF, end: QPointF) -> QPainterPath:
    """A soft S, as the lines of constraints run; back to the left it comes from above or below."""
    path = QPainterPath(start)
    across, down = end.x() - start.x(), end.y() - start.y()
    if across >= 0:
        reach = QPointF(max(24.0, across / 2), 0)
        path.cubicTo(start + reach, end - reach, end)
    else:
        path.cubicTo(start + QPointF(40, down * 0.1), end - QPointF(0, down * 0.5), end)
    return path
