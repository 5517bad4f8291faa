"""A client that does not keep up costs a bounded amount, and catches up by a snapshot."""

import asyncio
import time

from engine.protocol import codec
from engine.protocol.framing import LIMIT, FrameReader
from engine.protocol.inbox import MANY
from engine.protocol.messages import (
    CibPatch,
    CibSnapshot,
    ClientHello,
    EngineMessage,
    Reply,
    Request,
    Triple,
)
from engine.protocol.verbs import ECHO, Echo, Login
from engine.server.config import Limits
from tests.engine.server.conftest import Rig, StartRig
from tests.engine.server.test_strangers import Raw

BIG = "x" * 100_000


async def follow_without_reading(rig: Rig) -> Raw:
    raw = await Raw.connect(rig)
    raw.writer.write(
        codec.frame(ClientHello())
        + codec.frame(Request(1, "login", codec.body(Login("slow", "good"))))
    )
    await raw.next()
    await raw.next()
    raw.writer.write(codec.frame(Request(2, "subscribe")))
    assert isinstance(await raw.next(), Reply)
    raw.transport.pause_reading()
    return raw


async def read_until(raw: Raw, version: Triple) -> list[EngineMessage]:
    raw.transport.resume_reading()
    reader, got = FrameReader(LIMIT), list[EngineMessage]()
    async with asyncio.timeout(20):
        while data := await raw.reader.read(1 << 20):
            reader.feed(data)
            while (payload := reader.next_payload()) is not None:
                message = codec.from_engine(payload)
                got.append(message)
                if isinstance(message, CibSnapshot) and message.version == version:
                    return got
                if isinstance(message, CibPatch) and message.target == version:
                    return got
    raise AssertionError("hung up on")


async def test_a_slow_follower_gets_a_snapshot_instead_of_an_endless_queue(
    start: StartRig,
) -> None:
    rig = await start(Limits(backlog_messages=50, backlog_bytes=2_000_000))
    quick = await rig.login()
    await quick.subscribe()
    raw = await follow_without_reading(rig)
    for _ in range(300):
        rig.stack.change(BIG)
        await asyncio.sleep(0)
    echo = await quick.call(ECHO, Echo("still quick"), timeout=5)
    assert echo.text == "still quick"
    got = await read_until(raw, rig.stack.version)
    stream = [m for m in got if isinstance(m, CibPatch | CibSnapshot)]
    assert sum(isinstance(m, CibSnapshot) for m in stream) >= 2
    assert len(stream) < 250, "most of the patches were passed over"
    at: Triple | None = None
    for message in stream:
        if isinstance(message, CibSnapshot):
            at = message.version
        else:
            assert message.source == at
            at = message.target
    await raw.end()


async def test_who_does_not_read_replies_is_not_read_from(start: StartRig) -> None:
    rig = await start(Limits(unread_replies=500_000))
    rig.stack.filler = BIG * 10
    raw = await follow_without_reading(rig)
    for number in range(32):
        raw.writer.write(codec.frame(Request(10 + number, "cib_query")))
        await asyncio.sleep(0.005)
    assert rig.stack.snapshots < 25
    raw.transport.resume_reading()
    reader, answered = FrameReader(LIMIT), 0
    async with asyncio.timeout(20):
        while answered < 32:
            reader.feed(await raw.reader.read(1 << 20))
            while (payload := reader.next_payload()) is not None:
                message = codec.from_engine(payload)
                answered += isinstance(message, Reply) and message.id >= 10
    assert rig.stack.snapshots == 32
    await raw.end()


async def test_a_reader_that_pauses_for_long_loses_neither_connection_nor_step(
    start: StartRig,
) -> None:
    rig = await start()
    client = await rig.connect(interval=0.1, patience=0.4)
    await client.login("alice", "good")
    await client.subscribe()
    for _ in range(MANY + 500):
        rig.stack.change()
        await asyncio.sleep(0)
    await asyncio.sleep(1.0)
    assert client.connected
    at: Triple | None = None
    async for message in client.messages():
        if isinstance(message, CibSnapshot):
            at = message.version
        elif isinstance(message, CibPatch):
            assert message.source == at
            at = message.target
        if at == rig.stack.version:
            break


async def test_a_program_that_stood_still_does_not_think_its_engine_lost(start: StartRig) -> None:
    rig = await start()
    client = await rig.connect(interval=0.1, patience=0.3)
    await client.login("alice", "good")
    time.sleep(1.0)
    await asyncio.sleep(0.3)
    assert (await client.call(ECHO, Echo("x"))).text == "x"
