"""The review as a person uses it: reads, takes a change out, decides, commits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from engine.cib.state.model import Role
from engine.cib.version import Version
from hagui.cluster.rehearsal.model import Fate, Prediction, Verdict
from hagui.shell.review.dialog import ReviewDialog
from hagui.shell.review.values import Change, Collision, Rehearsed, Review, Warned
from hagui.shell.review.xmldiff import Sign, xml_diff
from hagui.theme import Theme

pytestmark = pytest.mark.usefixtures("english")

MOVES = Fate("webip", Verdict.MOVES, "n1", "n2", Role.STARTED, Role.STARTED, outage=2.84)
STOPS = Fate("backup", Verdict.STOPS, "n3", None, Role.STARTED)
TWO = (Change(1, "Stop db"), Change(4, "Reverse “web with db”"))


@pytest.fixture
def dialog(qtbot: QtBot) -> ReviewDialog:
    made = ReviewDialog(Theme.light())
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def read(dialog: ReviewDialog) -> list[str]:
    QApplication.processEvents()  # what was added is shown with the next layout
    return [item.text() for item in dialog.findChildren(QLabel) if item.isVisible()]


def button(dialog: ReviewDialog, text: str) -> QPushButton:
    QApplication.processEvents()
    found = (item for item in dialog.findChildren(QPushButton) if item.isVisible())
    return next(item for item in found if item.text().replace("&", "") == text)


def test_it_says_what_changes_and_what_will_happen(dialog: ReviewDialog) -> None:
    prediction = Prediction(Version(0, 1, 2), (MOVES, STOPS), fenced=("n3",), seconds=0.03)
    dialog.show_review(
        Review(
            "web-cluster",
            TWO,
            rehearsed=Rehearsed.DONE,
            prediction=prediction,
            warnings=(Warned("Fencing is off."),),
        )
    )
    words = read(dialog)
    for sentence in (
        "2 changes",
        "Stop db",
        "Reverse “web with db”",
        "webip moves n1 → n2",
        "about 2.8 s of outage",
        "backup stops on n3",
        "n3 is fenced",
        "Fencing is off.",
        "1 resource will not run any more.",
    ):
        assert sentence in words


def test_commit_is_one_click_or_one_key(dialog: ReviewDialog, qtbot: QtBot) -> None:
    dialog.show_review(Review("web", TWO, rehearsed=Rehearsed.DONE))
    with qtbot.waitSignal(dialog.commit_wanted):
        QTest.mouseClick(button(dialog, "Commit"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.commit_wanted):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_key_that_opened_the_review_commits_nothing_while_it_is_held_down(
    dialog: ReviewDialog,
) -> None:
    assert [keys for keys in dialog.findChildren(QShortcut) if keys.autoRepeat()] == []


def test_enter_alone_commits_nothing(dialog: ReviewDialog, qtbot: QtBot) -> None:
    dialog.show_review(Review("web", TWO, rehearsed=Rehearsed.DONE))
    with qtbot.assertNotEmitted(dialog.commit_wanted):
        QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_without_an_answer_the_button_says_so(dialog: ReviewDialog) -> None:
    dialog.show_review(Review("web", TWO, rehearsed=Rehearsed.FAILED, trouble="no crm_simulate"))
    assert button(dialog, "Commit without rehearsal").isEnabled()
    assert "The rehearsal failed: no crm_simulate" in read(dialog)


def test_a_change_is_taken_out(dialog: ReviewDialog) -> None:
    dialog.show_review(Review("web", TWO))
    cross = next(
        item
        for item in dialog.findChildren(QToolButton)
        if item.accessibleName() == "Take out: Reverse “web with db”"
    )
    taken: list[int] = []
    dialog.removed.connect(taken.append)
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert taken == [4]


def test_collisions_are_decided_before_anything_is_committed(
    dialog: ReviewDialog, qtbot: QtBot
) -> None:
    collision = Collision(7, "score ∞ → 100", ("score ∞ → −∞",))
    dialog.show_review(Review("web", TWO, rehearsed=Rehearsed.DONE, collisions=(collision,)))
    assert not button(dialog, "Commit").isEnabled()
    assert {"Yours: score ∞ → 100", "Theirs: score ∞ → −∞"} <= set(read(dialog))
    with qtbot.assertNotEmitted(dialog.commit_wanted):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    decided: list[tuple[int, bool]] = []

    def note(number: int, mine: bool) -> None:
        decided.append((number, mine))

    dialog.decided.connect(note)
    QTest.mouseClick(button(dialog, "Keep theirs"), Qt.MouseButton.LeftButton)
    assert decided == [(7, False)]
    impossible = Collision(7, "score ∞ → 100", ("deleted",), possible=False)
    dialog.show_review(Review("web", TWO, collisions=(impossible,)))
    assert not button(dialog, "Keep mine").isEnabled()


def test_with_nothing_left_there_is_nothing_to_commit(dialog: ReviewDialog) -> None:
    dialog.show_review(Review("web", rehearsed=Rehearsed.DONE))
    assert not button(dialog, "Commit").isEnabled()
    assert "Nothing is left to commit." in read(dialog)


def test_a_file_is_saved(dialog: ReviewDialog) -> None:
    dialog.show_review(
        Review("cib.xml", TWO, file=True, rehearsed=Rehearsed.IMPOSSIBLE, trouble="no engine")
    )
    assert button(dialog, "Save").isEnabled()
    assert "no engine" in read(dialog)


def test_the_same_as_xml_and_as_commands(dialog: ReviewDialog) -> None:
    diff = xml_diff('<c><a id="1"/><b/></c>', '<c><a id="2"/><b/></c>')
    dialog.show_review(
        Review("web", TWO, diff=diff, crm=("crm resource stop db",), pcs=("pcs resource stop db",))
    )
    assert '-   <a id="1"/>' in dialog.texts.view.toPlainText()
    assert '+   <a id="2"/>' in dialog.texts.view.toPlainText()
    QTest.mouseClick(
        dialog.texts.tabs,
        Qt.MouseButton.LeftButton,
        pos=dialog.texts.tabs.tabRect(1).center(),
    )
    assert dialog.texts.view.toPlainText() == "crm resource stop db"
    QTest.mouseClick(button(dialog, "Copy"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "crm resource stop db"


def test_a_diff_shows_what_is_around_and_leaves_out_the_rest() -> None:
    before = "<c>" + "".join(f'<p id="{n}"/>' for n in range(20)) + "</c>"
    after = before.replace('<p id="10"/>', '<p id="10" x="1"/>')
    signs = [line.sign for line in xml_diff(before, after)]
    same = [Sign.SAME, Sign.SAME]
    assert signs == [Sign.GAP, *same, Sign.REMOVED, Sign.ADDED, *same, Sign.GAP]
    assert xml_diff(before, before.replace("><", ">\n <")) == ()


def test_no_line_of_a_diff_shows_a_password() -> None:
    pair = '<c><nvpair id="p" name="password" value="{}"/><a id="{}"/></c>'
    changed = xml_diff(pair.format("old one", 1), pair.format("new one", 1))
    assert [line.sign for line in changed[1:3]] == [Sign.REMOVED, Sign.ADDED]
    beside = xml_diff(pair.format("old one", 1), pair.format("old one", 2))
    told = "".join(line.text for line in (*changed, *beside))
    assert 'name="password"' in told
    assert "one" not in told
