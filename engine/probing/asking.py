"""Asking one question, over asyncio: connect, say it, read the answer, within the time allowed."""

import asyncio
import contextlib
import errno
import socket
from typing import Any, Final

from engine.probing import echo, http
from engine.probing.model import How, Miss, Target

_UNREACHABLE: Final = frozenset(
    {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
)
Place = tuple[int, Any]
"""Address family, and the address as sockets take it."""


async def ask(target: Target) -> Miss | None:
    """Ask once; returns why there was no answer that counts, None where there was one.

    Takes ``target.timeout`` seconds at the most, and leaves nothing open.
    """
    try:
        async with asyncio.timeout(target.timeout):
            place = await _resolve(target)
            if target.how is How.ICMP:
                return await _echo(*place)
            return await _connected(target, *place)
    except TimeoutError:
        return Miss.TIMEOUT
    except OSError as error:
        return _miss(error)


async def _resolve(target: Target) -> Place:
    kind = socket.SOCK_DGRAM if target.how is How.ICMP else socket.SOCK_STREAM
    for family in (socket.AF_INET, socket.AF_INET6):  # an address needs no thread to resolve it
        with contextlib.suppress(OSError):
            socket.inet_pton(family, target.host)
            return family, (target.host, target.port)
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(target.host, target.port or None, type=kind)
    except UnicodeError as error:
        raise OSError(errno.EHOSTUNREACH, str(error)) from error
    family, _, _, _, address = found[0]
    return family, address


async def _connected(target: Target, family: int, address: Any) -> Miss | None:
    loop = asyncio.get_running_loop()
    with socket.socket(family, socket.SOCK_STREAM) as link:
        link.settimeout(0)
        await loop.sock_connect(link, address)
        if target.how is How.TCP:
            return None
        try:
            await loop.sock_sendall(link, http.request(target))
            answer = http.Answer(target.expected)
            while not answer.decided:
                data = await loop.sock_recv(link, 64 * 1024)
                if data:
                    answer.feed(data)
                else:
                    answer.end()
        except (ConnectionResetError, BrokenPipeError):
            return Miss.CLOSED
        return answer.miss


async def _echo(family: int, address: Any) -> Miss | None:
    loop = asyncio.get_running_loop()
    try:
        link = echo.open_echo(family)
    except OSError:
        return Miss.NOT_ALLOWED
    with link:
        link.connect(address)  # sends nothing, so it cannot block; asyncio knows no ICMP here
        await loop.sock_sendall(link, echo.echo_request(1, family))
        while not echo.is_reply(await loop.sock_recv(link, 2048), family):
            pass
    return None


def _miss(error: OSError) -> Miss:
    if isinstance(error, ConnectionRefusedError):
        return Miss.REFUSED
    if isinstance(error, (ConnectionResetError, BrokenPipeError)):
        return Miss.CLOSED
    if isinstance(error, PermissionError):
        return Miss.NOT_ALLOWED
    if isinstance(error, socket.gaierror) or error.errno in _UNREACHABLE:
        return Miss.UNREACHABLE
    return Miss.TIMEOUT if error.errno == errno.ETIMEDOUT else Miss.UNREACHABLE
