"""The icons of actions: SVG outlines from ``resources/icons``, in the theme's text colour."""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIZE = 16


@lru_cache(maxsize=256)
def action_icon(name: str, color: str) -> QIcon:
    """The icon ``name`` drawn in ``color`` (``#rrggbb``)."""
    source = (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
    made = QIcon()
    for ratio in (1, 2, 3):
        pixels = QPixmap(QSize(SIZE * ratio, SIZE * ratio))
        pixels.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixels)
        renderer.render(painter, QRectF(0, 0, SIZE * ratio, SIZE * ratio))
        painter.end()
        pixels.setDevicePixelRatio(ratio)
        made.addPixmap(pixels)
    return made


@lru_cache(maxsize=1)
def window_icon() -> QIcon:
    """The program's own icon."""
    source = (files("resources") / "icons" / "hagui.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(source))
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixels = QPixmap(QSize(side, side))
        pixels.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixels)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(pixels)
    return made
