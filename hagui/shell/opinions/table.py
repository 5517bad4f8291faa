"""The opinions as a table: nodes across for few, nodes down for many, so that all can be read."""

from collections import Counter
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from hagui.cluster.opinions import Comparison, Opinion, Topic
from hagui.i18n import tr
from hagui.shell import marks
from hagui.shell.opinions.words import belief, heard_words, stack_words, topic_help, topic_words
from hagui.theme import Theme, mix

ACROSS: Final = 6
"""Nodes up to which each has a column; of more, each has a row."""
VERSION: Final = tuple(Topic).index(Topic.VERSION)
"""Row or column of the CIB versions, the longest words of all."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TOPICS: Final = tuple(Topic)
_STACK: Final = len(_TOPICS)
_HEARD: Final = _STACK + 1
_ROWS: Final = _HEARD + 1


class OpinionTable(QAbstractTableModel):
    """What each engine believes; what differs is marked by a shape, a word and a colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._comparison = Comparison()
        self._order: tuple[Opinion, ...] = ()
        self._odd: dict[Topic, frozenset[str]] = {}

    @property
    def down(self) -> bool:
        """Whether each node has a row."""
        return len(self._order) > ACROSS

    def show_comparison(self, comparison: Comparison) -> None:
        """Show these; nodes that differ from most come first where there are many."""
        odd = {topic: comparison.odd(topic) for topic in Topic}
        strange = Counter(address for found in odd.values() for address in found)
        found = sorted(comparison.opinions, key=lambda item: item.node)
        if len(found) > ACROSS:
            found.sort(key=lambda item: (-strange[item.address], item.linked))
        order = tuple(found)
        same = [item.address for item in order] == [item.address for item in self._order]
        if not same:
            self.beginResetModel()
        self._comparison, self._order, self._odd = comparison, order, odd
        if not same:
            self.endResetModel()
            return
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self.beginResetModel()
        self._theme = theme
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Topics, or nodes."""
        if parent.isValid():
            return 0
        return len(self._order) if self.down else _ROWS

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Nodes, or topics."""
        if parent.isValid():
            return 0
        return _ROWS if self.down else len(self._order)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of nodes and topics."""
        nodes = (orientation is Qt.Orientation.Vertical) is self.down
        if nodes:
            item = self._order[section]
            if role == Qt.ItemDataRole.DisplayRole:
                if item.shown:
                    return tr("opinions", "{node} (shown)", node=item.node)
                return item.node
            if role == Qt.ItemDataRole.ToolTipRole:
                return item.address
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _title(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _help(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What one engine believes of one thing."""
        row, column = (index.column(), index.row()) if self.down else (index.row(), index.column())
        item = self._order[column]
        odd = self.differs(item, row)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                words = _words(item, row)
                told = item.behind or item.apart  # in words of their own
                if odd and not (told and _TOPICS[row] is Topic.VERSION):
                    words = tr("opinions", "{words} · differs", words=words)
                return words
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(item, row)
            case Qt.ItemDataRole.DecorationRole if odd:
                return marks.icon("▲", self._theme.failed)
            case Qt.ItemDataRole.ForegroundRole:
                if odd:
                    return QBrush(QColor(self._theme.failed))
                quiet = not item.linked or row >= _STACK
                return QBrush(QColor(self._theme.dim if quiet else self._theme.text))
            case Qt.ItemDataRole.BackgroundRole if odd:
                return QBrush(QColor(mix(self._theme.pane, self._theme.failed, 0.1)))
            case Qt.ItemDataRole.FontRole if odd:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case _:
                return None

    def differs(self, item: Opinion, row: int) -> bool:
        """Whether what an engine says on that topic is marked."""
        return row < _STACK and item.address in self._odd.get(_TOPICS[row], frozenset())

    def _tip(self, item: Opinion, row: int) -> str:
        if row < _STACK and _TOPICS[row] is Topic.MEMBERS and item.members:
            return "\n".join(sorted(item.members))
        if not item.linked:
            return tr("opinions", "This engine is not heard, so it has no opinion now")
        return _help(row)


def _title(row: int) -> str:
    if row < _STACK:
        return topic_words(_TOPICS[row])
    return tr("opinions", "Stack") if row == _STACK else tr("opinions", "Heard")


def _help(row: int) -> str:
    if row < _STACK:
        return topic_help(_TOPICS[row])
    if row == _STACK:
        return tr("opinions", "Whether the engine reaches the cluster stack of its own node")
    return tr("opinions", "When this engine was heard last")


def _words(item: Opinion, row: int) -> str:
    if row < _STACK:
        return belief(item, _TOPICS[row])
    return stack_words(item) if row == _STACK else heard_words(item)
