"""Each thing that can go wrong on the way to an engine has its own type and one sentence."""

import asyncio
import socket
import ssl
import time
from pathlib import Path

import pytest

from engine.protocol import codec
from engine.protocol.client import Client
from engine.protocol.failures import (
    CertificateRefused,
    ConnectionLost,
    EngineError,
    NameNotFound,
    NotAnEngine,
    NotTls,
    Refused,
    TimedOut,
)
from engine.protocol.messages import ServerHello
from engine.protocol.trust import Authority, Pin
from tests.engine.protocol.conftest import Serve


async def failure(port: int, host: str = "127.0.0.1", timeout: float = 3.0) -> EngineError:
    with pytest.raises(EngineError) as caught:
        await Client.connect(host, port, lambda _: True, timeout=timeout)
    message = caught.value.message
    assert message.endswith(".")
    assert "\n" not in message
    assert "Traceback" not in message
    assert "Errno" not in message
    return caught.value


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


async def test_a_name_that_resolves_nowhere() -> None:
    error = await failure(5560, "no-such-node.invalid")
    assert isinstance(error, NameNotFound)
    assert "no-such-node.invalid" in error.message


@pytest.mark.parametrize("host", ["", "a" * 300, "bad..name", "\udcff"])
async def test_names_that_cannot_be_names(host: str) -> None:
    with pytest.raises(EngineError):
        await Client.connect(host, free_port(), timeout=1.0)


@pytest.mark.parametrize("port", [-1, 0, 65536, 70000])
async def test_ports_that_cannot_be_ports(port: int) -> None:
    error = await failure(port)
    assert "no TCP port" in error.message


async def test_nobody_listens() -> None:
    error = await failure(free_port())
    assert isinstance(error, Refused)
    assert "hagui-engine" in error.message


async def test_every_address_of_a_name_is_tried(serve: Serve) -> None:
    port = await serve(silent)
    error = await failure(port, "localhost", timeout=0.3)
    assert isinstance(error, TimedOut), "::1 refuses, 127.0.0.1 listens"


async def test_a_full_queue_does_not_answer_in_time() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        port = listening.getsockname()[1]
        waiting = [socket.socket() for _ in range(3)]
        for sock in waiting:
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.1", port))
        error = await failure(port, timeout=0.3)
        for sock in waiting:
            sock.close()
    assert isinstance(error, TimedOut)
    assert "firewall" in error.message


async def test_a_plain_port_that_answers(serve: Serve) -> None:
    async def ssh(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        await writer.drain()
        await reader.read()

    assert isinstance(await failure(await serve(ssh)), NotTls)


async def test_a_plain_port_that_hangs_up(serve: Serve) -> None:
    async def rude(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)

    assert isinstance(await failure(await serve(rude)), NotTls)


async def test_a_port_that_says_nothing(serve: Serve) -> None:
    begun = time.monotonic()
    error = await failure(await serve(silent), timeout=0.3)
    assert isinstance(error, TimedOut)
    assert time.monotonic() - begun < 1.5


async def test_tls_with_another_protocol(serve: Serve, tls: ssl.SSLContext) -> None:
    async def web(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        await reader.read()

    error = await failure(await serve(web, tls))
    assert isinstance(error, NotAnEngine)


async def test_tls_with_silence(serve: Serve, tls: ssl.SSLContext) -> None:
    error = await failure(await serve(silent, tls), timeout=0.4)
    assert isinstance(error, TimedOut)
    assert "hello" in error.message


async def test_an_older_tls_is_not_spoken(serve: Serve, tls: ssl.SSLContext) -> None:
    tls.maximum_version = ssl.TLSVersion.TLSv1_2
    assert isinstance(await failure(await serve(silent, tls)), NotTls)


async def test_nothing_is_said_to_a_certificate_that_is_not_trusted(
    serve: Serve, tls: ssl.SSLContext
) -> None:
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read())

    port = await serve(listen, tls)
    with pytest.raises(CertificateRefused) as caught:
        await Client.connect("127.0.0.1", port, Pin())
    assert caught.value.code == "certificate-unknown"
    shown = caught.value.fingerprint
    with pytest.raises(CertificateRefused) as caught:
        await Client.connect("127.0.0.1", port, Pin(shown.replace("A", "B").replace("1", "2")))
    assert caught.value.code == "certificate-changed"
    assert caught.value.fingerprint == shown
    await asyncio.sleep(0.05)
    assert heard == [b"", b""]


async def test_a_ca_vouches_for_the_name(serve: Serve, tls: ssl.SSLContext, pem: Path) -> None:
    async def engine(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(codec.frame(ServerHello("n1", "memory")))
        await writer.drain()
        await reader.read()

    port = await serve(engine, tls)
    trust = Authority(pem)
    client = await Client.connect("127.0.0.1", port, trust, server_name="localhost")
    assert client.hello.node == "n1"
    await client.close()
    with pytest.raises(CertificateRefused) as caught:
        await Client.connect("127.0.0.1", port, trust)
    assert caught.value.code == "certificate-invalid"


async def test_a_peer_that_falls_silent_is_lost_within_a_second(
    serve: Serve, tls: ssl.SSLContext
) -> None:
    async def freeze(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(codec.frame(ServerHello("n1", "memory")))
        await writer.drain()
        await asyncio.sleep(30)

    client = await Client.connect("127.0.0.1", await serve(freeze, tls), lambda _: True)
    begun = time.monotonic()
    with pytest.raises(ConnectionLost, match="silent"):
        async for _ in client.messages():
            pass
    assert 0.7 < time.monotonic() - begun < 5.0
    assert not client.connected
    await client.close()


async def test_a_peer_that_hangs_up_ends_what_waits(serve: Serve, tls: ssl.SSLContext) -> None:
    async def leave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(codec.frame(ServerHello("n1", "memory")))
        await writer.drain()
        await reader.readexactly(4)
        await asyncio.sleep(0.05)

    client = await Client.connect("127.0.0.1", await serve(leave, tls), lambda _: True)
    with pytest.raises(ConnectionLost):
        await client.login("alice", "x")
    with pytest.raises(ConnectionLost):
        await client.login("alice", "x")
    await client.close()


async def test_a_connect_that_is_cancelled_leaves_nothing(
    serve: Serve, tls: ssl.SSLContext
) -> None:
    port = await serve(silent, tls)
    task = asyncio.create_task(Client.connect("127.0.0.1", port, lambda _: True))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
