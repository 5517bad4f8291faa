"""With what, or where to: a list to search in, for those who do not drag."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from hagui.graph.gestures.menu import Entry
from hagui.graph.gestures.model import Refusal
from hagui.graph.gestures.target_words import aim_kind, picker_title
from hagui.graph.gestures.targets import Aim
from hagui.graph.gestures.words import refusal_sentence
from hagui.graph.offer.floating import Floating
from hagui.i18n import tr
from hagui.theme import Theme

_MOST_ROWS: Final = 9
"""So many are shown without scrolling."""
_SLICE: Final = 0.02
"""Seconds for which targets are judged before the window does something else."""
_AIM: Final = Qt.ItemDataRole.UserRole
_WALKING: Final = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)


class Picker(Floating):
    """Targets of one entry of a menu."""

    chosen = Signal(object)
    """The ``Question`` that the chosen target answers to."""

    def __init__(
        self,
        beside: QWidget,
        theme: Theme,
        entry: Entry,
        targets: Sequence[Aim],
        judge: Callable[[Aim], Refusal | None],
    ) -> None:
        """Make a picker.

        Args:
            beside: the widget that gets the keyboard back.
            theme: for its look.
            entry: what is to be done.
            targets: with what it might be done.
            judge: says why a target is none; asked for each in turn while nothing else is done.
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
        self._judge = judge
        self._unjudged = [_row(aim) for aim in targets]
        for item in self._unjudged:
            self.rows.addItem(item)
        self._judging = QTimer(self)
        self._judging.timeout.connect(self._judge_some)
        self._judge_some()
        self._filter("")
        if self._unjudged:
            self._judging.start(0)

    @property
    def shown(self) -> list[str]:
        """The names listed now."""
        return [self._aim(item).name for item in self._visible()]

    def take_keyboard(self) -> None:
        """The search is used first."""
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def gone(self) -> None:
        """Nothing more is judged."""
        self._judging.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk in the list while the search has the keyboard."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _judge_some(self) -> None:
        """Judge for a moment, then let the window breathe."""
        until = perf_counter() + _SLICE
        while self._unjudged and perf_counter() < until:
            self._judge_one(self._unjudged.pop(0))
        if not self._unjudged:
            self._judging.stop()
        if self.rows.currentRow() >= 0 and not _able(self.rows.currentItem()):
            self._first()

    def _judge_one(self, item: QListWidgetItem) -> None:
        aim = self._aim(item)
        refusal = self._judge(aim)
        if refusal is None:
            return
        why = refusal_sentence(refusal)
        item.setText(f"{aim.name}  ·  {why}")
        item.setToolTip(why)
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)

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
        there = [item for item in self._visible() if _able(item)]
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
        self._first()
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

    def _first(self) -> None:
        able = next((item for item in self._visible() if _able(item)), None)
        self.rows.setCurrentRow(-1 if able is None else self.rows.row(able))

    def _visible(self) -> list[QListWidgetItem]:
        items = [self.rows.item(index) for index in range(self.rows.count())]
        return [item for item in items if not item.isHidden()]

    def _aim(self, item: QListWidgetItem) -> Aim:
        return item.data(_AIM)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        if item in self._unjudged:
            self._unjudged.remove(item)
            self._judge_one(item)
        if not _able(item):
            return
        question = self._aim(item).question
        self.close()
        self.chosen.emit(question)


def _able(item: QListWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsEnabled)


def _row(aim: Aim) -> QListWidgetItem:
    item = QListWidgetItem(f"{aim.name}  ·  {aim_kind(aim)}")
    item.setData(_AIM, aim)
    return item
