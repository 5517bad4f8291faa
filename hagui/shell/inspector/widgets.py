"""Widgets of which the inspector's blocks are made."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from hagui.cluster.subject import Subject
from hagui.shell.inspector.blocks import Sentence
from hagui.shell.labels import selectable, words


def label(text: str, tone: str = "", *, rich: bool = False) -> QLabel:
    """A label whose text can be selected and wraps."""
    made = selectable(text, tone)
    if rich:
        made.setTextFormat(Qt.TextFormat.RichText)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


def heading(text: str) -> QLabel:
    """The heading of a block."""
    made = words(text.upper(), "heading")
    made.setContentsMargins(0, 12, 0, 3)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


class SentenceCard(QFrame):
    """A constraint in words; a click or Enter selects it."""

    def __init__(self, sentence: Sentence, chosen: Callable[[Subject], None]) -> None:
        super().__init__()
        self._subject, self._chosen = sentence.subject, chosen
        self.setObjectName("sentence")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(9, 6, 9, 6)
        line.setSpacing(8)
        text = label(sentence.html, rich=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        line.addWidget(text, 1)
        if sentence.chip:
            chip = QLabel(sentence.chip)
            chip.setObjectName("chip")
            line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(text.text().replace("<b>", "").replace("</b>", ""))
        if self._subject is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the constraint."""
        super().mouseReleaseEvent(event)
        self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space are a click."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        if self._subject is not None:
            self._chosen(self._subject)
