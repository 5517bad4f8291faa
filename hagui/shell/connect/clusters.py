"""The list of saved clusters, with what can be done to them."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr
from hagui.shell.connect.values import SavedCluster

_ID = Qt.ItemDataRole.UserRole


class ClusterList(QWidget):
    """Saved clusters; the first line is for one that is not saved."""

    chosen = Signal(str)
    """The id of the one in view, empty for a new one."""
    activated = Signal()
    """Connect to the one in view (Enter, or a double click)."""
    duplicate_wanted = Signal(str)
    delete_wanted = Signal(str)
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = QListWidget()
        self.items.setAccessibleName(tr("connect", "Saved clusters"))
        self.items.setMinimumWidth(216)
        self.duplicate = QPushButton(tr("connect", "D&uplicate"))
        self.delete = QPushButton(tr("connect", "De&lete"))
        self.duplicate.setToolTip(tr("connect", "Make a copy of this cluster's entry (Ctrl+D)"))
        self.delete.setToolTip(tr("connect", "Take this cluster off the list (Del); can be undone"))
        self._undo_bar = QWidget()
        self._undo_words = QLabel()
        self._undo_words.setWordWrap(True)
        self._undo_words.setProperty("tone", "dim")
        self.undo = QPushButton(tr("connect", "U&ndo"))
        self._lay_out()
        self.items.currentRowChanged.connect(self._row_changed)
        self.items.itemActivated.connect(self._activated)
        self.duplicate.clicked.connect(self._duplicate)
        self.delete.clicked.connect(self._delete)
        self.undo.clicked.connect(self.undo_wanted)
        for key, slot in (
            (QKeySequence(QKeySequence.StandardKey.Delete), self._delete),
            (QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_D), self._duplicate),
        ):
            shortcut = QShortcut(key, self.items)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    @property
    def current(self) -> str:
        """Id of the one in view, empty for a new one."""
        row = self.items.currentRow()
        return str(self.items.item(row).data(_ID)) if row >= 0 else ""

    def show_clusters(self, clusters: Sequence[SavedCluster], current: str = "") -> None:
        """Show these, with that one in view."""
        with QSignalBlocker(self.items):
            self.items.clear()
            self._add(tr("connect", "New connection"), "", tr("connect", "Any cluster"))
            for cluster in clusters:
                where = ", ".join(cluster.addresses)
                self._add(cluster.title, cluster.id, where, production=cluster.production)
            row = next((i for i, item in enumerate(clusters, 1) if item.id == current), 0)
            self.items.setCurrentRow(row)
        self._enable()

    def offer_undo(self, name: str) -> None:
        """Say what was deleted and offer it back; an empty name ends the offer."""
        self._undo_words.setText(tr("connect", "{name} deleted", name=name))
        self._undo_bar.setVisible(bool(name))

    def _add(self, title: str, key: str, where: str, *, production: bool = False) -> None:
        words = tr("connect", "{name} · production", name=title) if production else title
        item = QListWidgetItem(f"{words}\n{where}" if key else words)
        item.setData(_ID, key)
        item.setToolTip(where)
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole,
            tr("connect", "{name}, nodes {nodes}", name=words, nodes=where) if key else words,
        )
        self.items.addItem(item)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        heading = QLabel(tr("connect", "Saved clusters"))
        heading.setProperty("tone", "heading")
        heading.setBuddy(self.items)
        box.addWidget(heading)
        box.addWidget(self.items, 1)
        undo = QHBoxLayout(self._undo_bar)
        undo.setContentsMargins(0, 0, 0, 0)
        undo.addWidget(self._undo_words, 1)
        undo.addWidget(self.undo)
        self._undo_bar.setVisible(False)
        box.addWidget(self._undo_bar)
        buttons = QHBoxLayout()
        for button in (self.duplicate, self.delete, self.undo):
            button.setAutoDefault(False)
        buttons.addWidget(self.duplicate)
        buttons.addWidget(self.delete)
        buttons.addStretch(1)
        box.addLayout(buttons)

    def _row_changed(self) -> None:
        self._enable()
        self.chosen.emit(self.current)

    def _activated(self) -> None:
        self.activated.emit()

    def _enable(self) -> None:
        for button in (self.duplicate, self.delete):
            button.setEnabled(bool(self.current))

    def _duplicate(self) -> None:
        if self.current:
            self.duplicate_wanted.emit(self.current)

    def _delete(self) -> None:
        if self.current:
            self.delete_wanted.emit(self.current)
