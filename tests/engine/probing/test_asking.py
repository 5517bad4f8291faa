"""Real questions to real servers of this machine, which answer in all the wrong ways."""

import asyncio
import errno
import os
import shlex
import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from engine.probing import echo
from engine.probing.asking import ask
from engine.probing.model import How, Miss, Result, Target
from engine.probing.prober import Prober

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nwebserver on"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def served(serve: Serve) -> AsyncGenerator[int]:
    """A server; gives its port."""

    async def whole(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(whole, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.sleep(0)


def web(port: int, expected: str = "webserver on", timeout: float = 0.5) -> Target:
    return Target(How.HTTP, "127.0.0.1", port, "/", expected, timeout=timeout)


def free_port() -> int:
    with socket.socket() as link:
        link.bind(("127.0.0.1", 0))
        return link.getsockname()[1]


async def test_the_right_page() -> None:
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(PAGE)

    async with served(serve) as port:
        assert await ask(web(port)) is None
        assert await ask(web(port, "something else")) is Miss.WRONG
        assert await ask(Target(How.TCP, "127.0.0.1", port)) is None
        assert await ask(Target(How.HTTP, "localhost", port, timeout=2.0)) in {None, Miss.REFUSED}
    assert asked[0].startswith(b"GET / HTTP/1.1\r\n")


async def test_slow_in_pieces_and_too_slow() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for byte in PAGE:
            writer.write(bytes((byte,)))
            await writer.drain()
            await asyncio.sleep(0.004)

    async with served(serve) as port:
        assert await ask(web(port, timeout=5.0)) is None
        assert await ask(web(port, timeout=0.1)) is Miss.TIMEOUT


async def test_refused_and_reset_and_half_way() -> None:
    assert await ask(web(free_port())) is Miss.REFUSED
    assert await ask(Target(How.TCP, "127.0.0.1", free_port())) is Miss.REFUSED

    async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        link = writer.get_extra_info("socket")
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    async def half_way(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(PAGE[:50])

    async def nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hang up at once."""

    for serve in (reset, half_way, nothing):
        async with served(serve) as port:
            assert await ask(web(port)) is Miss.CLOSED


async def test_silence() -> None:
    """Nobody takes the connections: when no more have room, the system drops what knocks."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        place: tuple[str, int] = deaf.getsockname()
        held: list[socket.socket] = []
        try:
            for _ in range(2):
                link = socket.socket()
                link.setblocking(False)
                held.append(link)
                assert link.connect_ex(place) in {0, errno.EINPROGRESS}
            await asyncio.sleep(0.05)
            target = Target(How.TCP, *place, timeout=0.2)
            assert await ask(target) is Miss.TIMEOUT
        finally:
            for link in held:
                link.close()


async def test_no_way_there_and_no_such_name() -> None:
    missing = Target(How.TCP, "no-such-host.invalid", 80, timeout=5.0)
    assert await ask(missing) in {Miss.UNREACHABLE, Miss.TIMEOUT}
    assert await ask(Target(How.TCP, "255.255.255.255", 80)) in {
        Miss.UNREACHABLE,
        Miss.NOT_ALLOWED,
        Miss.TIMEOUT,
    }


async def test_pings_where_they_are_allowed() -> None:
    try:
        echo.open_echo().close()
        allowed = True
    except OSError:
        allowed = False
    miss = await ask(Target(How.ICMP, "127.0.0.1"))
    assert miss is (None if allowed else Miss.NOT_ALLOWED)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("unshare") is None,
    reason="needs root, to have a network of its own that allows pings",
)
def test_pings_in_a_network_that_allows_them() -> None:
    """In one of its own: up, then there is no way to anywhere, then nobody may ask."""
    question = (
        "import asyncio; from engine.probing.asking import ask;"
        "from engine.probing.model import How, Target;"
        "one = lambda host: asyncio.run(ask(Target(How.ICMP, host, timeout=0.5)));"
        "print(one('127.0.0.1'), one('::1'), one('192.0.2.1'))"
    )
    asked = f"{shlex.quote(sys.executable)} -c {shlex.quote(question)}"
    setting = "net.ipv4.ping_group_range"
    script = f"""
        ip link set lo up
        sysctl -qw {setting}="0 2147483647"; {asked}
        sysctl -qw {setting}="1 0"; {asked}
    """
    done = subprocess.run(
        ["unshare", "-n", "sh", "-c", script], capture_output=True, text=True, check=True
    )
    allowed, refused = done.stdout.splitlines()
    assert allowed.split() in (
        ["None", "None", "Miss.UNREACHABLE"],
        ["None", "Miss.UNREACHABLE", "Miss.UNREACHABLE"],  # without IPv6
    )
    assert set(refused.split()) <= {"Miss.NOT_ALLOWED", "Miss.UNREACHABLE"}


async def test_pings_where_they_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(family: int) -> socket.socket:
        raise PermissionError(family)

    monkeypatch.setattr(echo, "open_echo", refuse)
    assert await ask(Target(How.ICMP, "127.0.0.1")) is Miss.NOT_ALLOWED


async def test_a_prober_sees_a_server_go_and_come() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(PAGE)

    results: list[Result] = []
    prober = Prober(results.extend)
    port = free_port()
    target = Target(How.HTTP, "127.0.0.1", port, interval=0.025, timeout=0.25)
    prober.set_targets([target])
    turns: list[Miss | None] = []

    async def until_told(miss: Miss | None) -> None:
        async with asyncio.timeout(10):
            while not results or results[-1].miss is not miss:
                await asyncio.sleep(0.005)
        turns.append(miss)

    await until_told(Miss.REFUSED)
    server = await asyncio.start_server(
        lambda reader, writer: _whole(serve, reader, writer), "127.0.0.1", port
    )
    await until_told(None)
    server.close()
    await until_told(Miss.REFUSED)
    await prober.close()
    assert [result.sent for result in results] == sorted(result.sent for result in results)
    count = len(results)
    await asyncio.sleep(0.1)
    assert len(results) == count


async def _whole(serve: Serve, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        await serve(reader, writer)
    finally:
        writer.close()
