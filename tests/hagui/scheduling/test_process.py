"""The worker as a process: it answers, it may die, and it is never left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from importlib.resources import files

import msgspec
import pytest

from hagui.cluster.live import LiveCluster
from hagui.scheduling import process
from hagui.scheduling.messages import Answer, Ask, Load, Refusal, Reply
from hagui.scheduling.process import WorkerGone, WorkerProcess
from hagui.workbench.scheduling import OwnRehearser
from tests import processes

TEXT = (files("resources") / "examples" / "web-cluster-running.xml").read_text("utf-8")
NOW = 1_791_470_000.0
OWNER = """
import asyncio, time
from pathlib import Path
from hagui.scheduling.messages import Ask
from hagui.scheduling.process import WorkerProcess

async def main():
    worker = WorkerProcess()
    await worker.ask(Ask(0, 1))
    tasks = Path("/proc/self/task").iterdir()
    children = [(task / "children").read_text().strip() for task in tasks]
    print("".join(children), flush=True)
    time.sleep(600)

asyncio.run(main())
"""
"""A desktop that holds a worker, until it is killed."""


@pytest.fixture
async def worker() -> AsyncIterator[WorkerProcess]:
    made = WorkerProcess()
    yield made
    made.end()


def _children() -> set[int]:
    return {
        child
        for child in processes.children(os.getpid())
        if any("hagui.scheduling" in word for word in processes.command(child))
    }


async def test_it_answers_and_ends_with_its_owner(worker: WorkerProcess) -> None:
    assert not worker.running
    worker.tell(Load(7, TEXT, NOW))
    reply = await worker.ask(Ask(0, 7, now=NOW, reasons=("webip",)))
    assert isinstance(reply, Answer)
    assert {score.resource for score in reply.scores} == {"webip"}
    assert worker.busy_for == 0
    assert len(_children()) == 1
    worker.end()
    assert not worker.running
    assert _children() == set()


async def test_what_it_does_not_know_it_says(worker: WorkerProcess) -> None:
    reply = await worker.ask(Ask(0, 1))
    assert isinstance(reply, Refusal)
    assert reply.code == "unknown-document"
    worker.tell(Load(1, "<nonsense", NOW))
    reply = await worker.ask(Ask(0, 1))
    assert isinstance(reply, Refusal)


async def test_many_questions_each_get_their_own_answer(worker: WorkerProcess) -> None:
    worker.tell(Load(1, TEXT, NOW))
    names = ["webip", "power", "backup", "webserver"] * 3
    replies = await asyncio.gather(
        *(worker.ask(Ask(0, 1, now=NOW, reasons=(name,))) for name in names)
    )
    for name, reply in zip(names, replies, strict=True):
        assert isinstance(reply, Answer)
        assert {score.resource for score in reply.scores} == {name}


async def test_a_worker_that_dies_is_missed_and_replaced(worker: WorkerProcess) -> None:
    worker.tell(Load(1, TEXT, NOW))
    await worker.ask(Ask(0, 1))
    (child,) = _children()
    os.kill(child, signal.SIGSTOP)
    asking = asyncio.ensure_future(worker.ask(Ask(0, 1)))
    await asyncio.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    with pytest.raises(WorkerGone):
        await asking
    assert not worker.running
    reply = await worker.ask(Ask(0, 1))
    assert isinstance(reply, Refusal)  # another one, which knows nothing yet
    assert worker.generation == 2


async def test_a_worker_that_talks_nonsense_is_ended(
    worker: WorkerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(body: bytes) -> Reply:
        raise msgspec.ValidationError(str(body))

    with monkeypatch.context() as patched:
        patched.setattr(process, "read_reply", read)
        with pytest.raises(WorkerGone):
            await worker.ask(Ask(0, 1))
    assert not worker.running
    assert isinstance(await worker.ask(Ask(0, 1)), Refusal)


async def test_a_question_outlives_the_process_that_it_was_put_to(
    worker: WorkerProcess, live: LiveCluster
) -> None:
    own = OwnRehearser(worker)
    own.watch(live)
    before = await own.reasons("", ("webip",))
    (child,) = _children()
    os.kill(child, signal.SIGSTOP)
    asking = asyncio.ensure_future(own.reasons("", ("webip",)))
    await asyncio.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    assert await asking == before
    assert worker.generation == 2
    own.watch(None)


def test_it_ends_by_itself_where_its_owner_is_killed() -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    assert owner.stderr is not None
    child = int(owner.stdout.readline())
    assert processes.runs(child)
    owner.kill()
    owner.communicate(timeout=20)  # ends once nobody holds the other ends any more
    assert owner.returncode == -signal.SIGKILL
    for _ in range(200):
        if not processes.runs(child):
            break
        time.sleep(0.02)
    else:
        pytest.fail("it goes on without its owner")
