"""One row of a form: the label, the control, and what is to be said about it."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.cib.edits.vocabulary import Edits
from hagui.editors.adder import AdderControl
from hagui.editors.choice_control import ChoiceControl, SegmentsControl
from hagui.editors.flow import FlowLayout
from hagui.editors.note import NoteLabel
from hagui.editors.score_control import ScoreControl
from hagui.editors.sequence_control import SequenceControl
from hagui.editors.small_controls import InlineControl, PressesControl, ToldControl
from hagui.editors.text_control import TextControl
from hagui.editors.values import (
    Adder,
    Choice,
    Field,
    Inline,
    Presses,
    Score,
    Segments,
    Sequence,
    Text,
    Told,
)
from hagui.i18n import plain, tr

AnyControl = (
    TextControl
    | ChoiceControl
    | SegmentsControl
    | ScoreControl
    | InlineControl
    | AdderControl
    | SequenceControl
    | PressesControl
    | ToldControl
)
LABEL_WIDTH, LABEL_MOST = 84, 124
"""Logical pixels of the column of labels; a still longer label stands above its field."""
ALONE = 4000
"""Logical pixels that leave no room beside them in any line."""


def make_control(field: Field) -> AnyControl:
    """The control for a field."""
    match field:
        case Text():
            return TextControl(field)
        case Choice():
            return ChoiceControl(field)
        case Segments():
            return SegmentsControl(field)
        case Score():
            return ScoreControl(field)
        case Inline():
            return InlineControl(field)
        case Adder():
            return AdderControl(field)
        case Sequence():
            return SequenceControl(field)
        case Presses():
            return PressesControl(field)
        case Told():
            return ToldControl(field)


def row_key(field: Field) -> str:
    """What tells whether a row may stay: kind and key."""
    shape = ""
    if isinstance(field, Text):
        shape = f":{field.secret}:{field.removable}"
    elif isinstance(field, Score):
        shape = f":{field.compact}:{field.optional}:{field.removable}"
    return f"{type(field).__name__}{shape}:{field.key}"


class _Label(QLabel):
    """A label as wide as the column of its form; in a line of its own where that is too narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.column = LABEL_WIDTH

    def natural(self) -> int:
        """The width of the text."""
        return super().sizeHint().width()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if size.width() > self.column:
            return QSize(ALONE, size.height())
        return QSize(self.column, size.height())


class FieldRow(QWidget):
    """A labelled control; where both do not fit side by side, the label stands above."""

    edited = Signal(object)
    offer_wanted = Signal(str, str)
    opened = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = make_control(field)
        self.note = NoteLabel()
        self.label: _Label | None = None
        self.remove: QToolButton | None = None
        self._removal: Edits = ()
        line = QWidget()
        flow = FlowLayout(line)
        text = getattr(field, "label", "")
        if text:
            self.label = _Label()
            self.label.setProperty("tone", "dim")
            self.label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.label.setBuddy(self.entry)
            flow.addWidget(self.label)
        unit = self.control
        if getattr(field, "removable", False):
            self.remove = QToolButton()
            self.remove.setObjectName("mini")
            self.remove.setText("✕")
            self.remove.clicked.connect(self._remove)
            unit = QWidget()
            unit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            both = QHBoxLayout(unit)
            both.setContentsMargins(0, 0, 0, 0)
            both.setSpacing(2)
            both.addWidget(self.control, 1)
            both.addWidget(self.remove)
        flow.addWidget(unit)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        box.addWidget(line)
        box.addWidget(self.note)
        self.control.edited.connect(self.edited)
        self.control.noted.connect(self.note.say)
        if isinstance(self.control, PressesControl):
            self.control.offer_wanted.connect(self.offer_wanted)
        if isinstance(self.control, SequenceControl):
            self.control.opened.connect(self.opened)
        self.show_field(field)

    def show_field(self, field: Field) -> None:
        """Show the true value; what is being typed stays."""
        self.control.accept(field)
        text = getattr(field, "label", "")
        tip = getattr(field, "tip", "")
        if self.label is not None:
            self.label.setText(text)
            self.label.setToolTip(tip)
        if self.remove is not None and isinstance(field, Text | Choice | Score):
            self._removal = field.target.edits(None)
            words = tr("editor", "Remove {name}", name=plain(text))
            self.remove.setToolTip(field.fixed or words)
            self.remove.setAccessibleName(words)
            self.remove.setEnabled(not field.fixed)

    @property
    def entry(self) -> QWidget:
        """What gets the keyboard first."""
        found: QWidget = self.control
        while (proxy := found.focusProxy()) is not None:
            found = proxy
        return found

    @property
    def label_width(self) -> int:
        """How wide the column of labels must be for this one; 0 where it stands above anyway."""
        if self.label is None or isinstance(self.control, ScoreControl):
            return 0  # a score with its buttons leaves no room beside it
        width = self.label.natural()
        return width if width <= LABEL_MOST else 0

    def set_label_width(self, width: int) -> None:
        """Make the column of labels that wide."""
        if self.label is not None and self.label.column != width:
            self.label.column = width
            self.label.updateGeometry()

    def set_read_only(self, why: str) -> None:
        """Let nothing be edited; ``why`` is the tool tip. Edited again where it is empty."""
        self.control.set_read_only(why)
        if self.remove is not None:
            self.remove.setVisible(not why)

    def refuse(self, why: str) -> None:
        """Say why what was committed here is refused."""
        self.control.refuse(why)
        self.note.say(why, "bad")

    def _remove(self) -> None:
        self.edited.emit(self._removal)
