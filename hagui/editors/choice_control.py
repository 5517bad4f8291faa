"""One of several values: from a list, or from a few buttons that are all in view."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from hagui.editors.control import Control
from hagui.editors.flow import FlowLayout
from hagui.editors.values import Choice, Option, Segments

LETTERS = 12
AROUND, SPARE = 42, 6
"""Logical pixels that frame and arrow take, and how many of them a text may still have."""
_OPENING = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class CalmBox(QComboBox):
    """A list in which a value is only changed by choosing it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def sizeHint(self) -> QSize:
        """Room for the value, and for a short text; a form gives it more."""
        metrics = self.fontMetrics()
        texts = (self.itemText(place) for place in range(self.count()))
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        least = min(widest, metrics.averageCharWidth() * LETTERS)
        now = metrics.horizontalAdvance(self.currentText())
        return QSize(max(least, now) + AROUND, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """It may become narrow; its texts are then cut, and the tool tip has them."""
        return QSize(min(60, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it; a text without room ends in an ellipsis."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.width() - AROUND + SPARE
        right = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, right, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a value is not changed in passing."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that would change the value at once open the list instead: one choice, one edit."""
        if event.key() in _OPENING or (event.text().strip() and not event.modifiers() & _COMMANDS):
            self.showPopup()
            event.accept()
        else:
            super().keyPressEvent(event)


def with_value(options: tuple[Option, ...], value: str | None) -> tuple[Option, ...]:
    """The options, and the value itself where it is none of them."""
    if any(option.value == value for option in options):
        return options
    return (*options, Option(value, value if value is not None else "—"))


class ChoiceControl(Control[Choice]):
    """A list of values; a choice commits."""

    def __init__(self, field: Choice, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = CalmBox()
        self.box.activated.connect(self._chosen)
        self.setFocusProxy(self.box)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.box, 1)
        self._options: tuple[Option, ...] = ()
        self.show_field(field)

    def show_field(self, field: Choice) -> None:
        """Show the true value."""
        self._field = field
        why = self._why or field.fixed
        options = with_value(field.options, field.value)
        if options != self._options:
            self._options = options
            self.box.clear()
            for place, option in enumerate(options):
                self.box.addItem(option.text)
                self.box.setItemData(place, option.tip, Qt.ItemDataRole.ToolTipRole)
            self.box.updateGeometry()
        values = [option.value for option in options]
        self.box.setCurrentIndex(values.index(field.value))
        self.box.updateGeometry()
        self.box.setEnabled(not why)
        tip = options[self.box.currentIndex()].tip
        self.box.setToolTip(why or "\n".join(part for part in (field.tip, tip) if part))
        self.box.setAccessibleName(field.label or field.tip)

    def _chosen(self, place: int) -> None:
        value = self._options[place].value
        if value != self._field.value:
            self.noted.emit("", "dim")
            self.edited.emit(self._field.target.edits(value))


class SegmentsControl(Control[Segments]):
    """A few values as buttons, the one that holds is framed."""

    def __init__(self, field: Segments, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._options: tuple[Option, ...] = ()
        self.buttons: list[QPushButton] = []
        self._flow = FlowLayout(self)
        self.show_field(field)

    def show_field(self, field: Segments) -> None:
        """Show the true value."""
        self._field = field
        options = with_value(field.options, field.value)
        if options != self._options:
            self._options = options
            self._build()
        why = self._why or field.fixed
        for button, option in zip(self.buttons, options, strict=True):
            button.setChecked(option.value == field.value)
            button.setEnabled(not why)
            button.setToolTip(why or option.tip or field.tip)

    def _build(self) -> None:
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.setParent(None)
            button.deleteLater()
        self.buttons = []
        for option in self._options:
            button = QPushButton(option.text)
            button.setObjectName("choice")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{self._field.label} {option.text}".strip())
            button.setAccessibleDescription(option.tip)
            button.clicked.connect(partial(self._chosen, option.value))
            self._flow.addWidget(button)
            self.buttons.append(button)
        if self.buttons:
            self.setFocusProxy(self.buttons[0])

    def _chosen(self, value: str | None) -> None:
        wanted = value != self._field.value
        self.show_field(self._field)
        if wanted:
            self.noted.emit("", "dim")
            self.edited.emit(self._field.target.edits(value))
