"""The watch over a child that plays parts; the real one is watched on the rig."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import pytest

from engine.protocol.messages import CibPatch, CibSnapshot, Triple
from engine.stacks.pacemaker import child, childside, cibwatch, tools
from engine.stacks.pacemaker.cibwatch import CibWatch
from engine.stacks.pacemaker.restarts import Reason

PUPPET = "tests.engine.stacks.pacemaker.puppet"


def ignore(_: object) -> None:
    """What is not looked at here."""


class Watching:
    def __init__(self) -> None:
        self.events: list[CibSnapshot | CibPatch] = []
        self.reached: list[str] = []
        self.lost: list[Reason] = []
        self.watch = CibWatch(self.events.append, ignore, self.reached.append, self.lost.append)

    @property
    def snapshots(self) -> list[Triple]:
        return [event.version for event in self.events if isinstance(event, CibSnapshot)]

    async def until(self, done: Callable[[], bool], timeout: float = 10) -> None:
        async with asyncio.timeout(timeout):
            while not done():
                await asyncio.sleep(0.01)


@pytest.fixture
async def watching(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Watching]:
    """A watch whose child plays the part that the test names."""
    monkeypatch.setattr(cibwatch, "MODULE", PUPPET)
    monkeypatch.setenv("PUPPET", request.param)
    watching = Watching()
    task = asyncio.create_task(watching.watch.run())
    yield watching
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert watching.watch.pid is None


@pytest.mark.parametrize("watching", ["deliver"], indirect=True)
async def test_a_snapshot_comes_after_the_word_how(watching: Watching) -> None:
    await watching.until(lambda: bool(watching.events))
    assert watching.reached == ["libcib"]
    assert watching.lost == []


@pytest.mark.parametrize("watching", ["gap"], indirect=True)
async def test_after_a_gap_the_child_is_asked_for_a_snapshot(watching: Watching) -> None:
    await watching.until(lambda: len(watching.events) == 2)
    assert watching.snapshots == [(0, 1, 0), (0, 1, 6)]


@pytest.mark.parametrize("watching", ["large:40000000"], indirect=True)
async def test_a_very_large_cib_does_not_hold_up_the_engine(watching: Watching) -> None:
    worst = 0.0
    while not watching.events:
        before = time.thread_time()
        await asyncio.sleep(0)
        worst = max(worst, time.thread_time() - before)
    assert worst < 0.05, f"the loop computed for {worst * 1000:.0f} ms at a stretch"


@pytest.mark.parametrize(
    ("watching", "reason"),
    [
        (f"exit:{childside.UNREACHABLE}", Reason.AWAY),
        (f"exit:{childside.LOST}", Reason.AWAY),
        (f"exit:{childside.DENIED}", Reason.DENIED),
        (f"exit:{childside.UNANSWERED}", Reason.UNANSWERED),
    ],
    indirect=["watching"],
)
async def test_why_the_cib_cannot_be_followed_is_told(watching: Watching, reason: Reason) -> None:
    await watching.until(lambda: bool(watching.lost))
    assert set(watching.lost) == {reason}
    assert watching.reached == []


@pytest.mark.parametrize(
    "watching", [f"exit:{childside.UNKNOWN_LIBRARY}", "exit:-11", "garbage"], indirect=True
)
async def test_without_the_library_it_is_polled(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run(command: list[str]) -> tools.Outcome:
        await asyncio.sleep(0)
        root = b'<cib admin_epoch="0" epoch="3" num_updates="1"'
        rest = b"/>" if "--no-children" in command else b"><configuration/><status/></cib>"
        return tools.Outcome(0, root + rest, "")

    monkeypatch.setattr(tools, "run", run)
    await watching.until(lambda: bool(watching.events))
    assert watching.reached == ["poll"]
    assert watching.snapshots == [(0, 3, 1)]


async def test_a_child_that_cannot_be_started_is_no_reason_to_fall_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert await child.Child(PUPPET).run(ignore) == child.NOT_STARTED


async def test_a_silent_child_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUPPET", "deliver")
    frames: list[object] = []
    code = await child.Child(PUPPET).run(frames.append, silence=0.5)
    assert code == child.HUNG
    assert len(frames) == 1
