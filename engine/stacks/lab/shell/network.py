"""A node's network: one UDP socket, and what a lab does to it on purpose."""

import asyncio
import errno
import os
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

from engine.stacks.lab.layout import Place
from engine.stacks.lab.supervisor.wire import Links

LARGEST: Final = 65_535
_AT_ONCE: Final = 64
"""Packets that are read before others have their turn."""
_BUFFER: Final = 1 << 20
_HELD: Final = 20_000
"""Delayed packets, at most; further ones are lost."""


class NetworkTrouble(Exception):
    """The socket cannot be opened; the words say why and what to do."""


class Network:
    """Sends packets to peers and takes theirs; those of cut links are dropped on both sides."""

    def __init__(self, node: str, places: Iterable[Place], take: Callable[[bytes], None]) -> None:
        """Nothing is opened yet.

        Args:
            node: this one.
            places: where all nodes listen, this one too.
            take: called with each packet that arrives.
        """
        self._addresses = {place.name: (place.address, place.udp) for place in places}
        self._own = self._addresses.pop(node)
        self._names = {address: name for name, address in self._addresses.items()}
        self._take = take
        self._links = Links()
        self._held: set[asyncio.TimerHandle] = set()
        self._socket: socket.socket | None = None

    def open(self) -> None:
        """Open the socket.

        Raises:
            NetworkTrouble: it cannot be.
        """
        link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            link.settimeout(0)
            for kind in (socket.SO_RCVBUF, socket.SO_SNDBUF):
                with suppress(OSError):
                    link.setsockopt(socket.SOL_SOCKET, kind, _BUFFER)
            link.bind(self._own)
        except OSError as error:
            link.close()
            raise NetworkTrouble(_why(self._own, error)) from error
        self._socket = link
        asyncio.get_running_loop().add_reader(link, self._readable)

    def close(self) -> None:
        """Close it; what is held back is lost."""
        for handle in self._held:
            handle.cancel()
        self._held.clear()
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
            self._socket = None

    def suffer(self, links: Links) -> None:
        """The links are so from now on."""
        self._links = links

    def transmit(self, peer: str, data: bytes) -> None:
        """Send a packet; it may be lost."""
        if peer in self._links.cut:
            return
        delay = self._links.delays.get(peer, 0)
        if not delay:
            self._send(peer, data)
        elif len(self._held) < _HELD:
            self._hold(delay / 1000, peer, data)

    def _hold(self, seconds: float, peer: str, data: bytes) -> None:
        def due() -> None:
            self._held.discard(handle)
            if peer not in self._links.cut:
                self._send(peer, data)

        handle = asyncio.get_running_loop().call_later(seconds, due)
        self._held.add(handle)

    def _send(self, peer: str, data: bytes) -> None:
        address = self._addresses.get(peer)
        if self._socket is not None and address is not None:
            with suppress(OSError):  # full buffers, or nobody there: as if lost on its way
                self._socket.sendto(data, address)

    def _readable(self) -> None:
        for _ in range(_AT_ONCE):
            if self._socket is None:
                return
            try:
                data, source = self._socket.recvfrom(LARGEST)
            except BlockingIOError:
                return
            except OSError:
                continue
            name = self._names.get(source)
            if name is not None and name not in self._links.cut:
                self._take(data)


def _why(address: tuple[str, int], error: OSError) -> str:
    where = f"Cannot listen on {address[0]} UDP port {address[1]}"
    match error.errno:
        case errno.EADDRINUSE:
            return f"{where}: another program, or this node itself, listens there already."
        case errno.EADDRNOTAVAIL:
            return f"{where}: this machine does not have that address."
        case errno.EACCES:
            return f"{where}: this user may not."
        case _:
            return f"{where}: {os.strerror(error.errno or 0)}."
