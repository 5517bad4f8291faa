"""A word said at a field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

GLYPHS = {"bad": "▲", "warning": "◐", "dim": ""}


class NoteLabel(QLabel):
    """Takes no room while there is nothing to say; a glyph stands before what is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.hide()

    def say(self, text: str, tone: str = "dim") -> None:
        """Say ``text`` in the tone ``dim``, ``warning`` or ``bad``; nothing where it is empty."""
        glyph = GLYPHS.get(tone, "")
        self.setText(f"{glyph} {text}" if text and glyph else text)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setVisible(bool(text))
