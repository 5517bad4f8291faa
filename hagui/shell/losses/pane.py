"""The tab of losses: the worst at the top, in words; one is chosen to see it in full."""

from typing import Final

from PySide6.QtCore import QItemSelection, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr
from hagui.monitor.losses.model import Loss, Matrix, Row
from hagui.shell import marks
from hagui.shell.labels import label
from hagui.shell.losses.words import (
    Line,
    details,
    loss_name,
    progress,
    quorum_tip,
    quorum_words,
    summary,
    verdict,
)
from hagui.shell.marks import tone_color
from hagui.theme import Theme

SETTLE_MS: Final = 100
"""Answers within this time are shown together."""
LIMIT: Final = 200
"""Lines of details at most."""
_LOSS: Final = Qt.ItemDataRole.UserRole


class LossesPane(QWidget):
    """All losses, and what the chosen one would do."""

    wanted = Signal()
    """Somebody looks."""
    chosen = Signal(object)
    """The ``Row`` of the loss that is to be shown on the canvas; None: none any more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._matrix = Matrix()
        self._shown: Row | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._mark = QLabel()
        self.summary = label("")
        self.progress = QLabel()
        self.progress.setProperty("tone", "dim")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(QSize(72, 6))
        self._bar.setAccessibleName(tr("losses", "Losses worked out"))
        keeps = self._bar.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(keeps)
        head = QHBoxLayout()
        head.setContentsMargins(12, 3, 12, 3)
        head.setSpacing(8)
        head.addWidget(self._mark)
        head.addWidget(self.summary, 1)
        head.addWidget(self.progress)
        head.addWidget(self._bar)
        self.table = _Table()
        self.table.escaped.connect(self.let_go)
        self.table.selectionModel().selectionChanged.connect(self._choose)
        self.details = _Details()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(split, 1)
        self._settle()

    @property
    def row(self) -> Row | None:
        """The loss that is chosen."""
        loss = self.table.loss()
        return next((row for row in self._matrix.rows if row.loss == loss), None)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show what is known now, within a moment."""
        self._matrix = matrix
        if not self._settling.isActive():
            self._settling.start()

    def let_go(self) -> None:
        """Choose no loss any more."""
        self.table.selectionModel().clear()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        """It is in front: from now on the losses are wanted."""
        super().showEvent(event)
        self._settle()
        self.wanted.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another list is in front: the canvas shows no loss any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.let_go()

    # inside

    def _settle(self) -> None:
        self._settling.stop()
        matrix, theme = self._matrix, self._theme
        line = summary(matrix)
        self._mark.setPixmap(
            marks.pixmap(line.glyph, tone_color(theme, line.tone), self.devicePixelRatioF())
        )
        self.summary.setText(line.text)
        self.progress.setText(progress(matrix))
        self._bar.setRange(0, max(1, matrix.asked))
        self._bar.setValue(matrix.done)
        self._bar.setVisible(matrix.busy)
        self.table.show_rows(matrix.rows, theme)
        self._tell()

    def _choose(self, _on: QItemSelection, _off: QItemSelection) -> None:
        if not self.table.filling:
            self._tell()

    def _tell(self) -> None:
        row = self.row
        if row == self._shown and self.details.theme is self._theme:
            return
        fresh = row != self._shown
        self._shown = row
        self.details.show_lines(None if row is None else details(row), self._theme)
        if fresh:
            self.chosen.emit(row)


class _Table(QTreeWidget):
    """A line for each loss."""

    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.filling = False
        self._rows: tuple[Row, ...] = ()
        self._theme: Theme | None = None
        self.setAccessibleName(tr("losses", "Losses"))
        self.setHeaderLabels(
            [tr("losses", "If lost"), tr("losses", "Then"), tr("losses", "Quorum")]
        )
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIconSize(QSize(marks.SIZE, marks.SIZE))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)

    def loss(self) -> Loss | None:
        """The loss that is selected."""
        found = self.selectedItems()
        loss = found[0].data(0, _LOSS) if found else None
        return loss if isinstance(loss, Loss) else None

    def show_rows(self, rows: tuple[Row, ...], theme: Theme) -> None:
        """Show these; what is selected stays so, wherever it goes."""
        if rows == self._rows and theme is self._theme:
            return
        chosen, place = self.loss(), self.verticalScrollBar().value()
        self._rows, self._theme = rows, theme
        self.filling = True
        try:
            self.clear()
            items = [_item(row, theme) for row in rows]
            self.addTopLevelItems(items)
            for row, item in zip(rows, items, strict=True):
                if row.loss == chosen:
                    self.setCurrentItem(item)
            self.verticalScrollBar().setValue(place)
        finally:
            self.filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape lets go of the chosen loss."""
        if event.key() == Qt.Key.Key_Escape and self.loss() is not None:
            self.escaped.emit()
            return
        super().keyPressEvent(event)


def _item(row: Row, theme: Theme) -> QTreeWidgetItem:
    line = verdict(row)
    made = QTreeWidgetItem([loss_name(row.loss), line.text, quorum_words(row.votes)])
    made.setData(0, _LOSS, row.loss)
    color = tone_color(theme, line.tone)
    made.setIcon(0, marks.icon(line.glyph, color))
    made.setToolTip(1, line.text)
    made.setToolTip(2, quorum_tip(row.votes))
    if line.glyph == "▲":
        made.setForeground(1, QColor(color))
    return made


class _Details(QScrollArea):
    """What the chosen loss would do, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme | None = None
        self.setAccessibleName(tr("losses", "What the chosen loss would do"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(160)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.texts: list[str] = []

    def show_lines(self, lines: tuple[Line, ...] | None, theme: Theme) -> None:
        """Show these; None: nothing is chosen."""
        self.theme = theme
        body = QWidget()
        body.setObjectName("bottom")
        box = QVBoxLayout(body)
        box.setContentsMargins(10, 4, 10, 6)
        box.setSpacing(2)
        if lines is None:
            words = tr(
                "losses",
                "Choose a loss: here it says what it would do, and the canvas shows it by ghosts.",
            )
            box.addWidget(label(words, "dim"))
            self.texts = [words]
        else:
            on_canvas = tr("losses", "Shown on the canvas; Esc goes back.")
            box.addWidget(label(on_canvas, "dim"))
            self.texts = [line.text for line in lines[:LIMIT]]
            for line in lines[:LIMIT]:
                box.addWidget(self._line(line, theme))
            if len(lines) > LIMIT:
                more = tr("losses", "and {n} more", count=len(lines) - LIMIT)
                box.addWidget(label(more, "dim"))
        box.addStretch(1)
        self.setWidget(body)

    def _line(self, line: Line, theme: Theme) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        mark = QLabel()
        mark.setPixmap(
            marks.pixmap(line.glyph, tone_color(theme, line.tone), self.devicePixelRatioF())
        )
        mark.setContentsMargins(0, 3, 0, 0)
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(line.text), 1)
        return made
