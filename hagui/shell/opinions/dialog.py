"""What each engine believes, beside the window, as it changes."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hagui.cluster.opinions import SETTLING, Comparison, Disagreement
from hagui.i18n import tr
from hagui.shell import marks
from hagui.shell.labels import label
from hagui.shell.opinions.table import VERSION, OpinionTable
from hagui.shell.opinions.words import advice, brief
from hagui.theme import Theme

NARROWEST: Final = 90
WIDE: Final = 1100
TALL: Final = 720


class OpinionsDialog(QDialog):
    """The opinions side by side, and in a sentence what it means that they differ."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("opinions", "What each engine believes"))
        self._theme = theme
        self._said: tuple[bool, Disagreement | None] | None = None
        self._shape: tuple[int, int] | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(10)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._mark = QLabel()
        self._mark.setContentsMargins(0, 3, 0, 0)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.sentence = label("")
        self.sentence.setObjectName("finding")
        self.advice = label("", "dim")
        texts.addWidget(self.sentence)
        texts.addWidget(self.advice)
        line.addLayout(texts, 1)
        box.addLayout(line)
        self.model = OpinionTable(theme)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("opinions", "Opinions of the engines"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setWordWrap(False)
        self.table.setCornerButtonEnabled(False)
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setHighlightSections(False)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setMinimumSectionSize(NARROWEST)
        box.addWidget(self.table, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("opinions", "Close"))
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self.table.setFocus()

    def show_comparison(self, comparison: Comparison) -> None:
        """Take the newest."""
        self.model.show_comparison(comparison)
        shape = (self.model.rowCount(), self.model.columnCount())
        if shape != self._shape:
            self._shape = shape
            self._lay_out()
        said = (bool(comparison.parted), comparison.disagreement)
        if said != self._said:
            self._said = said
            self._say(comparison)

    def set_theme(self, theme: Theme) -> None:
        """Draw in that theme's colours."""
        if theme is self._theme:
            return
        self._theme = theme
        self.model.set_theme(theme)
        self._mark_it()

    def _say(self, comparison: Comparison) -> None:
        found = comparison.disagreement
        if found is not None:
            self.sentence.setText(brief(found))
            self.advice.setText(advice(found))
        elif comparison.parted:
            self.sentence.setText(tr("opinions", "Engines differ at this moment"))
            self.advice.setText(
                tr(
                    "opinions",
                    "An election, a node that joins or a change under way does that; it is an"
                    " alarm once it has lasted for {seconds} s.",
                    seconds=round(SETTLING),
                )
            )
        else:
            self.sentence.setText(tr("opinions", "All engines that are heard agree"))
            self.advice.setText(tr("opinions", "They tell the same of DC, quorum and members."))
        self._mark_it()

    def _mark_it(self) -> None:
        parted, found = self._said or (False, None)
        glyph, color = "✓", self._theme.running
        if found is not None:
            glyph, color = "▲", self._theme.failed
        elif parted:
            glyph, color = "◐", self._theme.warning
        self._mark.setPixmap(marks.pixmap(glyph, color, self.devicePixelRatioF(), 14))

    def _lay_out(self) -> None:
        """Columns share the width; the dialog is as large as what it shows, within the screen."""
        across, down = self.table.horizontalHeader(), self.table.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        if self.model.down:
            across.setSectionResizeMode(VERSION, QHeaderView.ResizeMode.ResizeToContents)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        row = self.fontMetrics().height() + 6
        down.setDefaultSectionSize(row if self.model.down else row + 10)
        rows, columns = self.model.rowCount(), self.model.columnCount()
        width = 150 + columns * (150 if self.model.down else 190)
        self.resize(
            QSize(min(max(width, 560), WIDE), min(165 + rows * down.defaultSectionSize(), TALL))
        )
