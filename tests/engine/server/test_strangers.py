"""What strangers can and cannot do to an engine: time limits, numbers, sizes, plain text."""

import asyncio
import contextlib
import ssl
import time

import pytest

from engine.protocol import codec
from engine.protocol.failures import EngineError, NotTls
from engine.protocol.messages import (
    ClientHello,
    EngineMessage,
    Failure,
    Reply,
    Request,
    ServerHello,
)
from engine.protocol.verbs import ECHO, Echo
from engine.server.config import Limits
from tests.engine.server.conftest import Rig, StartRig


class Raw:
    """A TLS connection that says what it likes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def connect(cls, rig: Rig) -> "Raw":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return cls(*await asyncio.open_connection("127.0.0.1", rig.port, ssl=context))

    @property
    def transport(self) -> asyncio.Transport:
        transport = self.writer.transport
        assert isinstance(transport, asyncio.Transport)
        return transport

    async def next(self) -> EngineMessage:
        length = int.from_bytes(await self.reader.readexactly(4), "big")
        return codec.from_engine(await self.reader.readexactly(length))

    async def last_words(self) -> Failure:
        """The failure before the end; checks that it is the end."""
        words = await self.next()
        while isinstance(words, ServerHello):
            words = await self.next()
        assert isinstance(words, Failure)
        assert words.id is None
        assert await self.reader.read() == b""
        await self.end()
        return words

    async def end(self) -> None:
        self.writer.close()
        with contextlib.suppress(OSError):
            await self.writer.wait_closed()


async def nobody_left(rig: Rig) -> None:
    async with asyncio.timeout(3):
        while rig.server.clients:
            await asyncio.sleep(0.01)


async def test_plain_text_is_told_that_this_port_speaks_tls(start: StartRig) -> None:
    rig = await start()
    reader, writer = await asyncio.open_connection("127.0.0.1", rig.port)
    writer.write(b"login\nadmin\n")
    words = await asyncio.wait_for(reader.read(), 2)
    writer.close()
    await writer.wait_closed()
    failure = codec.from_engine(words[4:])
    assert isinstance(failure, Failure)
    assert failure.code == "tls-needed"


async def test_one_who_says_nothing_is_hung_up_on(start: StartRig) -> None:
    rig = await start(Limits(hello=0.2))
    begun = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", rig.port)
    assert await asyncio.wait_for(reader.read(), 2) == b""
    assert time.monotonic() - begun < 1.0
    writer.close()
    await writer.wait_closed()
    raw = await Raw.connect(rig)
    assert (await raw.last_words()).code == "hello-timeout"


async def test_one_who_does_not_log_in_is_hung_up_on_even_if_it_talks(start: StartRig) -> None:
    rig = await start(Limits(login=0.3))
    client = await rig.connect(interval=0.05)
    begun = time.monotonic()
    await client.wait_closed()
    assert time.monotonic() - begun < 1.0
    with pytest.raises(EngineError) as caught:
        await client.call(ECHO, Echo("x"))
    assert caught.value.code == "login-timeout"


async def test_one_who_is_logged_in_is_not_bound_by_these_limits(start: StartRig) -> None:
    rig = await start(Limits(hello=0.2, login=0.2, strangers=1, strangers_per_source=1))
    for number in range(3):
        await rig.login(f"user{number}")
    await asyncio.sleep(0.4)
    for client in rig.clients:
        assert (await client.call(ECHO, Echo("x"))).text == "x"


async def test_a_client_never_heard_of_again_is_let_go(start: StartRig) -> None:
    rig = await start(Limits(idle=0.3))
    quiet = await rig.connect(interval=30.0, patience=60.0)
    await quiet.login("alice", "good")
    talker = await rig.login("bob")
    await asyncio.wait_for(quiet.wait_closed(), 2)
    assert (await talker.call(ECHO, Echo("x"))).text == "x"


async def test_too_many_strangers_are_turned_away_and_users_stay(start: StartRig) -> None:
    rig = await start(Limits(strangers_per_source=3))
    friend = await rig.login("bob")
    strangers = [await rig.connect() for _ in range(3)]
    with pytest.raises(NotTls, match="too many logins"):
        await rig.connect()
    assert (await friend.call(ECHO, Echo("x"))).text == "x"
    await strangers[0].close()
    await asyncio.sleep(0.05)
    await rig.login("alice")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", "too-large"),
        ((4097).to_bytes(4, "big"), "too-large"),
        (b"\x00\x00\x00\x04\xff\xff\xff\xff", "not-a-message"),
        (codec.frame(Request(1, "echo")), "hello-first"),
        (codec.frame(ClientHello()) * 2, "hello-twice"),
        (codec.frame(ClientHello(protocol=0)), "protocol-version"),
    ],
)
async def test_garbage_ends_with_clear_words(start: StartRig, data: bytes, code: str) -> None:
    rig = await start()
    raw = await Raw.connect(rig)
    raw.writer.write(data)
    words = await raw.last_words()
    assert words.code == code
    assert words.message.endswith(".")
    await nobody_left(rig)


async def test_half_a_frame_then_silence_is_hung_up_on(start: StartRig) -> None:
    rig = await start(Limits(hello=0.2))
    raw = await Raw.connect(rig)
    raw.writer.write(codec.frame(ClientHello())[:-1])
    assert (await raw.last_words()).code == "hello-timeout"


async def test_one_who_leaves_in_the_middle_of_anything_leaves_nothing_behind(
    start: StartRig,
) -> None:
    rig = await start(Limits(strangers_per_source=2))
    for cut in (0, 3, 10):
        for _ in range(3):
            raw = await Raw.connect(rig)
            raw.writer.write(codec.frame(ClientHello())[:cut])
            raw.writer.transport.abort()
            await raw.end()
            await nobody_left(rig)
    await rig.login()


async def test_an_unknown_verb_leaves_the_connection_usable(start: StartRig) -> None:
    rig = await start()
    raw = await Raw.connect(rig)
    raw.writer.write(codec.frame(ClientHello()) + codec.frame(Request(9, "init_cib")))
    assert isinstance(await raw.next(), ServerHello)
    answer = await raw.next()
    assert isinstance(answer, Failure)
    assert (answer.id, answer.code) == (9, "unknown-verb")
    raw.writer.write(codec.frame(Request(10, "echo")))
    assert isinstance(await raw.next(), Reply)
    await raw.end()


async def test_an_older_tls_is_refused(start: StartRig) -> None:
    rig = await start()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        await asyncio.open_connection("127.0.0.1", rig.port, ssl=context)
