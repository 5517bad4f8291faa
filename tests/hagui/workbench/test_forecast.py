"""When the scheduler is asked, and which answer counts."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence

import pytest
from PySide6.QtCore import QObject

from engine.cib.edits.vocabulary import SetProperty
from engine.cib.version import Version
from engine.protocol.verbs import Injection
from hagui.cluster.draft import Draft
from hagui.cluster.live import LiveCluster
from hagui.cluster.rehearsal.model import Fate, Prediction, Verdict
from hagui.cluster.rehearsal.rehearser import NoPrediction
from hagui.cluster.shown import Shown
from hagui.phrases.predictions import disagreement
from hagui.shell.review.values import Rehearsed
from hagui.workbench import forecast as module
from hagui.workbench.forecast import Forecast


# ruff: noqa: ARG002
class Oracle:
    """A scheduler that answers when it is let."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, str]] = []
        self.cancelled = 0
        self.slow = asyncio.Event()
        self.slow.set()
        self.fails: list[NoPrediction] = []

    async def rehearse(
        self, draft: Shown, diff: str, base: Version, inject: Sequence[Injection] = ()
    ) -> Prediction:
        self.asked.append((time.monotonic(), diff))
        try:
            await self.slow.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.fails:
            raise self.fails.pop(0)
        return Prediction(base, duration=float(len(self.asked)))


class Bench:
    """A forecast of one draft."""

    def __init__(self, live: LiveCluster) -> None:
        self.parent = QObject()
        self.oracle = Oracle()
        self.why = ""
        self.forecast = Forecast(self.parent, lambda: self.why)
        self.forecast.rehearser = self.oracle
        self.live = live
        self.draft = Draft(live)
        self.forecast.watch(self.draft)
        self.ghosts: list[object] = []
        self.forecast.foretold.connect(self.ghosts.append)

    def edit(self, value: str) -> None:
        self.draft.add((SetProperty(name="batch-limit", value=value),))
        self.forecast.ask()

    @property
    def stage(self) -> Rehearsed | None:
        now = self.forecast.rehearsal
        return None if now is None else now.stage

    async def until(self, stage: Rehearsed | None) -> None:
        async with asyncio.timeout(5):
            while self.stage is not stage:
                await asyncio.sleep(0.005)


@pytest.fixture
async def bench(live: LiveCluster, english: None) -> AsyncIterator[Bench]:
    """A forecast of an empty draft of the example cluster."""
    made = Bench(live)
    yield made
    await made.forecast.close()
    made.draft.close()
    made.parent.deleteLater()


async def test_an_edit_is_rehearsed_and_its_undoing_ends_the_ghosts(bench: Bench) -> None:
    bench.edit("1")
    assert bench.stage is Rehearsed.WORKING
    await bench.until(Rehearsed.DONE)
    assert isinstance(bench.ghosts[-1], Prediction)
    bench.draft.undo()
    bench.forecast.ask()
    assert bench.stage is None
    assert bench.ghosts[-1] is None


async def test_edits_in_a_row_are_one_question_yet_none_waits_for_ever(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = time.monotonic()
    for value in range(8):
        bench.edit(str(value))
        await asyncio.sleep(module.PAUSE / 4)
    await bench.until(Rehearsed.DONE)
    assert len(bench.oracle.asked) <= 2
    bench.oracle.asked.clear()
    begun = time.monotonic()
    while not bench.oracle.asked:
        bench.edit(str(time.monotonic()))
        await asyncio.sleep(module.PAUSE / 4)
        assert time.monotonic() - begun < 2 * module.MOST


async def test_an_outdated_question_is_cancelled_and_the_newest_answer_counts(bench: Bench) -> None:
    bench.oracle.slow.clear()
    bench.edit("1")
    while not bench.oracle.asked:
        await asyncio.sleep(0.005)
    bench.edit("2")
    while len(bench.oracle.asked) < 2:
        await asyncio.sleep(0.005)
    bench.oracle.slow.set()
    await bench.until(Rehearsed.DONE)
    assert bench.oracle.cancelled == 1
    assert bench.forecast.prediction is not None
    assert bench.forecast.prediction.duration == 2


async def test_a_failure_says_why_and_asking_again_mends_it(bench: Bench) -> None:
    bench.oracle.fails.append(NoPrediction("failed", "crm_simulate is not installed there."))
    bench.edit("1")
    await bench.until(Rehearsed.FAILED)
    assert bench.forecast.rehearsal is not None
    assert "not installed" in bench.forecast.rehearsal.trouble
    bench.forecast.ask(at_once=True)
    await bench.until(Rehearsed.DONE)


async def test_where_the_cluster_moves_on_it_is_asked_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AGAIN", 0.02)
    bench.oracle.fails.append(NoPrediction("conflict", "moved on"))
    bench.edit("1")
    await bench.until(Rehearsed.DONE)
    assert len(bench.oracle.asked) == 2
    assert bench.forecast.current is not None
    bench.forecast.ask_again()
    assert bench.stage is Rehearsed.DONE
    assert bench.forecast.current is None, "what was foretold may not hold any more"
    async with asyncio.timeout(5):
        while len(bench.oracle.asked) < 3 or bench.forecast.current is None:
            await asyncio.sleep(0.005)


async def test_without_an_engine_it_says_what_is_missing(bench: Bench) -> None:
    bench.why = "No engine."
    bench.edit("1")
    assert bench.stage is Rehearsed.IMPOSSIBLE
    assert bench.forecast.rehearsal is not None
    assert bench.forecast.rehearsal.trouble == "No engine."
    assert bench.oracle.asked == []


async def test_what_is_only_thought_about_shows_ghosts_and_leaves_the_draft_alone(
    bench: Bench,
) -> None:
    bench.edit("1")
    await bench.until(Rehearsed.DONE)
    held = bench.ghosts[-1]
    bench.forecast.preview(bench.live, (SetProperty(name="no-quorum-policy", value="freeze"),))
    async with asyncio.timeout(5):
        while bench.ghosts[-1] is held:
            await asyncio.sleep(0.005)
    assert "no-quorum-policy" in bench.oracle.asked[-1][1]
    assert len(bench.draft.entries) == 1
    bench.forecast.preview(bench.live, ())
    assert bench.ghosts[-1] is held


class Judge(Oracle):
    """The cluster's own scheduler, which may say otherwise."""

    def __init__(self, fates: tuple[Fate, ...], *, moved_on: bool = False) -> None:
        super().__init__()
        self.fates, self.moved_on = fates, moved_on

    async def rehearse(
        self, draft: Shown, diff: str, base: Version, inject: Sequence[Injection] = ()
    ) -> Prediction:
        version = base._replace(num_updates=base.num_updates + 1) if self.moved_on else base
        return Prediction(version, self.fates)


STOPS = Fate("webip", Verdict.STOPS, before="node1", outage=3.0)


@pytest.mark.parametrize(
    ("judge", "by", "instead_of"),
    [
        (Judge(()), "crm_simulate, crm_simulate", ""),
        (Judge((STOPS,)), "crm_simulate", "crm_simulate"),
        (Judge((STOPS,), moved_on=True), "crm_simulate", ""),
    ],
)
async def test_where_the_clusters_own_scheduler_says_otherwise_it_counts_and_is_said(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, judge: Judge, by: str, instead_of: str
) -> None:
    monkeypatch.setattr(module, "JUDGED", 0.05)
    bench.forecast.judge = judge
    bench.edit("1")
    await bench.until(Rehearsed.DONE)
    await asyncio.sleep(0.2)
    told = bench.forecast.prediction
    assert told is not None
    assert (told.by, told.instead_of, told.fates) == (by, instead_of, judge.fates)
    assert bool(disagreement(told)) is bool(instead_of)
