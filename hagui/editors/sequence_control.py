"""Things in an order: moved with the mouse, with Alt and the arrows, or with buttons."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hagui.editors.control import Control
from hagui.editors.values import Item, Sequence
from hagui.i18n import tr

_ID = Qt.ItemDataRole.UserRole
ROWS = 8
"""Rows that are seen at most; more are scrolled."""


class OrderList(QListWidget):
    """A list whose rows are dragged to another place; the order is told when one is let go."""

    moved = Signal(str)
    """The id of a row that a person has put elsewhere."""
    removal_asked = Signal(str)
    opened = Signal(str)
    """The id of a row that was double-clicked, or on which Enter was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("order")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.movable = True
        self._pressed: QPoint | None = None
        self._dragged = ""
        self._before: tuple[str, ...] = ()
        self.itemDoubleClicked.connect(self._opened)

    @property
    def order(self) -> tuple[str, ...]:
        """The ids, from first to last."""
        return tuple(self.item(place).data(_ID) for place in range(self.count()))

    @property
    def current(self) -> str:
        """The id of the current row; empty where there is none."""
        place = self.currentRow()
        return self.item(place).data(_ID) if place >= 0 else ""

    @property
    def dragging(self) -> bool:
        """Whether a row is being dragged."""
        return bool(self._dragged)

    def show_items(self, items: tuple[Item, ...]) -> None:
        """Show these; the current row stays the one of the same id."""
        current = self.current
        self.clear()
        for number, item in enumerate(items, 1):
            text = f"{number}  {item.id}" + (f"  ·  {item.note}" if item.note else "")
            row = QListWidgetItem(text)
            row.setData(_ID, item.id)
            row.setToolTip(item.id)
            self.addItem(row)
        if current in self.order:
            self.setCurrentRow(self.order.index(current))
        height = max(self.sizeHintForRow(0), self.fontMetrics().height() + 8)
        self.setFixedHeight(height * max(1, min(len(items), ROWS)) + 10)

    def shift(self, by: int) -> None:
        """Move the current row by so many places."""
        place = self.currentRow()
        if self.movable and 0 <= place < self.count() and 0 <= place + by < self.count():
            self._put(place, place + by)
            self.moved.emit(self.current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A row may be about to be dragged."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.movable:
            self._pressed = event.position().toPoint()
            self._before = self.order

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The dragged row follows the mouse."""
        at = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        if not self._dragged:
            far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            item = self.itemAt(self._pressed)
            if not far or item is None:
                return
            self._dragged = item.data(_ID)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        under = self.indexAt(QPoint(10, at.y())).row()
        if under < 0:
            under = 0 if at.y() < 0 else self.count() - 1
        here = self.order.index(self._dragged)
        if under != here:
            self._put(here, under)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was dragged stays where it is let go."""
        dragged, before = self._dragged, self._before
        self._let_go()
        super().mouseReleaseEvent(event)
        if dragged and self.order != before:
            self.moved.emit(dragged)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and the arrows move, Delete removes, Enter opens, Escape ends a drag."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.shift(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete and self.current:
            self.removal_asked.emit(self.current)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current:
            self.opened.emit(self.current)
        elif key == Qt.Key.Key_Escape and self._dragged:
            self._put(self.order.index(self._dragged), self._before.index(self._dragged))
            self._let_go()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _put(self, here: int, there: int) -> None:
        item = self.takeItem(here)
        self.insertItem(there, item)
        self.setCurrentRow(there)

    def _opened(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_ID))

    def _let_go(self) -> None:
        self._pressed, self._dragged = None, ""
        self.unsetCursor()


class SequenceControl(Control[Sequence]):
    """The list, and buttons that move and remove the current row."""

    opened = Signal(str)

    def __init__(self, field: Sequence, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.list = OrderList()
        self.list.moved.connect(self._moved)
        self.list.removal_asked.connect(self._removed)
        self.list.opened.connect(self.opened)
        self.list.currentRowChanged.connect(self._enable)
        self.setFocusProxy(self.list)
        self.up = _button("▲", tr("editor", "Move up (Alt+Up)"))
        self.down = _button("▼", tr("editor", "Move down (Alt+Down)"))
        self.away = _button("✕", tr("editor", "Take out (Delete)"))
        self.up.clicked.connect(partial(self.list.shift, -1))
        self.down.clicked.connect(partial(self.list.shift, 1))
        self.away.clicked.connect(lambda: self._removed(self.list.current))
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(2)
        for button in (self.up, self.down, self.away):
            side.addWidget(button)
        side.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.list, 1)
        line.addLayout(side)
        self._shown: tuple[Item, ...] | None = None
        self.show_field(field)

    def show_field(self, field: Sequence) -> None:
        """Show the true order, unless a row is being dragged."""
        self._field = field
        why = self._why or field.fixed
        if self.list.dragging:
            return
        if self._shown != field.items or self.list.order != tuple(i.id for i in field.items):
            self._shown = field.items
            self.list.show_items(field.items)
        self.list.movable = not why
        self.list.setToolTip(why or field.tip)
        self.list.setAccessibleName(field.label or field.tip)
        self.away.setVisible(field.target.removable)
        for button in (self.up, self.down):
            button.setVisible(len(field.items) > 1)
        self._enable()

    def _enable(self) -> None:
        place, last = self.list.currentRow(), self.list.count() - 1
        free = not (self._why or self._field.fixed)
        self.up.setEnabled(free and place > 0)
        self.down.setEnabled(free and 0 <= place < last)
        self.away.setEnabled(free and place >= 0)

    def _moved(self, id_: str) -> None:
        self.edited.emit(self._field.target.moved(id_, self.list.order))

    def _removed(self, id_: str) -> None:
        if id_ and self._field.target.removable and self.list.movable:
            self.edited.emit(self._field.target.removed(id_))


def _button(text: str, tip: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName("mini")
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setEnabled(False)
    return made
