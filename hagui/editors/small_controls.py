"""Controls of few lines: buttons that make edits, texts, fields side by side."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from hagui.editors.choice_control import ChoiceControl
from hagui.editors.control import Control
from hagui.editors.flow import FlowLayout
from hagui.editors.score_control import ScoreControl
from hagui.editors.text_control import TextControl
from hagui.editors.values import Choice, Inline, Press, Presses, Score, Text, Told
from hagui.i18n import plain


class PressesControl(Control[Presses]):
    """Buttons, in as many lines as they need."""

    offer_wanted = Signal(str, str)

    def __init__(self, field: Presses, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._flow = FlowLayout(self)
        self.buttons: list[QPushButton] = []
        self.show_field(field)

    def show_field(self, field: Presses) -> None:
        """Show these buttons; one of the same text stays."""
        same = [item.text for item in self._field.items] == [item.text for item in field.items]
        self._field = field
        if not same or not self.buttons:
            self._build()
        for button, item in zip(self.buttons, field.items, strict=True):
            why = self._why or item.fixed
            button.setEnabled(not why)
            button.setToolTip(why or item.tip)

    def _build(self) -> None:
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.setParent(None)
            button.deleteLater()
        self.buttons = []
        for place, item in enumerate(self._field.items):
            button = QPushButton(item.text)
            button.setAutoDefault(False)
            button.setAccessibleName(plain(item.text))
            look = "grave" if item.danger else "quiet" if item.quiet else "plain"
            button.setObjectName(look)
            button.clicked.connect(partial(self._pressed, place))
            self._flow.addWidget(button)
            self.buttons.append(button)

    def _pressed(self, place: int) -> None:
        item: Press = self._field.items[place]
        self.noted.emit("", "dim")
        if item.offer is not None:
            self.offer_wanted.emit(*item.offer)
        elif item.edits:
            self.edited.emit(item.edits)


class ToldControl(Control[Told]):
    """A text."""

    def __init__(self, field: Told, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.label)
        self.show_field(field)

    def show_field(self, field: Told) -> None:
        """Show the text."""
        self._field = field
        self.label.setText(field.text)
        self.label.setToolTip(field.tip)
        if field.dim and self.label.property("tone") != "dim":
            self.label.setProperty("tone", "dim")


class InlineControl(Control[Inline]):
    """Fields side by side, going on below where there is no room."""

    def __init__(self, field: Inline, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._flow = FlowLayout(self, gap=4)
        self.controls: dict[str, Control[Text] | Control[Choice] | Control[Score]] = {}
        self._last = ""
        self.show_field(field)

    def show_field(self, field: Inline) -> None:
        """Show the fields; those of the same key stay."""
        self._field = field
        keys = [_key(item) for item in field.fields]
        if keys != list(self.controls):
            for control in self.controls.values():
                self._flow.removeWidget(control)
                control.setParent(None)
                control.deleteLater()
            self.controls = {}
            for item in field.fields:
                self._add(item)
        for item in field.fields:
            control = self.controls[_key(item)]
            control.set_read_only(self._why)
            control.accept(item)

    def refuse(self, why: str) -> None:
        """Let the field say so that made the edit."""
        control = self.controls.get(self._last)
        if control is not None:
            control.refuse(why)

    def _add(self, item: Text | Choice | Score) -> None:
        match item:
            case Text():
                control = TextControl(item)
            case Choice():
                control = ChoiceControl(item)
            case Score():
                control = ScoreControl(item)
        key = _key(item)
        control.edited.connect(partial(self._edited, key))
        control.noted.connect(self.noted)
        self._flow.addWidget(control)
        self.controls[key] = control

    def _edited(self, key: str, edits: object) -> None:
        self._last = key
        self.edited.emit(edits)


def _key(item: Text | Choice | Score) -> str:
    return f"{type(item).__name__}:{item.key}"
