"""A line of text in a form: with suggestions, or hidden until asked for."""

from PySide6.QtCore import QEvent, QPointF, QSize, QStringListModel, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from hagui.editors.checks import complaint
from hagui.editors.control import Control
from hagui.editors.line import ValueLine
from hagui.editors.values import Check, Text
from hagui.i18n import tr

LETTERS = 14
"""Width that a line asks for, in average letters."""


class TextLine(ValueLine):
    """A line whose text is checked against its field, with the suggestions of that."""

    def __init__(self, field: Text, parent: QWidget | None = None) -> None:
        super().__init__(field.label, parent)
        self.field = field
        self._names: QStringListModel | None = None
        self._offered: QCompleter | None = None
        self._arrow: QAction | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for a short text; a form gives it more."""
        width = self.fontMetrics().averageCharWidth() * LETTERS
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """It may become narrow."""
        return QSize(40, super().minimumSizeHint().height())

    def read(self, text: str) -> tuple[str | None, str]:
        """The text, if the field takes it."""
        word = text if self.field.secret else text.strip()
        wrong = complaint(self.field, word)
        return (None, wrong) if wrong else (word, "")

    def suggest(self, names: tuple[str, ...]) -> None:
        """Offer these while something is typed; Down shows all."""
        if not names:
            return
        if self._names is None:
            self._names = QStringListModel(self)
            completer = QCompleter(self._names, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setMaxVisibleItems(12)
            completer.activated.connect(self._chosen)
            self.setCompleter(completer)
            self._offered = completer
        if self._names.stringList() != list(names):
            self._names.setStringList(list(names))

    def add_list(self) -> None:
        """Put an arrow into the line that opens the list of all suggestions."""
        self._arrow = self.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._arrow.setToolTip(tr("editor", "Choose from a list (Down)"))
        self._arrow.triggered.connect(self.show_all)
        self._draw_arrow()

    def changeEvent(self, event: QEvent) -> None:
        """The arrow has the colour of the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._arrow is not None:
            self._draw_arrow()

    def _draw_arrow(self) -> None:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(12 * ratio), round(12 * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.4))
        painter.drawPolyline([QPointF(2.5, 4.5), QPointF(6, 8), QPointF(9.5, 4.5)])
        painter.end()
        if self._arrow is not None:
            self._arrow.setIcon(QIcon(picture))

    def show_all(self) -> None:
        """Open the list of all suggestions."""
        if self._offered is None or self.isReadOnly():
            return
        self.setFocus()
        self._offered.setCompletionPrefix("")
        self._offered.complete()

    def hide_list(self) -> None:
        """Close the list of suggestions."""
        popup = self._offered.popup() if self._offered is not None else None
        if popup is not None:
            popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the suggestions; Enter takes what stands in the line."""
        popup = self._offered.popup() if self._offered is not None else None
        if popup is not None and not popup.isVisible() and event.key() == Qt.Key.Key_Down:
            self.show_all()
            event.accept()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.hide_list()
        super().keyPressEvent(event)

    def _chosen(self, text: str) -> None:
        self.setText(text)
        self.commit()


class TextControl(Control[Text]):
    """A line of text, and what belongs to it."""

    def __init__(self, field: Text, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = TextLine(field)
        self.line.committed.connect(self._committed)
        self.line.noted.connect(self.noted)
        self.setFocusProxy(self.line)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.line, 1)
        self.reveal: QToolButton | None = None
        if field.secret:
            self.reveal = _small(tr("editor", "show"), tr("editor", "Show what is hidden"))
            self.reveal.setCheckable(True)
            self.reveal.toggled.connect(self._reveal)
            self._reveal(on=False)
            box.addWidget(self.reveal)
        elif field.suggestions and field.check is Check.ID:
            self.line.add_list()
        self.show_field(field)

    def show_field(self, field: Text) -> None:
        """Show the true value; what is being typed stays."""
        self._field = self.line.field = field
        why = self._why or field.fixed
        self.line.setReadOnly(bool(why))
        self.line.setToolTip(why or field.tip)
        self.line.setPlaceholderText(field.placeholder)
        self.line.suggest(() if why else field.suggestions)
        self.line.set_value(field.value)
        name = field.label or field.tip
        if self.line.accessibleName() != name:
            self.line.setAccessibleName(name)

    def refuse(self, why: str) -> None:
        """Return to the true value, and say why."""
        self.line.refuse(why)

    def _committed(self, value: str) -> None:
        keep = value or self._field.removable
        self.edited.emit(self._field.target.edits(value if keep else None))

    def _reveal(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        if self.reveal is not None:
            self.reveal.setText(tr("editor", "hide") if on else tr("editor", "show"))


def _small(text: str, tip: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName("mini")
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    return made
