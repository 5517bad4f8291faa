"""Adds a value under a name: a button that opens into two lines."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hagui.editors.control import Control
from hagui.editors.flow import FlowLayout
from hagui.editors.note import NoteLabel
from hagui.editors.values import Adder
from hagui.i18n import tr


class AdderControl(Control[Adder]):
    """Closed it is a button; open, a name and a value. Enter adds, Escape closes."""

    def __init__(self, field: Adder, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.opener = QPushButton()
        self.opener.setObjectName("quiet")
        self.opener.setAutoDefault(False)
        self.opener.clicked.connect(self.open)
        self.name = _line(tr("editor", "name"))
        self.value = _line(tr("editor", "value"))
        self.add = QPushButton(tr("editor", "Add"))
        self.add.setAutoDefault(False)
        self.about = NoteLabel()
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._to_value)
        self.value.returnPressed.connect(self._add)
        self.name.textChanged.connect(self._tell)
        for line in (self.name, self.value, self.add):
            line.installEventFilter(self)
        self._row = QWidget()
        flow = FlowLayout(self._row)
        for widget in (self.name, self.value, self.add):
            flow.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        closed = QWidget()
        FlowLayout(closed).addWidget(self.opener)
        box.addWidget(closed)
        box.addWidget(self._row)
        box.addWidget(self.about)
        self._row.hide()
        self._sent = ("", "")
        self._names: tuple[str, ...] = ()
        self.show_field(field)

    def show_field(self, field: Adder) -> None:
        """Offer the names that are not there yet; what is being typed stays."""
        self._field = field
        why = self._why or field.fixed
        self.opener.setText(f"＋ {field.text}")
        self.opener.setAccessibleName(field.text)
        self.opener.setEnabled(not why)
        self.opener.setToolTip(why or tr("editor", "Add {name}", name=field.text))
        names = tuple(option.value or "" for option in field.suggestions)
        if names != self._names:
            self._names = names
            completer = QCompleter(list(names), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.name.setCompleter(completer)
        if why:
            self.close_lines()

    def open(self) -> None:
        """Show the two lines, the first with the keyboard."""
        self.opener.hide()
        self._row.show()
        self.name.setFocus()

    def close_lines(self) -> None:
        """Show the button again, and forget what was typed."""
        within = self._row.isAncestorOf(self.focusWidget() or self)
        self.name.clear()
        self.value.clear()
        self._row.hide()
        self.about.say("")
        self.opener.show()
        if within:
            self.opener.setFocus()

    def refuse(self, why: str) -> None:
        """Give back what was typed, and say why it is refused."""
        name, value = self._sent
        self.open()
        self.name.setText(name)
        self.value.setText(value)
        self.value.setFocus()
        self.noted.emit(why, "bad")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_lines()
                return True
            if watched is self.add and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._add()
                return True
        return super().eventFilter(watched, event)

    def _to_value(self) -> None:
        if self.name.text().strip():
            self.value.setFocus()

    def _add(self) -> None:
        name, value = self.name.text().strip(), self.value.text()
        if not name:
            self.name.setFocus()
            self.noted.emit(tr("editor", "Write a name first"), "bad")
            return
        self._sent = (name, value)
        self.noted.emit("", "dim")
        self.close_lines()
        self.edited.emit(self._field.namer.named(name).edits(value))

    def _tell(self, text: str) -> None:
        """What the name is for, where that is known."""
        found = (option.tip for option in self._field.suggestions if option.value == text.strip())
        self.about.say(next(found, ""))


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(name)
    made.setAccessibleName(name)
    made.setMinimumWidth(60)
    return made
