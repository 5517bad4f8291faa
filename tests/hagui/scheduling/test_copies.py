"""The worker's copies answer as a scheduling of the whole document would."""

from importlib.resources import files

import pytest

from engine.cib.document import Cib
from engine.cib.edits import apply as edit
from engine.cib.edits.vocabulary import (
    Edits,
    SetMeta,
    SetNodeAttribute,
    SetProperty,
)
from engine.cib.patch import make
from engine.cib.patch.errors import PatchError
from engine.cib.transition.model import Graph
from engine.protocol.verbs import NodeEvent, OperationEvent, QuorumEvent
from engine.scheduler.injection.apply import inject
from engine.scheduler.injection.refused import InjectionRefused
from engine.scheduler.injection.words import read_event
from engine.scheduler.schedule import schedule
from hagui.scheduling.copies import Copy

NOW = 1_791_470_000.0
TEXT = (files("resources") / "examples" / "web-cluster-running.xml").read_text("utf-8")
STANDBY: Edits = (SetNodeAttribute("node1", "standby", "on"),)
STOP: Edits = (SetMeta("webservice", "target-role", "Stopped"),)


def _labels(graph: Graph) -> list[tuple[str, str]]:
    return sorted((step.key, step.target or step.node or "") for step in graph.steps)


def _edited(cib: Cib, edits: Edits) -> tuple[Cib, str]:
    """The document with the edits made, and the patchset that makes them."""
    after = cib.copy()
    edit(after, edits)
    return after, make(cib, after).text()


def _whole(cib: Cib) -> list[tuple[str, str]]:
    return _labels(schedule(cib, now=NOW).graph)


@pytest.fixture
def live() -> Cib:
    return Cib.parse(TEXT)


def test_it_answers_for_the_document_and_for_drafts_of_it(live: Cib) -> None:
    copy = Copy(TEXT, NOW)
    assert _labels(copy.ask("", (), NOW).graph) == _whole(live)
    answers = set[tuple[tuple[str, str], ...]]()
    for edits in (STANDBY, STOP, STANDBY):
        after, diff = _edited(live, edits)
        answer = _labels(copy.ask(diff, (), NOW).graph)
        assert answer == _whole(after)
        answers.add(tuple(answer))
    assert len(answers) == 2
    assert _labels(copy.ask("", (), NOW).graph) == _whole(live)


def test_it_follows_status_and_configuration_under_a_draft(live: Cib) -> None:
    copy = Copy(TEXT, NOW)
    _, diff = _edited(live, STOP)
    copy.ask(diff, (), NOW)
    failed = live.copy()
    inject(failed, [read_event("op=webip_monitor_10000@node1=7")], NOW)
    failed.version = failed.version.__class__(*live.version[:2], live.version[2] + 1)
    copy.follow(make(live, failed).text(), NOW)
    assert _labels(copy.ask("", (), NOW).graph) == _whole(failed)
    after, diff = _edited(failed, STOP)
    assert _labels(copy.ask(diff, (), NOW).graph) == _whole(after)
    other, by_others = _edited(failed, (SetProperty("maintenance-mode", "true"),))
    copy.follow(by_others, NOW)
    after, diff = _edited(other, STOP)
    assert _labels(copy.ask(diff, (), NOW).graph) == _whole(after)


def test_events_are_supposed_beside_a_draft(live: Cib) -> None:
    copy = Copy(TEXT, NOW)
    after, diff = _edited(live, STOP)
    events = ["node-fail=node2", "op=power_monitor_60000@node2=1", "quorum=yes"]
    inject(after, [read_event(words) for words in events], NOW)
    asked = (
        NodeEvent("node2", "fail"),
        OperationEvent("power", "monitor", "node2", 1, 60_000),
        QuorumEvent(quorate=True),
    )
    assert _labels(copy.ask(diff, asked, NOW).graph) == _whole(after)
    with pytest.raises(InjectionRefused, match="nowhere"):
        copy.ask("", (NodeEvent("nowhere", "fail"),), NOW)


def test_a_change_that_does_not_fit_is_refused_and_nothing_is_lost(live: Cib) -> None:
    _, diff = _edited(live, STOP)
    other = Cib.parse(TEXT.replace('"webservice"', '"shop"'))
    copy = Copy(other.text(), NOW)
    with pytest.raises(PatchError):
        copy.ask(diff, (), NOW)
    assert _labels(copy.ask("", (), NOW).graph) == _whole(other)


def test_reasons_asked_for_right_after_the_graph_cost_no_second_scheduling(live: Cib) -> None:
    copy = Copy(TEXT, NOW)
    _, diff = _edited(live, STOP)
    first = copy.ask(diff, (), NOW)
    assert copy.ask(diff, (), NOW + 0.5) is first
    assert copy.ask(diff, (), NOW + 60) is not first
    again = copy.ask(diff, (), NOW + 60)
    assert copy.ask("", (), NOW + 60) is not again
