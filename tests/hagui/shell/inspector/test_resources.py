"""Resources, nodes and the cluster edited in the inspector, down to the CIB."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from engine.cib.edits.vocabulary import (
    JoinGroup,
    LeaveGroup,
    MakeClone,
    NewGroup,
    RemoveClone,
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SetPromotable,
    SetProperty,
    Ungroup,
)
from hagui.cluster.subject import Subject, SubjectKind
from hagui.editors.adder import AdderControl
from hagui.editors.text_control import TextControl
from tests.hagui.shell.inspector.bench import Bench, click


def test_a_parameter_is_changed(bench: Bench) -> None:
    bench.resource("webip")
    bench.write(bench.line("parameters", "cidr_netmask"), "25")
    assert bench.edits == [(SetParameter("webip", "cidr_netmask", "25"),)]
    assert bench.element("webip-mask").get("value") == "25"


def test_a_parameter_is_removed(bench: Bench) -> None:
    bench.resource("webip")
    button = bench.row("parameters", "nic").remove
    assert button is not None
    assert button.toolTip() == "Remove nic"
    click(button)
    assert bench.edits == [(SetParameter("webip", "nic", None),)]
    assert "nic" not in bench.form("parameters").cards[""].rows


def test_a_password_is_hidden_until_asked_for(bench: Bench) -> None:
    bench.resource("db")
    line = bench.line("parameters", "monitor_password")
    assert line.echoMode() is QLineEdit.EchoMode.Password
    control = bench.row("parameters", "monitor_password").control
    assert isinstance(control, TextControl)
    assert control.reveal is not None
    click(control.reveal)
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    assert control.reveal.text() == "hide"
    bench.resource("webip")
    bench.resource("db")
    line = bench.line("parameters", "monitor_password")
    assert line.echoMode() is QLineEdit.EchoMode.Password, "hidden again on the next visit"


def test_escape_closes_the_adder(bench: Bench) -> None:
    bench.resource("webip")
    bench.press("＋ parameter")
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "x")
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert bench.button("＋ parameter").isVisible()
    assert bench.button("＋ parameter").hasFocus()
    assert bench.edits == []


def test_a_known_meta_attribute_is_added_with_its_help(bench: Bench) -> None:
    bench.resource("webip")
    bench.press("＋ meta attribute")
    name = QApplication.focusWidget()
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "allow-migrate")
    adder = bench.row("meta", "add").control
    assert isinstance(adder, AdderControl)
    assert "Move it live" in adder.about.text()
    QTest.keyClick(name, Qt.Key.Key_Return)
    value = QApplication.focusWidget()
    assert value is not None
    QTest.keyClicks(value, "true")
    QTest.keyClick(value, Qt.Key.Key_Return)
    assert bench.edits == [(SetMeta("webip", "allow-migrate", "true"),)]
    bench.choose("meta", "allow-migrate", "no")
    assert bench.edits[-1] == (SetMeta("webip", "allow-migrate", "false"),)


def test_a_meta_attribute_returns_to_its_default(bench: Bench) -> None:
    bench.resource("backup")
    line = bench.line("meta", "migration-threshold")
    assert line.text() == "3"
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert bench.edits == [(SetMeta("backup", "migration-threshold", None),)]
    assert line.placeholderText() == "∞ (default)"


def test_a_default_of_all_resources_is_told(bench: Bench) -> None:
    bench.resource("backup")
    assert bench.line("meta", "resource-stickiness").placeholderText() == "100 (default)"


def test_a_time_must_be_one(bench: Bench) -> None:
    bench.resource("backup")
    line = bench.line("meta", "failure-timeout")
    bench.write(line, "soon")
    assert bench.edits == []
    assert bench.note("meta", "failure-timeout").startswith("▲ Write a time")
    bench.write(line, "5min")
    assert bench.edits == [(SetMeta("backup", "failure-timeout", "5min"),)]


def test_stop_and_start(bench: Bench) -> None:
    bench.resource("backup")
    bench.choose("meta", "target-role", "stopped")
    bench.choose("meta", "target-role", "started (default)")
    assert bench.edits == [
        (SetMeta("backup", "target-role", "Stopped"),),
        (SetMeta("backup", "target-role", None),),
    ]


def test_members_change_places(bench: Bench) -> None:
    bench.resource("webservice")
    rows = bench.sequence("members", "members").list
    assert rows.item(0).text() == "1  webip  ·  ● started"
    rows.setFocus()
    rows.setCurrentRow(0)
    QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert bench.edits == [(JoinGroup("webservice", ("webip",), "webserver"),)]
    QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert bench.edits[-1] == (JoinGroup("webservice", ("webip",), None),)
    group = bench.element("webservice")
    assert [one.get("id") for one in group] == ["webstore", "webserver", "webip"]


def test_a_member_leaves_and_is_shown(bench: Bench) -> None:
    chosen: list[Subject] = []
    bench.inspector.subject_chosen.connect(chosen.append)
    bench.resource("webservice")
    control = bench.sequence("members", "members")
    control.list.setFocus()
    control.list.setCurrentRow(1)
    QTest.keyClick(control.list, Qt.Key.Key_Return)
    assert chosen == [Subject(SubjectKind.RESOURCE, "webstore")]
    click(control.away)
    assert bench.edits == [(LeaveGroup(("webstore",)),)]


@pytest.mark.parametrize(
    ("resource", "button", "edit"),
    [
        ("backup", "Make a group of it", NewGroup("grp-backup", ("backup",))),
        ("backup", "Clone it", MakeClone("backup", "backup-clone")),
        ("backup", "Promotable clone", MakeClone("backup", "backup-clone", promotable=True)),
        ("webip", "Leave webservice", LeaveGroup(("webip",))),
        ("webservice", "Dissolve the group", Ungroup("webservice")),
        ("dlm-clone", "Remove the clone", RemoveClone("dlm-clone")),
        ("dlm-clone", "Make it promotable", SetPromotable("dlm-clone", on=True)),
    ],
)
def test_structure(bench: Bench, resource: str, button: str, edit: object) -> None:
    bench.resource(resource)
    bench.press(button)
    assert bench.edits == [(edit,)]
    assert bench.refused == []


def test_a_conversion_that_is_refused_says_why(bench: Bench) -> None:
    bench.resource("db-clone")
    bench.press("Make it a plain clone")
    assert len(bench.refused) == 1
    assert bench.note("structure", "structure").startswith("▲ ")


def test_a_constraint_is_asked_for(bench: Bench) -> None:
    wanted: list[tuple[str, str]] = []

    def want(kind: str, id_: str) -> None:
        wanted.append((kind, id_))

    bench.inspector.offer_wanted.connect(want)
    bench.resource("backup")
    bench.press("＋ constraint…")
    assert wanted == [("constraint", "backup")]


def test_node_attributes(bench: Bench) -> None:
    bench.open(SubjectKind.NODE, "node1")
    bench.write(bench.line("attributes", "site"), "west")
    bench.choose("attributes", "standby", "on")
    assert bench.edits == [
        (SetNodeAttribute("node1", "site", "west"),),
        (SetNodeAttribute("node1", "standby", "on"),),
    ]
    bench.choose("attributes", "standby", "off (default)")
    assert bench.edits[-1] == (SetNodeAttribute("node1", "standby", None),)
    button = bench.row("attributes", "site").remove
    assert isinstance(button, QToolButton)
    click(button)
    assert bench.edits[-1] == (SetNodeAttribute("node1", "site", None),)


def test_cluster_properties_and_defaults(bench: Bench) -> None:
    bench.open(SubjectKind.CLUSTER, "")
    bench.choose("properties", "no-quorum-policy", "keep what runs")
    bench.write(bench.line("rsc-defaults", "resource-stickiness"), "200")
    bench.write(bench.line("op-defaults", "timeout"), "40s")
    assert bench.edits == [
        (SetProperty("no-quorum-policy", "freeze"),),
        (SetDefault("rsc_defaults", "resource-stickiness", "200"),),
        (SetDefault("op_defaults", "timeout", "40s"),),
    ]


def test_what_the_cluster_writes_cannot_be_edited(bench: Bench) -> None:
    bench.open(SubjectKind.CLUSTER, "")
    line = bench.line("properties", "dc-version")
    assert line.isReadOnly()
    assert line.toolTip() == "The cluster writes this itself"
