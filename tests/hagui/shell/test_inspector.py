"""The pages of the inspector: what a person reads about each kind of thing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from engine.cib.edits.vocabulary import SwapEnds
from engine.cib.state.model import ClusterState
from engine.protocol.verbs import Cleanup, Maintenance, Standby
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.editors.values import Choice, Form, Score, Sequence, Text
from hagui.shell.inspector.blocks import (
    Block,
    Lines,
    Note,
    Page,
    Pairs,
    Sentences,
    Title,
    Words,
    Xml,
)
from hagui.shell.inspector.context import Context
from hagui.shell.inspector.node_page import node_page
from hagui.shell.inspector.pages import page_of
from hagui.shell.inspector.switch import SwitchButton
from hagui.shell.inspector.values import MASK
from hagui.shell.inspector.widgets import SentenceCard
from hagui.shell.window import MainWindow
from tests.hagui.shell.given import facts, live_status, source

Look = Callable[..., Page]


@pytest.fixture
def page(live: LiveCluster, english: None) -> Look:
    """The page of a subject, as plain values."""

    def look(kind: SubjectKind, id_: str, status: SourcesStatus | None = None) -> Page:
        context = Context(
            live.configuration, live.state, live.cib, status, live.operations, now=1_791_470_000.0
        )
        return page_of(Subject(kind, id_), context)

    return look


def pairs(page: Page, title: str) -> dict[str, str]:
    block = next(b for b in page if isinstance(b, Pairs) and b.title == title)
    return {row.name: row.value for row in block.rows}


def fields(page: Page, key: str) -> dict[str, str | None]:
    """What the rows of a form hold, by their labels."""
    form = next(b for b in page if isinstance(b, Form) and b.key == key)
    rows = (field for card in form.cards for field in card.fields)
    return {row.label: row.value for row in rows if isinstance(row, Text | Choice | Score)}


def first(page: Page, kind: type[Block]) -> Block:
    return next(block for block in page if isinstance(block, kind))


def test_a_failed_resource_says_why_it_does_not_run(page: Look) -> None:
    shown = page(SubjectKind.RESOURCE, "backup")
    title = shown[0]
    assert isinstance(title, Title)
    assert (title.glyph, title.word) == ("▲", "stopped, with failures")
    why = next(b for b in shown if isinstance(b, Note) and b.title == "Why it does not run")
    assert why.lines == (
        "node1: failed 3 times of 3 allowed, so banned until cleaned up",
        "node2: never there (−∞, backup-not-on-node2)",
        "node3: standby",
    )
    failed = next(b for b in shown if isinstance(b, Note) and b.title == "Failures")
    assert "start: Timed out after 20s" in failed.lines[0]
    assert pairs(shown, "Fail counts") == {"node1": "3 of 3, banned there"}


def test_what_ran_on_a_lost_node_is_not_active_twice(live: LiveCluster, english: None) -> None:
    found = live.state.instances["webserver"]
    twice = replace(found, nodes=("node1", "node3"), failed=False, blocked=False, pending=None)
    state = replace(live.state, instances={**live.state.instances, "webserver": twice})

    def told(state: ClusterState, id_: str) -> str:
        page = page_of(Subject(SubjectKind.RESOURCE, id_), Context(live.configuration, state))
        if id_ == "webserver":
            assert isinstance(page[0], Title)
            return page[0].word
        form = next(b for b in page if isinstance(b, Form) and b.key == "members")
        field = form.cards[0].fields[0]
        assert isinstance(field, Sequence)
        return next(item.note for item in field.items if item.id == "webserver")

    assert "active on 2 nodes" in told(state, "webserver")
    assert "active on 2 nodes" in told(state, "webservice")
    nodes = {**state.nodes, "node1": replace(state.nodes["node1"], online=False, unclean=True)}
    lost = replace(state, nodes=nodes)
    assert "active on" not in told(lost, "webserver")
    assert "active on" not in told(lost, "webservice")


def test_constraints_of_a_group_touch_its_members(page: Look) -> None:
    shown = page(SubjectKind.RESOURCE, "webserver")
    block = first(shown, Sentences)
    assert isinstance(block, Sentences)
    words = [item.html.replace("<b>", "").replace("</b>", "") for item in block.items]
    assert words == [
        "webservice prefers to run on node1",
        "webservice starts only after db-clone is promoted",
        "webservice stays with db-clone's primary; if that moves, webservice follows",
        "backup keeps away from webservice if it can",
    ]
    assert [item.chip for item in block.items] == ["100", "∞", "∞", "−500"]


def test_parameters_are_told_and_secrets_are_not(page: Look) -> None:
    shown = page(SubjectKind.RESOURCE, "db")
    parameters = fields(shown, "parameters")
    assert parameters["pgdata"] == "/var/lib/postgresql/15/main"
    assert parameters["monitor_user"] == "monitor"
    form = next(b for b in shown if isinstance(b, Form) and b.key == "parameters")
    hidden = [f.label for f in form.cards[0].fields if isinstance(f, Text) and f.secret]
    assert hidden == ["monitor_password"]
    xml = first(shown, Xml)
    assert isinstance(xml, Xml)
    assert "not-a-real-one" not in xml.text
    assert f'name="monitor_password" value="{MASK}"' in xml.text


def test_the_history_names_outcomes(page: Look) -> None:
    shown = page(SubjectKind.RESOURCE, "webstore")
    lines = first(shown, Lines)
    assert isinstance(lines, Lines)
    assert [(row.task, row.node) for row in lines.rows][:2] == [
        ("monitor", "node1"),
        ("start", "node1"),
    ]
    assert lines.rows[1].outcome == "ok, 870 ms"
    assert "exit code 0 (ok)" in lines.rows[1].tip


def test_configured_operations_are_told(page: Look) -> None:
    operations = pairs(page(SubjectKind.RESOURCE, "webserver"), "Operations configured")
    assert operations["monitor"] == "every 30 s · at most 20 s · on failure restart"


def test_a_node_has_its_own_view_where_its_engine_is_connected(page: Look) -> None:
    status = live_status(source("node1"), source("node3", facts=facts("node3", dc=None)))
    own = pairs(page(SubjectKind.NODE, "node3", status), "Its own view")
    assert own["DC"] == "none"
    assert own["Pacemaker"] == "2.1.5"
    assert "Its own view" not in {
        b.title for b in page(SubjectKind.NODE, "node2", status) if isinstance(b, Pairs)
    }


def test_a_node_tells_attributes_and_what_runs_there(page: Look) -> None:
    shown = page(SubjectKind.NODE, "node1")
    lasting = fields(shown, "attributes")
    assert lasting == {"standby": None, "maintenance": None, "site": "east"}
    assert pairs(shown, "Transient attributes") == {"master-db": "1000"}
    assert pairs(shown, "Running here (5)")["db"] == "promoted"
    assert pairs(shown, "Utilization") == {"memory": "8192"}
    failed = next(b for b in shown if isinstance(b, Note) and b.title == "Failures")
    assert failed.lines[0].startswith("backup: start: Timed out after 20s")


def test_an_order_says_both_directions(page: Look) -> None:
    shown = page(SubjectKind.CONSTRAINT, "db-then-webservice")
    block = first(shown, Words)
    assert isinstance(block, Words)
    assert block.lines == (
        "<b>webservice</b> starts only after <b>db-clone</b> is promoted.",
        "<b>db-clone</b> is demoted only after <b>webservice</b> has stopped.",
    )
    assert block.swap == (SwapEnds("db-then-webservice"),)
    xml = first(shown, Xml)
    assert isinstance(xml, Xml)
    assert xml.text.startswith('<rsc_order id="db-then-webservice"')


def test_a_colocation_says_what_follows_both_ways(page: Look) -> None:
    block = first(page(SubjectKind.CONSTRAINT, "webservice-with-db"), Words)
    assert isinstance(block, Words)
    assert block.lines == (
        "<b>webservice</b> stays with <b>db-clone</b>'s primary.",
        "If <b>db-clone</b>'s primary moves, <b>webservice</b> follows.",
        "If there is no primary, <b>webservice</b> stops.",
        "<b>db-clone</b>'s primary runs without <b>webservice</b> too.",
    )


def test_a_rule_is_told_in_words(page: Look) -> None:
    block = first(page(SubjectKind.CONSTRAINT, "db-east"), Words)
    assert isinstance(block, Words)
    assert block.lines == ("<b>db-clone</b> never runs where site is not east.",)
    assert block.swap == ()


def test_the_cluster_page_tells_properties_and_versions(page: Look) -> None:
    shown = page(SubjectKind.CLUSTER, "")
    assert fields(shown, "properties")["no-quorum-policy"] == "stop"
    assert fields(shown, "rsc-defaults")["resource-stickiness"] == "100"
    assert pairs(shown, "Document")["Feature set"] == "3.16.1"


def test_unknown_xml_is_shown_as_it_is(live: LiveCluster, example: str, english: None) -> None:
    text = example.replace("</configuration>", '<novelty id="n" x="&lt;1"/></configuration>')
    live.load(text, at=0.0, source="node1")
    context = Context(live.configuration, live.state, live.cib)
    found = [b for b in page_of(Subject(SubjectKind.CLUSTER, ""), context) if isinstance(b, Xml)]
    assert [block.text for block in found] == ['<novelty id="n" x="&lt;1"/>']


def test_what_is_gone_says_so(page: Look) -> None:
    for kind in (SubjectKind.NODE, SubjectKind.RESOURCE, SubjectKind.CONSTRAINT):
        title = page(kind, "gone")[0]
        assert isinstance(title, Title)
        assert "no longer there" in title.word


def test_every_thing_in_the_cluster_has_a_page(page: Look, live: LiveCluster) -> None:
    for resource in live.configuration.every_resource():
        assert page(SubjectKind.RESOURCE, resource.id)
    for key in live.state.instances:
        assert page(SubjectKind.INSTANCE, key)
    for constraint in live.configuration.constraints:
        assert len(page(SubjectKind.CONSTRAINT, constraint.id)) > 2


def wanted(window: MainWindow) -> list[object]:
    found: list[object] = []
    window.intent.connect(found.append)
    return found


def test_the_switches_ask_for_standby_and_maintenance(shown: MainWindow) -> None:
    acts = wanted(shown)
    shown.select(Subject(SubjectKind.NODE, "node3"))
    run, maintain = shown.panes.inspector.findChildren(SwitchButton)[-2:]
    assert not run.isChecked()
    QTest.mouseClick(run, Qt.MouseButton.LeftButton)
    maintain.setFocus()
    QTest.keyClick(maintain, Qt.Key.Key_Space)
    assert acts == [Standby(node="node3", on=False), Maintenance(on=True, node="node3")]
    assert not run.isChecked(), "the switch moves when the cluster has moved"


def acting(window: MainWindow) -> list[QPushButton]:
    """The buttons that carry out acts."""
    buttons = window.panes.inspector.body.findChildren(QPushButton)
    return [button for button in buttons if button.text() in {"Clean up", "Refresh"}]


def test_clean_up_is_offered_where_there_is_something_to_clean(shown: MainWindow) -> None:
    acts = wanted(shown)
    shown.select(Subject(SubjectKind.RESOURCE, "backup"))
    buttons = acting(shown)
    assert [button.text() for button in buttons] == ["Clean up", "Refresh"]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert acts == [Cleanup(resource="backup")]
    shown.select(Subject(SubjectKind.RESOURCE, "webip"))
    assert [button.text() for button in acting(shown)] == ["Refresh"]


def test_what_can_only_be_read_says_why(window: MainWindow, live: LiveCluster) -> None:
    window.show_cluster(live, "web")
    window.show_sources(SourcesStatus(Freshness.FILE, file="cib.xml"))
    inspector = window.panes.inspector
    window.select(Subject(SubjectKind.NODE, "node1"))
    inspector.set_read_only(True, "Open the file again first")
    QApplication.processEvents()
    body = inspector.body
    buttons = [b for b in body.findChildren(QPushButton) if b.isVisible()]
    assert buttons
    assert not any(b.isEnabled() for b in buttons)
    assert not any(b.isEnabled() for b in body.findChildren(SwitchButton))
    lines = [line for line in body.findChildren(QLineEdit) if line.isVisible()]
    assert lines
    assert all(line.isReadOnly() for line in lines)
    assert {line.toolTip() for line in lines} == {"Open the file again first"}
    boxes = body.findChildren(QComboBox)
    assert boxes
    assert not any(box.isEnabled() for box in boxes)


def test_a_sentence_leads_to_its_constraint(shown: MainWindow) -> None:
    shown.select(Subject(SubjectKind.RESOURCE, "backup"))
    card = shown.panes.inspector.body.findChildren(SentenceCard)[0]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert shown.subject == Subject(SubjectKind.CONSTRAINT, "backup-not-on-node2")


def test_a_link_leads_to_the_node(shown: MainWindow) -> None:
    shown.select(Subject(SubjectKind.RESOURCE, "webip"))
    link = next(
        label
        for label in shown.panes.inspector.body.findChildren(QLabel)
        if label.accessibleName() == "Node: node1"
    )
    link.linkActivated.emit("#")
    assert shown.subject == Subject(SubjectKind.NODE, "node1")


def test_what_an_unclean_node_ran_is_told_as_past(live: LiveCluster, english: None) -> None:
    nodes = dict(live.state.nodes)
    nodes["node1"] = replace(nodes["node1"], online=False, unclean=True)
    context = Context(live.configuration, replace(live.state, nodes=nodes), live.cib)
    titles = [block.title for block in node_page("node1", context) if isinstance(block, Pairs)]
    assert any(title.startswith("Last known to run here") for title in titles)
    assert not any(title.startswith("Running here") for title in titles)


def test_a_clone_is_said_to_be_where_all_copies_alike_are(page: Look) -> None:
    words = {
        id_: next(b for b in page(SubjectKind.RESOURCE, id_) if isinstance(b, Title)).word
        for id_ in ("dlm-clone", "db-clone", "webservice")
    }
    assert words == {
        "dlm-clone": "started on node1, node2",
        "db-clone": "promoted on node1",
        "webservice": "started on node1",
    }
