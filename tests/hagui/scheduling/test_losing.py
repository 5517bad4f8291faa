"""Losses supposed one after another of one document say what each says on its own."""

from collections.abc import Callable
from importlib.resources import files

import pytest

from engine.cib.document import Cib
from engine.cib.edits import apply as edit
from engine.cib.edits.vocabulary import SetMeta, SetProperty
from engine.cib.patch import make
from engine.cib.state.derive import Derivation
from engine.cib.views import Configuration
from engine.protocol.verbs import Injection, NodeEvent, QuorumEvent, TicketEvent
from engine.scheduler.injection.apply import inject
from engine.scheduler.schedule import schedule
from hagui.cluster.rehearsal.durations import Durations
from hagui.cluster.rehearsal.model import Verdict
from hagui.monitor.losses.foretell import foretell
from hagui.monitor.losses.model import Foretold
from hagui.monitor.losses.suppose import NOTHING, events_of, losses_of, votes_after
from hagui.scheduling.copies import Copy, event_of
from hagui.scheduling.messages import Load, Lose, Lost, Refusal
from hagui.scheduling.process import WorkerProcess
from tests.bench.workload import workload

NOW = 1_791_470_000.0
TEXT = (files("resources") / "examples" / "web-cluster-running.xml").read_text("utf-8")
WITH_TICKET = TEXT.replace(
    "</constraints>", '<rsc_ticket id="t" rsc="webservice" ticket="west"/></constraints>'
).replace("</status>", '<tickets><ticket_state id="west" granted="true"/></tickets></status>')


def _alone(text: str, events: tuple[Injection, ...], lost: tuple[str, ...]) -> Foretold:
    """The same, each on a document of its own."""
    cib = Cib.parse(text)
    before = Derivation(cib, now=NOW)
    state, durations = before.state, Durations.of(before.operations())
    after = cib.copy()
    inject(after, [event_of(event) for event in events], NOW)
    result = schedule(after, now=NOW)
    configuration = Configuration.of(cib)
    return foretell(result.graph, state, configuration, durations, lost, lambda: result.stopped)


def _big() -> str:
    return workload(5, 40, fresh=False, standby=0).decode()


@pytest.mark.parametrize("text", [lambda: WITH_TICKET, _big], ids=["example", "five nodes"])
def test_each_loss_is_answered_as_if_it_were_asked_alone(text: Callable[[], str]) -> None:
    document = text()
    copy = Copy(document, NOW)
    cib = Cib.parse(document)
    state, configuration = Derivation(cib, now=NOW).state, Configuration.of(cib)
    losses = losses_of(state, configuration)
    assert len(losses) > 5
    for loss in (NOTHING, *losses, *losses[::-1], NOTHING):
        events = events_of(loss, votes_after(state, loss))
        assert copy.lose("", events, loss.nodes, NOW) == _alone(document, events, loss.nodes), loss


def test_what_the_loss_of_a_node_means() -> None:
    told = Copy(TEXT, NOW).lose("", (NodeEvent("node1", "fail"),), ("node1",), NOW)
    assert told.fenced == ("node1",)
    moved = {fate.resource: fate.after for fate in told.fates if fate.verdict is Verdict.MOVES}
    assert moved["webip"] == "node2"
    assert told.ended == ()


def test_what_is_on_a_lost_node_is_gone_also_where_nobody_may_recover_it() -> None:
    events = (NodeEvent("node1", "fail"), NodeEvent("node2", "fail"), QuorumEvent(quorate=False))
    told = Copy(TEXT, NOW).lose("", events, ("node1", "node2"), NOW)
    assert told.fenced == ()
    assert len({item.resource for item in told.ended}) == told.running
    assert "no-quorum" in {item.reason for item in told.ended}


def test_a_service_without_another_place_is_named_with_its_reason() -> None:
    banned = TEXT.replace(
        "</constraints>",
        '<rsc_location id="no2" rsc="webservice" node="node2" score="-INFINITY"/>'
        '<rsc_location id="no3" rsc="webservice" node="node3" score="-INFINITY"/></constraints>',
    )
    told = Copy(banned, NOW).lose("", (NodeEvent("node1", "fail"),), ("node1",), NOW)
    webip = next(item for item in told.ended if item.resource == "webip")
    assert webip.reason == "banned"
    assert set(webip.facts) == {"node2"}, "node3 is in standby"


def test_a_draft_and_what_the_cluster_does_meanwhile_are_taken_into_account() -> None:
    live = Cib.parse(TEXT)
    lost = NodeEvent("node1", "fail")
    copy = Copy(TEXT, NOW)
    before = copy.lose("", (lost,), ("node1",), NOW)
    stopped = live.copy()
    edit(stopped, (SetMeta("webservice", "target-role", "Stopped"),))
    diff = make(live, stopped).text()
    drafted = copy.lose(diff, (lost,), ("node1",), NOW)
    assert drafted == _alone(stopped.text(), (lost,), ("node1",)) != before
    off = live.copy()
    edit(off, (SetProperty("stonith-enabled", "false"),))
    copy.follow(make(live, off).text(), NOW)
    after = copy.lose("", (lost,), ("node1",), NOW)
    assert after == _alone(off.text(), (lost,), ("node1",)) != before
    assert after.fenced == ()
    assert after.ended == ()


async def test_a_worker_in_the_background_answers_losses() -> None:
    worker = WorkerProcess(background=True)
    try:
        worker.tell(Load(3, WITH_TICKET, NOW))
        reply = await worker.ask(Lose(0, 3, "", (NodeEvent("node1", "fail"),), NOW, ("node1",)))
        assert isinstance(reply, Lost)
        told = _alone(WITH_TICKET, (NodeEvent("node1", "fail"),), ("node1",))
        assert reply.foretold == told
        reply = await worker.ask(Lose(0, 3, "", (TicketEvent("west", "revoke"),), NOW))
        assert isinstance(reply, Lost)
        ended = {item.resource: item.reason for item in reply.foretold.ended}
        assert ended["webip"] == ended["webserver"] == "ticket"
        reply = await worker.ask(Lose(0, 3, "", (NodeEvent("nowhere", "fail"),), NOW))
        assert isinstance(reply, Refusal)
    finally:
        worker.end()
