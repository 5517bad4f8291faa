"""What is shown while there is no cluster yet: what to do first."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hagui.i18n import plain, tr
from hagui.shell.actions import CONNECT, EXAMPLE, OPEN, lab_actions
from hagui.shell.icons import window_icon
from hagui.shell.registry import ActionRegistry

RECENT = 4
"""Recent files offered here."""


class Welcome(QWidget):
    """Connect, start a lab, open a file, or look at the example."""

    file_chosen = Signal(str)
    saved_chosen = Signal(str)

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setSpacing(8)
        picture = QLabel()
        picture.setPixmap(window_icon().pixmap(QSize(72, 72), self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = QLabel(tr("welcome", "No cluster in view"))
        title.setObjectName("welcome")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel(
            tr(
                "welcome",
                "Connect to the engines of a cluster, or drop a saved CIB file here.",
            )
        )
        words.setProperty("tone", "dim")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        self.buttons: list[QPushButton] = []
        for action in (CONNECT, lab_actions.START, OPEN, EXAMPLE):
            button = QPushButton(plain(actions[action].text()))
            button.setProperty("primary", action is CONNECT)
            button.setToolTip(action.help())
            button.setMinimumHeight(32)
            button.clicked.connect(actions[action].trigger)
            buttons.addWidget(button)
            self.buttons.append(button)
        buttons.addStretch(1)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(2)
        box.addStretch(2)
        for widget in (picture, title, words):
            box.addWidget(widget)
        box.addSpacing(10)
        box.addLayout(buttons)
        box.addSpacing(14)
        box.addLayout(self._lists)
        box.addStretch(3)

    def offer(self, saved: Sequence[tuple[str, str]], recent: Sequence[str]) -> None:
        """Offer the saved clusters (id and title) and the files opened lately."""
        while item := self._lists.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if saved:
            self._lists.addWidget(self._heading(tr("welcome", "Saved clusters")))
        for id_, name in saved:
            self._add(name, "", lambda _=False, id_=id_: self.saved_chosen.emit(id_))
        if recent:
            self._lists.addWidget(self._heading(tr("welcome", "Recent files")))
        for path in recent[:RECENT]:
            self._add(Path(path).name, path, lambda _=False, path=path: self.file_chosen.emit(path))

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("tone", "heading")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setContentsMargins(0, 6, 0, 0)
        return label

    def _add(self, text: str, tip: str, chosen: object) -> None:
        button = QPushButton(text)
        button.setProperty("flat", "true")
        button.setToolTip(tip)
        button.clicked.connect(chosen)
        self._lists.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
