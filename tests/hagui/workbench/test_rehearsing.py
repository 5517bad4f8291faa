"""Rehearsing a draft: the newest question wins, nothing is left, failures have their words."""

import asyncio
import gc
from collections.abc import Callable
from functools import partial
from importlib.resources import files

import pytest

from engine.cib.version import Version
from engine.protocol.verbs import Injection, NodeEvent, Simulated
from hagui.cluster.live import LiveCluster
from hagui.cluster.rehearsal.model import Prediction, Verdict
from hagui.cluster.rehearsal.rehearser import NoPrediction, Rehearser
from hagui.session.questions import Conflict, QuestionFailed
from hagui.workbench.rehearsing import EngineRehearser

GRAPH = """<transition_graph transition_id="1">
<synapse id="0"><action_set><rsc_op id="1" operation="stop" operation_key="webserver_stop_0"
 on_node="node1"><primitive id="webserver"/></rsc_op></action_set><inputs/></synapse>
<synapse id="1"><action_set><rsc_op id="2" operation="start" operation_key="webserver_start_0"
 on_node="node2"><primitive id="webserver"/></rsc_op></action_set>
<inputs><trigger><rsc_op id="1"/></trigger></inputs></synapse></transition_graph>"""
BASE = Version(0, 42, 50)


class Engine:
    """A cluster whose scheduler thinks for as long as it is told."""

    def __init__(self, answer: str | Exception = GRAPH) -> None:
        self.answer = answer
        self.asked: list[tuple[str, Version, tuple[Injection, ...]]] = []
        self.thinking = 0
        self.release = asyncio.Event()
        self.release.set()

    async def simulate(
        self,
        diff: str,
        base: Version,
        inject: tuple[Injection, ...] = (),
        date: int | None = None,
    ) -> Simulated:
        assert date is None
        self.asked.append((diff, base, inject))
        self.thinking += 1
        try:
            await self.release.wait()
        finally:
            self.thinking -= 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return Simulated((0, 42, 51), self.answer, 0.02, "crm_simulate")


@pytest.fixture
def live() -> LiveCluster:
    text = (files("resources") / "examples" / "web-cluster-running.xml").read_text("utf-8")
    cluster = LiveCluster()
    cluster.load(text, at=1_760_000_000.0, source="node1")
    return cluster


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not done():
            await asyncio.sleep(0)


async def test_the_answer_is_told_in_the_terms_of_the_screen(live: LiveCluster) -> None:
    engine = Engine()
    rehearser: Rehearser = EngineRehearser(engine)
    event = NodeEvent("node1", "fail")
    prediction = await rehearser.rehearse(live, "<diff/>", BASE, [event])
    assert engine.asked == [("<diff/>", BASE, (event,))]
    (fate,) = prediction.fates
    assert (fate.resource, fate.verdict) == ("webserver", Verdict.MOVES)
    assert (fate.before, fate.after) == ("node1", "node2")
    assert prediction.version == Version(0, 42, 51)
    assert prediction.by == "crm_simulate"
    assert prediction.seconds > 0


async def test_the_newest_question_wins(live: LiveCluster) -> None:
    engine = Engine()
    engine.release.clear()
    rehearser = EngineRehearser(engine)
    older = [asyncio.create_task(rehearser.rehearse(live, str(n), BASE)) for n in range(3)]
    await until(lambda: engine.thinking > 0)
    newest = asyncio.create_task(rehearser.rehearse(live, "newest", BASE))
    for task in older:
        with pytest.raises(NoPrediction) as caught:
            await task
        assert caught.value.code == "superseded"
    await until(lambda: engine.thinking == 1)
    engine.release.set()
    assert (await newest).fates
    assert engine.asked[-1][0] == "newest"


def _cancel(task: asyncio.Task[Prediction], _: object) -> None:
    task.cancel()


async def test_a_failure_that_nobody_waits_for_any_more_is_no_fault(live: LiveCluster) -> None:
    faults: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, fault: faults.append(fault))
    engine = Engine(QuestionFailed("failed", "It failed."))
    engine.release.clear()
    rehearser = EngineRehearser(engine)
    asking = asyncio.create_task(rehearser.rehearse(live, "", BASE))
    await until(lambda: engine.thinking == 1)
    (inner,) = asyncio.all_tasks() - {asking, asyncio.current_task()}
    inner.add_done_callback(partial(_cancel, asking))  # in the very moment in which it fails
    engine.release.set()
    with pytest.raises((asyncio.CancelledError, NoPrediction)):
        await asking
    del asking, inner
    gc.collect()
    await asyncio.sleep(0)
    assert faults == []


async def test_whoever_is_cancelled_leaves_nothing_behind(live: LiveCluster) -> None:
    engine = Engine()
    engine.release.clear()
    rehearser = EngineRehearser(engine)
    asking = asyncio.create_task(rehearser.rehearse(live, "", BASE))
    await until(lambda: engine.thinking == 1)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert engine.thinking == 0
    assert asyncio.all_tasks() == {asyncio.current_task()}
    engine.release.set()
    assert (await rehearser.rehearse(live, "", BASE)).fates


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (Conflict("It moved on.", Version(0, 43, 0), "<cib/>"), "conflict", "moved on"),
        (QuestionFailed("no-source", "Nobody is there.", ""), "no-source", "Nobody"),
        (QuestionFailed("invalid", "It is not valid.", "line 3"), "invalid", "valid"),
        ("<html/>", "failed", "transition graph"),
    ],
)
async def test_every_failure_has_its_words(
    live: LiveCluster, answer: str | Exception, code: str, words: str
) -> None:
    with pytest.raises(NoPrediction, match=words) as caught:
        await EngineRehearser(Engine(answer)).rehearse(live, "", BASE)
    assert caught.value.code == code
