"""Asking a lab's power switch.

asyncio is imported where it is needed: short commands start without it in half the time.
"""

import socket
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from engine.stacks.lab.supervisor.wire import Attach, Links, Refused, Reply, Request

if TYPE_CHECKING:
    import asyncio

ENCODER: Final = msgspec.json.Encoder()
REPLIES: Final = msgspec.json.Decoder(Reply)
MOST: Final = 1 << 20
"""Bytes of a line, at most."""


class PowerTrouble(Exception):
    """The power switch did not do it; ``code`` is stable, the words are for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


async def ask(path: Path, request: Request) -> Reply:
    """Ask once, and wait for the answer.

    Raises:
        PowerTrouble: refused, or nobody is there (``no-lab``).
    """
    async with _asked(path, request) as answers:
        try:
            return _reply(path, await answers.readline())
        except OSError as error:
            raise _nobody(path) from error


async def links(path: Path, node: str) -> AsyncIterator[Links]:
    """A node's links now, and whenever they change; it ends with the lab.

    Raises:
        PowerTrouble: refused, or nobody is there (``no-lab``).
    """
    async with _asked(path, Attach(node)) as answers:
        with suppress(OSError):
            while line := await answers.readline():
                reply = _reply(path, line)
                if isinstance(reply, Links):
                    yield reply


@asynccontextmanager
async def _asked(path: Path, request: Request) -> "AsyncGenerator[asyncio.StreamReader]":
    """What is answered to a request, line by line."""
    import asyncio

    try:
        reader, writer = await asyncio.open_unix_connection(path, limit=MOST)
    except OSError as error:
        raise _nobody(path) from error
    try:
        writer.write(ENCODER.encode(request) + b"\n")
        yield reader
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def ask_and_wait(path: Path, request: Request, timeout: float | None = None) -> Reply:
    """As ``ask``, without an event loop.

    Raises:
        PowerTrouble: refused, nobody is there (``no-lab``), or ``timeout`` seconds have passed.
    """
    try:
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(timeout)
            link.connect(str(path))
            link.sendall(ENCODER.encode(request) + b"\n")
            with link.makefile("rb") as answers:
                return _reply(path, answers.readline(MOST))
    except TimeoutError as error:
        raise PowerTrouble("timeout", f"The lab has not answered within {timeout:g} s.") from error
    except OSError as error:
        raise _nobody(path) from error


def _reply(path: Path, line: bytes) -> Reply:
    if not line:
        raise _nobody(path)
    try:
        reply = REPLIES.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PowerTrouble("unknown", f"The lab's answer is not understood: {error}.") from error
    if isinstance(reply, Refused):
        raise PowerTrouble(reply.code, reply.message)
    return reply


def _nobody(path: Path) -> PowerTrouble:
    return PowerTrouble("no-lab", f"No lab runs in {path.parent}.")
