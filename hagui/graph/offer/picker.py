"""With what, or where to: a list to search in, for those who do not drag."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from hagui.graph.gestures.menu import Entry
from hagui.graph.gestures.menu_words import aim_kind, picker_title
from hagui.graph.gestures.targets import Aim
from hagui.graph.gestures.words import refusal_sentence
from hagui.graph.offer.floating import Floating
from hagui.i18n import tr
from hagui.theme import Theme

_MOST_ROWS: Final = 9
"""So many are shown without scrolling."""
_AIM: Final = Qt.ItemDataRole.UserRole
_WALKING: Final = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)


class Picker(Floating):
    """Targets of one entry of a menu."""

    chosen = Signal(object)
    """The ``Question`` that the chosen target answers to."""

    def __init__(
        self, beside: QWidget, theme: Theme, entry: Entry, targets: tuple[Aim, ...]
    ) -> None:
        """Make a picker.

        Args:
            beside: the widget that gets the keyboard back.
            theme: for its look.
            entry: what is to be done.
            targets: with what it can be done, or why not.
        """
        super().__init__(beside, theme)
        title = QLabel(picker_title(entry))
        title.setProperty("tone", "dim")
        self.setAccessibleName(title.text())
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("offer", "Type to search"))
        self.search.setAccessibleName(title.text())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.rows = QListWidget()
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setAccessibleName(title.text())
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.itemClicked.connect(self._take)
        self._none = QLabel()
        self._none.setWordWrap(True)
        self._none.setProperty("tone", "dim")
        for widget in (title, self.search, self.rows, self._none):
            self.box.addWidget(widget)
        for aim in targets:
            self.rows.addItem(_row(aim))
        self._filter("")

    @property
    def shown(self) -> list[str]:
        """The names listed now."""
        return [self._aim(item).name for item in self._visible()]

    def take_keyboard(self) -> None:
        """The search is used first."""
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk in the list while the search has the keyboard."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _WALKING:
            self._walk(key)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(self.rows.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _walk(self, key: Qt.Key) -> None:
        there = [item for item in self._visible() if item.flags() & Qt.ItemFlag.ItemIsEnabled]
        if not there:
            return
        now = self.rows.currentItem()
        at = next((i for i, item in enumerate(there) if item is now), -1)
        far = _MOST_ROWS if key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown} else 1
        step = far if key in {Qt.Key.Key_Down, Qt.Key.Key_PageDown} else -far
        self.rows.setCurrentItem(there[max(0, min(at + step, len(there) - 1))])

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for index in range(self.rows.count()):
            item = self.rows.item(index)
            item.setHidden(wanted not in item.text().casefold())
        there = self._visible()
        able = [item for item in there if item.flags() & Qt.ItemFlag.ItemIsEnabled]
        self.rows.setCurrentRow(self.rows.row(able[0]) if able else -1)
        if there:
            self._none.hide()
        else:
            self._none.setText(
                tr("offer", "Nothing is called that.")
                if self.rows.count()
                else tr("offer", "There is nothing to choose from yet.")
            )
            self._none.show()
        height = self.rows.sizeHintForRow(0) if self.rows.count() else 0
        self.rows.setFixedHeight(max(1, min(len(there), _MOST_ROWS)) * height + 4)
        self.fit()

    def _visible(self) -> list[QListWidgetItem]:
        items = [self.rows.item(index) for index in range(self.rows.count())]
        return [item for item in items if not item.isHidden()]

    def _aim(self, item: QListWidgetItem) -> Aim:
        return item.data(_AIM)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        question = self._aim(item).question
        self.close()
        self.chosen.emit(question)


def _row(aim: Aim) -> QListWidgetItem:
    why = "" if aim.refusal is None else refusal_sentence(aim.refusal)
    text = f"{aim.name}  ·  {why or aim_kind(aim)}"
    item = QListWidgetItem(text)
    item.setData(_AIM, aim)
    item.setToolTip(why)
    if why:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
    return item
