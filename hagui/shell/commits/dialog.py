"""The list of commits: when, who, what; each can be made undone by the opposite change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr

SIZE: Final = QSize(640, 420)


@dataclass(frozen=True, slots=True)
class CommitRow:
    """One commit, ready to be read."""

    id: str
    when: str
    who: str
    sentences: tuple[str, ...]
    """What was changed."""
    reverted: bool = False
    """Whether its opposite was committed already."""


class CommitsDialog(QDialog):
    """Choose a commit to take back; that becomes a change of the draft, and nothing happens yet."""

    revert_wanted = Signal(str)
    """The id of the commit."""

    def __init__(self, rows: Sequence[CommitRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("commits", "Revert a commit"))
        self._rows = tuple(rows)
        words = QLabel(
            tr(
                "commits",
                "The opposite of the commit you choose is put into the draft, to be rehearsed and"
                " reviewed like any other change. What was changed since stays.",
            )
        )
        words.setWordWrap(True)
        words.setProperty("tone", "dim")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("commits", "Commits, the newest first"))
        self.list.setWordWrap(True)
        for row in self._rows:
            item = QListWidgetItem(_title(row))
            item.setToolTip("\n".join(row.sentences))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _title(row))
            self.list.addItem(item)
        self.details = QLabel()
        self.details.setWordWrap(True)
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.back = QPushButton(tr("commits", "&Back"))
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.reject)
        self.revert = QPushButton(tr("commits", "&Revert…"))
        self.revert.setProperty("primary", "true")
        self.revert.setToolTip(tr("commits", "Put the opposite of this commit into the draft"))
        self.revert.clicked.connect(self._choose)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(self._choose)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.revert)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(10)
        box.addWidget(words)
        box.addWidget(self.list, 3)
        box.addWidget(self.details, 1)
        box.addLayout(foot)
        self.resize(SIZE)
        self.list.setCurrentRow(0)
        self.revert.setEnabled(bool(self._rows))

    def _show(self, index: int) -> None:
        if 0 <= index < len(self._rows):
            self.details.setText("\n".join(f"• {text}" for text in self._rows[index].sentences))

    def _choose(self) -> None:
        index = self.list.currentRow()
        if 0 <= index < len(self._rows):
            self.accept()
            self.revert_wanted.emit(self._rows[index].id)


def _title(row: CommitRow) -> str:
    count = len(row.sentences)
    what = row.sentences[0] if row.sentences else ""
    if count > 1:
        what = tr("commits", "{first}, and {n} more", count=count - 1, first=what)
    parts = [row.when, row.who, what]
    if row.reverted:
        parts.append(tr("commits", "reverted"))
    return " · ".join(part for part in parts if part)
