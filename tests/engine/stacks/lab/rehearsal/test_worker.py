import asyncio
import os

import pytest

from engine.agents import trees
from engine.cib.document import Cib
from engine.cib.patch import make
from engine.cib.transition.read import read_graph
from engine.protocol.verbs import (
    Injection,
    NodeEvent,
    OperationEvent,
    QuorumEvent,
    Simulate,
    TicketEvent,
)
from engine.stacks.contract import StackError
from engine.stacks.lab.rehearsal.asking import Rehearsals
from engine.stacks.lab.rehearsal.worker import rehearse
from tests.engine.stacks.lab.cibs import cib, primitive

TEXT = cib(("alpha", "beta"), primitive("web"))
STATES = "".join(
    f'<node_state id="{number}" uname="{name}" in_ccm="true" crmd="online" join="member"'
    ' expected="member"/>'
    for number, name in enumerate(("alpha", "beta"), 1)
)
LIVE = TEXT.replace("<status/>", f"<status>{STATES}</status>").replace(
    "<cib ", '<cib have-quorum="1" dc-uuid="1" '
)


def starts(graph: str) -> list[str | None]:
    return [step.node for step in read_graph(graph).steps if step.key == "web_start_0"]


def test_what_the_scheduler_would_do() -> None:
    answer = rehearse(LIVE, Simulate((0, 1, 0)))
    assert (answer.version, answer.by) == ((0, 1, 0), "hagui")
    assert len(starts(answer.graph)) == 1


@pytest.mark.parametrize(
    ("event", "started"),
    [
        (NodeEvent("alpha", "down"), ["beta"]),
        (NodeEvent("alpha", "standby"), ["beta"]),
        (QuorumEvent(quorate=False), []),
    ],
    ids=["down", "standby", "quorum"],
)
def test_events_are_supposed(event: Injection, started: list[str]) -> None:
    assert starts(rehearse(LIVE, Simulate((0, 1, 0), inject=(event,))).graph) == started


def test_a_change_is_supposed() -> None:
    before = Cib.parse(LIVE)
    after = before.copy()
    constraints = after.section("constraints")
    assert constraints is not None
    never = {"id": "never", "rsc": "web", "node": "alpha", "score": "-INFINITY"}
    constraints.append(constraints.makeelement("rsc_location", never))
    diff = make(before, after).text()
    # The status has moved on meanwhile
    text = LIVE.replace('num_updates="0"', 'num_updates="9"')
    answer = rehearse(text, Simulate((0, 1, 0), diff=diff))
    assert (answer.version, starts(answer.graph)) == ((0, 1, 9), ["beta"])


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (NodeEvent("delta", "up"), "unknown-node"),
        (OperationEvent("web", "start", "delta", 1), "unknown-node"),
        (NodeEvent("alpha", "sideways"), "invalid"),
        (TicketEvent("t", "sideways"), "invalid"),
        (OperationEvent("nothing", "start", "alpha", 1), "invalid"),
    ],
    ids=["node", "operation", "fate", "ticket", "resource"],
)
def test_what_cannot_be_supposed(event: Injection, code: str) -> None:
    with pytest.raises(StackError) as refused:
        rehearse(LIVE, Simulate((0, 1, 0), inject=(event,)))
    assert refused.value.code == code


def test_a_change_that_does_not_fit() -> None:
    before = Cib.parse(LIVE)
    after = before.copy()
    web = after.root.find(".//primitive")
    assert web is not None
    web.set("type", "Delay")
    diff = make(before, after).text().replace("web", "other")
    with pytest.raises(StackError) as refused:
        rehearse(LIVE, Simulate((0, 1, 0), diff=diff))
    assert refused.value.code == "invalid"


def test_no_cib() -> None:
    with pytest.raises(StackError) as refused:
        rehearse("<nothing/>", Simulate((0, 0, 0)))
    assert refused.value.code == "failed"


async def test_a_process_of_its_own_answers() -> None:
    answer = await Rehearsals().simulate(LIVE, Simulate((0, 1, 0)))
    assert len(starts(answer.graph)) == 1
    with pytest.raises(StackError) as refused:
        await Rehearsals().simulate(LIVE, Simulate((0, 1, 0), inject=(NodeEvent("delta", "up"),)))
    assert refused.value.code == "unknown-node"


async def test_it_ends_at_once_where_nobody_waits() -> None:
    task = asyncio.create_task(Rehearsals().simulate(LIVE, Simulate((0, 1, 0))))
    while not list(trees.children(os.getpid())):
        await asyncio.sleep(0.005)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not list(trees.children(os.getpid()))
