"""What is being typed outlives every change of the cluster."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.hagui.shell.inspector.bench import Bench, click

STATUS = ('exec-time="140"', 'exec-time="999"')
"""A change of the status that webip's page tells."""


def texts(bench: Bench) -> str:
    return "\n".join(label.text() for label in bench.inspector.body.findChildren(QLabel))


def test_a_status_change_leaves_text_cursor_and_focus(bench: Bench) -> None:
    bench.resource("webip")
    line = bench.line("parameters", "ip")
    bench.type(line, "172.16.100.99")
    line.setCursorPosition(5)
    line.setSelection(2, 3)
    assert "ok, 140 ms" in texts(bench)
    bench.change(*STATUS)
    assert "ok, 999 ms" in texts(bench), "the page around it was refreshed"
    assert bench.line("parameters", "ip") is line
    assert line.hasFocus()
    assert (line.text(), line.selectedText()) == ("172.16.100.99", "2.1")
    assert bench.edits == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert bench.element("webip-ip").get("value") == "172.16.100.99"


def test_an_untouched_field_follows(bench: Bench) -> None:
    bench.resource("webip")
    line = bench.line("parameters", "ip")
    line.setFocus()
    bench.change('value="172.16.100.51"', 'value="172.16.100.52"')
    assert line.text() == "172.16.100.52"
    assert bench.note("parameters", "ip") == ""


def test_a_change_by_somebody_else_is_said_at_the_field(bench: Bench) -> None:
    bench.resource("webip")
    line = bench.line("parameters", "ip")
    bench.type(line, "10.0.0.1")
    bench.change('value="172.16.100.51"', 'value="172.16.100.52"')
    assert line.text() == "10.0.0.1"
    said = bench.note("parameters", "ip")
    assert said == "◐ Meanwhile changed to 172.16.100.52; Escape takes that"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert (line.text(), bench.note("parameters", "ip")) == ("172.16.100.52", "")
    assert bench.edits == []


def test_new_rows_come_without_disturbing(bench: Bench) -> None:
    bench.resource("webip")
    line = bench.line("parameters", "nic")
    bench.type(line, "bond0")
    pair = '<nvpair id="webip-mask"'
    bench.change(pair, f'<nvpair id="webip-x" name="arp_count" value="3"/>{pair}')
    assert bench.line("parameters", "arp_count").text() == "3"
    assert (line.hasFocus(), line.text()) == (True, "bond0")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert bench.element("webip-nic").get("value") == "bond0"


def test_a_row_that_goes_takes_what_was_typed_with_it(bench: Bench) -> None:
    bench.resource("webip")
    bench.type(bench.line("parameters", "nic"), "bond0")
    bench.change('<nvpair id="webip-nic" name="nic" value="eth0"/>', "")
    assert bench.edits == [], "nothing is committed that nobody committed"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert bench.inspector.isAncestorOf(focused), "the keyboard stays in the inspector"


def test_an_open_adder_stays_open(bench: Bench) -> None:
    bench.resource("webip")
    bench.press("＋ parameter")
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "broad")
    bench.change(*STATUS)
    assert QApplication.focusWidget() is focused
    QTest.keyClicks(focused, "cast")
    QTest.keyClick(focused, Qt.Key.Key_Return)
    value = QApplication.focusWidget()
    assert value is not None
    QTest.keyClicks(value, "10.0.0.255")
    QTest.keyClick(value, Qt.Key.Key_Return)
    assert bench.line("parameters", "broadcast").text() == "10.0.0.255"


def test_the_place_on_the_page_stays(bench: Bench) -> None:
    bench.resource("db")
    bar = bench.inspector.verticalScrollBar()
    bar.setValue(300)
    bench.change('value="sync"', 'value="async"')
    assert bar.value() == 300
    bench.resource("webip")
    assert bar.value() == 0


def test_the_same_page_is_not_drawn_again(bench: Bench) -> None:
    bench.resource("webip")
    before = bench.inspector.body.findChildren(QLabel)
    bench.refresh()
    assert bench.inspector.body.findChildren(QLabel) == before


def test_nothing_is_edited_where_nothing_may_be(bench: Bench) -> None:
    bench.constraint("db-then-webservice")
    bench.inspector.set_read_only(True, "The cluster is being committed to")
    segment = bench.segment("kind", "kind", "optional")
    click(segment)
    assert not segment.isEnabled()
    assert segment.toolTip() == "The cluster is being committed to"
    line = bench.line("ends", "first")
    bench.write(line, "power")
    assert line.text() == "db-clone"
    assert bench.edits == []
    bench.inspector.set_read_only(False)
    click(bench.segment("kind", "kind", "optional"))
    assert len(bench.edits) == 1
