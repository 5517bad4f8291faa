"""The small dialogs of the Help menu: about, and every shortcut."""

import platform
from collections.abc import Sequence

from PySide6 import __version__ as pyside
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import plain, tr
from hagui.shell.actions import Menu, menu_title
from hagui.shell.icons import window_icon
from hagui.shell.keys import other_keys
from hagui.shell.registry import ActionRegistry
from hagui.shell.version import version


def _dialog(title: str, parent: QWidget) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    box = QVBoxLayout(dialog)
    box.setContentsMargins(20, 18, 20, 14)
    box.setSpacing(12)
    return dialog, box


def _close_button(dialog: QDialog, box: QVBoxLayout) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    box.addWidget(buttons)


def open_about(parent: QWidget) -> QDialog:
    """Version and licence."""
    dialog, box = _dialog(tr("about", "About hagui"), parent)
    line = QHBoxLayout()
    line.setSpacing(16)
    picture = QLabel()
    picture.setPixmap(window_icon().pixmap(QSize(64, 64), dialog.devicePixelRatioF()))
    line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(4)
    title = QLabel(tr("about", "hagui {version}", version=version()))
    title.setProperty("tone", "title")
    words = QLabel(tr("about", "See, edit and rehearse high-availability clusters."))
    licence = QLabel(tr("about", "Free software under the GNU GPL, version 2 or later."))
    parts = QLabel(f"Python {platform.python_version()} · Qt for Python {pyside}")
    for label in (licence, parts):
        label.setProperty("tone", "dim")
    for label in (title, words, licence, parts):
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        texts.addWidget(label)
    line.addLayout(texts, 1)
    box.addLayout(line)
    _close_button(dialog, box)
    dialog.open()
    return dialog


def _section(grid: QGridLayout, title: str, rows: Sequence[tuple[str, str, str]]) -> None:
    """A heading, and below it keys, what they do, and what that means."""
    row = grid.rowCount()
    heading = QLabel(title)
    heading.setProperty("tone", "heading")
    heading.setContentsMargins(0, 8 if grid.count() else 0, 0, 0)
    grid.addWidget(heading, row, 0, 1, 3)
    for place, (keys, text, words) in enumerate(rows, row + 1):
        key = QLabel(keys)
        key.setObjectName("key")
        grid.addWidget(key, place, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(QLabel(text), place, 1, 1, 1 if words else 2)
        if words:
            told = QLabel(words)
            told.setProperty("tone", "dim")
            grid.addWidget(told, place, 2)


def open_shortcuts(actions: ActionRegistry, parent: QWidget) -> QDialog:
    """Every action that has a key, by menu, and the keys of the canvas and of its fields."""
    dialog, box = _dialog(tr("about", "Keyboard shortcuts"), parent)
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 12, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(5)
    for menu in Menu:
        rows = [
            (
                made.shortcut().toString(made.shortcut().SequenceFormat.NativeText),
                plain(made.text()).rstrip("…"),
                action.help(),
            )
            for action, made in actions
            if action.menu is menu and not made.shortcut().isEmpty()
        ]
        if rows:
            _section(grid, plain(menu_title(menu)), rows)
    for title, others in other_keys():
        _section(grid, title, [(keys, what, "") for keys, what in others])
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(body)
    box.addWidget(scroll)
    _close_button(dialog, box)
    dialog.resize(QSize(880, 600))
    dialog.open()
    return dialog
