"""The small map in the corner: the whole board, and the part in view, which can be dragged."""

from collections.abc import Set as AbstractSet
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from hagui.graph.ink import Ink
from hagui.graph.items.base import rectf
from hagui.graph.layout.topology import Topology
from hagui.graph.marks import Mark, Tone
from hagui.i18n import tr

_LARGEST: Final = QSize(210, 132)
_PAD: Final = 6

Blocks = dict[Tone, list[QRectF]]
"""Places of cards in the scene, by colour."""


class Overview(QWidget):
    """Draws a picture of the layout that is renewed when asked, and the view's frame on it."""

    wanted = Signal(QPointF)
    """The point of the scene to look at."""

    def __init__(self, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = ink
        self._topology: Topology | None = None
        self._picture: QPixmap | None = None
        self._blocks: dict[str, Blocks] = {}
        self._view = QRectF()
        self._zoom = 1.0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("topology", "Overview: drag to look elsewhere"))
        self.setAccessibleName(tr("topology", "Overview"))
        self.setObjectName("overview")
        self.hide()

    def set_ink(self, ink: Ink) -> None:
        """Draw with other colours."""
        self._ink = ink
        self.renew()

    def set_topology(self, topology: Topology | None) -> None:
        """Show another layout."""
        self._topology = topology
        self.renew()

    def renew(self, names: AbstractSet[str] | None = None) -> None:
        """Draw the picture anew at the next paint.

        Args:
            names: the columns that changed; None if all may have.
        """
        if names is None:
            self._blocks.clear()
        for name in names or ():
            self._blocks.pop(name, None)
        self._picture = None
        if self.isVisible():
            self.update()

    def set_view(self, area: QRectF) -> None:
        """The part of the scene in view."""
        if area != self._view:
            self._view = area
            self.update()

    def fit_size(self) -> None:
        """Take the board's proportions."""
        if self._topology is None:
            return
        bounds = self._topology.bounds
        self._zoom = min(
            (_LARGEST.width() - 2 * _PAD) / bounds.width,
            (_LARGEST.height() - 2 * _PAD) / bounds.height,
        )
        width = round(bounds.width * self._zoom) + 2 * _PAD
        height = round(bounds.height * self._zoom) + 2 * _PAD
        if (width, height) != (self.width(), self.height()):
            self.setFixedSize(width, height)
            self.renew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the kept picture and the frame."""
        del event
        if self._topology is None:
            return
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self._draw(self._topology)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        frame = QRectF(
            _PAD + self._view.x() * self._zoom,
            _PAD + self._view.y() * self._zoom,
            self._view.width() * self._zoom,
            self._view.height() * self._zoom,
        ).intersected(inner)
        tint = QColor(self._ink.selection)
        tint.setAlphaF(0.14)
        painter.setPen(self._ink.select_pen)
        painter.setBrush(tint)
        painter.drawRoundedRect(frame, 2, 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look there."""
        self._look(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Look along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing below the map gets it."""
        event.accept()

    def _look(self, event: QMouseEvent) -> None:
        point = (event.position() - QPointF(_PAD, _PAD)) / self._zoom
        self.wanted.emit(point)
        event.accept()

    def _draw(self, topology: Topology) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        ink, zoom = self._ink, self._zoom
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink.edge_pen)
        painter.setBrush(ink.pane)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.translate(_PAD, _PAD)
        painter.scale(zoom, zoom)
        painter.setPen(Qt.PenStyle.NoPen)
        board = topology.board
        for name, column in board.columns.items():
            shouting = column.mark is Mark.UNCLEAN
            painter.setBrush(ink.failed_block if shouting else ink.column)
            painter.drawRect(rectf(topology.column(name)))
        blocks = [self._column_blocks(topology, name) for name in board.columns]
        idle: Blocks = {}
        for card in board.tray:
            idle.setdefault(card.tone, []).append(rectf(topology.tray.card(card.key)))
        # what needs a person is drawn last, over its neighbours
        for tone in sorted(Tone, key=lambda tone: tone in {Tone.WARNING, Tone.FAILED}):
            painter.setBrush(ink.blocks[tone])
            for found in (*blocks, idle):
                if tone in found:
                    painter.drawRects(found[tone])
        painter.end()
        return picture

    def _column_blocks(self, topology: Topology, name: str) -> Blocks:
        found = self._blocks.get(name)
        if found is None:
            found = self._blocks[name] = {}
            rect, least = topology.column(name), 1 / self._zoom
            top, share = topology.body(name)
            for place, card in topology.blocks(name):
                found.setdefault(card.tone, []).append(
                    QRectF(
                        rect.x + place.x,
                        rect.y + top + place.y * share,
                        place.width,
                        max(place.height * share, least),
                    )
                )
        return found
