"""Where the nodes of a lab can listen on this machine."""

import errno
import socket
from collections.abc import Sequence
from typing import Final

from engine.stacks.lab.layout import PORT, Place

_FIRST: Final = 11
"""The nodes are 127.0.0.11, 127.0.0.12, …"""
_ALONE: Final = "127.0.0.1"
"""Where loopback has no other address."""
_TRIES: Final = 1000
_LAST: Final = 65535


class NoPlace(Exception):
    """A node cannot listen; the words say why."""


def find_places(names: Sequence[str], port: int | None = None) -> tuple[Place, ...]:
    """A place for each: an address of its own, all with one port, where there are so many
    addresses; else the next free ports of one address.

    Args:
        names: of the nodes.
        port: None: the usual one, or the next that is free.

    Raises:
        NoPlace: there are none.
    """
    own = all(_is_address(_address(number)) for number in range(len(names)))
    if own and port is not None:
        places = _side_by_side(names, port)
        check_places(places)
        return places
    first = PORT if port is None else port
    ports = range(first, min(first + _TRIES, _LAST + 1))
    if own:
        for each in ports:
            places = _side_by_side(names, each)
            if not any(occupied(place.address, each) for place in places):
                return places
    else:
        free = (each for each in ports if not occupied(_ALONE, each))
        found = tuple(
            Place(name, _ALONE, each, each) for name, each in zip(names, free, strict=False)
        )
        if len(found) == len(names):
            return found
    raise NoPlace(f"From port {first} on there are none free for {len(names)} nodes.")


def _side_by_side(names: Sequence[str], port: int) -> tuple[Place, ...]:
    return tuple(Place(name, _address(number), port, port) for number, name in enumerate(names))


def check_places(places: Sequence[Place]) -> None:
    """See that nobody else listens there.

    Raises:
        NoPlace: somebody does; all of them are named.
    """
    used = [
        f"{place.address} port {port} ({place.name})"
        for place in places
        for port in dict.fromkeys((place.port, place.udp))
        if occupied(place.address, port)
    ]
    if used:
        raise NoPlace(
            f"Another program listens on {', '.join(used)}: end it, or give another --port."
        )


def _address(number: int) -> str:
    return f"127.0.0.{_FIRST + number}"


def _is_address(address: str) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
    return True


def occupied(address: str, port: int) -> bool:
    """Whether nobody may listen there (any more), by TCP or UDP."""
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            if kind == socket.SOCK_STREAM:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES):
                    return True
                raise NoPlace(f"Nobody can listen on {address}: {error.strerror}.") from error
    return False
