"""Small pieces that the review is made from."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hagui.shell import marks
from hagui.shell.labels import selectable
from hagui.theme import Theme


def label(text: str, tone: str = "", *, wraps: bool = True) -> QLabel:
    """A label whose text can be selected."""
    made = selectable(text, tone)
    made.setWordWrap(wraps)
    if wraps:
        made.setMinimumWidth(1)
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


class Column(QScrollArea):
    """One part of the review, from top to bottom."""

    def __init__(self, name: str, theme: Theme, spacing: int) -> None:
        """Make it, empty.

        Args:
            name: what screen readers call it.
            theme: its colours.
            spacing: logical pixels between two things in it.
        """
        super().__init__()
        self.setObjectName("review")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self._theme = theme
        body = QWidget()
        body.setObjectName("review")
        self._box = QVBoxLayout(body)
        self._box.setContentsMargins(0, 0, 10, 0)
        self._box.setSpacing(spacing)
        self.setWidget(body)


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
