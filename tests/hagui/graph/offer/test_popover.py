"""The offer at a drop: keys, scores, roles, previews, and what is chosen."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from engine.cib.document import Cib
from engine.cib.edits.vocabulary import AddColocation, AddLocation, AddOrder, NewGroup, SwapEnds
from engine.cib.views import Configuration
from hagui.graph.gestures.model import Existing, Kind, Moved, OntoCard, OntoNode, Question, Related
from hagui.graph.offer.parts import Switch
from hagui.graph.offer.popover import Popover
from hagui.graph.view import TopologyView
from tests.hagui.graph.gestures.test_offers import TIED

Key = Qt.Key


@pytest.fixture
def made(shown: TopologyView) -> list[object]:
    found: list[object] = []
    shown.edited.connect(found.append)
    return found


def _ask(view: TopologyView, question: Question) -> Popover:
    view.hands.ask(question)
    found = view.hands.popover
    assert found is not None
    return found


def _switch(offer: Popover, name: str) -> Switch:
    return next(item for item in offer.findChildren(Switch) if item.accessibleName() == name)


def test_arrows_and_digits_highlight_and_enter_chooses(
    shown: TopologyView, made: list[object]
) -> None:
    offer = _ask(shown, Moved(("power",), OntoNode("node2")))
    assert offer.choice.kind is Kind.PREFER
    QTest.keyClick(offer, Key.Key_Down)
    assert offer.choice.kind is Kind.ALWAYS
    QTest.keyClick(offer, Key.Key_4)
    assert offer.choice.kind is Kind.NEVER
    QTest.keyClick(offer, Key.Key_Up)
    assert offer.choice.kind is Kind.ONLY
    QTest.keyClick(offer, Key.Key_4)
    assert "never" in offer.sentence
    QTest.keyClick(offer, Key.Key_Return)
    assert made == [(AddLocation("loc-power-node2", "power", "node2", "-INFINITY"),)]
    assert shown.hasFocus()


def test_escape_changes_nothing(shown: TopologyView, made: list[object]) -> None:
    offer = _ask(shown, Moved(("power",), OntoNode("node2")))
    QTest.keyClick(offer, Key.Key_Escape)
    assert made == []
    assert shown.hands.popover is None


def test_what_cannot_be_chosen_says_why_and_is_passed_over(
    shown: TopologyView, made: list[object]
) -> None:
    offer = _ask(shown, Moved(("backup",), OntoNode("node1")))
    row = offer.rows[-1]
    assert row.choice.kind is Kind.MIGRATE
    assert not row.isEnabled()
    assert row.toolTip() == "backup does not run anywhere."
    QTest.keyClick(offer, Key.Key_5)
    assert offer.choice.kind is Kind.PREFER
    assert made == []


def test_what_is_highlighted_is_previewed_until_it_closes(
    shown: TopologyView, qtbot: QtBot
) -> None:
    seen: list[object] = []
    shown.previewed.connect(seen.append)
    offer = _ask(shown, Moved(("power",), OntoNode("node2")))
    qtbot.waitUntil(lambda: len(seen) == 1)
    QTest.keyClick(offer, Key.Key_4)
    qtbot.waitUntil(lambda: len(seen) == 2)
    QTest.keyClick(offer, Key.Key_Escape)
    assert seen == [
        (AddLocation("loc-power-node2", "power", "node2", "100"),),
        (AddLocation("loc-power-node2", "power", "node2", "-INFINITY"),),
        (),
    ]


def test_a_negative_score_turns_together_into_apart(
    shown: TopologyView, made: list[object]
) -> None:
    offer = _ask(shown, Related("power", "backup"))
    QTest.keyClick(offer, Key.Key_3)
    field = offer.score_field
    assert field is not None
    field.select_all()
    QTest.keyClicks(field.line, "-50")
    assert offer.choice.kind is Kind.APART
    QTest.keyClick(field.line, Key.Key_Return)
    assert made == [(AddColocation("coloc-power-backup", "power", "backup", "-50"),)]


def test_an_order_is_opened_as_it_is(shown: TopologyView, made: list[object]) -> None:
    cib = Cib.parse(TIED)
    found = shown.cluster
    assert found is not None
    shown.set_cluster(Configuration.of(cib), found[1])
    offer = _ask(shown, Existing("o"))
    assert offer.choice.kind is Kind.MANDATORY
    assert offer.sentence == "It is so already."
    QTest.keyClick(offer, Key.Key_Return)
    assert made == []
    QTest.keyClick(offer, Key.Key_2)
    assert offer.sentence.startswith("web starts after db-clone is promoted, if both are due")
    assert "only after" not in offer.sentence
    QTest.keyClick(offer, Key.Key_4)
    assert offer.sentence.startswith("db-clone is promoted only after web has started")
    QTest.keyClick(offer, Key.Key_Return)
    assert made == [(SwapEnds("o"),)]


def test_the_ends_can_be_swapped(shown: TopologyView, made: list[object]) -> None:
    offer = _ask(shown, Related("power", "backup"))
    QTest.keyClick(offer, Key.Key_3)
    QTest.keyClick(offer, Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert offer.choice.kind is Kind.WITH
    assert offer.sentence.startswith("backup stays with power")
    QTest.keyClick(offer, Key.Key_Return)
    assert made == [(AddColocation("coloc-backup-power", "backup", "power", "INFINITY"),)]


def test_roles_and_strictness_are_switched(shown: TopologyView, made: list[object]) -> None:
    offer = _ask(shown, Related("power", "db"))
    QTest.keyClick(offer, Key.Key_2)
    _switch(offer, "role of db-clone").button("Promoted").click()
    _switch(offer, "how strict").button("Optional").click()
    assert "db-clone is promoted" in offer.sentence
    offer.take()
    assert made == [
        (AddOrder("order-db-clone-power", "db-clone", "power", "Optional", "promote", "start"),)
    ]


def test_a_new_group_can_be_named(shown: TopologyView, made: list[object]) -> None:
    offer = _ask(shown, Moved(("power",), OntoCard("backup")))
    name = next(item for item in offer.findChildren(QLineEdit) if item.text() == "grp-backup")
    name.selectAll()
    QTest.keyClicks(name, "night")
    QTest.keyClick(name, Key.Key_Return)
    assert made == [(NewGroup("night", ("backup", "power")),)]


def test_a_name_that_is_taken_is_refused_before_it_is_chosen(
    shown: TopologyView, made: list[object]
) -> None:
    offer = _ask(shown, Moved(("power",), OntoCard("backup")))
    name = next(item for item in offer.findChildren(QLineEdit) if item.text() == "grp-backup")
    name.setText("web")
    assert "already" in offer.sentence
    QTest.keyClick(name, Key.Key_Return)
    assert made == []


@pytest.mark.parametrize("corner", [(0, 0), (999, 0), (0, 639), (999, 639), (500, 5000)])
def test_it_stays_within_its_window(shown: TopologyView, corner: tuple[int, int]) -> None:
    shown.hands.gestures.offered.emit(
        shown.hands.gestures.answer_to(Related("power", "db")),
        shown.mapToGlobal(QPoint(*corner)),
    )
    offer = shown.hands.popover
    assert offer is not None
    for at in range(len(offer.rows)):
        offer.highlight(at)
        assert shown.window().rect().contains(offer.geometry())


def test_pressing_on_the_canvas_closes_it(shown: TopologyView, made: list[object]) -> None:
    offer = _ask(shown, Related("power", "db"))
    offer.setFocus()
    shown.setFocus(Qt.FocusReason.MouseFocusReason)
    assert shown.hands.popover is None
    assert made == []


def test_tab_goes_round_within_the_offer_as_one_reads(shown: TopologyView) -> None:
    offer = _ask(shown, Related("backup", "db-clone", (Kind.WITH,)))
    seen = [_tab(offer, Key.Key_Tab) for _ in range(9)]
    assert seen[0] == "Swap the ends"
    assert seen.index("Score") < seen.index("role of db-clone: any role") < seen.index("Cancel")
    assert seen[7:] == seen[:2], "and round again"
    assert _tab(offer, Key.Key_Backtab) == seen[7]


def _tab(offer: Popover, key: Qt.Key) -> str:
    """Where Tab leads to."""
    QTest.keyClick(QApplication.focusWidget() or offer, key)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert offer.isAncestorOf(focus)
    text = focus.text() if isinstance(focus, QPushButton) else ""
    return focus.accessibleName() or text


def test_enter_on_cancel_changes_nothing(shown: TopologyView, made: list[object]) -> None:
    offer = _ask(shown, Moved(("power",), OntoNode("node2")))
    cancel = next(each for each in offer.findChildren(QPushButton) if each.text() == "Cancel")
    cancel.setFocus()
    QTest.keyClick(cancel, Key.Key_Return)
    assert shown.hands.popover is None
    assert made == []


def test_the_ends_are_swapped_from_within_the_score_and_it_stays(
    shown: TopologyView, made: list[object]
) -> None:
    offer = _ask(shown, Related("backup", "power", (Kind.WITH,)))
    assert offer.score_field is not None
    offer.score_field.select_all()
    QTest.keyClicks(offer.score_field.line, "20")
    QTest.keyClick(offer.score_field.line, Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert offer.score_field is not None
    assert offer.score_field.value == "20"
    QTest.keyClick(QApplication.focusWidget() or offer, Key.Key_Return)
    assert made == [(AddColocation("coloc-power-backup", "power", "backup", "20"),)]
