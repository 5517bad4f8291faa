"""The connect dialog: saved clusters on the left, the one in view on the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr
from hagui.shell.connect.clusters import ClusterList
from hagui.shell.connect.form import ClusterForm
from hagui.shell.connect.values import ConnectRequest, SavedCluster, new_id


class ConnectDialog(QDialog):
    """Says what the operator wants by signals; the outcome is told to it by methods."""

    connect_wanted = Signal(object)
    """A ``ConnectRequest``."""
    cancel_wanted = Signal()
    """Stop connecting; the dialog stays."""
    save_wanted = Signal(object)
    """A ``SavedCluster``, new or changed."""
    delete_wanted = Signal(str)
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("connect", "Connect to a cluster"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.clusters = ClusterList()
        self.form = ClusterForm()
        self.save = QPushButton(tr("connect", "&Save"))
        self.keep = QCheckBox(tr("connect", "Add to the saved clusters"))
        self.keep.setChecked(True)
        self.message = QLabel()
        self.progress = QProgressBar()
        self.connect_button = QPushButton(tr("connect", "&Connect"))
        self.cancel = QPushButton()
        self._saved: dict[str, SavedCluster] = {}
        self._drafts: dict[str, SavedCluster] = {}
        self._connecting = False
        self._lay_out()
        self._wire()
        self.clusters.show_clusters(())
        self._show("")
        self._idle()
        self.form.addresses.setFocus()

    # what it is told

    def set_saved(self, clusters: Sequence[SavedCluster], current: str | None = None) -> None:
        """Show the saved clusters; ``current`` is put in view (as before by default)."""
        shown = self.clusters.current
        wanted = shown if current is None else current
        self._saved = {cluster.id: cluster for cluster in clusters}
        for gone in self._drafts.keys() - self._saved.keys() - {""}:
            del self._drafts[gone]
        self.clusters.show_clusters(clusters, wanted)
        if self.clusters.current != shown or current is not None:
            self._show(self.clusters.current)
        self._refresh_save()

    def set_keyring(self, reason: str) -> None:
        """Say why passwords cannot be kept; an empty reason: they can."""
        self.form.set_keyring(reason)

    def offer_undo(self, name: str) -> None:
        """A cluster was deleted and can be brought back."""
        self.clusters.offer_undo(name)

    def show_progress(self, text: str) -> None:
        """Connecting is under way."""
        self._connecting = True
        self._say(text, "dim")
        self.progress.setVisible(True)
        self.clusters.setEnabled(False)
        self.form.setEnabled(False)
        self.keep.setEnabled(False)
        self.save.setEnabled(False)
        self.connect_button.setEnabled(False)
        self.cancel.setText(tr("connect", "Cancel"))
        self.cancel.setToolTip(tr("connect", "Stop connecting (Esc)"))
        self.cancel.setFocus()

    def show_error(self, text: str, field: str = "") -> None:
        """It failed, and why; the field that is to be mended gets the keyboard."""
        self._idle()
        self._say(text, "bad")
        self.form.mark(field)
        if not field:
            self.connect_button.setFocus()

    def show_note(self, text: str) -> None:
        """Something worth knowing, which is no error."""
        self._idle()
        self._say(text, "dim")

    # inside

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 14)
        box.setSpacing(12)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addWidget(self.clusters, 0)
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedWidth(1)
        halves.addWidget(line)
        right = QVBoxLayout()
        right.addWidget(self.form, 1)
        keep = QHBoxLayout()
        keep.addWidget(self.keep)
        keep.addStretch(1)
        keep.addWidget(self.save)
        right.addLayout(keep)
        halves.addLayout(right, 1)
        box.addLayout(halves, 1)
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 4)
        self.message.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.message.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.message.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.message.setAccessibleName(tr("connect", "Result"))
        box.addWidget(self.message)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(tr("connect", "Connecting"))
        keeps_place = self.progress.sizePolicy()
        keeps_place.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(keeps_place)
        box.addWidget(self.progress)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.connect_button)
        box.addLayout(buttons)
        self.connect_button.setDefault(True)
        self.save.setAutoDefault(False)
        self.cancel.setAutoDefault(False)
        self.save.setToolTip(tr("connect", "Keep these settings in the list (Ctrl+S)"))
        self.connect_button.setToolTip(tr("connect", "Connect to this cluster (Enter)"))
        self.resize(780, 480)

    def _wire(self) -> None:
        self.clusters.chosen.connect(self._show)
        self.clusters.activated.connect(self._connect)
        self.clusters.delete_wanted.connect(self.delete_wanted)
        self.clusters.undo_wanted.connect(self.undo_wanted)
        self.clusters.duplicate_wanted.connect(self._duplicate)
        self.form.edited.connect(self._edited)
        self.save.clicked.connect(self._save)
        self.connect_button.clicked.connect(self._connect)
        self.cancel.clicked.connect(self.reject)
        saving = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        saving.activated.connect(self._save)

    def _show(self, key: str) -> None:
        saved = self._saved.get(key)
        draft = self._drafts.get(key)
        self.form.show_cluster(draft or saved or SavedCluster())
        self.keep.setVisible(saved is None)
        self._say("", "dim")
        self._refresh_save()

    def _edited(self) -> None:
        self._drafts[self.clusters.current] = self.form.cluster
        self._refresh_save()

    def _refresh_save(self) -> None:
        cluster = self.form.cluster
        saved = self._saved.get(cluster.id)
        self.save.setEnabled(bool(cluster.addresses) and cluster != saved)

    def _save(self) -> None:
        if self.save.isEnabled():
            self._drafts.pop(self.clusters.current, None)
            self.save_wanted.emit(self.form.cluster)

    def _duplicate(self, key: str) -> None:
        original = self._drafts.get(key) or self._saved[key]
        name = tr("connect", "Copy of {name}", name=original.title)
        self.save_wanted.emit(
            SavedCluster(
                name=name,
                addresses=original.addresses,
                user=original.user,
                ca=original.ca,
                token=original.token,
                production=original.production,
                id=new_id(),
            )
        )
        self.form.name.setFocus()
        self.form.name.selectAll()

    def _connect(self) -> None:
        if self._connecting:
            return
        cluster = self.form.cluster
        if not cluster.addresses:
            words = tr("connect", "No node is named: write the name or address of at least one.")
            self.show_error(words, "addresses")
        elif not cluster.user and not cluster.token:
            words = tr("connect", "No user is named: write one who is in group haclient.")
            self.show_error(words, "user")
        else:
            save = cluster.id in self._saved or self.keep.isChecked()
            password = self.form.password.text() or None
            self.connect_wanted.emit(ConnectRequest(cluster, password, save))

    def _idle(self) -> None:
        self._connecting = False
        self.progress.setVisible(False)
        self.clusters.setEnabled(True)
        self.form.setEnabled(True)
        self.keep.setEnabled(True)
        self.connect_button.setEnabled(True)
        self.cancel.setText(tr("connect", "Close"))
        self.cancel.setToolTip(tr("connect", "Close this dialog (Esc)"))
        self._refresh_save()

    def _say(self, text: str, tone: str) -> None:
        self.message.setText(text)
        if self.message.property("tone") != tone:
            self.message.setProperty("tone", tone)
            self.message.style().unpolish(self.message)
            self.message.style().polish(self.message)

    # Esc and the window's own button: the first one stops connecting

    def reject(self) -> None:
        """Stop connecting, or close where nothing is under way."""
        if self._connecting:
            self._idle()
            self._say(tr("connect", "Cancelled."), "dim")
            self.connect_button.setFocus()
            self.cancel_wanted.emit()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window ends an attempt too."""
        if self._connecting:
            self._connecting = False
            self.cancel_wanted.emit()
        super().closeEvent(event)
