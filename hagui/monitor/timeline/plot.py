"""The plot: pyqtgraph's view and time axis, and one item that draws all lanes.

Only this file names pyqtgraph, which tells little of its types.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false, reportUnknownVariableType=false
# pyright: reportMissingParameterType=false, reportIncompatibleMethodOverride=false

import time as clocks
from collections.abc import Sequence
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QStyleOptionGraphicsItem, QWidget

from hagui import theme as themes
from hagui.i18n import tr
from hagui.monitor.timeline.painting import LANE, STRIP, LanePainter
from hagui.monitor.timeline.viewport import Viewport
from hagui.theme import Theme

AXIS: Final = 20
"""Height of the time axis."""
ZOOM: Final = 1.25
"""How much one step of zooming changes."""
STEP: Final = 50
"""The cursor goes through a view in so many steps."""


class TimeAxis(pg.AxisItem):
    """Time of day, as exact as there is room for."""

    def __init__(self) -> None:
        super().__init__("top")
        self.enableAutoSIPrefix(enable=False)

    def tickSpacing(self, least: float, most: float, size: float) -> list[tuple[float, float]]:
        """Steps that people count time in."""
        wanted = (most - least) / max(size / 110, 1)
        for step in _STEPS:
            if step >= wanted:
                return [(step, 0.0)]
        return [(_STEPS[-1], 0.0)]

    def tickValues(self, least: float, most: float, size: float) -> list[tuple[float, list[float]]]:
        """Moments at whole steps of the local clock."""
        ((step, _),) = self.tickSpacing(least, most, size)
        shift = clocks.localtime(least).tm_gmtoff or 0
        first = -(-(least + shift) // step) * step - shift
        count = int((most - first) / step) + 1
        return [(step, [first + step * index for index in range(max(count, 0))])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        """Hours and minutes; seconds and parts of them where steps are that short."""
        return [_stamp(value, spacing) for value in values]


class _Lanes(pg.GraphicsObject):
    """All lanes as one item, in pixels of the view that it fills."""

    def __init__(self, painting: LanePainter, box: pg.ViewBox) -> None:
        super().__init__()
        self._painting = painting
        self._box = box
        self.setParentItem(box)

    def boundingRect(self) -> QRectF:
        """All of the view."""
        return QRectF(self._box.rect())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002
        widget: QWidget | None = None,  # noqa: ARG002
    ) -> None:
        """Draw what is in view."""
        rect = self.boundingRect()
        painter.save()
        painter.setClipRect(rect)
        painter.translate(rect.topLeft())
        self._painting.paint(painter, rect.width(), rect.height())
        painter.restore()


class Plot(pg.GraphicsView):
    """Shows a viewport, and changes it as mouse and keys want."""

    moved = Signal()
    """Another time or other lanes are in view."""
    pointed = Signal(object, object)
    """The mouse is at a moment and in a row; None where it is at none."""
    put = Signal(object, object)
    """The same of the cursor, which stays."""
    stepped = Signal(bool)
    """The cursor is wanted where something happened next; True: before."""
    wanted = Signal(float)
    """The whole window is to show that moment."""

    def __init__(self, painting: LanePainter, view: Viewport, theme: Theme) -> None:
        # pyqtgraph lays itself out, and so asks for what is here, while it is being made.
        self._painting = painting
        self._view = view
        super().__init__(useOpenGL=False)
        self._held: QPointF | None = None
        self._dragged = self._scrubbing = False
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("timeline", "Timeline"))
        layout = pg.GraphicsLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.setCentralItem(layout)
        self.axis = TimeAxis()
        self.axis.setHeight(AXIS)
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self.box.disableAutoRange()
        layout.addItem(self.axis, 0, 0)
        layout.addItem(self.box, 1, 0)
        self.axis.linkToView(self.box)
        self._lanes = _Lanes(painting, self.box)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._painting.theme = theme
        self.setBackground(QColor(theme.pane))
        self.axis.setPen(pg.mkPen(theme.line))
        self.axis.setTextPen(pg.mkPen(theme.dim))
        self.axis.setStyle(
            tickFont=themes.font(themes.SMALL_PX), tickLength=-4, tickTextOffset=1, showValues=True
        )
        self.show_view()

    def show_view(self) -> None:
        """Show the viewport as it is now."""
        view = self._view
        self.box.setXRange(view.begin, view.end, padding=0)
        self._lanes.update()

    def update_lanes(self) -> None:
        """Draw the lanes anew; the time in view is the same."""
        self._lanes.update()

    def close_plot(self) -> None:
        """Let pyqtgraph forget it."""
        self.close()

    # mouse

    def wheelEvent(self, ev: QWheelEvent) -> None:
        """Turn: other lanes; with Ctrl: zoom; sideways or with Shift: another time."""
        turned, keys = ev.angleDelta(), ev.modifiers()
        view = self._view
        if keys & Qt.KeyboardModifier.ControlModifier:
            view.zoom(ZOOM ** (-turned.y() / 120), self._time_at(ev.position().x()))
        elif keys & Qt.KeyboardModifier.ShiftModifier or abs(turned.x()) > abs(turned.y()):
            way = turned.x() or turned.y()
            view.pan(-way / 120 * view.seconds / 12)
        else:
            view.scroll(-turned.y() / 120 * 2)
        ev.accept()
        self.moved.emit()

    def mousePressEvent(self, ev: QMouseEvent) -> None:
        """Take hold of the time, or on the axis of the cursor."""
        if ev.button() is Qt.MouseButton.LeftButton:
            self._held, self._dragged = ev.position(), False
            self._scrubbing = ev.position().y() < AXIS
            if self._scrubbing:
                self._point(ev.position(), put=True)
        ev.accept()

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        """Pull the time along, or the cursor; else show what is under the mouse."""
        place, held = ev.position(), self._held
        if held is None:
            self._point(place, put=False)
        elif self._scrubbing:
            self._point(place, put=True)
        elif self._dragged or (place - held).manhattanLength() > 4:
            self._dragged = True
            self._view.pan(-(place.x() - held.x()) * self._view.seconds / self._width)
            self._view.scroll(-(place.y() - held.y()) / LANE)
            self._held = place
            self.moved.emit()
        ev.accept()

    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        """A click puts the cursor there."""
        if self._held is not None and not self._dragged and not self._scrubbing:
            self._point(ev.position(), put=True)
        self._held = None
        ev.accept()

    def mouseDoubleClickEvent(self, ev: QMouseEvent) -> None:
        """Show that moment in the whole window."""
        self._held = None
        self._point(ev.position(), put=True)
        self.wanted.emit(min(self._time_at(ev.position().x()), self._view.now))
        ev.accept()

    def leaveEvent(self, ev: QEvent) -> None:
        """Nothing is under the mouse any more."""
        super().leaveEvent(ev)
        self.pointed.emit(None, None)

    # keys

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        """Keys move the cursor, the time and the lanes."""
        view = self._view
        ctrl = bool(ev.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match ev.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if ctrl:
                self.stepped.emit(ev.key() == Qt.Key.Key_Left)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                way = -1 if ev.key() == Qt.Key.Key_Left else 1
                known = self._painting.cursor
                now = min(view.now, view.end) if known is None else known
                self._put(min(now + way * view.seconds / STEP, view.now))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                view.zoom(1 / ZOOM, self._painting.cursor)
            case Qt.Key.Key_Minus:
                view.zoom(ZOOM, self._painting.cursor)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._next_row(-1 if ev.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_PageUp:
                view.scroll(-view.room)
            case Qt.Key.Key_PageDown:
                view.scroll(view.room)
            case Qt.Key.Key_Home:
                view.pan(-view.seconds)
            case Qt.Key.Key_End:
                view.follow()
                self.put.emit(None, self._painting.lane)
            case Qt.Key.Key_Space if view.live:
                view.pause()
            case Qt.Key.Key_Space:
                view.follow()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._painting.cursor is not None:
                self.wanted.emit(self._painting.cursor)
            case Qt.Key.Key_Escape if self._painting.cursor is not None:
                self.put.emit(None, None)
            case _:
                ev.ignore()
                return
        ev.accept()
        self.moved.emit()

    def resizeEvent(self, ev: QResizeEvent) -> None:
        """There is room for another number of lanes."""
        super().resizeEvent(ev)
        self._view.room = max((self.height() - AXIS - STRIP) / LANE, 1.0)
        self._view.scroll(0)
        self.moved.emit()

    @property
    def _width(self) -> float:
        return max(float(self.viewport().width()), 1.0)

    def _time_at(self, x: float) -> float:
        return self._view.begin + x / self._width * self._view.seconds

    def _put(self, time: float) -> None:
        self._view.reveal(time)
        self.put.emit(time, self._painting.lane)

    def _next_row(self, way: int) -> None:
        view, known = self._view, self._painting.lane
        row = int(view.row) if known is None else min(max(known + way, 0), max(view.rows - 1, 0))
        if row < view.row:
            view.scroll(row - view.row)
        elif row + 1 > view.row + view.room:
            view.scroll(row + 1 - view.row - view.room)
        self.put.emit(self._painting.cursor, row)

    def _point(self, place: QPointF, *, put: bool) -> None:
        time = min(self._time_at(place.x()), self._view.now)
        row = int(self._view.row + (place.y() - AXIS) / LANE) if place.y() >= AXIS else None
        if row is not None and row >= self._view.rows:
            row = None
        (self.put if put else self.pointed).emit(time, row)


_STEPS: Final = (
    *(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0),
    *(60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 21600.0, 43200.0),
    *(86400.0, 2 * 86400.0, 7 * 86400.0),
)


def _stamp(value: float, spacing: float) -> str:
    then = clocks.localtime(value + 1e-4)
    if spacing >= 86_400 or (spacing >= 60 and (then.tm_hour, then.tm_min) == (0, 0)):
        return clocks.strftime("%m-%d", then)
    if spacing >= 60:
        return clocks.strftime("%H:%M", then)
    text = clocks.strftime("%H:%M:%S", then)
    return text if spacing >= 1 else f"{text}.{int((value + 1e-4) % 1 * 100):02d}"


def quiet() -> None:
    """Leave what pyqtgraph would change for the whole program as it is."""
    options: dict[str, Any] = {"useOpenGL": False, "antialias": False, "exitCleanup": False}
    pg.setConfigOptions(**options)
