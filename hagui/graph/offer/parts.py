"""The small parts of an offer: rows to choose from, and switches between a few words."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hagui.graph.gestures.model import Choice
from hagui.graph.gestures.words import glyph, refusal_sentence
from hagui.theme import font

_ROW: Final = 28
_REFUSED: Final = 42
"""With the reason below."""
_WIDEST: Final = 320


class ChoiceRow(QPushButton):
    """One choice: a glyph, words, and the digit that picks it."""

    def __init__(self, choice: Choice, words: str, number: int) -> None:
        super().__init__()
        self.choice = choice
        why = "" if choice.refusal is None else refusal_sentence(choice.refusal)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFlat(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEnabled(not why)
        self.setToolTip(why)
        self.setAccessibleName(words)
        self.setAccessibleDescription(why)
        self.setProperty("row", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(8)
        shape = _label(glyph(choice.kind), 14)
        shape.setFixedWidth(18)
        shape.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(shape)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(_label(words))
        if why:
            reason = _label(why, 11)
            reason.setWordWrap(True)
            said.addWidget(reason)
        row.addLayout(said, 1)
        digit = _label(str(number) if number < 10 else "", 11)
        digit.setProperty("tone", "dim")
        row.addWidget(digit)
        self._height = _REFUSED if why else _ROW

    def sizeHint(self) -> QSize:
        """As wide as its words, as high as a finger."""
        layout = self.layout()
        width = 160 if layout is None else min(layout.sizeHint().width(), _WIDEST)
        return QSize(width, self._height)

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut."""
        return self.sizeHint()


class Switch(QWidget):
    """A few words of which one counts."""

    changed = Signal(str)
    """The value that counts now."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]], value: str) -> None:
        """Make a switch.

        Args:
            name: for screen readers.
            options: values and their words.
            value: the one that counts at first.
        """
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for each, words in options:
            button = QPushButton(words)
            button.setObjectName("choice")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(each == value)
            button.setAccessibleName(f"{name}: {words}")
            button.clicked.connect(lambda _=False, each=each: self.changed.emit(each))
            self._group.addButton(button)
            self._buttons[each] = button
            row.addWidget(button)
        row.addStretch(1)

    def button(self, value: str) -> QPushButton:
        """The button of a value."""
        return self._buttons[value]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are the offer's, not the switch's."""
        event.ignore()


def _label(text: str, pixels: float = 13) -> QLabel:
    label = QLabel(text)
    label.setFont(font(pixels))
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
