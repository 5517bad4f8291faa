"""The whole diagram as a picture: SVG with text as text, or PNG."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsScene

from hagui.graph.ink import Ink
from hagui.i18n import tr

_LARGEST: Final = 16_000
"""Pixels of the longer side of a PNG; larger ones many programs do not open."""


def write_svg(scene: QGraphicsScene, ink: Ink, path: Path, title: str) -> None:
    """Write the whole scene.

    Raises:
        OSError: the file cannot be written.
    """
    bounds = scene.sceneRect()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(round(bounds.width()), round(bounds.height())))
    generator.setViewBox(QRectF(0, 0, bounds.width(), bounds.height()))
    generator.setResolution(96)
    generator.setTitle(title)
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, bounds.width(), bounds.height()), ink.background)
    scene.render(painter, QRectF(0, 0, bounds.width(), bounds.height()), bounds)
    painter.end()
    path.write_bytes(bytes(buffer.data().data()))


def write_png(scene: QGraphicsScene, ink: Ink, path: Path, scale: float = 2.0) -> None:
    """Write the whole scene, ``scale`` pixels for each unit as far as that stays manageable.

    Raises:
        OSError: the file cannot be written.
    """
    bounds = scene.sceneRect()
    scale = min(scale, _LARGEST / max(bounds.width(), bounds.height(), 1.0))
    size = QSize(max(1, round(bounds.width() * scale)), max(1, round(bounds.height() * scale)))
    image = QImage(size, QImage.Format.Format_RGB32)
    if image.isNull():
        raise OSError(tr("dependencies", "The picture is too large to be made; try SVG instead."))
    image.fill(ink.background)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, QRectF(image.rect()), bounds)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    path.write_bytes(bytes(buffer.data().data()))
