"""A unit: a card, or a box with rows of members and instances; tags below.

Longer than most files because one item draws all of its parts, near, from afar and from very far.
"""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from hagui.graph.dependencies import words
from hagui.graph.dependencies.items.badges import DraftBadge, paint_pill
from hagui.graph.dependencies.layout.frames import HEADER, Frame
from hagui.graph.dependencies.looks import Look, Row
from hagui.graph.dependencies.model import Tag, Unit
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem, elided, left_bar, paint_glyph, rounded, write
from hagui.graph.items.level import Level, Scale
from hagui.graph.layout.geometry import Rect
from hagui.graph.marks import Mark, Tone

CARD_RADIUS: Final = 8.0
BOX_RADIUS: Final = 10.0
_ROW_RADIUS: Final = 6.0
_BAR: Final = 4.0
_LEFT: Final = 12.0
_RIGHT: Final = 10.0
_AROUND: Final = 12.0
"""How far badges and frames reach beyond."""


class UnitItem(BoardItem):
    """One unit."""

    def __init__(self, unit: Unit, look: Look, frame: Frame, ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.unit = unit
        self.look = look
        self.frame_now = frame
        self.tags: dict[str, Tag] = {}
        self.collapsed = False
        self.matched = False
        self.row_selected = ""
        """The member or instance that is selected, where it is not the whole unit."""
        self.bright_tags: frozenset[str] = frozenset()
        self.fates: dict[str, str] = {}
        """What a draft would do: by resource id or ``Instance.key``; the unit's own id for all."""
        self.drafted: frozenset[str] = frozenset()
        """What the draft has changed: ids of the unit, of members, of tags' constraints."""

    def show_unit(
        self,
        unit: Unit,
        look: Look,
        frame: Frame,
        tags: dict[str, Tag],
        *,
        collapsed: bool,
    ) -> None:
        """Show the unit as it is now."""
        if (unit, look, frame, tags, collapsed) == (
            self.unit,
            self.look,
            self.frame_now,
            self.tags,
            self.collapsed,
        ):
            return
        self.prepareGeometryChange()
        self.unit, self.look, self.frame_now = unit, look, frame
        self.tags, self.collapsed = tags, collapsed
        self._reach()
        self.reset()

    def resize(self, width: float, height: float) -> None:
        """Take a size."""
        super().resize(width, height)
        self._reach()

    def _reach(self) -> None:
        bounds = QRectF(
            -_AROUND,
            -_AROUND,
            self.width + 2 * _AROUND,
            max(self.height, self.frame_now.depth) + 2 * _AROUND,
        )
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds

    def set_matched(self, *, matched: bool) -> None:
        """Frame it as found by the search."""
        if matched != self.matched:
            self.matched = matched
            self.update()

    def set_marks(
        self, row: str, bright_tags: frozenset[str], fates: dict[str, str], drafted: frozenset[str]
    ) -> None:
        """What is selected inside, and what the draft does to it."""
        if (row, bright_tags, fates, drafted) != (
            self.row_selected,
            self.bright_tags,
            self.fates,
            self.drafted,
        ):
            self.row_selected, self.bright_tags = row, bright_tags
            self.fates, self.drafted = fates, drafted
            self.update()

    # painting

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw it, as much as the zoom allows."""
        del option, widget
        level = self.scale_now.level
        if level is Level.FAR:
            self._paint_far(painter)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxed = self.unit.boxed
        radius = BOX_RADIUS if boxed else CARD_RADIUS
        if boxed and not self.collapsed:
            self._paint_box(painter)
        else:
            self._paint_card(painter)
        if level is Level.NEAR:
            self._paint_tags(painter)
        if self.matched:
            painter.setPen(self.ink.match_pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(rounded(self.width, self.height, radius))
        self.frame(painter, radius)
        if self.unit.id in self.drafted and level is Level.NEAR:
            badge = DraftBadge(words.drafted(), self.ink)
            # at the left where the right corner says what the draft would do
            foretold = self.unit.id in self.fates
            badge.paint(painter, _LEFT + badge.width if foretold else self.width - 10, -3)

    def _paint_far(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        whole = QRectF(0, 0, self.width, self.height)
        if not self.unit.boxed or self.collapsed:
            painter.fillRect(whole, self.ink.blocks[self.look.tone])
        else:
            painter.fillRect(whole, self.ink.column)
            for rect, row in self._rows():
                painter.fillRect(_qrect(rect), self.ink.blocks[row.tone])
        if self.selected or self.matched:
            pen = QPen(self.ink.select_pen if self.selected else self.ink.match_pen)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(whole)

    def _rows(self) -> list[tuple[Rect, Row]]:
        frame, look = self.frame_now, self.look
        members = zip((rect for _, rect in frame.members), look.members, strict=False)
        return [*members, *zip(frame.copies, look.copies, strict=False)]

    def _paint_card(self, painter: QPainter) -> None:
        ink, look = self.ink, self.look
        tone = ink.tone(look.tone)
        shape = rounded(self.width, self.height, CARD_RADIUS)
        painter.fillPath(shape, ink.failed_card if look.urgent else ink.card)
        painter.setPen(ink.failed_pen if look.urgent else ink.line_pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if self.unit.boxed:
            # a second edge says that there is something inside
            painter.setPen(ink.box_pen)
            painter.drawRoundedRect(
                QRectF(3, 3, self.width - 6, self.height - 6), CARD_RADIUS - 3, CARD_RADIUS - 3
            )
        painter.fillPath(left_bar(self.width, self.height, CARD_RADIUS, _BAR), tone)
        if self.scale_now.level is Level.MIDDLE:
            whole = QRectF(0, 0, self.width, self.height)
            self._paint_middle(painter, whole, look.title, look.mark)
            return
        right = self.width - _RIGHT - (22 if self.unit.boxed else 0)
        fate = self.fates.get(self.unit.id)
        if fate:
            right -= paint_pill(painter, ink, fate, right, 6, self.width * 0.6) + 6
        room = right - _LEFT
        title_width = ink.title_size.horizontalAdvance(look.title)
        # the agent as far as there is room for all of it
        for kind in () if fate else (look.kind, look.kind.rpartition(":")[2]):
            kind_width = ink.small_size.horizontalAdvance(kind)
            if title_width + kind_width + 12 <= room:
                write(painter, right - kind_width, 18.5, kind, ink.small, ink.dim)
                break
        title = elided(look.title, ink.title_size, room, Qt.TextElideMode.ElideMiddle)
        write(painter, _LEFT, 18.5, title, ink.title, ink.text)
        if self.unit.boxed:
            self._paint_toggle(painter)
        right = self.width - _RIGHT
        self._paint_state(painter, _LEFT, 35.5, right, look.mark, look.word, look.tone, look.detail)

    def _paint_state(
        self,
        painter: QPainter,
        x: float,
        baseline: float,
        right: float,
        mark: Mark,
        word: str,
        tone: Tone,
        detail: str,
    ) -> None:
        """Shape and word of a state from the left, and what there is to say of it."""
        ink = self.ink
        color = ink.tone(tone)
        paint_glyph(painter, mark, QPointF(x + 4.5, baseline - 4), color, 9)
        x += 13
        word = elided(word, ink.small_size, right - x)
        write(painter, x, baseline, word, ink.small, color)
        x += ink.small_size.horizontalAdvance(word) + 4
        if detail and right - x > 24:
            text = elided(detail, ink.small_size, right - x)
            write(painter, x, baseline, text, ink.small, color if mark.urgent else ink.dim)

    def _paint_box(self, painter: QPainter) -> None:
        ink, look = self.ink, self.look
        painter.setPen(ink.failed_pen if look.urgent else ink.box_pen)
        painter.setBrush(ink.column)
        painter.drawPath(rounded(self.width, self.height, BOX_RADIUS))
        near = self.scale_now.level is Level.NEAR
        if near:
            self._paint_header(painter)
        else:
            self._paint_middle(
                painter, QRectF(0, 0, self.width, HEADER), f"{look.title}", None, 0.9
            )
        for index, (rect, row) in enumerate(self._rows()):
            member = index < len(self.frame_now.members)
            self._paint_row(painter, _qrect(rect), row, member=member)
        if near:
            self._paint_arrows(painter)

    def _paint_header(self, painter: QPainter) -> None:
        ink, look = self.ink, self.look
        right = self.width - 30
        fate = self.fates.get(self.unit.id)
        if fate:
            right -= paint_pill(painter, ink, fate, right, 5, self.width * 0.5) + 6
        x, baseline = _LEFT, 18.0
        title = elided(look.title, ink.small_bold_size, right - x, Qt.TextElideMode.ElideMiddle)
        write(painter, x, baseline, title, ink.small_bold, ink.text)
        x += ink.small_bold_size.horizontalAdvance(title)
        told = (f"{look.kind} {look.detail}", look.detail or look.kind, look.kind)
        for text in (f" · {each}" for each in told):
            if ink.small_size.horizontalAdvance(text) <= right - x:
                write(painter, x, baseline, text, ink.small, ink.dim)
                break
        self._paint_toggle(painter)

    def _paint_toggle(self, painter: QPainter) -> None:
        toggle = self.frame_now.toggle
        if toggle is None:
            return
        x, y = toggle.center
        pen = QPen(self.ink.dim, 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.collapsed:
            points = [QPointF(x - 2, y - 4), QPointF(x + 2, y), QPointF(x - 2, y + 4)]
        else:
            points = [QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)]
        painter.drawPolyline(QPolygonF(points))

    def _paint_row(self, painter: QPainter, rect: QRectF, row: Row, *, member: bool) -> None:
        ink = self.ink
        tone = ink.tone(row.tone)
        urgent = row.mark.urgent
        painter.save()
        painter.translate(rect.topLeft())
        width, height = rect.width(), rect.height()
        shape = rounded(width, height, _ROW_RADIUS)
        painter.fillPath(shape, ink.failed_card if urgent else ink.card)
        chosen = bool(self.row_selected) and self.row_selected in {
            row.key,
            row.text.partition(" ")[2] if member else "",
        }
        painter.setPen(ink.select_pen if chosen else ink.failed_pen if urgent else ink.line_pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if member:
            painter.fillPath(left_bar(width, height, _ROW_RADIUS, _BAR), tone)
        if self.scale_now.level is Level.MIDDLE:
            if height * self.scale_now.zoom >= 9:
                self._paint_middle(painter, QRectF(0, 0, width, height), row.text, row.mark, 0.92)
            else:
                painter.fillPath(shape, ink.blocks[row.tone])
            painter.restore()
            return
        baseline = height / 2 + 4
        right = width - 8
        member_id = row.text.partition(" ")[2] if member else ""
        fate = next(
            (
                self.fates[key]
                for key in (row.key, member_id, *row.instances)
                if key and key in self.fates
            ),
            None,
        )
        drafted = bool(member_id) and member_id in self.drafted
        if drafted:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.tone(Tone.GHOST))
            painter.drawEllipse(QPointF(width - 2, 2), 3.5, 3.5)
        if member:
            if fate:
                right -= paint_pill(painter, ink, fate, right, height / 2 - 8, width * 0.6) + 6
                self._member_name(painter, row, baseline, right, "")
            else:
                self._member_name(painter, row, baseline, right, row.word)
        else:
            if fate:
                right -= paint_pill(painter, ink, fate, right, height / 2 - 8, width * 0.6) + 6
            paint_glyph(painter, row.mark, QPointF(13, height / 2), tone, 9)
            text = f"{row.text} "
            name = elided(text, ink.small_size, (right - 22) * 0.62, Qt.TextElideMode.ElideMiddle)
            write(painter, 22, baseline, name, ink.small, ink.text)
            x = 22 + ink.small_size.horizontalAdvance(name) + 3
            word = row.word
            if fate and ink.small_size.horizontalAdvance(word) > right - x:
                word = ""  # the shape says it too, and what is to come matters more
            word = elided(word, ink.small_size, right - x)
            write(painter, x, baseline, word, ink.small, tone)
        painter.restore()

    def _member_name(
        self, painter: QPainter, row: Row, baseline: float, right: float, word: str
    ) -> None:
        ink = self.ink
        tone = ink.tone(row.tone)
        name_width = ink.title_size.horizontalAdvance(row.text)
        word_width = ink.small_size.horizontalAdvance(word) if word else 0
        room = right - _LEFT
        calm = row.mark in {Mark.STARTED, Mark.PROMOTED, Mark.UNPROMOTED}
        if calm and name_width + word_width + 26 > room:
            word, word_width = "", 0
        elif not calm:
            word = elided(word, ink.small_size, room * 0.5)
            word_width = ink.small_size.horizontalAdvance(word)
        x = right - word_width
        if word:
            write(painter, x, baseline, word, ink.small, tone)
            x -= 4
        paint_glyph(painter, row.mark, QPointF(x - 5, baseline - 4), tone, 9)
        text = elided(row.text, ink.title_size, x - 14 - _LEFT, Qt.TextElideMode.ElideMiddle)
        write(painter, _LEFT, baseline + 0.5, text, ink.title, ink.text)

    def _paint_arrows(self, painter: QPainter) -> None:
        rows = [rect for _, rect in self.frame_now.members]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink.dim)
        for upper, lower in pairwise(rows):
            x, top, tip = upper.center[0], upper.bottom, lower.y - 0.5
            size = min(7.0, tip - top - 1)
            painter.drawRect(QRectF(x - 0.7, top, 1.4, max(0.0, tip - top - size)))
            points = [
                QPointF(x - size * 0.55, tip - size),
                QPointF(x + size * 0.55, tip - size),
                QPointF(x, tip),
            ]
            painter.drawPolygon(QPolygonF(points))

    def _paint_tags(self, painter: QPainter) -> None:
        ink = self.ink
        failed = ink.tone(Tone.FAILED)
        for key, rect in self.frame_now.tags:
            tag = self.tags.get(key)
            if tag is None:
                continue
            constraint = tag.constraint.id
            bright = constraint in self.bright_tags
            place = _qrect(rect).adjusted(0.5, 0.5, -0.5, -0.5)
            negative = words.negative(tag)
            painter.setPen(
                QPen(ink.selection, 1.6)
                if bright
                else QPen(ink.tone(Tone.GHOST), 1.3)
                if constraint in self.drafted
                else QPen(ink.shunned_edge if negative else ink.soft, 1)
            )
            painter.setBrush(ink.shunned if negative else ink.soft)
            painter.drawRoundedRect(place, 8.5, 8.5)
            text = elided(words.tag_words(tag), ink.small_size, rect.width - 14)
            _centred(painter, place, text, ink.small, failed if negative else ink.text)

    def _paint_middle(
        self, painter: QPainter, place: QRectF, text: str, mark: Mark | None, share: float = 1.0
    ) -> None:
        """A name in letters that keep their size on screen."""
        size = min(self.scale_now.units(8.8) * share, place.height() * 0.8)
        letters, metrics = self.ink.scaled(size)
        glyph = size * 0.8
        left = place.x() + _BAR + glyph * 0.5
        room = place.width() - left + place.x() - (2.2 * glyph if mark else glyph * 0.5)
        name = elided(text, metrics, room, Qt.TextElideMode.ElideMiddle)
        baseline = place.y() + (place.height() + metrics.capHeight()) / 2
        write(painter, left, baseline, name, letters, self.ink.text)
        if mark is not None:
            center = QPointF(place.right() - glyph * 1.1, place.center().y())
            paint_glyph(painter, mark, center, self.ink.tone(mark.tone), glyph)


def tag_width(text: str, size: QFontMetricsF) -> float:
    """Width of a tag with that text."""
    return round(size.horizontalAdvance(text)) + 16.0


def _qrect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def _centred(painter: QPainter, place: QRectF, text: str, letters: QFont, color: QColor) -> None:
    painter.setFont(letters)
    painter.setPen(color)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
