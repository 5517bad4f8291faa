"""A graphics view that zooms around the pointer, pans, and says what it looks at."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

LEAST_ZOOM: Final = 0.04
MOST_ZOOM: Final = 3.0
_STEP: Final = 1.2
_WHEEL: Final = 1.0014
"""Zoom factor for an eighth of a degree of the wheel."""


class Viewport(QGraphicsView):
    """Zoom and pan by mouse, touchpad and keyboard."""

    looked = Signal()
    """Zoom or the part in view changed."""

    def __init__(self, scene: QGraphicsScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self._zoom = 1.0
        self._fitted = True
        self._fitted_to = QSize()
        self._panning: QPoint | None = None
        self._space = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        self.setOptimizationFlag(
            QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing, enabled=True
        )
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def zoom(self) -> float:
        """Logical pixels for one scene unit."""
        return self._zoom

    @property
    def fitted(self) -> bool:
        """Whether the view keeps showing everything as it is resized."""
        return self._fitted

    def visible_area(self) -> QRectF:
        """The part of the scene in view."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def fit(self, spare: float = 0.0) -> None:
        """Show everything, at most at its natural size, and go on doing so.

        Args:
            spare: the share of the room to keep free for what may yet come.
        """
        self._fitted = True
        self._fitted_to = self.maximumViewportSize()
        self._apply(self.fitting(spare))
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)
        self._seen()

    def fitting(self, spare: float = 0.0) -> float:
        """The zoom at which ``fit`` shows everything that there is now."""
        bounds, room = self.sceneRect(), self.maximumViewportSize()
        if bounds.width() <= 0 or bounds.height() <= 0:
            return self._zoom
        # a pixel to spare, so that rounding brings up no scroll bar
        wide, high = (room.width() - 1) * (1 - spare), (room.height() - 1) * (1 - spare)
        return max(LEAST_ZOOM, min(wide / bounds.width(), high / bounds.height(), 1.0))

    def zoom_in(self) -> None:
        """A step nearer, around the middle."""
        self.set_zoom(self._zoom * _STEP)

    def zoom_out(self) -> None:
        """A step farther, around the middle."""
        self.set_zoom(self._zoom / _STEP)

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Zoom so that the point ``around`` of the viewport (the middle if None) stays put."""
        self._fitted = False
        point = QPointF(self.viewport().rect().center()) if around is None else around
        before = self._to_scene(point)
        self._apply(zoom)
        moved = self._to_scene(point) - before
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setValue(round(horizontal.value() - moved.x() * self._zoom))
        vertical.setValue(round(vertical.value() - moved.y() * self._zoom))
        self._seen()

    def show_rect(self, rect: QRectF, zoom: float | None = None) -> None:
        """Bring a part of the scene into the middle."""
        self._fitted = False
        if zoom is not None:
            self._apply(zoom)
        self.centerOn(rect.center())
        self._seen()

    def zoomed(self) -> None:
        """Called when the zoom changed, before what is in view is known."""

    def _apply(self, zoom: float) -> None:
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        if zoom != self._zoom:
            self._zoom = zoom
            self.resetTransform()
            self.scale(zoom, zoom)
            self.zoomed()

    def _to_scene(self, point: QPointF) -> QPointF:
        return self.viewportTransform().inverted()[0].map(point)

    def _seen(self) -> None:
        self.looked.emit()

    # events

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bars."""
        super().scrollContentsBy(dx, dy)
        self._seen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep showing everything if that was asked; a scroll bar that comes is no new size."""
        super().resizeEvent(event)
        if self._fitted and self.maximumViewportSize() != self._fitted_to:
            self.fit()
        else:
            self._seen()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl zoom around the pointer, else scroll (with Shift sideways)."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * _WHEEL ** event.angleDelta().y(), event.position())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            delta = event.angleDelta().y() or event.angleDelta().x()
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - delta)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinching on a touchpad zooms."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.set_zoom(self._zoom * (1 + event.value()), event.position())
            return True
        return super().viewportEvent(event)

    def begin_pan(self, event: QMouseEvent) -> bool:
        """Start panning if the event asks for it; returns whether it does."""
        middle = event.button() is Qt.MouseButton.MiddleButton
        spaced = self._space and event.button() is Qt.MouseButton.LeftButton
        if not (middle or spaced):
            return False
        self._panning = event.position().toPoint()
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def go_on_panning(self, event: QMouseEvent) -> bool:
        """Pan along with the pointer; returns whether panning is under way."""
        if self._panning is None:
            return False
        here = event.position().toPoint()
        moved, self._panning = here - self._panning, here
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())
        return True

    def end_pan(self) -> bool:
        """Stop panning; returns whether it was under way."""
        if self._panning is None:
            return False
        self._panning = None
        if self._space:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().unsetCursor()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom and fit; the space bar makes the left button pan."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.set_zoom(1.0)
            case Qt.Key.Key_F:
                self.fit()
            case Qt.Key.Key_Space:
                if not event.isAutoRepeat():
                    self._space = True
                    self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The space bar is up again."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            if self._panning is None:
                self.viewport().unsetCursor()
            event.accept()
        else:
            super().keyReleaseEvent(event)
