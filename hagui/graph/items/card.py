"""A card: coloured edge, title, state with shape and word, and one line of detail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from hagui.cluster.rehearsal.model import Fate, Verdict
from hagui.graph import foretelling, words
from hagui.graph.cards import TRAY, Card
from hagui.graph.glyphs import paint_glyph
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem, Pill, elided, left_bar, rounded, write
from hagui.graph.items.level import Level, Scale
from hagui.graph.marks import Mark, Tone

RADIUS = 7.0
_BAR = 4.0
_LEFT = 12.0
_RIGHT = 9.0
_FADED = 0.5
"""Opacity of what would go."""
_GONE = frozenset({Verdict.MOVES, Verdict.MIGRATES, Verdict.STOPS})
_QUIET = frozenset({Mark.STARTED, Mark.UNPROMOTED, Mark.PROMOTED})


def _no_reason(card: Card) -> Sequence[str]:
    del card
    return ()


@dataclass(slots=True)
class _Lines:
    """Texts cut to the card's size."""

    title: str
    word: str
    word_x: float
    detail: str
    pills: list[tuple[Pill, float]]
    link: str
    link_rect: QRectF
    fate: list[tuple[Pill, float, float]]


class CardItem(BoardItem):
    """One card of the board."""

    def __init__(self, card: Card, ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.card = card
        self.matched = False
        self.read_only = False
        self.why: Callable[[Card], Sequence[str]] = _no_reason
        self.fate: Fate | None = None
        self.marked = False
        self._lines: _Lines | None = None

    def show_card(self, card: Card) -> None:
        """Show another state of the same card."""
        if card != self.card:
            self.card = card
            self.reset()

    def reset(self) -> None:
        """Cut the texts anew before the next paint."""
        self._lines = None
        super().reset()

    def set_matched(self, *, matched: bool) -> None:
        """Frame the card as found by the search."""
        if matched != self.matched:
            self.matched = matched
            self.update()

    def set_fate(self, fate: Fate | None) -> None:
        """What a prediction says would become of it."""
        if fate != self.fate:
            self.fate = fate
            self.reset()

    def set_marked(self, *, marked: bool) -> None:
        """Whether the draft has changed it."""
        if marked != self.marked:
            self.marked = marked
            self.reset()

    def link_at(self, point: QPointF) -> bool:
        """Whether ``point``, in the item's coordinates, is on the clean-up link."""
        if self.scale_now.level is not Level.NEAR or self.read_only:
            return False
        rect = self._prepared().link_rect
        return not rect.isEmpty() and rect.adjusted(-4, -5, 4, 4).contains(point)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw it, as much as the zoom allows."""
        del option, widget
        tone = self.ink.tone(self.card.tone)
        if self.scale_now.level is Level.FAR:
            painter.fillRect(QRectF(0, 0, self.width, self.height), tone)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, tone)
        painter.setOpacity(_FADED if self._going else 1.0)
        if self.scale_now.level is Level.MIDDLE:
            self._paint_name(painter, tone)
        else:
            self._paint_lines(painter, tone)
        painter.setOpacity(1.0)
        if self.scale_now.level is Level.NEAR:
            self._paint_fate(painter)
        if self.matched:
            painter.setPen(self.ink.match_pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(rounded(self.width, self.height, RADIUS))
        self.frame(painter, RADIUS)

    @property
    def _going(self) -> bool:
        """Whether it would not be here any more."""
        return self.fate is not None and self.fate.verdict in _GONE

    @property
    def _compact(self) -> bool:
        return self.height < 40

    def _paint_ground(self, painter: QPainter, tone: QColor) -> None:
        card = self.card
        shape = rounded(self.width, self.height, RADIUS)
        if card.coming:
            painter.fillPath(shape, self.ink.column)
            pen = self.ink.dash(tone)
        elif card.waiting or card.uncertain:
            painter.fillPath(shape, self.ink.column)
            pen = self.ink.dash(self.ink.edge)
        elif card.quiet:
            painter.fillPath(shape, self.ink.background)
            pen = self.ink.line_pen
        elif card.mark.urgent:
            painter.fillPath(shape, self.ink.failed_card)
            pen = self.ink.failed_pen
        else:
            painter.fillPath(shape, self.ink.card)
            pen = self.ink.line_pen
        if self._going:
            pen = self.ink.dash(self.ink.tone(Tone.GHOST))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if self._going:
            painter.setOpacity(_FADED)
        painter.fillPath(left_bar(self.width, self.height, RADIUS, _BAR), tone)

    def _paint_name(self, painter: QPainter, tone: QColor) -> None:
        size = self.scale_now.units(10.5)
        letters, metrics = self.ink.scaled(size)
        mark = size * 0.85
        left = _BAR + mark * 0.6
        name = elided(
            self.card.title, metrics, self.width - left - 2.2 * mark, Qt.TextElideMode.ElideMiddle
        )
        baseline = (self.height + metrics.capHeight()) / 2
        write(painter, left, baseline, name, letters, self.ink.text)
        center = QPointF(self.width - mark * 1.2, self.height / 2)
        paint_glyph(painter, self.card.mark, center, tone, mark)

    def _paint_lines(self, painter: QPainter, tone: QColor) -> None:
        ink, lines = self.ink, self._prepared()
        first = self.height / 2 + 4.5 if self._compact else 19.0
        color = ink.dim if self.card.quiet or self.card.waiting else ink.text
        write(painter, _LEFT, first, lines.title, ink.title, color)
        word_x = lines.word_x
        paint_glyph(painter, self.card.mark, QPointF(word_x - 9, first - 4.2), tone, 9.5)
        if lines.word:
            write(painter, word_x, first, lines.word, ink.small, tone)
        if self._compact:
            if lines.detail:
                x = _LEFT + ink.title_size.horizontalAdvance(lines.title) + 7
                color = ink.tone(Tone.WARNING) if words.flags(self.card) else ink.dim
                write(painter, x, first, lines.detail, ink.small, color)
            return
        second = 36.0
        color = ink.tone(Tone.FAILED) if self.card.mark.urgent or self.card.failures else ink.dim
        write(painter, _LEFT, second, lines.detail, ink.small, color)
        for pill, x in lines.pills:
            pill.paint(painter, x, second - 12)
        if lines.link:
            write(painter, lines.link_rect.x(), second, lines.link, ink.link, ink.text)

    def _paint_fate(self, painter: QPainter) -> None:
        """What would become of it, and that the draft has changed it, over all else."""
        for pill, x, top in self._prepared().fate:
            pill.paint(painter, x, top, filled=True)

    def _prepared(self) -> _Lines:
        if self._lines is None:
            self._lines = self._prepare()
        return self._lines

    def _prepare(self) -> _Lines:
        card, ink = self.card, self.ink
        in_tray = card.node == TRAY
        inner = self.width - _LEFT - _RIGHT
        word = words.tray_word(card) if in_tray else words.card_word(card)
        if self._compact and card.mark in _QUIET:
            word = ""
        title = card.title if card.number is None else f"{card.number} {card.title}"
        most = inner * (0.68 if in_tray else 0.62)
        needed = ink.title_size.horizontalAdvance(title) + 26
        least = most if card.mark.urgent else most * 0.55
        word = elided(word, ink.small_size, max(inner - needed, least))
        word_width = ink.small_size.horizontalAdvance(word) if word else -4.5
        word_x = self.width - _RIGHT - word_width
        title_room = word_x - 18 - _LEFT - 4
        title = elided(title, ink.title_size, title_room, Qt.TextElideMode.ElideMiddle)

        right = self.width - _RIGHT
        link, link_rect = "", QRectF()
        if card.failures and not self.read_only and not self._compact:
            link = words.clean_up()
            width = ink.small_size.horizontalAdvance(link)
            link_rect = QRectF(right - width, 25, width, 15)
            right -= width + 8
        fate: list[tuple[Pill, float, float]] = []
        top = (self.height - Pill.HEIGHT) / 2 if self._compact else 24.0
        for text in self._fates():
            pill = Pill(text, ink, ink.tone(Tone.GHOST), (right - _LEFT) * 0.7)
            right -= pill.width
            fate.append((pill, right, top))
            right -= 5
        if self._compact and fate:
            word, word_x = "", right + 4
        pills: list[tuple[Pill, float]] = []
        if not self._compact:
            for text, color in self._tags():
                pill = Pill(text, ink, color, (right - _LEFT) * 0.62)
                if right - pill.width < _LEFT + 40:
                    break
                right -= pill.width
                pills.append((pill, right))
                right -= 5
        detail = words.second_line(card, self.why(card))
        room = right - _LEFT - 2
        if self._compact:
            room = word_x - 22 - _LEFT - ink.title_size.horizontalAdvance(title) - 7
            flags = words.flags(card)
            detail = "" if room < 30 or word else flags[0] if flags else card.subtitle
        elif card.leaf.clone is not None and ink.small_size.horizontalAdvance(detail) > room:
            # that it is a clone tells less than what it is
            detail = detail.removesuffix(words.clone_suffix())
        detail = elided(detail, ink.small_size, room)
        return _Lines(title, word, word_x, detail, pills, link, link_rect, fate)

    def _fates(self) -> list[str]:
        found = [] if self.fate is None else [foretelling.mark_word(self.fate)]
        return [*found, foretelling.draft_word()] if self.marked else found

    def _tags(self) -> list[tuple[str, QColor]]:
        card, ink = self.card, self.ink
        found = [(text, ink.tone(Tone.WARNING)) for text in words.flags(card)]
        own = [p for p in card.here if card.leaf.group is None or p.resource == card.leaf.id]
        return found + [(words.preference(p), ink.dim) for p in own]
