"""A theme's colours as Qt's brushes, pens and fonts, made once and shared by all items."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen

from hagui.graph.marks import Tone
from hagui.theme import Theme, font, mix

_GREY: Final = "#8a8f96"


class Ink:
    """All that items paint with; ``stale`` drains the colours."""

    def __init__(self, theme: Theme, *, stale: bool = False) -> None:
        self.theme = theme
        self.stale = stale
        self._dashes: dict[int, QPen] = {}
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetricsF]] = {}
        self.background = self._color(theme.background)
        self.pane = self._color(theme.pane)
        self.line = self._color(theme.line)
        self.edge = self._color(mix(theme.line, theme.dim, 0.3))
        self.wire = self._color(mix(theme.background, theme.dim, 0.62))
        self.strong_wire = self._color(mix(theme.background, theme.dim, 0.86))
        self.text = self._color(theme.text)
        self.dim = self._color(theme.dim)
        self.card = self._color(theme.card)
        self.column = self._color(theme.column)
        self.selection = self._color(theme.selection)
        self.soft = self._color(theme.soft)
        self.veil = self._color(theme.background)
        self.veil.setAlphaF(0.86)
        self.on_failed = self._color(theme.on_failed)
        self.on_switch = self._color("#ffffff" if not theme.is_dark else theme.on_selection)
        self.failed_card = self._color(mix(theme.card, theme.failed, 0.07))
        self.failed_block = self._color(theme.failed)
        self.shunned = self._color(mix(theme.background, theme.failed, 0.1))
        self.shunned_edge = self._color(mix(theme.background, theme.failed, 0.45))
        self.tones = {tone: self._color(getattr(theme, tone.value)) for tone in Tone}
        # blocks in the overview: calm where all is well, full colour where a person is needed
        self.blocks = {
            tone: self.tones[tone]
            if tone in {Tone.FAILED, Tone.WARNING}
            else self._color(mix(theme.column, getattr(theme, tone.value), 0.36))
            for tone in Tone
        }
        self.line_pen = QPen(self.line, 1)
        self.edge_pen = QPen(self.edge, 1)
        self.select_pen = QPen(self.selection, 2)
        self.related_pen = QPen(self._color(mix(theme.card, theme.selection, 0.7)), 1.3)
        self.dash_pen = QPen(self.edge, 1, Qt.PenStyle.DashLine)
        self.box_pen = QPen(self._color(mix(theme.line, theme.dim, 0.2)), 1.3)
        self.failed_pen = QPen(self._color(mix(theme.card, theme.failed, 0.55)), 1)
        self.match_pen = QPen(self.tones[Tone.WARNING], 2)
        self.hatch = QBrush(
            self._color(mix(theme.column, theme.dim, 0.22)), Qt.BrushStyle.BDiagPattern
        )
        self.title = font(13, QFont.Weight.DemiBold)
        self.name = font(14, QFont.Weight.DemiBold)
        self.small = font(11)
        self.small_bold = font(11, QFont.Weight.DemiBold)
        self.link = font(11)
        self.link.setUnderline(True)
        self.tag = font(10)
        self.title_size = QFontMetricsF(self.title)
        self.name_size = QFontMetricsF(self.name)
        self.small_size = QFontMetricsF(self.small)
        self.small_bold_size = QFontMetricsF(self.small_bold)
        self.tag_size = QFontMetricsF(self.tag)

    def tone(self, tone: Tone) -> QColor:
        """The colour of a state."""
        return self.tones[tone]

    def scaled(self, pixels: float, *, bold: bool = False) -> tuple[QFont, QFontMetricsF]:
        """A font of a size in scene units, with its metrics."""
        key = (round(pixels), bold)
        found = self._fonts.get(key)
        if found is None:
            letters = font(key[0], QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            found = self._fonts[key] = (letters, QFontMetricsF(letters))
        return found

    def dash(self, color: QColor) -> QPen:
        """A dashed hairline."""
        pen = self._dashes.get(color.rgba())
        if pen is None:
            pen = self._dashes[color.rgba()] = QPen(color, 1.3, Qt.PenStyle.DashLine)
        return pen

    def cosmetic(self, pen: QPen) -> QPen:
        """The same pen, as wide on screen at every zoom."""
        made = QPen(pen)
        made.setCosmetic(True)
        return made

    def _color(self, name: str) -> QColor:
        if not self.stale:
            return QColor(name)
        color = QColor(mix(name, _GREY, 0.18))
        return QColor.fromHslF(
            max(0.0, color.hslHueF()), color.hslSaturationF() * 0.12, color.lightnessF()
        )
