"""Draws all lanes in one go: what is wide as rectangles, what is narrow as one picture."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, qRgba

from hagui import theme as themes
from hagui.monitor.story.model import Mark, MarkKind
from hagui.monitor.timeline.colors import (
    GLYPHS,
    bar_color,
    bar_style,
    node_color,
    span_brush,
    span_pattern,
)
from hagui.monitor.timeline.looks import BarLook, SpanLook
from hagui.monitor.timeline.rects import draw_rects
from hagui.monitor.timeline.table import Bytes, Chosen, Floats, Ints, Table
from hagui.monitor.timeline.tracks import Tracks
from hagui.monitor.timeline.viewport import Viewport
from hagui.monitor.timeline.words import span_label
from hagui.theme import Theme

LANE: Final = 22
"""Height of a lane in logical pixels."""
GAP: Final = 2
BAR: Final = 7
"""Height of a bar, at the bottom of its lane."""
NARROW: Final = 3.0
"""What is narrower, in logical pixels, goes into the picture."""
WORDY: Final = 34.0
"""A span at least so wide is named."""
LABELS: Final = 150
"""So many spans are named at most, the widest first."""
SERIOUS: Final = frozenset({MarkKind.QUORUM_LOST, MarkKind.DC_LOST, MarkKind.STALE})
_COUNT: Final = len(BarLook) + 1
_CAPTIONED: Final = frozenset(SpanLook) - {SpanLook.STARTED, SpanLook.ONLINE}


class LanePainter:
    """Draws the lanes in view."""

    def __init__(self, tracks: Tracks, view: Viewport, theme: Theme) -> None:
        self._tracks = tracks
        self._view = view
        self.theme = theme
        self.watched_from: float | None = None
        """What is left of this moment is known from histories alone."""
        self.cursor: float | None = None
        """The moment under the cursor."""
        self.lane: int | None = None
        """The row that the cursor is in."""

    def paint(self, painter: QPainter, width: float, height: float) -> None:
        """Draw what is in view into a room of that size."""
        if width < 1 or height < 1:
            return
        view = self._view
        self._scale = width / view.seconds
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._ground(painter, width, height)
        rows = self._tracks.rows
        if len(rows):
            self._spans(painter, rows, width, height)
            self._bars(painter, rows, width, height)
        self._shade(painter, width, height)
        self._draw_marks(painter, height)
        self._draw_cursor(painter, width, height)

    def x_of(self, time: float) -> float:
        """Where a moment is, in pixels from the left."""
        return (time - self._view.begin) * self._scale

    # layers

    def _ground(self, painter: QPainter, width: float, height: float) -> None:
        theme, view = self.theme, self._view
        painter.fillRect(QRectF(0, 0, width, height), QColor(theme.background))
        painter.setPen(QPen(QColor(theme.line), 1))
        first = int(view.row)
        for row in range(first, min(view.rows, first + int(height / LANE) + 2)):
            top = round((row - view.row) * LANE)
            if row == self.lane:
                painter.fillRect(QRectF(0, top, width, LANE), QColor(theme.soft))
            painter.drawLine(QPointF(0, top + LANE - 1), QPointF(width, top + LANE - 1))

    def _spans(self, painter: QPainter, rows: Ints, width: float, height: float) -> None:
        view, table, theme = self._view, self._tracks.spans, self.theme
        chosen = table.within(view.begin, view.end, rows, view.row, view.row + height / LANE)
        if not len(chosen):
            return
        left, wide = self._extent(table, chosen, width)
        top = np.round((rows[table.lane[chosen]] - view.row) * LANE)
        look, hue = table.look[chosen], table.hue[chosen]
        painter.setPen(Qt.PenStyle.NoPen)
        own = np.isin(look, [int(item) for item in SpanLook if span_brush(theme, item) is None])
        for number in np.unique(hue[own]):
            some = own & (hue == number)
            painter.setBrush(node_color(theme, int(number)))
            draw_rects(painter, left[some], top[some] + 1, wide[some], LANE - 1 - GAP)
        for value in np.unique(look):
            kind, some = SpanLook(int(value)), look == value
            brush, pattern = span_brush(theme, kind), span_pattern(theme, kind)
            for layer in (brush, pattern):
                if layer is not None:
                    painter.setBrush(layer)
                    draw_rects(painter, left[some], top[some] + 1, wide[some], LANE - 1 - GAP)
            if kind is SpanLook.PROMOTED:
                painter.setBrush(QColor(theme.promoted))
                draw_rects(painter, left[some], top[some] + 1, wide[some], 2)
        painter.setBrush(QColor(mix_line(theme)))
        begun = left > 0.5  # an edge is drawn where something begins, so that colours may be alike
        draw_rects(painter, left[begun], top[begun] + 1, np.ones(int(begun.sum())), LANE - 1 - GAP)
        self._names(painter, table.lane[chosen], look, hue, left, top, wide)

    def _names(
        self,
        painter: QPainter,
        lane: Ints,
        look: Bytes,
        hue: Bytes,
        left: Floats,
        top: Floats,
        wide: Floats,
    ) -> None:
        places = np.flatnonzero(wide >= WORDY)
        if len(places) > LABELS:
            places = places[np.argsort(-wide[places])[:LABELS]]
        names = {number: name for name, number in self._tracks.hues.items()}
        painter.setFont(themes.font(themes.SMALL_PX))
        painter.setPen(QColor(self.theme.text))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        for place in places:
            kind = SpanLook(int(look[place]))
            own = self._tracks.lanes.lane(int(lane[place])).resource is None
            text = span_label(kind, None if own else names.get(int(hue[place]), ""))
            glyph = GLYPHS[kind]
            room = QRectF(left[place] + 5, top[place] + 2, wide[place] - 8, LANE - 3)
            painter.drawText(room, int(flags), f"{glyph} {text}")
        painter.setPen(Qt.PenStyle.NoPen)

    def _bars(self, painter: QPainter, rows: Ints, width: float, height: float) -> None:
        view, table = self._view, self._tracks.bars
        chosen = table.within(view.begin, view.end, rows, view.row, view.row + height / LANE)
        if not len(chosen):
            return
        left, wide = self._extent(table, chosen, width)
        top = np.round((rows[table.lane[chosen]] - view.row) * LANE) + LANE - GAP - BAR - 1
        look = table.look[chosen]
        narrow = wide < NARROW
        if narrow.any():
            self._picture(painter, left[narrow], top[narrow], look[narrow], width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        for value in np.unique(look[~narrow]):
            kind, some = BarLook(int(value)), (look == value) & ~narrow
            color = bar_color(self.theme, kind)
            if bar_style(kind) is not Qt.BrushStyle.SolidPattern:
                painter.setBrush(QColor(self.theme.card))
                draw_rects(painter, left[some], top[some], wide[some], BAR)
                painter.setPen(QPen(color, 1))
            painter.setBrush(QBrush(color, bar_style(kind)))
            draw_rects(painter, left[some], top[some], wide[some], BAR)
            painter.setPen(Qt.PenStyle.NoPen)

    def _picture(
        self,
        painter: QPainter,
        left: Floats,
        top: Floats,
        look: Bytes,
        width: float,
        height: float,
    ) -> None:
        """Draw narrow bars pixel by pixel: of several in one place the one that matters most."""
        across, down = int(width) + 1, int(height) + LANE
        order = np.argsort(look, kind="stable")
        x = np.clip(left[order].astype(np.intp), 0, across - 2)
        y = top[order].astype(np.intp)
        # One line for each lane, made as high as a bar below.
        lines, line = np.unique(y, return_inverse=True)
        cells = np.zeros((len(lines), across), np.uint8)
        cells[line, x] = look[order]
        second = cells[line, x + 1]
        cells[line, x + 1] = np.maximum(second, look[order])
        across4 = (across + 3) // 4 * 4  # lines of a picture begin at multiples of four bytes
        pixels = np.zeros((down, across4), np.uint8)
        for index, first in enumerate(lines):
            low, high = max(int(first), 0), min(int(first) + BAR, down)
            if low < high:
                pixels[low:high, :across] = cells[index]
        image = QImage(pixels.data, across, down, across4, QImage.Format.Format_Indexed8)
        image.setColorTable(self._table())
        painter.drawImage(QPointF(0, 0), image)

    def _table(self) -> list[int]:
        table = [0]
        for look in BarLook:
            color = bar_color(self.theme, look)
            table.append(qRgba(color.red(), color.green(), color.blue(), 255))
        return table

    def _shade(self, painter: QPainter, width: float, height: float) -> None:
        """What was not watched, and what is still to come."""
        view, theme = self._view, self.theme
        edges: list[tuple[float, float]] = []
        if self.watched_from is not None and self.watched_from > view.begin:
            edges.append((0.0, min(self.x_of(self.watched_from), width)))
        if view.now < view.end:
            edges.append((max(self.x_of(view.now), 0.0), width))
        color = QColor(theme.background)
        color.setAlpha(150)
        for left, right in edges:
            area = QRectF(left, 0, right - left, height)
            painter.fillRect(area, color)
            painter.setPen(QPen(QColor(theme.dim), 1, Qt.PenStyle.DashLine))
            edge = right if left <= 0 else left
            painter.drawLine(QPointF(edge, 0), QPointF(edge, height))
        since: float | None = None
        for mark in [*self._tracks.marks, None]:
            if mark is not None and mark.kind is MarkKind.STALE and since is None:
                since = mark.time
            elif since is not None and (mark is None or mark.kind is MarkKind.LIVE):
                until = view.now if mark is None else mark.time
                left, right = max(self.x_of(since), 0.0), min(self.x_of(until), width)
                if left < right:
                    brush = QBrush(QColor(theme.warning), Qt.BrushStyle.Dense7Pattern)
                    painter.fillRect(QRectF(left, 0, right - left, height), brush)
                since = None

    def _draw_marks(self, painter: QPainter, height: float) -> None:
        view, tracks = self._view, self._tracks
        drawn: set[tuple[MarkKind, int, int | None]] = set()
        for mark in tracks.marks_within(view.begin, view.end):
            x = self.x_of(mark.time)
            lane = self._row_of(mark) if mark.kind is MarkKind.FAILURE else None
            place = (mark.kind, int(x / 2), lane)
            if place in drawn:
                continue
            drawn.add(place)
            if mark.kind is not MarkKind.FAILURE:
                painter.setPen(QPen(mark_color(self.theme, mark), 1, mark_style(mark)))
                painter.drawLine(QPointF(x, 0), QPointF(x, height))
            elif lane is not None:
                top = round((lane - view.row) * LANE)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
                painter.setPen(QPen(QColor(self.theme.background), 1))
                painter.setBrush(QColor(self.theme.failed))
                painter.drawPolygon(
                    [QPointF(x, top + 5), QPointF(x + 6, top + 16), QPointF(x - 6, top + 16)]
                )
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _row_of(self, mark: Mark) -> int | None:
        number = self._tracks.lanes.find(mark.resource, mark.node)
        if number is None or number >= len(self._tracks.rows):
            return None
        row = int(self._tracks.rows[number])
        return None if row < 0 else row

    def _draw_cursor(self, painter: QPainter, width: float, height: float) -> None:
        if self.cursor is None:
            return
        x = self.x_of(self.cursor)
        if 0 <= x <= width:
            painter.setPen(QPen(QColor(self.theme.focus), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, height))

    def _extent(self, table: Table, chosen: Chosen, width: float) -> tuple[Floats, Floats]:
        """Left edges and widths in pixels, as far as they are in view."""
        view = self._view
        begin = (table.begin[chosen] - view.begin) * self._scale
        end = (np.minimum(table.end[chosen], view.now) - view.begin) * self._scale
        left = np.clip(begin, -2.0, width)
        return left, np.maximum(np.clip(end, -2.0, width + 2.0) - left, 1.0)


def mix_line(theme: Theme) -> str:
    """The edge at which a span begins."""
    return themes.mix(theme.line, theme.dim, 0.5)


def mark_color(theme: Theme, mark: Mark) -> QColor:
    """The colour of a mark's line and flag."""
    match mark.kind:
        case MarkKind.QUORUM_LOST | MarkKind.FAILURE | MarkKind.NODE_WENT:
            return QColor(theme.failed)
        case MarkKind.DC_LOST | MarkKind.STALE | MarkKind.FAULT:
            return QColor(theme.warning)
        case MarkKind.COMMIT:
            return QColor(theme.promoted)
        case MarkKind.QUORUM_GAINED | MarkKind.NODE_CAME | MarkKind.LIVE:
            return QColor(theme.running)
        case MarkKind.DC_ELECTED:
            return QColor(theme.dim)


def mark_style(mark: Mark) -> Qt.PenStyle:
    """The kind of a mark's line."""
    return Qt.PenStyle.SolidLine if mark.kind in SERIOUS else Qt.PenStyle.DotLine
