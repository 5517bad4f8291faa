"""A hub: where the lines of a resource set meet, and what it says of them."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from hagui.graph.dependencies import words
from hagui.graph.dependencies.model import Hub, Joint
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem
from hagui.graph.items.level import Level, Scale
from hagui.graph.marks import Tone

HEIGHT: Final = 24.0


def hub_size(hub: Hub, ink: Ink) -> tuple[float, float]:
    """Room for its words."""
    return (2 * round(ink.small_size.horizontalAdvance(words.hub_words(hub)) / 2) + 22.0, HEIGHT)


class HubItem(BoardItem):
    """One hub."""

    def __init__(self, hub: Hub, ink: Ink, scale: Scale) -> None:
        super().__init__(ink, scale)
        self.hub = hub
        self.bright = False
        self.drafted = False

    def show_hub(self, hub: Hub) -> None:
        """Show it as it is now."""
        if hub != self.hub:
            self.hub = hub
            self.update()

    def set_state(self, *, bright: bool, drafted: bool) -> None:
        """Draw it as what is selected, changed by the draft, or quietly."""
        if (bright, drafted) != (self.bright, self.drafted):
            self.bright, self.drafted = bright, drafted
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw a pill with its words."""
        del option, widget
        ink = self.ink
        place = QRectF(1, 1, self.width - 2, self.height - 2)
        apart = self.hub.joint is Joint.APART
        edge = ink.tone(Tone.FAILED) if apart else ink.strong_wire
        if self.drafted:
            edge = ink.tone(Tone.GHOST)
        if self.bright:
            edge = ink.selection
        if self.scale_now.level is Level.FAR:
            painter.fillRect(place, edge)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(edge, 2 if self.bright else 1.4)
        if self.hub.joint is Joint.ANY:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(ink.soft)
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        text, letters, size = words.hub_words(self.hub), ink.small, ink.small_size
        if self.scale_now.level is not Level.NEAR:
            letters, size = ink.scaled(min(self.scale_now.units(8.5), HEIGHT * 0.8))
        if size.horizontalAdvance(text) < self.width - 6:
            painter.setFont(letters)
            painter.setPen(ink.tone(Tone.FAILED) if apart else ink.text)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
