"""Labels: what they are given is shown as it is, not read as markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy


def words(text: str, tone: str = "") -> QLabel:
    """A label that wraps; ``tone`` names its look in the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if tone:
        made.setProperty("tone", tone)
    return made


def selectable(text: str, tone: str = "") -> QLabel:
    """The same, with text that can be selected by mouse."""
    made = words(text, tone)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def label(text: str, tone: str = "") -> QLabel:
    """The same, for the panes below the canvas: it takes the room that there is."""
    made = selectable(text, tone)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made
