"""Draws a form, and keeps its rows while their keys stay."""

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hagui.editors.keeping import Keeper
from hagui.editors.row import LABEL_WIDTH, FieldRow, row_key
from hagui.editors.values import Card, Form
from hagui.i18n import tr

INDENT = 14


class CardView(QWidget):
    """Fields that belong together, in a frame where they ask for one."""

    edited = Signal(object)
    offer_wanted = Signal(str, str)
    opened = Signal(str)

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card, self._why = card, ""
        self._last: FieldRow | None = None
        self._title = QLabel()
        self._title.setProperty("tone", "dim")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._remove = QToolButton()
        self._remove.setObjectName("mini")
        self._remove.setText("✕")
        self._remove.clicked.connect(self._removed)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._remove)
        frame = QFrame()
        if card.framed:
            frame.setObjectName("fields")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(frame)
        box = QVBoxLayout(frame)
        edge = (8, 6, 8, 8) if card.framed else (0, 0, 0, 0)
        box.setContentsMargins(*edge)
        box.setSpacing(4)
        box.addWidget(self._head)
        self._rows = Keeper[FieldRow](box, 1)
        self.show_card(card)

    @property
    def rows(self) -> dict[str, FieldRow]:
        """The rows by key of their fields."""
        return {field.key: self._rows.widgets[row_key(field)] for field in self._card.fields}

    def show_card(self, card: Card) -> None:
        """Show the true values; what is being typed stays."""
        self._card = card
        self._outer.setContentsMargins(card.depth * INDENT, 0, 0, 0)
        self._head.setVisible(bool(card.title or card.remove))
        self._title.setText(card.title)
        words = tr("editor", "Remove {name}", name=card.title)
        self._remove.setToolTip(words)
        self._remove.setAccessibleName(words)
        self._remove.setVisible(bool(card.remove) and not self._why)
        made = self._rows.show([(row_key(f), partial(FieldRow, f)) for f in card.fields])
        for row in made:
            row.edited.connect(partial(self._edited, row))
            row.offer_wanted.connect(self.offer_wanted)
            row.opened.connect(self.opened)
        for field in card.fields:
            row = self._rows.widgets[row_key(field)]
            if row not in made:
                row.show_field(field)
            row.set_read_only(self._why)
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        """Another font has wider labels."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._align()

    def _align(self) -> None:
        """Give all labels the width of the widest."""
        rows = self._rows.widgets.values()
        width = max((LABEL_WIDTH, *(row.label_width for row in rows)))
        for row in rows:
            row.set_label_width(width)

    def set_read_only(self, why: str) -> None:
        """Let nothing be edited; edited again where ``why`` is empty."""
        if why != self._why:
            self._why = why
            self.show_card(self._card)

    def refuse(self, why: str) -> bool:
        """Let the row say so that made the edit; whether one did."""
        if self._last is None or self._last not in self._rows.widgets.values():
            return False
        self._last.refuse(why)
        return True

    def _removed(self) -> None:
        self._last = None
        self.edited.emit(self._card.remove)

    def _edited(self, row: FieldRow, edits: object) -> None:
        self._last = row
        self.edited.emit(edits)


class FormView(QWidget):
    """Cards under a heading."""

    edited = Signal(object)
    offer_wanted = Signal(str, str)
    opened = Signal(str)

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._why = form, ""
        self._last: CardView | None = None
        self.heading = QLabel()
        self.heading.setProperty("tone", "heading")
        self.heading.setContentsMargins(0, 12, 0, 3)
        self.heading.setWordWrap(True)
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(5)
        box.addWidget(self.heading)
        self._cards = Keeper[CardView](box, 1)
        self.show_form(form)

    @property
    def form(self) -> Form:
        """What is shown."""
        return self._form

    @property
    def cards(self) -> dict[str, CardView]:
        """The cards by key."""
        return {card.key: self._cards.widgets[_card_key(card)] for card in self._form.cards}

    def row(self, key: str) -> FieldRow:
        """The first row with that key."""
        return next(card.rows[key] for card in self.cards.values() if key in card.rows)

    def show_form(self, form: Form) -> None:
        """Show the true values; what is being typed stays."""
        self._form = form
        self.heading.setText(form.title.upper())
        self.heading.setVisible(bool(form.title))
        self.setContentsMargins(0, 0 if form.title else 8, 0, 0)
        made = self._cards.show([(_card_key(c), partial(CardView, c)) for c in form.cards])
        for view in made:
            view.edited.connect(partial(self._edited, view))
            view.offer_wanted.connect(self.offer_wanted)
            view.opened.connect(self.opened)
        for card in form.cards:
            view = self._cards.widgets[_card_key(card)]
            if view not in made:
                view.show_card(card)
            view.set_read_only(self._why)
        first = next(iter(self.cards.values()), None)
        rows = list(first.rows.values()) if first is not None else []
        if rows:
            self.heading.setBuddy(rows[0].entry)

    def set_read_only(self, why: str) -> None:
        """Let nothing be edited; edited again where ``why`` is empty."""
        if why != self._why:
            self._why = why
            self.show_form(self._form)

    def refuse(self, why: str) -> bool:
        """Let the field say so that made the edit; whether one did."""
        return self._last is not None and self._last.refuse(why)

    def _edited(self, view: CardView, edits: object) -> None:
        self._last = view
        self.edited.emit(edits)


def _card_key(card: Card) -> str:
    return f"{card.key}:{card.framed}"
