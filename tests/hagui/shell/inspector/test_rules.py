"""Rules edited in the inspector: only what is touched changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from engine.cib.document import Cib
from hagui.cluster.subject import Subject
from hagui.editors.score_control import ScoreControl
from hagui.editors.score_field import ScoreField
from hagui.editors.small_controls import PressesControl, ToldControl
from tests.hagui.shell.inspector.bench import Bench, click, settle


@pytest.fixture
def rules(bench: Bench) -> Bench:
    bench.constraint("l-rules")
    return bench


def without(bench: Bench, *ids: str) -> bytes:
    """The CIB without these elements, to compare the rest."""
    cib = Cib.parse(bench.cib.text())
    for element in [e for e in cib.root.iter() if e.get("id") in ids]:
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    return cib.canonical()


def adding(bench: Bench, card: str, text: str) -> QPushButton:
    """The button that adds a condition to a rule."""
    control = bench.row("rules", "more", card).control
    assert isinstance(control, PressesControl)
    return next(button for button in control.buttons if button.text() == text)


def test_the_value_of_a_test(rules: Bench) -> None:
    rest = without(rules, "e3")
    line = rules.line("rules", "with", "rule-0.2.1", "value")
    rules.write(line, "128")
    assert rules.element("e3").get("value") == "128"
    assert rules.element("e3").get("type") == "number"
    assert without(rules, "e3") == rest, "comments and all else as before"
    assert line.hasFocus()


def test_the_operation_of_a_test(rules: Bench) -> None:
    rules.choose("rules", "what", "is not set", "rule-0.0", "operation")
    assert rules.element("e1").get("operation") == "not_defined"
    rules.choose("rules", "what", "is", "rule-0.0", "operation")
    element = rules.element("e1")
    assert (element.get("operation"), element.get("value")) == ("eq", "")
    rules.choose("rules", "with", "as text", "rule-0.0", "type")
    assert rules.element("e1").get("type") == "string"


def test_the_attribute_of_a_test(rules: Bench) -> None:
    rules.write(rules.line("rules", "what", "rule-0.0", "attribute"), "#uname")
    assert rules.element("e1").get("attribute") == "#uname"


def test_and_or(rules: Bench) -> None:
    click(rules.segment("rules", "boolean-op", "all hold", "rule-0"))
    assert rules.element("r1").get("boolean-op") == "and"
    click(rules.segment("rules", "boolean-op", "one holds", "rule-0.2"))
    assert rules.element("r2").get("boolean-op") == "or"


def test_the_score_of_a_rule(rules: Bench) -> None:
    control = rules.row("rules", "score", "rule-0").control
    assert isinstance(control, ScoreControl)
    assert isinstance(control.score, ScoreField)
    click(control.score.never)
    assert rules.element("r1").get("score") == "-INFINITY"


def test_a_date_specification(rules: Bench) -> None:
    rules.write(rules.line("rules", "spec.hours", "rule-0.2.0"), "8-18")
    assert rules.element("ds").get("hours") == "8-18"
    button = rules.row("rules", "spec.weekdays", "rule-0.2.0").remove
    assert button is not None
    click(button)
    assert rules.element("ds").get("weekdays") is None
    assert rules.row("rules", "spec.hours", "rule-0.2.0").remove is None, "the last one stays"


def test_the_kind_of_a_date(rules: Bench) -> None:
    rules.choose("rules", "operation", "between", "rule-0.2.0")
    date = rules.element("d1")
    assert date.get("operation") == "in_range"
    assert date.get("start") is not None
    assert len(date) == 0
    rules.write(rules.line("rules", "end", "rule-0.2.0"), "2030-01-01")
    assert rules.element("d1").get("end") == "2030-01-01"
    rules.write(rules.line("rules", "end", "rule-0.2.0"), "whenever")
    assert rules.element("d1").get("end") == "2030-01-01"
    assert rules.note("rules", "end", "rule-0.2.0").startswith("▲ Write a date")


def test_a_test_of_another_kind_is_told_and_kept(rules: Bench) -> None:
    shown = rules.row("rules", "words", "rule-0.1").control
    assert isinstance(shown, ToldControl)
    assert shown.field.text == "site is east"
    rules.write(rules.line("rules", "what", "rule-0.0", "attribute"), "ping")
    assert rules.element("e2").get("value-source") == "literal"


def test_tests_are_added_and_removed(rules: Bench) -> None:
    click(adding(rules, "rule-0.2+", "＋ attribute"))
    inner = rules.element("r2")
    assert [one.tag for one in inner] == ["date_expression", "expression", "expression"]
    assert inner[2].get("attribute") == "#uname"
    view = rules.form("rules").cards["rule-0.2.2"]
    click(next(b for b in view.findChildren(QToolButton) if b.toolTip().startswith("Remove")))
    assert [one.tag for one in rules.element("r2")] == ["date_expression", "expression"]


def test_a_nested_rule_is_added(rules: Bench) -> None:
    click(adding(rules, "rule-0+", "＋ nested"))
    nested = [one for one in rules.element("r1") if one.tag == "rule"]
    assert len(nested) == 2
    assert nested[1].get("boolean-op") in {None, "and"}
    assert nested[1][0].get("attribute") == "#uname"


def test_another_rule_is_a_constraint_of_its_own_and_shown_next(rules: Bench) -> None:
    before = without(rules, "loc-backup-rule")

    def show(chosen: Subject) -> None:
        rules.open(chosen.kind, chosen.id)

    rules.inspector.subject_chosen.connect(show)
    rules.press("＋ another rule")
    made = rules.element("loc-backup-rule")
    assert (made.get("rsc"), made[0].get("score"), made[0][0].get("attribute")) == (
        "backup",
        "0",
        "#uname",
    )
    assert without(rules, "loc-backup-rule") == before
    assert rules.subject.id == "loc-backup-rule"
    control = rules.row("rules", "score", "rule-0").control
    assert isinstance(control, ScoreControl)
    click(control.score.never)
    assert rules.element("loc-backup-rule")[0].get("score") == "-INFINITY"


def test_the_score_from_a_node_attribute_and_back(rules: Bench) -> None:
    line = rules.line("rules", "score-attribute", "rule-0")
    assert line.text() == ""
    rules.write(line, "weight")
    rule = rules.element("r1")
    assert (rule.get("score-attribute"), rule.get("score")) == ("weight", None)
    assert "score" not in rules.form("rules").cards["rule-0"].rows
    line = rules.line("rules", "score-attribute", "rule-0")
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    rule = rules.element("r1")
    assert (rule.get("score-attribute"), rule.get("score")) == (None, "0")
    assert rules.line("rules", "score-attribute", "rule-0").hasFocus()


def test_a_shared_rule_is_read_only(bench: Bench) -> None:
    bench.change(
        "</constraints>",
        '<rsc_location id="l-shared" rsc="power"><rule id-ref="r1"/></rsc_location></constraints>',
    )
    bench.constraint("l-shared")
    control = bench.row("rules", "score", "rule-0").control
    assert isinstance(control, ScoreControl)
    assert control.score.line.isReadOnly()
    assert "shared" in control.score.line.toolTip()


def test_typing_in_a_rule_outlives_a_change_elsewhere(rules: Bench) -> None:
    line = rules.line("rules", "with", "rule-0.2.1", "value")
    rules.type(line, "256")
    rules.change('attribute="pingd"', 'attribute="ping2"')
    assert rules.line("rules", "what", "rule-0.0", "attribute").text() == "ping2"
    assert (line.hasFocus(), line.text()) == (True, "256")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert rules.element("e3").get("value") == "256"
    assert rules.element("e1").get("attribute") == "ping2"
