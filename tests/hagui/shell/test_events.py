"""The event list: sentences, filter, following, and what a click selects."""

import re
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hagui.cluster.changes import ChangeSet
from hagui.cluster.events import Event, EventKind, Severity
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.phrases import event_sentence
from hagui.shell.events.view import ROW, EventList
from hagui.shell.window import MainWindow
from tests.hagui.shell.given import live_status

INFO, BAD = Severity.INFO, Severity.BAD


def event(number: int, kind: EventKind, severity: Severity = INFO, **more: Any) -> Event:
    return Event(number, 1_791_470_000.25 + number, kind, severity, **more)


def stopped(number: int, who: str = "webip") -> Event:
    return event(number, EventKind.STOPPED, resource=who, node="node1", seconds=0.4)


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        (
            EventKind.MOVED,
            {"resource": "webip", "origin": "node1", "node": "node2", "seconds": 1.2},
            "webip stopped on node1, started on node2, 1.2 s",
        ),
        (
            EventKind.FAILED,
            {
                "resource": "backup",
                "node": "node1",
                "detail": "start",
                "reason": "no disk",
                "count": 3,
            },
            "backup failed on node1: start: no disk (3 times)",
        ),
        (EventKind.DC_ELECTED, {"node": "node2"}, "node2 elected DC"),
        (EventKind.QUORUM_LOST, {}, "quorum lost"),
        (
            EventKind.SOURCE,
            {"node": "node3", "origin": "node1"},
            "following node3, no longer node1",
        ),
    ],
)
def test_events_are_sentences(
    english: None, kind: EventKind, fields: dict[str, Any], sentence: str
) -> None:
    assert event_sentence(event(1, kind, **fields)) == sentence


def test_every_kind_of_event_has_a_sentence_of_its_own(english: None) -> None:
    told = {
        event_sentence(event(1, kind, resource="r", node="n", origin="o", detail="start"))
        for kind in EventKind
    }
    assert len(told) == len(EventKind)
    assert not any(re.search(r"[{}]", sentence) for sentence in told)


def texts(window: MainWindow) -> list[str]:
    model = window.panes.bottom.events.events
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_new_events_come_first_and_a_better_line_takes_the_place_of_others(
    shown: MainWindow,
) -> None:
    before = texts(shown)
    shown.refresh(ChangeSet(events=(stopped(901), stopped(902, "webstore"))))
    assert texts(shown)[:2] == [
        "webstore stopped on node1, 400 ms",
        "webip stopped on node1, 400 ms",
    ]
    moved = event(903, EventKind.MOVED, resource="webip", origin="node1", node="node2")
    shown.refresh(ChangeSet(events=(moved,), superseded=frozenset({901})))
    assert texts(shown) == [
        "webip stopped on node1, started on node2",
        "webstore stopped on node1, 400 ms",
        *before,
    ]


def test_an_event_told_twice_stands_once(shown: MainWindow) -> None:
    for _ in range(2):
        shown.refresh(ChangeSet(events=(stopped(901),)))
    assert texts(shown).count("webip stopped on node1, 400 ms") == 1


def test_the_filter_keeps_what_holds_every_word(qtbot: QtBot, shown: MainWindow) -> None:
    lost = event(903, EventKind.NODE_UNCLEAN, BAD, node="node1")
    shown.refresh(ChangeSet(events=(stopped(901), stopped(902, "webstore"), lost)))
    QTest.keyClicks(shown.panes.bottom.filter.text, "node1 webst")
    qtbot.waitUntil(lambda: texts(shown) == ["webstore stopped on node1, 400 ms"])
    shown.panes.bottom.filter.text.clear()
    box = shown.panes.bottom.filter.least
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    assert texts(shown)[0].startswith("node1 is unclean")
    assert all("stopped" not in text for text in texts(shown))


def many(first: int, count: int) -> tuple[Event, ...]:
    return tuple(stopped(number) for number in range(first, first + count))


def test_the_list_follows_at_the_top_and_stays_where_it_is_scrolled_to(
    shown: MainWindow,
) -> None:
    shown.refresh(ChangeSet(events=many(1000, 200)))
    events: EventList = shown.panes.bottom.events
    bar = events.verticalScrollBar()
    assert bar.value() == 0
    assert events.indexAt(events.viewport().rect().topLeft()).row() == 0
    bar.setValue(30 * ROW)
    first = events.indexAt(events.viewport().rect().topLeft())
    number = events.events.at(first.row()).number
    shown.refresh(ChangeSet(events=many(2000, 50)))
    first = events.indexAt(events.viewport().rect().topLeft())
    assert events.events.at(first.row()).number == number


def test_a_click_selects_and_copy_copies(shown: MainWindow) -> None:
    shown.refresh(ChangeSet(events=(stopped(901), stopped(902, "webstore"))))
    events = shown.panes.bottom.events
    place = events.visualRect(events.events.index(0)).center()
    QTest.mouseClick(events.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown.subject == Subject(SubjectKind.RESOURCE, "webstore")
    QTest.keyClick(events, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3}\twebstore stopped on node1, 400 ms", text)


def test_an_empty_list_says_since_when_nothing_happened(
    window: MainWindow, live: LiveCluster
) -> None:
    events = window.panes.bottom.events
    window.show_cluster(live, "web")
    window.show_sources(live_status())
    events.events.reset([])
    assert events.events.rowCount() == 0
    said = events.accessibleDescription()
    assert re.fullmatch(r"Nothing has happened since \d\d:\d\d:\d\d\.", said)
    empty = events.viewport().grab().toImage()
    window.show_sources(SourcesStatus(Freshness.FILE, file="cib.xml"))
    assert "A file is one moment" in events.accessibleDescription()
    assert events.viewport().grab().toImage() != empty
