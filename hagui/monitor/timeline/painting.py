"""Draws all lanes in one go: what is wide as rectangles, what is narrow as one picture."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from hagui import theme as themes
from hagui.i18n import tr
from hagui.monitor.probes.runs import State
from hagui.monitor.story.model import Mark, MarkKind
from hagui.monitor.timeline.colors import (
    GLYPHS,
    SERIOUS,
    bar_color,
    bar_style,
    mark_color,
    mark_style,
    mix_line,
    node_color,
    span_brush,
    span_pattern,
)
from hagui.monitor.timeline.looks import BarLook, SpanLook
from hagui.monitor.timeline.rects import draw_rects
from hagui.monitor.timeline.table import Bytes, Chosen, Floats, Ints, Table
from hagui.monitor.timeline.tracks import Tracks
from hagui.monitor.timeline.viewport import Viewport
from hagui.monitor.timeline.words import mark_sentence, span_label
from hagui.phrases.probes import lane_words, silent_words
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
COUNTED: Final = 68.0
"""An outage at least so wide has room for its milliseconds."""
SPELLED: Final = 130.0
"""One at least so wide has room for a word besides."""
LABELS: Final = 150
"""So many spans are named at most, the widest first."""
STRIP: Final = 18
"""Height of the strip at the bottom, in which marks are put in words."""
CLOSE: Final = 3
"""Marks closer to each other, in logical pixels, are drawn as one."""
FLAG: Final = 200
"""Width of a mark's words at most."""
_RUNS: Final = [
    int(look)
    for look in (
        *(SpanLook.STARTED, SpanLook.UNPROMOTED, SpanLook.PROMOTED),
        *(SpanLook.MIGRATING, SpanLook.UNKNOWN, SpanLook.BLOCKED),
    )
]
"""How resources look, not nodes."""
_PROBED: Final = {
    SpanLook.ANSWERED: State.ANSWERED,
    SpanLook.MISSED: State.MISSED,
    SpanLook.UNASKED: State.UNKNOWN,
}


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
        self.shown = False
        """Whether the whole window shows that moment."""
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
        if len(rows):
            self._name_spans(painter, rows, width, height)
            self._failures(painter, rows, width, height)
        self._draw_marks(painter, width, height)
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
        self._unheard(painter, table, chosen, rows)

    def _unheard(self, painter: QPainter, table: Table, chosen: Chosen, rows: Ints) -> None:
        """Hatch what was last known of nodes while they were unclean: nobody knows it."""
        view = self._view
        painter.setBrush(QBrush(QColor(self.theme.failed), Qt.BrushStyle.BDiagPattern))
        lost = (table.look == int(SpanLook.UNCLEAN)) & (table.end > view.begin)
        run = chosen[np.isin(table.look[chosen], _RUNS)]
        for place in np.flatnonzero(lost & (table.begin < view.end)):
            some = run[table.hue[run] == table.hue[place]]
            begin = np.maximum(table.begin[some], max(table.begin[place], view.begin))
            end = np.minimum(table.end[some], min(table.end[place], view.now))
            left, wide = (begin - view.begin) * self._scale, (end - begin) * self._scale
            real = wide > 0
            top = np.round((rows[table.lane[some]] - view.row) * LANE) + 1
            draw_rects(painter, left[real], top[real], wide[real], LANE - 1 - GAP)

    def _name_spans(self, painter: QPainter, rows: Ints, width: float, height: float) -> None:
        """Write where and in which role into spans, where there is room."""
        view, table = self._view, self._tracks.spans
        chosen = table.within(view.begin, view.end, rows, view.row, view.row + height / LANE)
        left, wide = self._extent(table, chosen, width)
        top = np.round((rows[table.lane[chosen]] - view.row) * LANE)
        if self.watched_from is not None:
            edge = self.x_of(self.watched_from)
            moved = np.where(left + wide > edge + WORDY, np.maximum(left, edge), left)
            left, wide = moved, wide - (moved - left)
        self._names(painter, chosen, left, top, wide)

    def _names(
        self,
        painter: QPainter,
        chosen: Chosen,
        left: Floats,
        top: Floats,
        wide: Floats,
    ) -> None:
        table = self._tracks.spans
        lane, look, hue = table.lane[chosen], table.look[chosen], table.hue[chosen]
        places = np.flatnonzero(wide >= WORDY)
        if len(places) > LABELS:
            places = places[np.argsort(-wide[places])[:LABELS]]
        names = {number: name for name, number in self._tracks.hues.items()}
        painter.setFont(themes.font(themes.SMALL_PX))
        painter.setPen(QColor(self.theme.text))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        for place in places:
            kind = SpanLook(int(look[place]))
            if kind in _PROBED:
                text = self._probed(kind, int(chosen[place]), int(lane[place]))
            else:
                own = self._tracks.lanes.lane(int(lane[place])).resource is None
                text = span_label(kind, None if own else names.get(int(hue[place]), ""))
            glyph = GLYPHS[kind]
            room = QRectF(left[place] + 5, top[place] + 2, wide[place] - 8, LANE - 3)
            # where an outage begins there is a triangle already
            words = f"   {text}" if kind is SpanLook.MISSED else f"{glyph} {text}"
            painter.drawText(room, int(flags), words)
        painter.setPen(Qt.PenStyle.NoPen)

    def _probed(self, look: SpanLook, row: int, lane: int) -> str:
        """What stands in a span of a probe's lane; an outage that has no room of its own is told
        where the service answered again.
        """
        table, view = self._tracks.spans, self._view
        begin = float(table.begin[row])
        before = self._tracks.outages.get((lane, begin))
        if before is not None and before * self._scale >= COUNTED:
            before = None
        seconds = min(float(table.end[row]), view.now) - begin
        if look is SpanLook.MISSED and (lane, begin) in self._tracks.unsure:
            return silent_words()
        return lane_words(_PROBED[look], seconds, before, brief=seconds * self._scale < SPELLED)

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
            self._picture(painter, left[narrow], top[narrow], look[narrow], width)
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
    ) -> None:
        """Draw narrow bars pixel by pixel: of several in one place the one that matters most."""
        across = int(width) + 1
        order = np.argsort(look, kind="stable")
        x = np.clip(left[order].astype(np.intp), 0, across - 2)
        y = top[order].astype(np.intp)
        # One line for each lane, drawn as high as a bar.
        lines, line = np.unique(y, return_inverse=True)
        cells = np.zeros((len(lines), across), np.uint8)
        cells[line, x] = look[order]
        second = cells[line, x + 1]
        cells[line, x + 1] = np.maximum(second, look[order])
        pixels = self._colors()[cells]
        image = QImage(pixels.data, across, len(lines), QImage.Format.Format_ARGB32_Premultiplied)
        for index, first in enumerate(lines):
            target = QRectF(0, float(first), across, BAR)
            painter.drawImage(target, image, QRectF(0, index, across, 1))

    def _colors(self) -> NDArray[np.uint32]:
        """Nothing for 0, then a colour for each look of a bar."""
        colors = [bar_color(self.theme, look).rgba() for look in BarLook]
        return np.array([0, *colors], np.uint32)

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
        for since, until in self._tracks.gaps(view.now):
            left, right = max(self.x_of(since), 0.0), min(self.x_of(until), width)
            if left < right:
                brush = QBrush(QColor(theme.warning), Qt.BrushStyle.Dense7Pattern)
                painter.fillRect(QRectF(left, 0, right - left, height), brush)

    def _failures(self, painter: QPainter, rows: Ints, width: float, height: float) -> None:
        """A triangle where an operation failed; of several in one place only one."""
        view, table = self._view, self._tracks.failures
        chosen = table.within(view.begin, view.end, rows, view.row, view.row + height / LANE)
        if not len(chosen):
            return
        x = ((table.begin[chosen] - view.begin) * self._scale).astype(np.intp) // CLOSE
        row = rows[table.lane[chosen]].astype(np.intp)
        places = np.unique(row * (int(width) + 1) + x)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(QPen(QColor(self.theme.background), 1))
        painter.setBrush(QColor(self.theme.failed))
        for place in places:
            line, column = divmod(int(place), int(width) + 1)
            top, middle = round((line - view.row) * LANE), column * CLOSE
            painter.drawPolygon(
                [
                    QPointF(middle, top + 4),
                    QPointF(middle + 6, top + 15),
                    QPointF(middle - 6, top + 15),
                ]
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_marks(self, painter: QPainter, width: float, height: float) -> None:
        """A line for each change of the cluster as a whole, and as many in words as have room."""
        view, theme = self._view, self.theme
        marks: dict[tuple[MarkKind, int], Mark] = {}
        for mark in self._tracks.marks_within(view.begin, view.end):
            marks.setdefault((mark.kind, int(self.x_of(mark.time)) // CLOSE), mark)
        for mark in marks.values():
            x = self.x_of(mark.time)
            painter.setPen(QPen(mark_color(theme, mark), 1, mark_style(mark)))
            painter.drawLine(QPointF(x, 0), QPointF(x, height))
        strip = QRectF(0, height - STRIP, width, STRIP)
        painter.fillRect(strip, QColor(theme.pane))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(strip.topLeft(), strip.topRight())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(themes.font(themes.SMALL_PX))
        metrics = painter.fontMetrics()
        taken: list[tuple[float, float]] = []
        most = int(width / 60)
        for mark in sorted(marks.values(), key=_press)[:most]:
            text = metrics.elidedText(mark_sentence(mark), Qt.TextElideMode.ElideRight, FLAG)
            room = metrics.horizontalAdvance(text) + 10.0
            x = min(self.x_of(mark.time), width - room)
            if any(x < right and left < x + room for left, right in taken):
                continue
            taken.append((x, x + room))
            chip = QRectF(x, strip.top() + 2, room, STRIP - 3)
            painter.fillRect(chip, QColor(theme.card))
            painter.setPen(QPen(mark_color(theme, mark), 1))
            painter.drawRect(chip)
            painter.setPen(QColor(theme.text))
            painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), text)

    def _draw_cursor(self, painter: QPainter, width: float, height: float) -> None:
        if self.cursor is None:
            return
        x = self.x_of(self.cursor)
        if 0 <= x <= width:
            painter.setPen(QPen(QColor(self.theme.focus), 3 if self.shown else 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, height))
        if self.shown and 0 <= x <= width:
            self._flag_cursor(painter, x, width)

    def _flag_cursor(self, painter: QPainter, x: float, width: float) -> None:
        """Say at the cursor that this is what the window shows."""
        painter.setFont(themes.font(themes.SMALL_PX))
        text = tr("timeline", "shown")
        room = painter.fontMetrics().horizontalAdvance(text) + 10.0
        flag = QRectF(min(x, width - room), 0, room, STRIP - 3)
        painter.fillRect(flag, QColor(self.theme.selection))
        painter.setPen(QColor(self.theme.on_selection))
        painter.drawText(flag, int(Qt.AlignmentFlag.AlignCenter), text)

    def _extent(self, table: Table, chosen: Chosen, width: float) -> tuple[Floats, Floats]:
        """Left edges and widths in pixels, as far as they are in view."""
        view = self._view
        begin = (table.begin[chosen] - view.begin) * self._scale
        end = (np.minimum(table.end[chosen], view.now) - view.begin) * self._scale
        left = np.clip(begin, -2.0, width)
        return left, np.maximum(np.clip(end, -2.0, width + 2.0) - left, 1.0)


def _press(mark: Mark) -> tuple[bool, bool, float]:
    """What is named first: what is serious, then what is new."""
    return mark.kind not in SERIOUS, mark.kind is MarkKind.DC_ELECTED, -mark.time
