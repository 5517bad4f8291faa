"""The names of the lanes, beside the plot."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from hagui import theme as themes
from hagui.i18n import tr
from hagui.monitor.story.clocks import Offset
from hagui.monitor.timeline.colors import node_color
from hagui.monitor.timeline.painting import LANE, STRIP
from hagui.monitor.timeline.plot import AXIS
from hagui.monitor.timeline.tracks import Tracks
from hagui.monitor.timeline.viewport import Viewport
from hagui.monitor.timeline.words import offset_brief, offset_sentence
from hagui.theme import Theme

WIDTH: Final = 168


class Names(QWidget):
    """One name for each lane in view; of a node its colour, and how far its clock is off."""

    def __init__(self, tracks: Tracks, view: Viewport, theme: Theme) -> None:
        super().__init__()
        self._tracks = tracks
        self._view = view
        self.theme = theme
        self.lane: int | None = None
        """The row that is marked."""
        self.offsets: dict[str, Offset] = {}
        self.setFixedWidth(WIDTH)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("timeline", "Names of the lanes"))

    def minimumSizeHint(self) -> QSize:
        """Room for the axis and one lane."""
        return QSize(WIDTH, AXIS + LANE)

    def title(self, row: int) -> str:
        """What stands beside a row."""
        return self._tracks.lanes.lane(self._tracks.shown[row]).title

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the names in view."""
        theme, view, shown = self.theme, self._view, self._tracks.shown
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.pane))
        painter.setClipRect(0, AXIS, self.width(), self.height() - AXIS - STRIP)
        painter.setFont(themes.font(themes.SMALL_PX))
        metrics = painter.fontMetrics()
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        first = int(view.row)
        for row in range(first, min(len(shown), first + int(view.room) + 2)):
            lane = self._tracks.lanes.lane(shown[row])
            top = AXIS + (row - view.row) * LANE
            if row == self.lane:
                painter.fillRect(QRectF(0, top, self.width(), LANE), QColor(theme.soft))
            left, right = 10.0, self.width() - 8.0
            if lane.resource is None and lane.node is not None:
                swatch = QRectF(left, top + 6, 9, LANE - 12)
                painter.fillRect(swatch, node_color(theme, self._tracks.hue(lane.node)))
                painter.setPen(QColor(theme.dim))
                painter.drawRect(swatch)
                left += 16
                right -= self._draw_offset(painter, lane.node, top)
            painter.setPen(QColor(theme.text))
            room = QRectF(left, top, right - left, LANE - 1)
            text = metrics.elidedText(lane.title, Qt.TextElideMode.ElideMiddle, int(room.width()))
            painter.drawText(room, flags, text)
            painter.setPen(QColor(theme.line))
            painter.drawLine(0, round(top + LANE - 1), self.width(), round(top + LANE - 1))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the whole name, and of a node how far its clock is off."""
        row = int(self._view.row + (event.position().y() - AXIS) / LANE)
        if event.position().y() < AXIS or row >= len(self._tracks.shown):
            QToolTip.hideText()
            return
        lane = self._tracks.lanes.lane(self._tracks.shown[row])
        text = lane.title
        offset = self.offsets.get(lane.node or "") if lane.resource is None else None
        if offset is not None and lane.node is not None:
            text = offset_sentence(lane.node, offset)
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def _draw_offset(self, painter: QPainter, node: str, top: float) -> float:
        """Write how far a clock is off where that is certain; returns the room it took."""
        offset = self.offsets.get(node)
        if offset is None or not offset.certain:
            return 0
        text = offset_brief(offset)
        width = painter.fontMetrics().horizontalAdvance(text) + 6
        painter.setPen(QColor(self.theme.warning))
        room = QRectF(self.width() - 8 - width, top, width, LANE - 1)
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text
        )
        return width + 4
