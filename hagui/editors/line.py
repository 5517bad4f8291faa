"""A line of text that holds a value of the configuration until a person commits another.

Enter or leaving the line commits, Escape returns to the true value. What is being typed outlives
every refresh: when the value changes meanwhile, the line says so and keeps the text.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hagui.i18n import tr

_NOT_LEFT = {
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}
"""Reasons for which a line loses the keyboard and has not been left."""


class ValueLine(QLineEdit):
    """Shows a value; emits another one once it is committed and makes sense."""

    committed = Signal(str)
    """A new value, as the document spells it; emitted once for each."""
    noted = Signal(str, str)
    """Something to be said at the line: the text (empty: nothing any more), and its tone."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._value: str | None = None
        self._sent: str | None = None
        self.textEdited.connect(self._typed)

    # what subclasses decide

    def shown(self, value: str) -> str:
        """How a value is displayed."""
        return value

    def read(self, text: str) -> tuple[str | None, str]:
        """The value that ``text`` means, None where it means none; and a word about it."""
        return text, ""

    # values

    @property
    def value(self) -> str | None:
        """The true value, None where there is none."""
        return self._value

    @property
    def dirty(self) -> bool:
        """Whether something has been typed that is not the true value."""
        return self.text() != self._display()

    def set_value(self, value: str | None) -> None:
        """Show the true value, unless another is being typed."""
        before, typed = self._value, self.dirty
        self._value = value
        if not typed:
            if self.text() != self._display():
                place = self.cursorPosition()
                self.setText(self._display())
                self.setCursorPosition(min(place, len(self.text())))
                self._mark("")
            return
        if self._means() == value or self._sent is not None:
            self.restore()
        elif value != before:
            now = self.shown(value) if value is not None else tr("editor", "nothing")
            self.noted.emit(
                tr("editor", "Meanwhile changed to {value}; Escape takes that", value=now),
                "warning",
            )

    def restore(self) -> None:
        """Forget what was typed and show the true value."""
        self._sent = None
        self.setText(self._display())
        self._mark("")

    def commit(self) -> None:
        """Emit what was typed, if it is a value and another than the true one."""
        if self.isReadOnly() or not self.isEnabled() or not self.dirty:
            return
        value, word = self.read(self.text())
        if value is None:
            self._mark(word, problem=True)
            return
        if value == (self._value or ""):
            self.restore()
            self._mark(word)
            return
        if value == self._sent:
            return
        self._sent = value
        self._mark(word)
        self.setText(self.shown(value))
        self.committed.emit(value)

    def refuse(self, why: str) -> None:
        """Say why what was committed is refused, and show the true value again."""
        self.restore()
        self._mark(why, problem=True)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter commits; Escape returns to the true value, and goes on where that stands."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.commit()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and (self.dirty or self.property("problem")):
            self.restore()
            self.selectAll()
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the line commits; turning to another window or a menu does not leave it."""
        super().focusOutEvent(event)
        if event.reason() not in _NOT_LEFT:
            self.commit()

    def _display(self) -> str:
        return "" if self._value is None else self.shown(self._value)

    def _means(self) -> str | None:
        return self.read(self.text())[0]

    def _typed(self) -> None:
        self._sent = None
        self._mark("")

    def _mark(self, text: str, *, problem: bool = False) -> None:
        if bool(self.property("problem")) != problem:
            self.setProperty("problem", problem)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setAccessibleDescription(text)
        self.noted.emit(text, "bad" if problem else "dim")
