"""What arrived waits in order; too much of it slows the sender and nothing else."""

import asyncio

import pytest

from engine.protocol.failures import ConnectionLost
from engine.protocol.inbox import LARGE, MANY, Inbox
from engine.protocol.messages import CibPatch, CibSnapshot


def patch(number: int) -> CibPatch:
    return CibPatch((0, 0, number), (0, 0, number + 1), "<diff/>")


async def test_messages_come_out_in_order_and_the_end_after_them() -> None:
    inbox = Inbox(lambda: None, lambda: None)
    inbox.put(patch(1))
    inbox.put(patch(2))
    inbox.end(ConnectionLost("It is gone."))
    assert await inbox.get() == patch(1)
    assert await inbox.get() == patch(2)
    with pytest.raises(ConnectionLost):
        await inbox.get()


async def test_a_reader_that_waits_is_woken() -> None:
    inbox = Inbox(lambda: None, lambda: None)
    reader = asyncio.create_task(inbox.get())
    await asyncio.sleep(0)
    inbox.put(patch(1))
    assert await reader == patch(1)
    reader = asyncio.create_task(inbox.get())
    await asyncio.sleep(0)
    inbox.end(None)
    assert await reader is None


@pytest.mark.parametrize(
    "messages",
    [
        [patch(number) for number in range(MANY)],
        [CibSnapshot((0, 0, 0), "x" * (LARGE // 2)) for _ in range(2)],
    ],
    ids=["many", "large"],
)
async def test_reading_pauses_at_much_and_goes_on_at_little(
    messages: list[CibPatch | CibSnapshot],
) -> None:
    calls: list[str] = []
    inbox = Inbox(lambda: calls.append("pause"), lambda: calls.append("resume"))
    for message in messages[:-1]:
        inbox.put(message)
    assert calls == []
    inbox.put(messages[-1])
    assert calls == ["pause"]
    for _ in messages:
        await inbox.get()
    assert calls == ["pause", "resume"]
