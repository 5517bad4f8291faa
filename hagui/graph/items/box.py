"""A group's frame: its name, and the places of members that are not here."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from hagui.graph import foretelling, words
from hagui.graph.cards import Unit
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem, Pill, elided, rounded, write
from hagui.graph.items.level import Level, Scale
from hagui.graph.marks import Tone

_RADIUS = 9.0


class BoxItem(BoardItem):
    """One group on one node."""

    def __init__(self, unit: Unit, ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.unit = unit
        self.title_height = 26.0
        self.empty: tuple[tuple[str, QRectF], ...] = ()
        self.marked = False

    def set_marked(self, *, marked: bool) -> None:
        """Whether the draft has changed the group."""
        if marked != self.marked:
            self.marked = marked
            self.update()

    def show_unit(self, unit: Unit, empty: tuple[tuple[str, QRectF], ...]) -> None:
        """Show the group as it is now; ``empty`` are members that are not here, with places."""
        if (unit, empty) != (self.unit, self.empty):
            self.unit, self.empty = unit, empty
            self.reset()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw frame, name, location tag and empty places."""
        del option, widget
        ink = self.ink
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink.box_pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(rounded(self.width, self.height, _RADIUS))
        if self.scale_now.level is Level.NEAR:
            self._paint_texts(painter)
        self.frame(painter, _RADIUS)

    def _paint_texts(self, painter: QPainter) -> None:
        ink, right = self.ink, self.width - 8
        for found in self.unit.preferences:
            pill = Pill(words.preference(found), ink, ink.dim, self.width * 0.5)
            right -= pill.width
            pill.paint(painter, right, (self.title_height - Pill.HEIGHT) / 2)
            right -= 4
        if self.marked:
            pill = Pill(foretelling.draft_word(), ink, ink.tone(Tone.GHOST), self.width * 0.4)
            right -= pill.width
            pill.paint(painter, right, (self.title_height - Pill.HEIGHT) / 2)
            right -= 4
        running = {card.leaf.id for card in self.unit.cards if not card.waiting}
        partial = len(running) < len(self.unit.members)
        color = ink.tone(Tone.WARNING) if partial else ink.dim
        title = elided(words.box_title(self.unit), ink.small_size, right - 14)
        write(painter, 10, self.title_height / 2 + 4, title, ink.small, color)
        for member, place in self.empty:
            painter.setPen(ink.dash_pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
            number = self.unit.members.index(member) + 1
            text = elided(f"{number} {member}", ink.small_size, place.width() - 24)
            painter.setFont(ink.small)
            painter.setPen(ink.dim)
            painter.drawText(place.adjusted(12, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, text)
