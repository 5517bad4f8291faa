"""The form for one cluster: where, who, and how careful to be."""

import re

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr
from hagui.shell.connect.values import SavedCluster

_SEPARATORS = re.compile(r"[\s,;]+")


class ClusterForm(QWidget):
    """Fields of one cluster; ``edited`` whenever the person changes one."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = SavedCluster().id
        self._few = False
        self._keyring_reason = ""
        self.addresses = QLineEdit()
        self.addresses.setPlaceholderText(tr("connect", "node1, node2, 192.0.2.3:5560"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("connect", "as the first node"))
        self.user = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.remember = QCheckBox(tr("connect", "Keep the password in the system keyring"))
        self.production = QCheckBox(tr("connect", "Production cluster"))
        self.more = QToolButton()
        self.more.setText(tr("connect", "Certificate authority or token…"))
        self.more.setCheckable(True)
        self.more.setProperty("flat", "true")
        self.more.setArrowType(Qt.ArrowType.RightArrow)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.ca = QLineEdit()
        self.token = QLineEdit()
        self._lay_out()
        self._describe()
        fields = (self.addresses, self.name, self.user, self.password, self.ca, self.token)
        for line in fields:
            line.textEdited.connect(self._edited)
        for box in (self.remember, self.production):
            box.clicked.connect(self._edited)
        self.token.textChanged.connect(self._token_or_password)
        self.more.toggled.connect(self._show_rare)

    # values

    @property
    def cluster(self) -> SavedCluster:
        """What the fields say."""
        return SavedCluster(
            name=self.name.text().strip(),
            addresses=tuple(part for part in _SEPARATORS.split(self.addresses.text()) if part),
            user=self.user.text().strip(),
            ca=self.ca.text().strip(),
            token=self.token.text().strip(),
            production=self.production.isChecked(),
            remember=self.remember.isChecked(),
            few=self._few,
            id=self._id,
        )

    def show_cluster(self, cluster: SavedCluster) -> None:
        """Fill the fields; for another cluster than before, the password is emptied."""
        with QSignalBlocker(self):
            if cluster.id != self._id:
                self.password.clear()
            self._id = cluster.id
            self._few = cluster.few
            self.addresses.setText(", ".join(cluster.addresses))
            self.name.setText(cluster.name)
            self.user.setText(cluster.user)
            self.ca.setText(cluster.ca)
            self.token.setText(cluster.token)
            self.production.setChecked(cluster.production)
            self.remember.setChecked(cluster.remember and not self._keyring_reason)
            self.more.setChecked(bool(cluster.ca or cluster.token))
            self._token_or_password()
        self.mark("")

    def set_keyring(self, reason: str) -> None:
        """Say why passwords cannot be kept; an empty reason: they can."""
        self._keyring_reason = reason
        self.remember.setToolTip(
            reason
            or tr("connect", "The password is kept encrypted by your desktop, and nowhere else.")
        )
        self.remember.setText(
            tr("connect", "Keep the password (this system has no keyring)")
            if reason
            else tr("connect", "Keep the password in the system keyring")
        )
        if reason:
            self.remember.setChecked(False)
        self._token_or_password()

    def mark(self, field: str) -> None:
        """Mark the field with the problem (``addresses``, ``user``, ``password``, …), if any."""
        for name, line in self._lines().items():
            wanted = "true" if name == field else "false"
            if line.property("problem") != wanted:
                line.setProperty("problem", wanted)
                line.style().unpolish(line)
                line.style().polish(line)
        line = self._lines().get(field)
        if line is not None:
            if field in {"ca", "token"}:
                self.more.setChecked(True)
            line.setFocus()
            line.selectAll()

    # making it

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "addresses": self.addresses,
            "name": self.name,
            "user": self.user,
            "password": self.password,
            "ca": self.ca,
            "token": self.token,
        }

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        rows = _rows()
        _row(rows, tr("connect", "&Nodes"), self.addresses)
        hint = QLabel(tr("connect", "Two or more: the view then survives the loss of any one."))
        hint.setProperty("tone", "dim")
        rows.addRow("", hint)
        _row(rows, tr("connect", "N&ame"), self.name)
        _row(rows, tr("connect", "&User"), self.user)
        _row(rows, tr("connect", "&Password"), self.password)
        rows.addRow("", self.remember)
        rows.addRow("", self.production)
        box.addLayout(rows)
        box.addWidget(self.more)
        self._rare = QWidget()
        rare = _rows(self._rare)
        _row(rare, tr("connect", "CA &file"), self._with_button(self.ca), self.ca)
        _row(rare, tr("connect", "&Token file"), self._with_button(self.token), self.token)
        self._rare.setVisible(False)
        box.addWidget(self._rare)
        box.addStretch(1)

    def _show_rare(self) -> None:
        shown = self.more.isChecked()
        self._rare.setVisible(shown)
        self.more.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)

    def _with_button(self, line: QLineEdit) -> QWidget:
        whole = QWidget()
        box = QHBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(tr("connect", "Choose…"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._choose(line))
        box.addWidget(line, 1)
        box.addWidget(button)
        return whole

    def _choose(self, line: QLineEdit) -> None:
        dialog = QFileDialog(self, tr("connect", "Choose a file"), line.text())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

        def chosen(path: str) -> None:
            line.setText(path)
            self._edited()

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _describe(self) -> None:
        words = (
            (
                self.addresses,
                tr("connect", "Nodes"),
                tr(
                    "connect",
                    "Names or addresses of nodes that run hagui-engine, separated by commas;"
                    " with :port where it is not 5560.",
                ),
            ),
            (
                self.name,
                tr("connect", "Name"),
                tr("connect", "What this cluster is called in the list."),
            ),
            (
                self.user,
                tr("connect", "User"),
                tr("connect", "A user of the nodes who is in group haclient."),
            ),
            (
                self.password,
                tr("connect", "Password"),
                tr("connect", "That user's password on the nodes."),
            ),
            (
                self.ca,
                tr("connect", "CA file"),
                tr(
                    "connect",
                    "A PEM file: the engines' certificates must be signed by that authority."
                    " Without one, each certificate is confirmed once by you.",
                ),
            ),
            (
                self.token,
                tr("connect", "Token file"),
                tr("connect", "For an engine on this computer: logs in without a password."),
            ),
        )
        for widget, name, tip in words:
            widget.setAccessibleName(name)
            widget.setToolTip(tip)
        self.production.setToolTip(
            tr("connect", "Marked as such in the list, so that it is not taken for another.")
        )

    def _token_or_password(self) -> None:
        by_token = bool(self.token.text().strip())
        self.user.setEnabled(not by_token)
        self.password.setEnabled(not by_token)
        self.remember.setEnabled(not by_token and not self._keyring_reason)
        self.password.setPlaceholderText(
            tr("connect", "not needed with a token file")
            if by_token
            else tr("connect", "kept in the keyring")
            if self.remember.isChecked()
            else ""
        )

    def _edited(self) -> None:
        self.mark("")
        self.edited.emit()


def _rows(parent: QWidget | None = None) -> QFormLayout:
    rows = QFormLayout(parent) if parent is not None else QFormLayout()
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setHorizontalSpacing(14)
    rows.setVerticalSpacing(8)
    rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return rows


def _row(rows: QFormLayout, text: str, widget: QWidget, buddy: QWidget | None = None) -> None:
    label = QLabel(text)
    label.setBuddy(buddy or widget)
    label.setMinimumWidth(76)
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Fixed)
    label.setSizePolicy(policy)
    rows.addRow(label, widget)
