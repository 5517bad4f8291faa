"""What needs a person, in which order, and the next step offered."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from engine.protocol.verbs import Cleanup
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness, Link, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.shell.problems.concerns import Code, Concern, concerns, failures_counted
from hagui.shell.problems.words import advice, brief, headline
from hagui.shell.window import MainWindow
from tests.hagui.shell.given import facts, lasting, live_status, source


def test_the_example_has_one_problem(live: LiveCluster, english: None) -> None:
    found = concerns(live.state, None)
    assert [c.code for c in found] == [Code.FAILED]
    assert failures_counted(found) == 1
    assert headline(found[0]) == "backup failed on node1 — start: Timed out after 20s"
    assert "3 of 3 failures: may not run on node1" in advice(found[0])


def test_the_most_pressing_comes_first(live: LiveCluster) -> None:
    nodes = dict(live.state.nodes)
    nodes["node3"] = replace(nodes["node3"], online=False, unclean=True)
    state = replace(live.state, quorate=False, dc=None, nodes=nodes, fencing_enabled=False)
    found = concerns(state, SourcesStatus(Freshness.STALE))
    assert [c.code for c in found] == [
        Code.STALE,
        Code.QUORUM_LOST,
        Code.NODE_UNCLEAN,
        Code.NO_DC,
        Code.FAILED,
        Code.FENCING_OFF,
    ]


def test_nodes_that_disagree_are_news(live: LiveCluster, english: None) -> None:
    split = live_status(source("node1"), source("node3", facts=facts("node3", dc="node3")))
    assert Code.DISAGREE not in {c.code for c in concerns(live.state, split)}, "it may be over soon"
    found = [c for c in concerns(live.state, split, apart=lasting(split)) if c.apart is not None]
    assert [c.code for c in found] == [Code.DISAGREE]
    assert headline(found[0]) == "Nodes disagree on who is DC: node1 → node2, node3 → node3"
    assert "node3" in advice(found[0])


def test_a_node_whose_pacemaker_is_down_is_not_told_to_join(
    live: LiveCluster, english: None
) -> None:
    nodes = dict(live.state.nodes)
    nodes["node3"] = replace(nodes["node3"], online=False, pending=True, standby=False)
    state = replace(live.state, nodes=nodes)
    why = "Pacemaker does not run on node3, though Corosync does; start it there."
    down = source("node3", stack_up=False, message=why, facts=None)
    told = [c for c in concerns(state, live_status(source("node1"), down)) if c.node == "node3"]
    assert [(c.code, advice(c)) for c in told] == [(Code.STACK_DOWN, why)]
    for other in (source("node3"), source("node3", Link.WAITING, stack_up=False)):
        told = concerns(state, live_status(source("node1"), other))
        assert Code.NODE_PENDING in {c.code for c in told}, other


def test_a_blocked_instance_is_listed(live: LiveCluster, english: None) -> None:
    instances = dict(live.state.instances)
    instances["webip"] = replace(instances["webip"], failed=True, blocked=True)
    found = concerns(replace(live.state, instances=instances), None)
    assert found[0].code is Code.BLOCKED
    assert "webip is blocked" in headline(found[0])


def test_an_engine_that_needs_a_person_says_why(live: LiveCluster) -> None:
    refused = source("node2", Link.REFUSED, message="The password is wrong.", facts=None)
    found = concerns(live.state, live_status(source("node1"), refused))
    mine = next(c for c in found if c.code is Code.REFUSED)
    assert advice(mine) == "The password is wrong."


def test_every_kind_of_problem_has_words(live: LiveCluster, english: None) -> None:
    apart = lasting(live_status(source("a"), source("b", facts=facts("b", dc="b"))))
    for code in Code:
        subject = Subject(SubjectKind.NODE, "node1")
        concern = Concern(code, subject, "node1", source=source("a"), apart=apart)
        assert headline(concern)
        assert isinstance(advice(concern), str)


def test_clean_up_is_one_click_away(shown: MainWindow) -> None:
    shown.panes.bottom.show_problems()
    rows = shown.panes.bottom.problems.rows()
    assert len(rows) == 1
    button = next(b for b in rows[0].findChildren(QPushButton) if b.text() == "Clean up")
    wanted: list[object] = []
    shown.intent.connect(wanted.append)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == [Cleanup(resource="backup", node="node1")]


def test_show_selects_what_it_is_about(shown: MainWindow) -> None:
    shown.panes.bottom.show_problems()
    row = shown.panes.bottom.problems.rows()[0]
    button = next(b for b in row.findChildren(QPushButton) if b.text() == "Show")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown.subject == Subject(SubjectKind.INSTANCE, "backup")


def test_a_file_offers_no_acts_and_a_calm_cluster_says_so(
    window: MainWindow, live: LiveCluster
) -> None:
    window.show_cluster(live, "web")
    window.show_sources(SourcesStatus(Freshness.FILE, file="cib.xml"))
    row = window.panes.bottom.problems.rows()[0]
    assert [b.text() for b in row.findChildren(QPushButton)] == ["Show"]
    assert window.panes.bottom.tabs.tabText(2) == "Problems (1)"
    window.panes.bottom.problems.show_concerns([], live=False)
    problems = window.panes.bottom.problems
    labels = [label.text() for label in problems.findChildren(QLabel)]
    assert "All is well." in labels
    assert "Nothing needs you now." in labels


def test_an_idle_copy_beyond_the_maximum_is_no_problem(live: LiveCluster) -> None:
    instances = dict(live.state.instances)
    spare = next(item for item in instances.values() if not item.nodes and item.number is not None)
    instances[spare.key] = replace(spare, orphaned=True)
    found = concerns(replace(live.state, instances=instances), None)
    assert [c.code for c in found] == [Code.FAILED]
    instances["webip"] = replace(instances["webip"], orphaned=True)
    found = concerns(replace(live.state, instances=instances), None)
    assert Code.ORPHANED in {c.code for c in found}


def test_a_lost_engine_stays_listed_while_it_is_tried_again(live: LiveCluster) -> None:
    why = "node2:5560 refuses connections."
    for link in (Link.WAITING, Link.CONNECTING):
        lost = source("node2", link, message=why, facts=None)
        found = concerns(live.state, live_status(source("node1"), lost))
        assert [advice(c) for c in found if c.code is Code.LINK_LOST] == [why]
    first_time = source("node2", Link.CONNECTING, facts=None)
    found = concerns(live.state, live_status(source("node1"), first_time))
    assert Code.LINK_LOST not in {c.code for c in found}


def test_the_worst_is_said_in_few_words(live: LiveCluster, english: None) -> None:
    assert brief(concerns(live.state, None)) == "1 failure"
    nodes = dict(live.state.nodes)
    nodes["node3"] = replace(nodes["node3"], online=False, unclean=True)
    assert brief(concerns(replace(live.state, nodes=nodes), None)) == "node3 unclean"
    nodes["node1"] = replace(nodes["node1"], online=False, unclean=True)
    found = concerns(replace(live.state, nodes=nodes), None)
    assert brief(found) == "2 nodes unclean"
    assert brief(found, {Code.FAILED, Code.FAIL_COUNT}) == "1 failure"
    assert brief([]) == ""
    apart = lasting(live_status(source("a"), source("b", facts=facts("b", dc="b"))))
    for code in Code:
        subject = Subject(SubjectKind.NODE, "node1")
        concern = Concern(code, subject, "node1", source=source("a"), apart=apart)
        assert bool(brief([concern])) is concern.serious


def test_a_fencing_device_may_start_before_its_node_is_fenced(live: LiveCluster) -> None:
    instances = dict(live.state.instances)
    for name in ("power", "webip"):
        instances[name] = replace(instances[name], nodes=("node1", "node2"))
    found = concerns(replace(live.state, instances=instances), None)
    assert [c.subject.id for c in found if c.code is Code.MULTIPLE] == ["webip"]


def test_what_ran_on_a_lost_node_is_not_active_twice(live: LiveCluster, english: None) -> None:
    instances, nodes = dict(live.state.instances), dict(live.state.nodes)
    instances["webip"] = replace(instances["webip"], nodes=("node1", "node2"))
    twice = replace(live.state, instances=instances)
    assert Code.MULTIPLE in {c.code for c in concerns(twice, None)}
    nodes["node1"] = replace(nodes["node1"], unclean=True, online=False)
    lost = replace(twice, nodes=nodes)
    assert Code.MULTIPLE not in {c.code for c in concerns(lost, None)}
