"""Keys: each means one thing, in every language, and the list of them names them all."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from hagui.shell import actions
from hagui.shell.keys import other_keys
from hagui.shell.translator import LANGUAGES, load
from hagui.shell.window import MainWindow

Key = Qt.Key


@pytest.fixture(params=list(LANGUAGES))
def speaking(
    request: pytest.FixtureRequest, shown: MainWindow, qtbot: QtBot
) -> Iterator[MainWindow]:
    """The window in each language."""
    shown.speak(request.param)
    qtbot.wait(1)  # what spoke before is deleted by the event loop
    yield shown
    load("en")


def _menus(menu: QMenu | QMenuBar, name: str) -> Iterator[tuple[str, list[str]]]:
    """Every menu: its name, and the letters underlined in it."""
    texts = [action.text() for action in menu.actions()]
    found = (re.search(r"&([^&])", text) for text in texts)
    yield name, [letter.group(1).lower() for letter in found if letter]
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _menus(below, action.text())


def test_no_letter_is_underlined_twice_in_a_menu(speaking: MainWindow) -> None:
    bar = speaking.findChild(QMenuBar)
    assert isinstance(bar, QMenuBar)
    menus = list(_menus(bar, "bar"))
    assert len(menus) > 8
    twice = {name: [k for k, n in Counter(keys).items() if n > 1] for name, keys in menus}
    assert {name: keys for name, keys in twice.items() if keys} == {}
    assert len(dict(menus)["bar"]) == len(actions.Menu), "each menu opens by a key"


def test_the_list_of_keys_names_every_key(speaking: MainWindow) -> None:
    QTest.keyClick(speaking, Key.Key_F1)
    dialog = next(each for each in speaking.findChildren(QDialog) if each.isVisible())
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    for action, made in speaking.actions_:
        keys = made.shortcut()
        if not keys.isEmpty():
            assert keys.toString(keys.SequenceFormat.NativeText) in texts
            assert action.help() in texts
    for title, others in other_keys():
        assert {title, *(keys for keys, _ in others), *(what for _, what in others)} <= set(texts)
    QTest.keyClick(dialog, Key.Key_Escape)


def test_the_menus_open_by_key_though_a_button_stands_for_them(
    shown: MainWindow, qtbot: QtBot
) -> None:
    shown.resize(700, 600)
    button = shown.panes.health.menus
    qtbot.waitUntil(button.isVisible)
    QTest.keyClick(shown, Key.Key_F10)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is button.menu())
    QTest.keyClick(QApplication.activePopupWidget() or shown, Key.Key_E)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not button.menu())
    below = QApplication.activePopupWidget()
    assert isinstance(below, QMenu)
    assert shown.actions_[actions.draft_actions.UNDO] in below.actions()
    QTest.keyClick(below, Key.Key_Escape)
    QTest.keyClick(QApplication.activePopupWidget() or shown, Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
