"""Asks for a password again, when an engine does not accept the one it was given."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr
from hagui.shell.labels import words


class PasswordDialog(QDialog):
    """Accepted means: ``password`` holds what was typed."""

    def __init__(self, user: str, cluster: str, why: str = "", parent: QWidget | None = None):
        """Make one.

        Args:
            user: who logs in.
            cluster: name of the cluster.
            why: what was wrong with the last one, or empty.
            parent: the window it belongs to.
        """
        super().__init__(parent)
        self.password = ""
        """What was typed, once accepted."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("password", "Log in"))
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 18, 18, 14)
        box.setSpacing(10)
        title = words(
            tr("password", "Password of {user} on {cluster}", user=user, cluster=cluster), "title"
        )
        box.addWidget(title)
        if why:
            box.addWidget(words(why, "bad"))
        self._line = QLineEdit()
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.setAccessibleName(title.text())
        title.setBuddy(self._line)
        box.addWidget(self._line)
        self.log_in = QPushButton(tr("password", "&Log in"))
        self.log_in.setDefault(True)
        self.log_in.setEnabled(False)
        self.cancel = QPushButton(tr("password", "Cancel"))
        self.cancel.setAutoDefault(False)
        self.log_in.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self._line.textChanged.connect(self._typed)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.log_in)
        box.addLayout(buttons)
        self.setMinimumWidth(380)
        self._line.setFocus()

    def accept(self) -> None:
        """Keep what was typed, also for when the dialog itself is gone."""
        self.password = self._line.text()
        super().accept()

    def _typed(self) -> None:
        self.log_in.setEnabled(bool(self._line.text()))
