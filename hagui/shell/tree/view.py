"""The tree on screen, with its search field."""

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from hagui.cluster.subject import Subject
from hagui.i18n import tr
from hagui.phrases import Tone
from hagui.shell import marks
from hagui.shell.tree.model import ROW_ROLE, TreeFilter, TreeModel
from hagui.shell.tree.rows import Row
from hagui.theme import SMALL_PX, Theme, font

ROW = 23
HEADING = 30
INDENT = 14
SHORT_WORD = 64
"""Logical pixels; the word of a row yields to its name only where it is longer."""
BEGIN_OPEN = 40
"""Collections beyond this many begin closed."""


class TreeDelegate(QStyledItemDelegate):
    """A row: mark, text, badge, word."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.stale = False
        """Whether this is the last that was known: colours are drained, shapes stay."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Headings stand a little apart."""
        row = index.data(ROW_ROLE)
        heading = isinstance(row, Row) and row.subject is None
        return QSize(120, HEADING if heading else ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        theme, rect = self.theme, option.rect
        painter.save()
        if row.subject is None:
            small = font(SMALL_PX, QFont.Weight.DemiBold)
            small.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 103)
            painter.setFont(small)
            painter.setPen(QColor(theme.dim))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(rect.adjusted(5, 0, 0, -5), int(flags), row.text)
            painter.restore()
            return
        _backdrop(painter, theme, option)
        left = rect.left() + 2
        tone = Tone.DIM if self.stale else row.tone
        if row.glyph:
            color = QColor(marks.tone_color(theme, tone))
            marks.paint(painter, QRectF(left, rect.center().y() - 5, 12, 12), row.glyph, color)
            left += 18
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        bold = font(weight=QFont.Weight.DemiBold if row.strong else QFont.Weight.Normal)
        painter.setFont(bold)
        loud = self.stale or tone in {Tone.BAD, Tone.PROMOTED}
        painter.setPen(QColor(marks.tone_color(theme, tone) if loud else theme.text))
        left = _text(painter, row.text, left, rect, flags, _reserved(painter, row))
        if row.badge and left < rect.right() - 20:
            color = theme.dim if self.stale else theme.promoted
            left = _badge(painter, row.badge, left, rect, QColor(color))
        if row.word and left < rect.right() - 14:
            painter.setFont(font())
            painter.setPen(QColor(theme.dim))
            _text(painter, row.word, left, rect, flags)
        painter.restore()


def _backdrop(painter: QPainter, theme: Theme, option: QStyleOptionViewItem) -> None:
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if not selected and not option.state & QStyle.StateFlag.State_MouseOver:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    focused = selected and bool(option.state & QStyle.StateFlag.State_HasFocus)
    painter.setPen(QColor(theme.focus) if focused else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.soft if selected else theme.background))
    area = QRectF(option.rect).adjusted(-1.5, 0.5, -4.5, -0.5)
    painter.drawRoundedRect(area, 4, 4)


def _reserved(painter: QPainter, row: Row) -> int:
    """Room kept for a short word, such as a score, which must not give way to a long name."""
    width = painter.fontMetrics().horizontalAdvance(row.word) + 7
    return width if row.word and width <= SHORT_WORD else 0


def _text(
    painter: QPainter, text: str, left: int, rect: QRect, flags: int, reserved: int = 0
) -> int:
    metrics = painter.fontMetrics()
    room = max(rect.right() - 8 - left - reserved, 24)
    short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRect(left, rect.top(), room, rect.height()), flags, short)
    return left + metrics.horizontalAdvance(short) + 7


def _badge(painter: QPainter, text: str, left: int, rect: QRect, color: QColor) -> int:
    painter.setFont(font(SMALL_PX - 0.5))
    width = painter.fontMetrics().horizontalAdvance(text) + 10
    box = QRectF(left + 0.5, rect.center().y() - 7.5, width, 16)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(color)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    return left + width + 7


class Tree(QTreeView):
    """Nodes, resources, constraints; a selection here is one on the canvas too."""

    subject_chosen = Signal(object)
    menu_asked = Signal(object, object)
    """A subject and the place of its context menu on the screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("tree", "Cluster"))
        self.rows = TreeModel(self)
        self.filter = TreeFilter(self.rows, self)
        self._delegate = TreeDelegate(theme, self)
        self._quiet = False
        self.setAllColumnsShowFocus(False)
        self._open: set[Subject] = set()
        self._seen: set[Subject] = set()
        self.setModel(self.filter)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(INDENT)
        self.setExpandsOnDoubleClick(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.expanded.connect(self._opened)
        self.collapsed.connect(self._closed)

    def show_rows(self, root: Row) -> None:
        """Show these rows; what was open, selected and in view stays so."""
        chosen = self.subject()
        place = self.verticalScrollBar().value()
        self._quiet = True
        try:
            if self.rows.show(root):
                self._restore()
                if chosen is not None:
                    self.select(chosen)
                self.verticalScrollBar().setValue(place)
        finally:
            self._quiet = False

    def update_rows(self, fresh: list[Row]) -> bool:
        """Show rows as they are now, in place of those before; False where they stand otherwise."""
        chosen = self.subject()
        self._quiet = True
        try:
            updated = self.rows.update(fresh)
            self.select(chosen)
        finally:
            self._quiet = False
        return updated

    def set_filter(self, text: str) -> None:
        """Show only what matches; everything that is left is open."""
        self._quiet = True
        try:
            self.filter.set_words(text)
            if text.strip():
                self.expandAll()
            else:
                self.collapseAll()
                self._restore()
        finally:
            self._quiet = False

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def set_stale(self, *, stale: bool) -> None:
        """Whether this is the last that was known."""
        if self._delegate.stale != stale:
            self._delegate.stale = stale
            self.viewport().update()

    def subject(self) -> Subject | None:
        """What is selected."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.subject if isinstance(row, Row) else None

    def select(self, subject: Subject | None) -> None:
        """Select a row without telling anyone."""
        if subject == self.subject():
            return
        row = self.rows.row_of(subject) if subject is not None else None
        before, self._quiet = self._quiet, True
        try:
            if row is None:
                self.selectionModel().clear()
                return
            index = self.filter.mapFromSource(self.rows.index_of(row))
            if index.isValid():
                flags = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
                self.scrollTo(index)
        finally:
            self._quiet = before

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Chevrons for rows that open; none for headings."""
        row = index.data(ROW_ROLE)
        if isinstance(row, Row) and row.subject is not None and row.children:
            area = QRectF(rect.right() - 11, rect.center().y() - 4.5, 10, 10)
            opened = self.isExpanded(self.model().index(index.row(), 0, index.parent()))
            color = QColor(self._delegate.theme.dim)
            marks.paint(painter, area, "▾" if opened else "▸", color)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The menu key opens the context menu of the row, not of the mouse."""
        if event.key() == Qt.Key.Key_Menu or (
            event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self._ask_menu_of_current()
            return
        super().keyPressEvent(event)

    def _restore(self) -> None:
        """Open headings, what was open, and small collections seen for the first time."""
        for place in range(self.filter.rowCount()):
            heading = self.filter.index(place, 0)
            self.expand(heading)
            for inner in range(self.filter.rowCount(heading)):
                index = self.filter.index(inner, 0, heading)
                row = index.data(ROW_ROLE)
                if not isinstance(row, Row) or row.subject is None or not row.children:
                    continue
                first = row.subject not in self._seen and len(self._seen) < BEGIN_OPEN
                self._seen.add(row.subject)
                if first:
                    self._open.add(row.subject)
                if row.subject in self._open:
                    self.expand(index)

    def _opened(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Row) and row.subject is not None and not self._quiet:
            self._open.add(row.subject)

    def _closed(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        if row.subject is None:
            self.expand(index)  # headings have no chevron, so they stay open
        elif not self._quiet:
            self._open.discard(row.subject)

    def _current_changed(self, current: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if not self._quiet and isinstance(row, Row) and row.subject is not None:
            self.subject_chosen.emit(row.subject)

    def _ask_menu_of_current(self) -> None:
        subject = self.subject()
        if subject is not None:  # else it would be the menu of something nobody pointed at
            current = self.currentIndex()
            self.scrollTo(current)
            corner = self.visualRect(current).bottomLeft()
            self.menu_asked.emit(subject, self.viewport().mapToGlobal(corner))

    def _ask_menu(self, place: QPoint) -> None:
        row = self.indexAt(place).data(ROW_ROLE)
        subject = row.subject if isinstance(row, Row) else None
        self.menu_asked.emit(subject, self.viewport().mapToGlobal(place))


class TreePane(QWidget):
    """The search field above the tree."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tree")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tree = Tree(theme, self)
        self.search = SearchField(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 0, 0)
        box.setSpacing(2)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 8, 0)
        top.addWidget(self.search)
        box.addLayout(top)
        box.addWidget(self.tree, 1)
        self.search.textChanged.connect(self.tree.set_filter)


class SearchField(QLineEdit):
    """Filters as one types; Enter goes to the next match, Down into the tree, Escape clears."""

    next_asked = Signal()
    tree_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr("tree", "Find a node, resource, constraint…"))
        self.setAccessibleName(tr("tree", "Find a node, resource or constraint"))
        self.setClearButtonEnabled(True)
        self.returnPressed.connect(self.next_asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Escape have a meaning of their own here."""
        if event.key() == Qt.Key.Key_Down:
            self.tree_asked.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
