"""The open port: takes connections, turns away what is not TLS, and limits strangers."""

import asyncio
import errno
import logging
import os
import socket
import ssl
from collections.abc import Callable, Coroutine
from typing import Any, Final

from engine.protocol import codec
from engine.protocol.messages import Failure
from engine.server.admission import Admission, source_of
from engine.server.config import Config
from engine.server.connection import Connection

log = logging.getLogger(__name__)

BACKLOG: Final = 256
TLS_HANDSHAKE: Final = 0x16
"""First byte of every TLS connection: content type handshake (RFC 8446, 5.1)."""
PLAIN: Final = codec.frame(
    Failure("tls-needed", "This port speaks hagui's protocol over TLS 1.3 and nothing else.")
)
OUT_OF_FILES: Final = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}

Made = Callable[[str, Callable[[], None], Callable[[Connection], None]], Connection]
"""Makes a connection from its source, who to tell of its login, and who to tell of its end."""


class CannotListen(Exception):
    """The port cannot be opened; the words say why and what to do."""


class Listener:
    """Listens on one or more addresses and hands on what has agreed on TLS."""

    def __init__(self, config: Config, make: Made) -> None:
        self._config = config
        self._make = make
        limits = config.limits
        self._admission = Admission(limits.strangers, limits.strangers_per_source)
        self._sockets: list[socket.socket] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.connections: set[Connection] = set()

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Where it listens: address and port."""
        return [sock.getsockname()[:2] for sock in self._sockets]

    async def open(self) -> None:
        """Open the port; who connects has to wait for ``start``.

        Raises:
            CannotListen: why not.
        """
        try:
            for family, address in await self._resolve():
                self._sockets.append(_listen(family, address))
        except BaseException:
            self._close_sockets()
            raise

    def start(self) -> None:
        """Take connections."""
        for sock in self._sockets:
            self._spawn(self._accept(sock))

    async def close(self, words: str) -> None:
        """Close the port, tell the clients why, and wait until they are gone."""
        for task in list(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        self._close_sockets()
        ending = list(self.connections)
        for connection in ending:
            connection.end("closing", words)
        await asyncio.gather(*(connection.wait_gone() for connection in ending))

    def _close_sockets(self) -> None:
        for sock in self._sockets:
            sock.close()
        self._sockets.clear()

    async def _resolve(self) -> list[tuple[int, tuple[object, ...]]]:
        port = self._config.port
        if not self._config.addresses:
            everywhere: list[tuple[int, tuple[object, ...]]] = [(socket.AF_INET, ("", port))]
            if _has_ipv6():
                everywhere.append((socket.AF_INET6, ("::", port)))
            return everywhere
        loop = asyncio.get_running_loop()
        found: dict[tuple[int, tuple[object, ...]], None] = {}
        for name in self._config.addresses:
            try:
                for family, _, _, _, address in await loop.getaddrinfo(
                    name, port, type=socket.SOCK_STREAM
                ):
                    found[family, address] = None
            except (OSError, UnicodeError) as error:
                raise CannotListen(
                    f"Cannot listen on {name}: the name does not resolve to an address."
                ) from error
        return list(found)

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                sock, address = await loop.sock_accept(listening)
            except OSError as error:
                if error.errno in OUT_OF_FILES:
                    log.warning("No connection can be taken: %s", error.strerror)
                    await asyncio.sleep(0.5)
                continue
            sock.settimeout(0)
            source = str(address[0])
            if self._admission.enter(source_of(source)):
                self._spawn(self._welcome(sock, source))
            else:
                log.info("%s turned away: too many connections without a login", source)
                sock.close()

    async def _welcome(self, sock: socket.socket, source: str) -> None:
        left = False
        ours = True  # until asyncio has the socket

        def leave() -> None:
            nonlocal left
            if not left:
                left = True
                self._admission.leave(source_of(source))

        def gone(connection: Connection) -> None:
            leave()
            self.connections.discard(connection)

        try:
            async with asyncio.timeout(self._config.limits.hello):
                if not await _speaks_tls(sock):
                    _turn_away(sock)
                    raise ConnectionAbortedError("not TLS")
                ours = False
                _, connection = await asyncio.get_running_loop().connect_accepted_socket(
                    lambda: self._make(source, leave, gone),
                    sock,
                    ssl=self._config.context,
                    ssl_shutdown_timeout=1.0,
                )
            if not connection.is_gone:
                self.connections.add(connection)
        except (OSError, ssl.SSLError) as error:
            log.debug("%s went before TLS was agreed: %s", source, error or type(error).__name__)
            leave()
        except BaseException:
            leave()
            raise
        finally:
            if ours:
                sock.close()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _listen(family: int, address: tuple[object, ...]) -> socket.socket:
    where = f"{address[0] or 'all addresses,'} port {address[1]}"
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(0)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind(address)
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        match error.errno:
            case errno.EADDRINUSE:
                words = "another program listens there already; stop it, or choose another --port"
            case errno.EACCES:
                words = "this user may not; choose a --port above 1023"
            case errno.EADDRNOTAVAIL:
                words = "this machine does not have that address; check --listen"
            case _:
                words = os.strerror(error.errno or 0)
        raise CannotListen(f"Cannot listen on {where}: {words}.") from error
    return sock


def _turn_away(sock: socket.socket) -> None:
    sock.recv(64 * 1024)  # what lies unread would have the kernel reset, and lose our words
    sock.send(PLAIN)


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as sock:
            sock.bind(("::1", 0))
    except OSError:
        return False
    return True


async def _speaks_tls(sock: socket.socket) -> bool:
    """Look at the first byte without taking it."""
    loop = asyncio.get_running_loop()
    readable: asyncio.Future[None] = loop.create_future()

    def ready() -> None:
        if not readable.done():
            readable.set_result(None)

    loop.add_reader(sock, ready)
    try:
        await readable
    finally:
        loop.remove_reader(sock)
    first = sock.recv(1, socket.MSG_PEEK)
    if not first:
        raise ConnectionResetError("nothing was said")
    return first[0] == TLS_HANDSHAKE
