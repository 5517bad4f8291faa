"""The score field, driven by keys, wheel and mouse as a person would."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hagui.editors.score_field import ScoreField
from hagui.editors.score_text import read_score


class Bench:
    """A field on screen beside another one, and what it emitted."""

    def __init__(self, qtbot: QtBot, value: str | None, *, compact: bool, optional: bool) -> None:
        self.window = QWidget()
        self.field = ScoreField(value, compact=compact, optional=optional)
        self.other = QLineEdit()
        box = QVBoxLayout(self.window)
        box.addWidget(self.field)
        box.addWidget(self.other)
        self.committed: list[str] = []
        self.typed: list[str] = []
        self.field.score_changed.connect(self.committed.append)
        self.field.editing.connect(self.typed.append)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.field.select_all()
        assert self.field.line.hasFocus()

    def keys(self, text: str) -> None:
        for letter in text:  # QTest knows only ASCII
            key = ord(letter.upper()) if letter.isascii() else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.field.line, event)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.field.line, key)

    def wheel(self, notches: int) -> bool:
        line = self.field.line
        place = QPointF(line.rect().center())
        event = QWheelEvent(
            place,
            QPointF(line.mapToGlobal(line.rect().center())),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(line, event)
        return event.isAccepted()

    @property
    def text(self) -> str:
        return self.field.line.text()

    @property
    def word(self) -> str:
        return self.field.note.text() if self.field.note.isVisible() else ""


Make = Callable[..., Bench]


@pytest.fixture
def bench(qtbot: QtBot, english: None) -> Make:
    def make(value: str | None = "100", *, compact: bool = False, optional: bool = False) -> Bench:
        return Bench(qtbot, value, compact=compact, optional=optional)

    return make


@pytest.mark.parametrize(
    ("typed", "score", "shown"),
    [
        ("inf", "INFINITY", "∞"),
        ("INFINITY", "INFINITY", "∞"),
        ("Infinity", "INFINITY", "∞"),
        ("+∞", "INFINITY", "∞"),
        ("∞", "INFINITY", "∞"),
        ("+inf", "INFINITY", "∞"),
        ("-inf", "-INFINITY", "−∞"),
        ("−∞", "-INFINITY", "−∞"),
        ("-∞", "-INFINITY", "−∞"),
        ("-INFINITY", "-INFINITY", "−∞"),
        ("−INFINITY", "-INFINITY", "−∞"),
        ("500", "500", "500"),
        ("+500", "500", "500"),
        ("-500", "-500", "−500"),
        ("−500", "-500", "−500"),
        ("007", "7", "7"),
        (" 12 ", "12", "12"),
        ("0", "0", "0"),
        ("１２", "12", "12"),
        ("i", "INFINITY", "∞"),
        ("n", "-INFINITY", "−∞"),
        ("-i", "-INFINITY", "−∞"),
    ],
)
def test_every_spelling_is_understood(bench: Make, typed: str, score: str, shown: str) -> None:
    one = bench("100")
    one.keys(typed)
    assert one.committed == [], "nothing is emitted while typing"
    one.key(Qt.Key.Key_Return)
    assert one.committed == [score]
    assert one.text == shown
    assert one.word == ""


@pytest.mark.parametrize(
    ("typed", "score", "said"),
    [
        ("1000000", "INFINITY", "1,000,000 and more is held at ∞"),
        ("99999999999999999999999", "INFINITY", "1,000,000 and more is held at ∞"),
        ("-1000001", "-INFINITY", "−1,000,000 and less is held at −∞"),
    ],
)
def test_what_goes_too_far_is_held_and_said(bench: Make, typed: str, score: str, said: str) -> None:
    one = bench("100")
    one.keys(typed)
    one.key(Qt.Key.Key_Enter)
    assert one.committed == [score]
    assert one.word == said


@pytest.mark.parametrize("typed", ["12x", "--5", "1.5", "", "-", "5 6", "∞∞"])
def test_what_is_no_score_is_marked_and_never_emitted(bench: Make, typed: str) -> None:
    one = bench("100")
    one.key(Qt.Key.Key_Delete)
    one.keys(typed)
    one.key(Qt.Key.Key_Return)
    assert one.field.line.property("problem") is True
    assert "Not a score" in one.word
    assert one.word.startswith("▲"), "colour does not stand alone"
    one.other.setFocus()
    assert one.committed == []
    assert one.field.value == "100"
    one.field.line.setFocus()
    one.key(Qt.Key.Key_Escape)
    assert (one.text, one.word) == ("100", "")


def test_leaving_commits_once(bench: Make) -> None:
    one = bench("100")
    one.keys("200")
    one.key(Qt.Key.Key_Return)
    QTest.keyClick(one.field.line, Qt.Key.Key_Tab)
    one.other.setFocus()
    assert one.committed == ["200"]


def test_leaving_for_another_window_does_not_commit(bench: Make, qtbot: QtBot) -> None:
    one = bench("100")
    one.keys("200")
    second = QWidget()
    qtbot.addWidget(second)
    second.show()
    second.activateWindow()
    qtbot.waitUntil(lambda: not one.field.line.hasFocus() or second.isActiveWindow())
    assert one.committed == []
    assert one.text == "200"


def test_escape_returns_and_then_goes_on(bench: Make) -> None:
    one = bench("-500")
    one.keys("7")
    one.key(Qt.Key.Key_Escape)
    assert one.text == "−500"
    one.key(Qt.Key.Key_Return)
    assert one.committed == []


def test_arrows_and_pages_step(bench: Make) -> None:
    one = bench("100")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown):
        one.key(key)
    assert one.text == "−98"
    one.key(Qt.Key.Key_Return)
    assert one.committed == ["-98"]
    assert one.typed[-1] == "-98"


def test_steps_stop_at_infinity(bench: Make) -> None:
    one = bench("999950")
    one.key(Qt.Key.Key_PageUp)
    assert one.text == "∞"
    one.key(Qt.Key.Key_PageUp)
    assert one.text == "∞"
    one.key(Qt.Key.Key_Down)
    assert one.text == "999999"


def test_the_wheel_steps_only_what_has_the_keyboard(bench: Make) -> None:
    one = bench("100")
    assert one.wheel(1)
    assert one.text == "110"
    one.wheel(-3)
    assert one.text == "80"
    one.field.restore()
    one.other.setFocus()
    assert not one.wheel(1), "the page scrolls instead"
    assert one.text == "100"


@pytest.mark.parametrize("compact", [False, True])
def test_both_infinities_are_one_click(bench: Make, compact: bool) -> None:
    one = bench("100", compact=compact)
    QTest.mouseClick(one.field.always, Qt.MouseButton.LeftButton)
    one.field.set_value("INFINITY")
    assert one.field.always.isChecked()
    assert not one.field.never.isChecked()
    QTest.mouseClick(one.field.never, Qt.MouseButton.LeftButton)
    one.field.set_value("-INFINITY")
    assert one.committed == ["INFINITY", "-INFINITY"]
    assert not one.field.always.isChecked()
    QTest.mouseClick(one.field.never, Qt.MouseButton.LeftButton)
    assert one.committed == ["INFINITY", "-INFINITY"], "what holds already is no edit"
    assert one.field.never.isChecked()


def test_an_update_leaves_what_is_typed(bench: Make) -> None:
    one = bench("100")
    one.keys("25")
    one.field.set_value("100")
    assert (one.text, one.word) == ("25", "")
    one.field.set_value("300")
    assert one.text == "25"
    assert one.word == "◐ Meanwhile changed to 300; Escape takes that"
    one.keys("0")
    one.key(Qt.Key.Key_Return)
    assert one.committed == ["250"]
    one.field.set_value("250")
    assert not one.field.line.dirty


def test_a_refused_score_returns_and_says_why(bench: Make) -> None:
    one = bench("100")
    one.keys("5")
    one.key(Qt.Key.Key_Return)
    one.field.refuse("The constraint is gone.")
    assert one.text == "100"
    assert one.word == "▲ The constraint is gone."


def test_read_only_says_why_and_takes_nothing(bench: Make) -> None:
    one = bench("100")
    one.field.set_read_only(on=True, why="Not connected")
    one.keys("i5")
    one.key(Qt.Key.Key_Up)
    one.key(Qt.Key.Key_Return)
    QTest.mouseClick(one.field.always, Qt.MouseButton.LeftButton)
    assert one.text == "100"
    assert one.committed == []
    assert one.field.line.toolTip() == "Not connected"


def test_no_score_can_be_a_value(bench: Make) -> None:
    one = bench("100", optional=True)
    one.key(Qt.Key.Key_Delete)
    one.key(Qt.Key.Key_Return)
    assert one.committed == [""]


def test_a_score_that_is_none_is_told_as_the_cluster_reads_it(bench: Make) -> None:
    one = bench("12abc")
    assert one.text == "12abc"
    assert one.word == "◐ Not a score; the cluster reads it as 12"


def test_it_can_be_told_by_a_screen_reader(bench: Make) -> None:
    one = bench("100")
    assert one.field.line.accessibleName() == "Score"
    one.keys("x")
    one.key(Qt.Key.Key_Return)
    assert "Not a score" in one.field.line.accessibleDescription()
    assert one.field.always.accessibleName() == "∞ always"


def test_the_reader_is_strict() -> None:
    assert read_score("100 apples").score is None
    assert read_score("infinite").score is None
