"""The rows as a Qt model. Only rows that changed are told to the view."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from hagui.cluster.subject import Subject
from hagui.shell.tree.rows import Row

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
ROW_ROLE: Final = Qt.ItemDataRole.UserRole


class TreeModel(QAbstractItemModel):
    """Headings, and below them nodes, resources and constraints."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Row(None, "")
        self._known: dict[Subject, Row] = {}

    def show(self, root: Row) -> bool:
        """Show these rows; returns whether the model was reset.

        Where the new rows stand as the old ones do, only what looks different is repainted.
        """
        if _shape(root) == _shape(self._root):
            for old, new in zip(self._root.walk(), root.walk(), strict=True):
                if old.take(new):
                    index = self.index_of(old)
                    self.dataChanged.emit(index, index)
            return False
        self.beginResetModel()
        self._root = root
        self._known = {row.subject: row for row in root.walk() if row.subject is not None}
        self.endResetModel()
        return True

    def update(self, fresh: list[Row]) -> bool:
        """Let rows and all below them look like ``fresh``; False where they stand otherwise.

        Below a heading rows may come and go, and the copies of a clone.
        """
        pairs: list[tuple[Row, Row]] = []
        headings: list[tuple[Row, Row]] = []
        for new in fresh:
            if new.subject is None:
                heading = next((row for row in self._root.children if row.text == new.text), None)
                if (heading is None) != (not new.children):
                    return False
                if heading is not None:
                    headings.append((heading, new))
                continue
            old = self._known.get(new.subject)
            if old is None:
                return False
            if _shape(old) == _shape(new):
                pairs += zip(old.walk(), new.walk(), strict=True)
            elif _flat(old) and _flat(new):
                pairs.append((old, new))
                headings.append((old, new))
            else:
                return False
        for heading, new in headings:
            pairs += self._splice(heading, new)
        for old, new in pairs:
            if old.take(new):
                index = self.index_of(old)
                self.dataChanged.emit(index, index)
        return True

    def _splice(self, old: Row, new: Row) -> list[tuple[Row, Row]]:
        """Let the same rows stand below ``old`` as below ``new``, those in between anew.

        Returns what stays, each with what it is to look like.
        """
        olds, news = old.children, new.children
        most = min(len(olds), len(news))
        first = next((n for n in range(most) if _differ(olds[n], news[n])), most)
        most -= first
        last = next((n for n in range(most) if _differ(olds[-1 - n], news[-1 - n])), most)
        gone, come = olds[first : len(olds) - last], news[first : len(news) - last]
        kept = [*zip(olds[:first], news, strict=False)]
        if last:
            kept += zip(olds[-last:], news[-last:], strict=True)
        parent = self.index_of(old)
        if gone:
            self.beginRemoveRows(parent, first, first + len(gone) - 1)
            del olds[first : first + len(gone)]
            for row in gone:
                for each in row.walk():
                    if each.subject is not None:
                        self._known.pop(each.subject, None)
            _number(olds)
            self.endRemoveRows()
        if come:
            self.beginInsertRows(parent, first, first + len(come) - 1)
            olds[first:first] = come
            for row in come:
                row.parent = old
                self._known |= {each.subject: each for each in row.walk() if each.subject}
            _number(olds)
            self.endInsertRows()
        return kept

    @property
    def root(self) -> Row:
        """What all rows stand below."""
        return self._root

    def row_of(self, subject: Subject) -> Row | None:
        """The row that stands for ``subject``."""
        return self._known.get(subject)

    def every_row(self) -> Iterator[Row]:
        """All rows from the top, headings included."""
        for row in self._root.children:
            yield from row.walk()

    def index_of(self, row: Row) -> QModelIndex:
        """The index of a row."""
        if row is self._root:
            return QModelIndex()
        return self.createIndex(row.place, 0, row)

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """The index of the row at that place."""
        above = self._row(parent)
        if column != 0 or not 0 <= row < len(above.children):
            return QModelIndex()
        return self.createIndex(row, column, above.children[row])

    def parent(self, child: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        """The index of the row above."""
        above = self._row(child).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.place, 0, above)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows stand below."""
        return len(self._row(parent).children)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: ARG002
        """Always one."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over: they are neither selected nor the current row."""
        if self._row(index).subject is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a row says."""
        if not index.isValid():
            return None
        row = self._row(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (row.spoken, row.tip) if part)
            case _ if role == ROW_ROLE:
                return row
            case _:
                return None

    def _row(self, index: Index) -> Row:
        if not index.isValid():
            return self._root
        found = index.internalPointer()
        return found if isinstance(found, Row) else self._root


class TreeFilter(QSortFilterProxyModel):
    """Keeps rows that hold every word typed, what stands above them, and what stands below."""

    def __init__(self, model: TreeModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)
        self._rows = model
        self.setSourceModel(model)

    def set_words(self, text: str) -> None:
        """Filter by these words; none show everything."""
        words = tuple(text.casefold().split())
        if words != self._words:
            self.beginFilterChange()
            self._words = words
            self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Whether a row itself matches."""
        if not self._words:
            return True
        row = self._rows.index(source_row, 0, source_parent).data(ROW_ROLE)
        return isinstance(row, Row) and row.subject is not None and matches(row, self._words)


def matches(row: Row, words: tuple[str, ...]) -> bool:
    """Whether a row holds every one of the words (already casefolded)."""
    subject = row.subject.id if row.subject is not None else ""
    text = f"{row.text} {row.word} {row.badge} {subject}".casefold()
    return all(word in text for word in words)


def _differ(one: Row, other: Row) -> bool:
    return one.subject != other.subject or bool(one.children or other.children)


def _flat(row: Row) -> bool:
    """Whether there is something below it, and nothing below that."""
    return bool(row.children) and not any(child.children for child in row.children)


def _number(rows: list[Row]) -> None:
    for place, row in enumerate(rows):
        row.place = place


def _shape(root: Row) -> list[tuple[Subject | None, int]]:
    return [(row.subject, len(row.children)) for row in root.walk()]
