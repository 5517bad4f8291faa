"""Small pieces that the review is made from."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QToolButton

from hagui.shell import marks


def label(text: str, tone: str = "", *, wraps: bool = True) -> QLabel:
    """A label whose text can be selected."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if wraps:
        made.setMinimumWidth(1)
    if tone:
        made.setProperty("tone", tone)
    return made


def heading(text: str) -> QLabel:
    """The heading of one part."""
    made = label(text.upper(), "heading", wraps=False)
    made.setContentsMargins(0, 4, 0, 2)
    return made


def mark(glyph: str, color: str, ratio: float) -> QLabel:
    """A small shape, aligned with the first line of the words beside it."""
    made = QLabel()
    made.setPixmap(marks.pixmap(glyph, color, ratio))
    made.setFixedWidth(marks.SIZE + 4)
    made.setContentsMargins(0, 3, 0, 0)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    return made


def remover(name: str, tip: str, does: Callable[[], None]) -> QToolButton:
    """A small button with a cross."""
    made = QToolButton()
    made.setText("✕")
    made.setProperty("flat", "true")
    made.setAccessibleName(name)
    made.setToolTip(tip)
    made.clicked.connect(lambda _=False: does())
    return made


def strip(tone: str) -> tuple[QFrame, QHBoxLayout]:
    """A tinted box for what must not be missed; ``tone`` names its look in the style sheet."""
    frame = QFrame()
    frame.setObjectName(tone)
    line = QHBoxLayout(frame)
    line.setContentsMargins(10, 7, 10, 7)
    line.setSpacing(8)
    return frame, line


def empty(layout: QLayout) -> None:
    """Remove all that a layout holds."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            empty(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
