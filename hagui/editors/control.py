"""What every control of a form is: it shows a field, and emits the edit of a committed value."""

from typing import Generic, TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from hagui.editors.values import Field

F = TypeVar("F", bound=Field)


class Control(QWidget, Generic[F]):
    """Shows one field, and keeps what is being done in it when it is shown anew."""

    edited = Signal(object)
    """``Edits``: what a committed value means."""
    noted = Signal(str, str)
    """Something to be said below: the text, and its tone."""

    def __init__(self, field: F, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._why = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def field(self) -> F:
        """What is shown."""
        return self._field

    def accept(self, field: Field) -> None:
        """Show a field of the same kind as the one that this was made for."""
        assert type(field) is type(self._field)
        self.show_field(cast("F", field))

    def show_field(self, field: F) -> None:
        """Show the true value; what is being typed stays."""
        self._field = field

    def refuse(self, why: str) -> None:
        """Say why the value is refused, and return to the true one."""
        self.show_field(self._field)
        self.noted.emit(why, "bad")

    def set_read_only(self, why: str) -> None:
        """Let nothing be edited, with the reason as tool tip; edited again where it is empty."""
        if why != self._why:
            self._why = why
            self.show_field(self._field)
