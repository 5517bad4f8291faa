"""Shapes: each state's own, the same beside a word as on the canvas."""

from itertools import combinations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from hagui.graph.glyphs import paint_glyph
from hagui.graph.marks import Mark
from hagui.shell import marks

STATES = "●○◌◐◧◆◇▲■✕"
SIGNS = "✓▾▸→⊕⊖◎▭"


def test_every_shape_differs_without_colour(qapp: QApplication) -> None:
    drawn = {glyph: marks.pixmap(glyph, "#000000", 2.0).toImage() for glyph in STATES + SIGNS}
    for one, other in combinations(drawn, 2):
        assert drawn[one] != drawn[other], f"{one} {other}"


def test_a_state_has_the_shape_it_has_on_the_canvas(qapp: QApplication) -> None:
    canvas = QImage(marks.SIZE, marks.SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    paint_glyph(painter, Mark.FAILED, QPointF(6, 6), QColor("#b00020"))
    painter.end()
    ours = marks.pixmap("▲", "#b00020").toImage()
    assert ours.convertToFormat(canvas.format()) == canvas
