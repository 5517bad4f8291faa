"""The small dialogs of the Help menu: about, and every shortcut."""

import platform

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


def open_shortcuts(actions: ActionRegistry, parent: QWidget) -> QDialog:
    """Every action that has a key, by menu."""
    dialog, box = _dialog(tr("about", "Keyboard shortcuts"), parent)
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 12, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(5)
    row = 0
    for menu in Menu:
        rows = [
            (action, made)
            for action, made in actions
            if action.menu is menu and not made.shortcut().isEmpty()
        ]
        if not rows:
            continue
        heading = QLabel(plain(menu_title(menu)))
        heading.setProperty("tone", "heading")
        heading.setContentsMargins(0, 8 if row else 0, 0, 0)
        grid.addWidget(heading, row, 0, 1, 3)
        row += 1
        for action, made in rows:
            keys = QLabel(made.shortcut().toString(made.shortcut().SequenceFormat.NativeText))
            keys.setObjectName("key")
            text = QLabel(plain(made.text()).rstrip("…"))
            words = QLabel(action.help())
            words.setProperty("tone", "dim")
            grid.addWidget(keys, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(text, row, 1)
            grid.addWidget(words, row, 2)
            row += 1
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(body)
    box.addWidget(scroll)
    _close_button(dialog, box)
    dialog.resize(QSize(880, 600))
    dialog.open()
    return dialog
