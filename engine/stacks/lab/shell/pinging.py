"""Ping nodes: hosts outside the cluster that are asked for a sign of life.

Where the system lets ordinary users send echo requests (ICMP over datagram sockets), one socket
asks all; elsewhere the program ``ping`` does, which is allowed more.
"""

import asyncio
import shutil
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from engine.probing.echo import echo_request, is_reply, open_echo
from engine.stacks.lab.settings import PingGroup

_SECONDS: Final = 2
"""That the program waits for an answer."""


class Pings:
    """Asks ping nodes and groups; tells which of them answer."""

    def __init__(
        self, groups: tuple[PingGroup, ...], pause: float, tell: Callable[[str], None]
    ) -> None:
        """Nothing is opened yet.

        Args:
            groups: all that may be asked.
            pause: seconds from one question to a host to the next one, at least.
            tell: called with the name of a group when one of its hosts answers.
        """
        self._groups = {group.name: group for group in groups}
        self._pause = pause
        self._tell = tell
        self._socket: socket.socket | None = None
        self._program = ""
        self._sequence = 0
        self._names: dict[str, set[str]] = {}
        """Groups by the address of a host."""
        self._asked: dict[tuple[str, str], float] = {}
        self._tasks: dict[tuple[str, str], asyncio.Task[None]] = {}

    def open(self) -> str:
        """Begin; returns why nobody can be asked, in one sentence, or nothing."""
        if not self._groups:
            return ""
        try:
            link = open_echo()
        except OSError:
            self._program = shutil.which("ping") or ""
            if self._program:
                return ""
            return "Ping nodes cannot be asked: this user may not, and there is no program ping."
        self._socket = link
        asyncio.get_running_loop().add_reader(link, self._readable)
        return ""

    async def close(self) -> None:
        """Ask no more."""
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
            self._socket = None
        self._program = ""
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def ask(self, name: str) -> None:
        """Ask a group; hosts that were asked a moment ago, or still are, are left out."""
        loop = asyncio.get_running_loop()
        group = self._groups.get(name)
        if group is None or (self._socket is None and not self._program):
            return
        for host in group.hosts:
            key = (name, host)
            if key not in self._tasks and loop.time() >= self._asked.get(key, 0.0) + self._pause:
                self._asked[key] = loop.time()
                self._tasks[key] = task = loop.create_task(self._ask(name, host))
                task.add_done_callback(lambda _, key=key: self._tasks.pop(key, None))

    async def _ask(self, name: str, host: str) -> None:
        if self._socket is None:
            if await self._by_program(host):
                self._tell(name)
            return
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, None, family=socket.AF_INET)
        except OSError:  # it has no address, or nobody who knows answers
            return
        address = str(found[0][4][0])
        self._names.setdefault(address, set()).add(name)
        self._sequence += 1
        with suppress(OSError):
            self._socket.sendto(echo_request(self._sequence), (address, 0))

    def _readable(self) -> None:
        while self._socket is not None:
            try:
                data, source = self._socket.recvfrom(2048)
            except BlockingIOError:
                return
            except OSError:
                continue
            if is_reply(data):
                for name in sorted(self._names.get(str(source[0]), ())):
                    self._tell(name)

    async def _by_program(self, host: str) -> bool:
        nowhere = asyncio.subprocess.DEVNULL
        try:
            process = await asyncio.create_subprocess_exec(
                *(self._program, "-n", "-q", "-c1", f"-W{_SECONDS}", "--", host),
                stdin=nowhere,
                stdout=nowhere,
                stderr=nowhere,
            )
        except OSError:
            return False
        try:
            return await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
