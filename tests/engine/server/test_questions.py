"""Questions that only read: rehearsals, waiting, provenance; and how they end early."""

import asyncio
from collections.abc import Callable

import pytest

from engine.protocol.client import Client
from engine.protocol.failures import CallFailed
from engine.protocol.verbs import (
    CANCEL,
    ECHO,
    PROVENANCE,
    SETTLE,
    SIMULATE,
    STANDBY,
    Cancel,
    Echo,
    Nothing,
    Provenance,
    Settle,
    Simulate,
    Standby,
)
from tests.engine.server.conftest import StartRig

QUESTION = Simulate((0, 1, 0))


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not done():
            await asyncio.sleep(0.01)


async def refusal(asking: "asyncio.Task[object]") -> str:
    with pytest.raises(CallFailed) as caught:
        await asking
    return caught.value.code


def ask(client: Client) -> "asyncio.Task[object]":
    return asyncio.create_task(client.call(SIMULATE, QUESTION))


async def test_questions_are_answered_and_not_audited(start: StartRig) -> None:
    rig = await start()
    client = await rig.login()
    answer = await client.call(SIMULATE, QUESTION)
    assert (answer.by, answer.version) == ("memory", (0, 1, 0))
    assert await client.call(SETTLE, Settle()) == Nothing()
    (origin,) = (await client.call(PROVENANCE, Provenance(("a", "unknown")))).origins
    assert (origin.id, origin.client) == ("a", "crm")


async def test_a_newer_rehearsal_takes_the_place_of_an_older(start: StartRig) -> None:
    rig = await start()
    rig.stack.release.clear()
    client = await rig.login()
    tasks = [ask(client) for _ in range(5)]
    for older in tasks[:-1]:
        assert await refusal(older) == "superseded"
    await until(lambda: rig.stack.thinking == 1)
    rig.stack.release.set()
    await tasks[-1]
    assert rig.stack.most_thinking == 1
    assert rig.stack.thinking == 0


async def test_each_client_has_its_own(start: StartRig) -> None:
    rig = await start()
    rig.stack.release.clear()
    clients = [await rig.login(), await rig.login()]
    tasks = [ask(client) for client in clients]
    await until(lambda: rig.stack.thinking == 2)
    rig.stack.release.set()
    await asyncio.gather(*tasks)


async def test_whoever_gives_up_waiting_ends_the_question_in_the_engine(start: StartRig) -> None:
    rig = await start()
    rig.stack.release.clear()
    client = await rig.login()
    asking = ask(client)
    await until(lambda: rig.stack.thinking == 1)
    asking.cancel()
    await until(lambda: rig.stack.thinking == 0)
    assert await client.call(ECHO, Echo("still here")) == Echo("still here")


async def test_a_client_that_goes_takes_its_questions_along(start: StartRig) -> None:
    rig = await start()
    rig.stack.release.clear()
    client = await rig.login()
    asking = ask(client)
    await until(lambda: rig.stack.thinking == 1)
    await client.close()
    assert await refusal_or_loss(asking)
    await until(lambda: rig.stack.thinking == 0)


async def refusal_or_loss(asking: "asyncio.Task[object]") -> bool:
    with pytest.raises(Exception, match="closed"):
        await asking
    return True


async def test_an_order_cannot_be_cancelled(start: StartRig) -> None:
    rig = await start()
    rig.stack.release.clear()
    client = await rig.login()
    steps: list[int] = []
    act = Standby("node1", on=True)
    acting = asyncio.create_task(client.call(STANDBY, act, lambda step: steps.append(step.id)))
    await until(lambda: bool(steps))
    await client.call(CANCEL, Cancel(steps[0]))
    await client.call(CANCEL, Cancel(4711))
    rig.stack.release.set()
    assert await acting == Nothing()
    assert rig.stack.cancelled == []
