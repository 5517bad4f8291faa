"""A column's header: name, tags, state in shape and word, failures, the standby switch."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from hagui.graph import foretelling, words
from hagui.graph.cards import Column
from hagui.graph.glyphs import paint_glyph
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem, Pill, elided, write
from hagui.graph.items.column import RADIUS
from hagui.graph.items.level import Level, Scale
from hagui.graph.marks import Mark, Tone

_LEFT = 13.0
_SWITCH = QRectF(0, 0, 30, 16)


class HeaderItem(BoardItem):
    """The header of one node's column."""

    def __init__(self, column: Column, ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.column = column
        self.read_only = False
        self.hovered = False
        self.fenced = False
        self.marked = False
        self.harm = ""

    def set_harm(self, word: str) -> None:
        """What was done to the node in a lab, in a word; empty where nothing was."""
        if word != self.harm:
            self.harm = word
            self.update()

    def set_fenced(self, *, fenced: bool) -> None:
        """Whether the node would be fenced."""
        if fenced != self.fenced:
            self.fenced = fenced
            self.update()

    def set_marked(self, *, marked: bool) -> None:
        """Whether the draft has changed the node."""
        if marked != self.marked:
            self.marked = marked
            self.update()

    def show_column(self, column: Column) -> None:
        """Show another state of the node."""
        self.column = column
        self.update()

    def set_read_only(self, *, read_only: bool) -> None:
        """Grey the switch out."""
        self.read_only = read_only
        self.update()

    def set_hovered(self, *, hovered: bool) -> None:
        """Whether the pointer is over the switch."""
        if hovered != self.hovered:
            self.hovered = hovered
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw it, as much as the zoom allows."""
        del option, widget
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        if self.scale_now.level is Level.NEAR:
            self._paint_near(painter)
        else:
            self._paint_far(painter)
        self.frame(painter, self._radius)

    @property
    def _radius(self) -> float:
        return RADIUS if self.scale_now.level is not Level.FAR else self.scale_now.units(4)

    @property
    def _shouting(self) -> bool:
        return self.column.mark is Mark.UNCLEAN

    def _colors(self) -> tuple[QColor, QColor, QColor]:
        """For the name, for secondary text, for the state."""
        ink = self.ink
        if self._shouting:
            return ink.on_failed, ink.on_failed, ink.on_failed
        name = ink.dim if self.column.mark is Mark.OFFLINE else ink.text
        quiet = self.column.mark is Mark.ONLINE
        return name, ink.dim, ink.dim if quiet else ink.tone(self.column.mark.tone)

    def _paint_ground(self, painter: QPainter) -> None:
        if self._shouting:
            path = QPainterPath()
            path.addRoundedRect(
                QRectF(0, 0, self.width, self.height + 20), self._radius, self._radius
            )
            strip = QPainterPath()
            strip.addRect(QRectF(0, 0, self.width, self.height))
            painter.fillPath(path.intersected(strip), self.ink.failed_block)
            return
        painter.setPen(self.ink.cosmetic(self.ink.line_pen))
        painter.drawLine(
            QPointF(0.5, self.height - 0.5), QPointF(self.width - 0.5, self.height - 0.5)
        )

    def _paint_near(self, painter: QPainter) -> None:
        ink, column = self.ink, self.column
        name_color, dim, state_color = self._colors()
        switch_left = self.width - 13 - _SWITCH.width()
        right = switch_left - 8
        pills: list[tuple[Pill, QColor]] = []
        for text in words.column_tags(column):
            color = ink.tone(Tone.PROMOTED) if column.node.is_dc and not pills else ink.dim
            if self._shouting:
                color = ink.on_failed
            pill = Pill(text, ink, color, 90)
            pills.append((pill, color))
        if self.harm:
            color = ink.on_failed if self._shouting else ink.tone(Tone.WARNING)
            pills.append((Pill(self.harm, ink, color, 90), color))
        if self.marked:
            ghost = ink.on_failed if self._shouting else ink.tone(Tone.GHOST)
            pills.append((Pill(foretelling.draft_word(), ink, ghost, 90), ghost))
        reserved = sum(pill.width + 5 for pill, _ in pills)
        name = elided(
            column.name, ink.name_size, right - _LEFT - reserved, Qt.TextElideMode.ElideMiddle
        )
        write(painter, _LEFT, 24, name, ink.name, name_color)
        x = _LEFT + ink.name_size.horizontalAdvance(name) + 7
        for pill, _ in pills:
            pill.paint(painter, x, 11)
            x += pill.width + 5

        right = self.width - 13
        if column.failures:
            text = words.failures_word(column.failures)
            color = ink.on_failed if self._shouting else ink.tone(Tone.FAILED)
            width = ink.small_size.horizontalAdvance(text)
            write(painter, right - width, 43, text, ink.small, color)
            paint_glyph(painter, Mark.FAILED, QPointF(right - width - 9, 39), color, 9.5)
            right -= width + 24
        elif column.active and column.mark is not Mark.UNCLEAN:
            text = words.active_word(column.active)
            width = ink.small_size.horizontalAdvance(text)
            write(painter, right - width, 43, text, ink.small, dim)
            right -= width + 10
        glyph_color = state_color if self._shouting else ink.tone(column.mark.tone)
        mark = column.mark
        if self.fenced and not self._shouting:
            mark, glyph_color = Mark.UNCLEAN, ink.tone(Tone.GHOST)
        paint_glyph(painter, mark, QPointF(_LEFT + 4.5, 39), glyph_color, 9.5)
        letters = ink.small_bold if self._shouting else ink.small
        said = words.column_word(column)
        if self.fenced and not self._shouting:
            said, letters = foretelling.fenced_word(), ink.small_bold
            state_color = ink.tone(Tone.GHOST)
        word = elided(said, QFontMetricsF(letters), right - _LEFT - 15)
        write(painter, _LEFT + 15, 43, word, letters, state_color)
        self._paint_switch(painter, QPointF(switch_left, 11))

    def _paint_switch(self, painter: QPainter, corner: QPointF) -> None:
        ink, on = self.ink, not self.column.standby
        track = _SWITCH.translated(corner)
        if self._shouting:
            ground, knob = ink.on_failed, ink.failed_block
        else:
            ground, knob = ink.tone(Tone.RUNNING) if on else ink.dim, ink.on_switch
        painter.save()
        if self.read_only:
            painter.setOpacity(0.4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(track, 8, 8)
        painter.setBrush(knob)
        x = track.right() - 8 if on else track.left() + 8
        painter.drawEllipse(QPointF(x, track.center().y()), 6, 6)
        if self.hovered and not self.read_only:
            painter.setPen(ink.select_pen if not self._shouting else ink.dash(ink.on_failed))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 10, 10)
        painter.restore()

    def _paint_far(self, painter: QPainter) -> None:
        """The name alone, in letters that keep their size on screen, and the state's shape."""
        column, unit = self.column, self.scale_now.units(1)
        name_color, _, state_color = self._colors()
        letters, metrics = self.ink.scaled(11 * unit, bold=True)
        quiet = column.mark is Mark.ONLINE and not column.failures
        left = 6 * unit if quiet else 17 * unit
        if not quiet:
            mark = column.mark if column.mark is not Mark.ONLINE else Mark.FAILED
            color = state_color if column.mark is not Mark.ONLINE else self.ink.tone(Tone.FAILED)
            paint_glyph(painter, mark, QPointF(10 * unit, self.height / 2), color, 9 * unit)
        room = self.width - left - 3 * unit
        name = elided(column.name, metrics, room, Qt.TextElideMode.ElideMiddle)
        baseline = (self.height + metrics.capHeight()) / 2
        write(painter, left, baseline, name, letters, name_color)
