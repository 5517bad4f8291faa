"""Constraints edited in the inspector with keys and mouse, down to the CIB."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from engine.cib.edits.vocabulary import ChangeConstraint, RemoveConstraint, SwapEnds
from hagui.editors.choice_control import ChoiceControl
from hagui.shell.inspector.blocks import Words
from tests.hagui.shell.inspector.bench import Bench, click


def words(bench: Bench) -> tuple[str, ...]:
    block = next(b for b in bench.inspector.page if isinstance(b, Words))
    return tuple(line.replace("<b>", "").replace("</b>", "") for line in block.lines)


def test_a_score_is_written_and_the_sentence_follows(bench: Bench) -> None:
    bench.constraint("webservice-with-db")
    line = bench.line("score", "score")
    bench.write(line, "-inf")
    assert bench.edits == [(ChangeConstraint("webservice-with-db", {"score": "-INFINITY"}),)]
    assert bench.element("webservice-with-db").get("score") == "-INFINITY"
    assert words(bench)[0] == "webservice never runs where db-clone's primary runs."
    assert line.text() == "−∞"
    assert line.hasFocus(), "the page changed around the field"


def test_the_direction_is_swapped(bench: Bench) -> None:
    bench.constraint("backup-away-from-web")
    bench.press("⇄ swap")
    assert bench.edits == [(SwapEnds("backup-away-from-web"),)]
    element = bench.element("backup-away-from-web")
    assert (element.get("rsc"), element.get("with-rsc")) == ("webservice", "backup")
    assert bench.button("⇄ swap").hasFocus()


def test_an_end_is_changed_by_typing_its_id(bench: Bench) -> None:
    bench.constraint("backup-away-from-web")
    line = bench.line("ends", "with-rsc")
    bench.write(line, "dlm-clone")
    assert bench.element("backup-away-from-web").get("with-rsc") == "dlm-clone"


def test_an_end_is_chosen_from_the_list(bench: Bench) -> None:
    bench.constraint("backup-away-from-web")
    line = bench.line("ends", "with-rsc")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Down)
    popup = line.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    model = line.completer().completionModel()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert "db-clone" in names
    assert "webserver" in names
    for _ in range(names.index("power") + 1):
        QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert bench.element("backup-away-from-web").get("with-rsc") == "power"


def test_what_is_no_resource_is_marked_and_not_sent(bench: Bench) -> None:
    bench.constraint("backup-away-from-web")
    line = bench.line("ends", "with-rsc")
    bench.write(line, "nobody")
    assert bench.edits == []
    assert bench.note("ends", "with-rsc") == "▲ There is no nobody here"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert (line.text(), bench.note("ends", "with-rsc")) == ("webservice", "")


def test_what_is_refused_is_said_at_the_field_which_is_true_again(bench: Bench) -> None:
    bench.constraint("backup-away-from-web")
    line = bench.line("ends", "with-rsc")
    bench.write(line, "backup")
    assert len(bench.refused) == 1
    assert line.text() == "webservice"
    assert bench.note("ends", "with-rsc").startswith("▲ ")
    assert "backup" in bench.note("ends", "with-rsc")
    assert line.property("problem") is True


def test_a_role_is_offered_where_there_are_roles(bench: Bench) -> None:
    bench.constraint("webservice-with-db")
    bench.choose("ends", "with-rsc-role", "unpromoted")
    assert bench.element("webservice-with-db").get("with-rsc-role") == "Unpromoted"
    control = bench.row("ends", "rsc-role").control
    assert isinstance(control, ChoiceControl)
    assert [option.text for option in control.field.options] == ["any role", "started"]


def test_a_list_changes_nothing_in_passing(bench: Bench) -> None:
    bench.constraint("webservice-with-db")
    control = bench.row("ends", "with-rsc-role").control
    assert isinstance(control, ChoiceControl)
    box = control.box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    QApplication.processEvents()
    assert box.view().isVisible()
    QTest.keyClick(box.view(), Qt.Key.Key_Up)
    QTest.keyClick(box.view(), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert box.currentText() == "promoted"
    assert bench.edits == []


def test_a_kind_is_one_click(bench: Bench) -> None:
    bench.constraint("db-then-webservice")
    click(bench.segment("kind", "kind", "optional"))
    assert bench.element("db-then-webservice").get("kind") == "Optional"
    assert bench.segment("kind", "kind", "optional").isChecked()
    assert "Each also starts and stops without the other." in words(bench)


@pytest.mark.parametrize(
    ("constraint", "key", "text", "value"),
    [
        ("db-then-webservice", "first-action", "start", "start"),
        ("db-then-webservice", "symmetrical", "no", "false"),
        ("db-then-webservice", "require-all", "no", "false"),
        ("webservice-with-db", "influence", "no", "false"),
        ("backup-not-on-node2", "resource-discovery", "never", "never"),
        ("t1", "loss-policy", "demote it", "demote"),
    ],
)
def test_choices_reach_the_cib(
    bench: Bench, constraint: str, key: str, text: str, value: str
) -> None:
    bench.constraint(constraint)
    bench.choose("ends", key, text)
    assert bench.element(constraint).get(key) == value
    assert len(bench.edits) == 1


@pytest.mark.parametrize(
    ("constraint", "key", "text", "value"),
    [
        ("webservice-with-db", "node-attribute", "site", "site"),
        ("backup-not-on-node2", "node", "node1", "node1"),
        ("t1", "ticket", "ticketB", "ticketB"),
    ],
)
def test_texts_reach_the_cib(
    bench: Bench, constraint: str, key: str, text: str, value: str
) -> None:
    bench.constraint(constraint)
    bench.write(bench.line("ends", key), text)
    assert bench.element(constraint).get(key) == value
    assert len(bench.edits) == 1


def test_an_optional_text_that_is_emptied_is_removed(bench: Bench) -> None:
    bench.constraint("webservice-with-db")
    bench.write(bench.line("ends", "node-attribute"), "site")
    line = bench.line("ends", "node-attribute")
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert bench.element("webservice-with-db").get("node-attribute") is None


def test_leaving_a_field_commits_it(bench: Bench) -> None:
    bench.constraint("t1")
    line = bench.line("ends", "ticket")
    bench.type(line, "other")
    assert bench.edits == []
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert bench.edits == [(ChangeConstraint("t1", {"ticket": "other"}),)]


def test_a_constraint_is_deleted(bench: Bench) -> None:
    bench.constraint("t1")
    bench.press("Delete constraint")
    assert bench.edits == [(RemoveConstraint("t1"),)]
    assert "no longer there" in str(bench.inspector.page[0])


def test_what_is_not_understood_is_shown_and_kept(bench: Bench) -> None:
    bench.change('ticket="ticketA"', 'ticket="ticketA" novel="1"')
    bench.constraint("t1")
    shown = [b for b in bench.inspector.page if getattr(b, "title", "").startswith("Not under")]
    assert [getattr(block, "text", "") for block in shown] == ['novel="1"']
    bench.choose("ends", "loss-policy", "leave it as it is")
    assert bench.element("t1").get("novel") == "1"


def test_a_pair_becomes_sets_and_a_pair_again(bench: Bench) -> None:
    bench.constraint("webservice-with-db")
    before = dict(bench.element("webservice-with-db").attrib)
    bench.press("Say it with sets")
    element = bench.element("webservice-with-db")
    assert element.get("rsc") is None
    assert [one.get("role") for one in element] == [None, "Promoted"]
    bench.press("Say it as a pair")
    assert dict(bench.element("webservice-with-db").attrib) == before
    assert len(bench.element("webservice-with-db")) == 0


def test_a_node_becomes_a_rule_and_a_node_again(bench: Bench) -> None:
    bench.constraint("backup-not-on-node2")
    before = dict(bench.element("backup-not-on-node2").attrib)
    bench.press("Say it with a rule")
    rule = bench.element("backup-not-on-node2")[0]
    assert (rule.tag, rule.get("score"), rule[0].get("value")) == ("rule", "-INFINITY", "node2")
    bench.press("Say it with a node")
    assert dict(bench.element("backup-not-on-node2").attrib) == before


def test_tab_goes_from_top_to_bottom(bench: Bench) -> None:
    bench.constraint("webservice-with-db")
    bench.button("⇄ swap").setFocus()
    names: list[str] = []
    for _ in range(11):
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert names == [
        "Reverse the direction",
        "∞ always",
        "score",
        "−∞ never",
        "resource",
        "in role",
        "with",
        "in role",
        "node attr.",
        "influence",
        "Say it with sets",
    ]
    assert bench.edits == [], "looking changes nothing"


def test_letters_lead_to_the_fields(bench: Bench) -> None:
    bench.constraint("webservice-with-db")
    bench.inspector.setFocus()
    QTest.keyClick(bench.inspector, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    assert bench.line("score", "score").hasFocus()
    QTest.keyClick(bench.window, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    assert bench.line("ends", "rsc").hasFocus()


class TestSets:
    def members(self, bench: Bench, set_: str) -> list[str | None]:
        return [ref.get("id") for ref in bench.element(set_) if ref.tag == "resource_ref"]

    def test_members_move_with_keys(self, bench: Bench) -> None:
        bench.constraint("c-sets")
        rows = bench.sequence("sets", "members", "set-0").list
        rows.setFocus()
        rows.setCurrentRow(2)
        QTest.keyClick(rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert self.members(bench, "c-s1") == ["backup", "dlm-clone", "webservice"]
        rows = bench.sequence("sets", "members", "set-0").list
        assert rows.current == "dlm-clone", "what was moved stays current"
        assert rows.hasFocus()

    def test_members_move_with_buttons(self, bench: Bench) -> None:
        bench.constraint("c-sets")
        control = bench.sequence("sets", "members", "set-0")
        assert not control.down.isEnabled()
        control.list.setCurrentRow(0)
        assert not control.up.isEnabled()
        click(control.down)
        assert self.members(bench, "c-s1") == ["webservice", "backup", "dlm-clone"]

    def test_members_are_dragged(self, bench: Bench) -> None:
        bench.constraint("c-sets")
        rows = bench.sequence("sets", "members", "set-0").list
        bench.inspector.ensureWidgetVisible(rows)
        port = rows.viewport()
        start = rows.visualItemRect(rows.item(0)).center()
        end = rows.visualItemRect(rows.item(2)).center()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
        for step in range(1, 5):
            QTest.mouseMove(port, start + (end - start) * step / 4)
            assert bench.edits == [], "nothing is meant before the row is let go"
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
        assert self.members(bench, "c-s1") == ["webservice", "dlm-clone", "backup"]

    def test_escape_ends_a_drag(self, bench: Bench) -> None:
        bench.constraint("c-sets")
        rows = bench.sequence("sets", "members", "set-0").list
        rows.setFocus()
        port = rows.viewport()
        start = rows.visualItemRect(rows.item(0)).center()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(port, start + QPoint(0, 60))
        QTest.keyClick(rows, Qt.Key.Key_Escape)
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + QPoint(0, 60))
        assert bench.edits == []
        assert rows.order == ("backup", "webservice", "dlm-clone")

    def test_a_member_is_taken_out_and_another_added(self, bench: Bench) -> None:
        bench.constraint("c-sets")
        rows = bench.sequence("sets", "members", "set-0").list
        rows.setFocus()
        rows.setCurrentRow(1)
        QTest.keyClick(rows, Qt.Key.Key_Delete)
        assert self.members(bench, "c-s1") == ["backup", "dlm-clone"]
        line = bench.line("sets", "add", "set-0")
        bench.write(line, "power")
        assert self.members(bench, "c-s1") == ["backup", "dlm-clone", "power"]
        assert line.text() == "", "ready for the next"
        assert line.hasFocus()

    def test_attributes_of_a_set(self, bench: Bench) -> None:
        bench.constraint("o-sets")
        bench.choose("sets", "require-all", "all of them", "set-0")
        assert bench.element("o-s1").get("require-all") == "true"
        bench.choose("sets", "sequential", "one after the other", "set-0")
        assert bench.element("o-s1").get("sequential") == "true"
        bench.choose("sets", "action", "demote", "set-1")
        assert bench.element("o-s2").get("action") == "demote"
        assert self.members(bench, "o-s1") == ["webservice", "dlm-clone"]

    def test_a_set_is_added_and_removed(self, bench: Bench) -> None:
        bench.constraint("o-sets")
        bench.write(bench.line("sets", "new-set", "new"), "power")
        element = bench.element("o-sets")
        assert len(element.findall("resource_set")) == 3
        buttons = bench.form("sets").cards["set-2"].findChildren(QToolButton)
        click(next(b for b in buttons if b.accessibleName() == "Remove set 3"))
        assert len(bench.element("o-sets").findall("resource_set")) == 2

    def test_the_sequence_of_sets_is_swapped(self, bench: Bench) -> None:
        bench.constraint("o-sets")
        bench.press("⇄ swap")
        ids = [one.get("id") for one in bench.element("o-sets")]
        assert ids == ["o-s2", "o-s1"]
