"""The lower part of the review: the same change as XML, and as commands for crmsh and pcs."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QSyntaxHighlighter, QTextCharFormat, QTextOption
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr
from hagui.shell.review.values import Review
from hagui.shell.review.xmldiff import Sign
from hagui.theme import Theme, mix

_XML, _CRM, _PCS = range(3)
LEAST_LINES: Final = 8


class _Signs(QSyntaxHighlighter):
    """Colours added and removed lines; the sign at their beginning says the same."""

    def __init__(self, view: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(view.document())
        self._formats = {
            Sign.ADDED.value: _format(theme.running, mix(theme.card, theme.running, 0.12)),
            Sign.REMOVED.value: _format(theme.failed, mix(theme.card, theme.failed, 0.12)),
            Sign.GAP.value: _format(theme.dim, theme.card),
        }

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        found = self._formats.get(text[:1])
        if found is not None:
            self.setFormat(0, len(text), found)


def _format(color: str, ground: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(color))
    made.setBackground(QColor(ground))
    return made


class Texts(QWidget):
    """XML, crm and pcs under one row of tabs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._texts = ["", "", ""]
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for title in (tr("review", "XML"), "crm", "pcs"):
            self.tabs.addTab(title)
        self.tabs.setTabToolTip(_XML, tr("review", "What changes in the CIB"))
        self.tabs.setTabToolTip(_CRM, tr("review", "The crmsh commands that would do the same"))
        self.tabs.setTabToolTip(_PCS, tr("review", "The pcs commands that would do the same"))
        self.view = QPlainTextEdit()
        self.view.setObjectName("xml")
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        self.view.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.view.setMinimumHeight(self.view.fontMetrics().lineSpacing() * LEAST_LINES)
        self.copy = QPushButton(tr("review", "&Copy"))
        self.copy.setAutoDefault(False)
        self.copy.setToolTip(tr("review", "Copy this text"))
        self._signs = _Signs(self.view, theme)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.copy)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(head)
        box.addWidget(self.view, 1)
        self.tabs.currentChanged.connect(self._turn)
        self.copy.clicked.connect(self._copy)
        self.setFocusProxy(self.tabs)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_review(self, review: Review) -> None:
        """Show the texts of ``review``."""
        xml = "\n".join(
            line.sign.value if line.sign is Sign.GAP else f"{line.sign.value} {line.text}"
            for line in review.diff
        )
        texts = [xml, "\n".join(review.crm), "\n".join(review.pcs)]
        if texts != self._texts:
            self._texts = texts
            self._turn(self.tabs.currentIndex())

    def _turn(self, index: int) -> None:
        self.view.setPlainText(self._texts[index])
        self.view.setAccessibleName(self.tabs.tabText(index))
        self._signs.setDocument(self.view.document() if index == _XML else None)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._texts[self.tabs.currentIndex()])
