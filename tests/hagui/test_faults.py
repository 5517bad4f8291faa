"""A fault in the program is told once, and its details can be copied."""

import asyncio

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.faults import Faults
from hagui.shell.settings import Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow


def broken() -> None:
    raise LookupError("no such card")


def broken_elsewhere() -> None:
    raise LookupError("no such column")


@pytest.fixture
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def faults(told: list[tuple[str, str]]) -> Faults:
    load("en")
    made = Faults()
    made.tell_by(lambda sentence, details: told.append((sentence, details)))
    return made


def test_a_fault_in_a_slot_is_told_once_and_can_be_copied(qapp: QApplication, qtbot: QtBot) -> None:
    load("en")
    appearance = Appearance(qapp, Scheme.LIGHT)
    window = MainWindow(appearance, Settings(Memory()))
    qtbot.addWidget(window)
    faults = Faults()
    faults.tell_by(window.show_fault)
    notice = window.panes.notice

    async def main() -> int:
        window.show()
        QTimer.singleShot(0, broken)
        await asyncio.sleep(0.05)
        assert "LookupError: no such card" in notice.text.text()
        QTest.mouseClick(notice.copy_button, Qt.MouseButton.LeftButton)
        QTest.mouseClick(notice.close_button, Qt.MouseButton.LeftButton)
        QTimer.singleShot(0, broken)
        await asyncio.sleep(0.05)
        return 0

    assert runtime.run(main, qapp, report=faults) == 0
    copied = QGuiApplication.clipboard().text()
    assert "Traceback" in copied
    assert "in broken" in copied
    assert "PySide6" in copied
    assert not notice.isVisible(), "told a second time"
    appearance.deleteLater()


def test_an_ordinary_notice_has_nothing_to_copy(qapp: QApplication, qtbot: QtBot) -> None:
    appearance = Appearance(qapp, Scheme.LIGHT)
    window = MainWindow(appearance, Settings(Memory()))
    qtbot.addWidget(window)
    window.show()
    window.show_fault("A fault.", "its details")
    assert window.panes.notice.copy_button.isVisible()
    window.show_error("x.xml is no CIB.")
    assert not window.panes.notice.copy_button.isVisible()
    appearance.deleteLater()


def raised(fail: object) -> LookupError:
    assert callable(fail)
    with pytest.raises(LookupError) as caught:
        fail()
    return caught.value


def test_each_kind_of_fault_is_told(faults: Faults, told: list[tuple[str, str]]) -> None:
    for _ in range(3):
        faults("painting", raised(broken))
        faults("painting", raised(broken_elsewhere))
        faults("Task was destroyed but it is pending", None)
    assert [sentence.partition("(")[2].partition(")")[0] for sentence, _ in told] == [
        "LookupError: no such card",
        "LookupError: no such column",
        "Task was destroyed but it is pending",
    ]


def test_without_a_window_nobody_is_told(faults: Faults, told: list[tuple[str, str]]) -> None:
    faults.tell_by(None)
    faults("closing", raised(broken))
    assert told == []
