"""Gestures by keyboard alone: the list of targets, then the offer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.cib.edits.vocabulary import AddLocation, AddOrder, JoinGroup
from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.gestures.menu import Action, entries
from hagui.graph.offer.picker import Picker
from hagui.graph.view import TopologyView

Key = Qt.Key


@pytest.fixture
def made(shown: TopologyView) -> list[object]:
    found: list[object] = []
    shown.edited.connect(found.append)
    return found


def _open(view: TopologyView, name: str, action: Action) -> Picker:
    subject = Subject(SubjectKind.INSTANCE, name)
    view.select(subject)
    shown = view.cluster
    assert shown is not None
    entry = next(each for each in entries(*shown, [subject]) if each.action is action)
    view.hands.perform(entry, subject)
    picker = view.hands.picker
    assert picker is not None
    assert view.window().rect().contains(picker.geometry())
    return picker


def test_a_group_is_joined(shown: TopologyView, made: list[object]) -> None:
    picker = _open(shown, "backup", Action.JOIN_GROUP)
    assert picker.shown == ["web", "ip", "fs", "httpd"]
    QTest.keyClick(picker.search, Key.Key_Return)
    assert made == [(JoinGroup("web", ("backup",), None),)]
    assert shown.hands.picker is None


def test_a_node_is_preferred(shown: TopologyView, made: list[object]) -> None:
    picker = _open(shown, "backup", Action.PREFER_NODE)
    QTest.keyClick(picker.search, Key.Key_Down)
    QTest.keyClick(picker.search, Key.Key_Down)
    QTest.keyClick(picker.search, Key.Key_Return)
    offer = shown.hands.popover
    assert offer is not None
    QTest.keyClick(offer, Key.Key_Return)
    assert made == [(AddLocation("loc-backup-node3", "backup", "node3", "100"),)]


def test_typing_searches(shown: TopologyView, made: list[object]) -> None:
    picker = _open(shown, "backup", Action.START_AFTER)
    QTest.keyClicks(picker.search, "pow")
    assert picker.shown == ["power"]
    QTest.keyClick(picker.search, Key.Key_Return)
    offer = shown.hands.popover
    assert offer is not None
    assert "backup starts only after power has started" in offer.sentence
    QTest.keyClick(offer, Key.Key_Return)
    assert made == [(AddOrder("order-power-backup", "power", "backup", "Mandatory"),)]


def test_what_is_not_there_is_said(shown: TopologyView, made: list[object]) -> None:
    picker = _open(shown, "backup", Action.START_AFTER)
    QTest.keyClicks(picker.search, "nonsense")
    assert picker.shown == []
    QTest.keyClick(picker.search, Key.Key_Return)
    assert shown.hands.picker is picker
    QTest.keyClick(picker.search, Key.Key_Escape)
    assert shown.hands.picker is None
    assert made == []


def test_a_bad_target_is_listed_and_cannot_be_chosen(
    shown: TopologyView, made: list[object]
) -> None:
    picker = _open(shown, "ip", Action.STAY_WITH)
    QTest.keyClicks(picker.search, "web")
    assert picker.shown == ["web"]
    QTest.keyClick(picker.search, Key.Key_Return)
    assert made == []
    assert shown.hands.popover is None
    QTest.keyClick(picker.search, Key.Key_Escape)


def test_leaving_for_the_canvas_closes_it(
    shown: TopologyView, configuration: Configuration, state: ClusterState
) -> None:
    del configuration, state
    _open(shown, "ip", Action.STAY_WITH)
    shown.setFocus()
    assert shown.hands.picker is None
