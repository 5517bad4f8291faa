"""A text of the document, as it is."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

LINES = 16
"""Lines that are seen at most; more are scrolled."""


class FittedText(QPlainTextEdit):
    """Text that can be selected and not edited, as high as it needs at the width it has."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("xml")
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setMinimumWidth(60)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower, it needs more lines."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs another height."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        needed = round(self.document().size().height())
        # A bar that comes takes room, with which more lines are needed, with which it stays.
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if needed > LINES else policy.ScrollBarAlwaysOff
        )
        lines = max(1, min(needed, LINES))
        height = lines * self.fontMetrics().lineSpacing() + 22
        if height != self.height():
            self.setFixedHeight(height)
