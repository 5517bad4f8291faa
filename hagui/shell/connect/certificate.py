"""Asks whether an engine's certificate is to be trusted: quietly once, loudly on change."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr
from hagui.shell.labels import words

WIDTH = 560


class CertificateDialog(QDialog):
    """Accepted means trusted. Fingerprints are given in groups of digits, ready to read."""

    def __init__(
        self,
        address: str,
        fingerprint: str,
        known: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make one.

        Args:
            address: host and port of the engine.
            fingerprint: SHA-256 of the certificate that it has now.
            known: the one trusted until now; None on first use.
            parent: the window it belongs to.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._fingerprint = fingerprint
        self.trust = QPushButton()
        self.cancel = QPushButton(tr("certificate", "Cancel"))
        self.copy = QPushButton(tr("certificate", "Co&py"))
        self.compared: QCheckBox | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 18, 18, 14)
        box.setSpacing(12)
        if known is None:
            self._first_use(box, address)
        else:
            self._changed(box, address, known)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.trust)
        box.addLayout(buttons)
        self.copy.setToolTip(tr("certificate", "Copy the fingerprint"))
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.trust.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.setMinimumWidth(WIDTH)
        (self.trust if known is None else self.cancel).setFocus()

    def _first_use(self, box: QVBoxLayout, address: str) -> None:
        self.setWindowTitle(tr("certificate", "New engine"))
        box.addWidget(
            words(tr("certificate", "First connection to {address}", address=address), "title")
        )
        box.addWidget(
            words(
                tr(
                    "certificate",
                    "This computer does not know the engine's certificate yet. Nothing has been"
                    " sent to it. Compare the fingerprint with what this command prints on the"
                    " node:",
                )
            )
        )
        box.addWidget(_fixed("hagui-engine fingerprint"))
        grid = _grid(box)
        self._add(grid, 0, tr("certificate", "SHA-256"), self._fingerprint, "promoted")
        box.addWidget(
            words(tr("certificate", "It is remembered, and any later change is reported."), "dim")
        )
        self.trust.setText(tr("certificate", "&Trust and connect"))
        self.trust.setDefault(True)
        self.cancel.setAutoDefault(False)

    def _changed(self, box: QVBoxLayout, address: str, known: str) -> None:
        self.setWindowTitle(tr("certificate", "Certificate changed"))
        box.addWidget(
            words(
                tr("certificate", "▲ The certificate of {address} has changed", address=address),
                "banner",
            )
        )
        box.addWidget(
            words(
                tr(
                    "certificate",
                    "Somebody may stand between you and the node and read your password."
                    " It may also be that the engine was installed anew. Nothing has been sent."
                    " Find out: run this on the node's own console and compare:",
                )
            )
        )
        box.addWidget(_fixed("hagui-engine fingerprint"))
        grid = _grid(box)
        self._add(grid, 0, tr("certificate", "Trusted until now"), known, "dim")
        self._add(grid, 1, tr("certificate", "Presented now"), self._fingerprint, "bad")
        self.compared = QCheckBox(
            tr("certificate", "The fingerprint presented now is the one that the node prints")
        )
        box.addWidget(self.compared)
        self.trust.setText(tr("certificate", "&Trust the new certificate"))
        self.trust.setEnabled(False)
        self.trust.setAutoDefault(False)
        self.trust.setToolTip(tr("certificate", "Only after you have compared the fingerprints"))
        self.compared.toggled.connect(self._allow)
        self.cancel.setDefault(True)

    def _add(self, grid: QGridLayout, row: int, title: str, digits: str, tone: str) -> None:
        label = words(title, "dim")
        value = _fixed(_two_lines(digits), tone)
        value.setAccessibleName(title)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)

    def _allow(self) -> None:
        allowed = self.compared is not None and self.compared.isChecked()
        self.trust.setEnabled(allowed)
        self.trust.setProperty("danger", "true" if allowed else "false")
        self.trust.style().unpolish(self.trust)
        self.trust.style().polish(self.trust)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._fingerprint)
        self.copy.setText(tr("certificate", "Copied"))


def _grid(box: QVBoxLayout) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(10)
    box.addLayout(grid)
    return grid


def _fixed(text: str, tone: str = "") -> QLabel:
    label = words(text, tone)
    label.setWordWrap(False)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    family = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    font = QFont(family)
    font.setStyleHint(QFont.StyleHint.Monospace)
    label.setFont(font)
    label.setStyleSheet(f"font-family: '{family}', monospace;")
    return label


def _two_lines(digits: str) -> str:
    groups = digits.split(" ")
    half = (len(groups) + 1) // 2
    return " ".join(groups[:half]) + "\n" + " ".join(groups[half:])
