"""A real mouse on a view, for tests of gestures."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsView

from hagui.graph.layout.geometry import Rect

LEFT = Qt.MouseButton.LeftButton


def spot(view: QGraphicsView, place: Rect, across: float = 0.5, down: float = 0.5) -> QPoint:
    """A point of a place in the scene, in the viewport's pixels; by default its middle."""
    return view.mapFromScene(QPointF(place.x + place.width * across, place.y + place.height * down))


def hover(view: QGraphicsView, point: QPoint) -> None:
    """Move the pointer without a button, wherever the tests before have left it."""
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    at, there = QPointF(point), QPointF(view.viewport().mapToGlobal(point))
    event = QMouseEvent(QEvent.Type.MouseMove, at, there, none, none, plain)
    QApplication.sendEvent(view.viewport(), event)


def drag(view: QGraphicsView, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    """Press, move in steps, and let go (or hold on)."""
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    for share in (0.1, 0.5, 0.9, 1.0):
        way = QPointF(start) + (QPointF(end) - QPointF(start)) * share
        QTest.mouseMove(view.viewport(), way.toPoint())
    if drop:
        QTest.mouseRelease(view.viewport(), LEFT, pos=end)
