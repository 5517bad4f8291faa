"""The list of what is temporary, each with its owner, age, end, and a button that clears it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hagui.cluster.subject import Subject
from hagui.i18n import tr
from hagui.shell import marks
from hagui.shell.labels import label
from hagui.shell.temporary.values import Passing
from hagui.theme import Theme

LIMIT: Final = 200
"""Rows shown at most."""


class PassingRow(QFrame):
    """One of them."""

    def __init__(
        self,
        passing: Passing,
        theme: Theme,
        *,
        editable: bool,
        clear: Callable[[Passing], None],
        show: Callable[[Passing], None],
    ) -> None:
        super().__init__()
        self.passing = passing
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 3, 12, 3)
        line.setSpacing(8)
        self._mark = QLabel()
        self._mark.setContentsMargins(0, 3, 0, 0)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(passing.sentence))
        about = " · ".join(part for part in (passing.origin, passing.ends) if part)
        if about:
            texts.addWidget(label(about, "dim"))
        if passing.hint:
            texts.addWidget(label(passing.hint, "dim"))
        line.addLayout(texts, 1)
        if passing.clears:
            self.clear = QPushButton(tr("temporary", "Clear"))
            self.clear.setAccessibleName(tr("temporary", "Clear: {what}", what=passing.sentence))
            self.clear.setToolTip(tr("temporary", "Remove it, after a look at what that does"))
            self.clear.setEnabled(editable)
            self.clear.clicked.connect(lambda: clear(passing))
            line.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignTop)
        button = QPushButton(tr("temporary", "Show"))
        button.setAccessibleName(tr("temporary", "Show: {what}", what=passing.sentence))
        button.clicked.connect(lambda: show(passing))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw the mark in that theme's colours."""
        color = theme.dim if self.passing.over else theme.warning
        self._mark.setPixmap(marks.pixmap("◐", color, self.devicePixelRatioF()))


class TemporaryPane(QScrollArea):
    """All that is temporary."""

    clear_wanted = Signal(object)
    """A ``Passing`` is to be cleared."""
    subject_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("temporary", "Temporary"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._theme = theme
        self._shown: tuple[Passing, ...] | None = None
        self._editable = False
        body = QWidget()
        body.setObjectName("bottom")
        self._box = QVBoxLayout(body)
        self._box.setContentsMargins(0, 2, 0, 6)
        self._box.setSpacing(2)
        self.setWidget(body)
        self.show_passing((), editable=False)

    def rows(self) -> list[PassingRow]:
        """The rows on screen, from the top."""
        items = (self._box.itemAt(i) for i in range(self._box.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, PassingRow)]

    def show_passing(self, found: tuple[Passing, ...], *, editable: bool) -> None:
        """Show these; untouched where nothing changed."""
        if (found, editable) == (self._shown, self._editable):
            return
        self._shown, self._editable = found, editable
        place = self.verticalScrollBar().value()
        focused = self._focused()
        while item := self._box.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for passing in found[:LIMIT]:
            row = PassingRow(
                passing,
                self._theme,
                editable=editable,
                clear=self.clear_wanted.emit,
                show=self._show,
            )
            self._box.addWidget(row)
            row.show()
        if not found:
            self._box.addWidget(self._quiet(tr("temporary", "Nothing temporary is in force.")))
            self._box.addWidget(
                self._quiet(
                    tr(
                        "temporary",
                        "What a move or a ban leaves behind, what ends at a set time, and standby"
                        " until a reboot are listed here, with who made them.",
                    )
                )
            )
        self._box.addStretch(1)
        self.verticalScrollBar().setValue(place)
        if focused is not None:
            self._focus(*focused)

    def _focused(self) -> tuple[Subject, str] | None:
        """The button that has the keyboard: of what, and what it reads."""
        for row in self.rows():
            for button in row.findChildren(QPushButton):
                if button.hasFocus():
                    return row.passing.subject, button.text()
        return None

    def _focus(self, subject: Subject, text: str) -> None:
        """Give the keyboard back to a button, if it is still there."""
        for row in self.rows():
            for button in row.findChildren(QPushButton):
                if (row.passing.subject, button.text()) == (subject, text):
                    button.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        for row in self.rows():
            row.set_theme(theme)

    def _quiet(self, text: str) -> QLabel:
        made = label(text, "dim")
        made.setContentsMargins(12, 2, 12, 2)
        return made

    def _show(self, passing: Passing) -> None:
        self.subject_chosen.emit(passing.subject)
