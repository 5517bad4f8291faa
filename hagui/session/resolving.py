"""Whether a node's name leads anywhere from this computer."""

import asyncio
import socket
from typing import Final

PATIENCE: Final = 3.0
"""Seconds that a name server may take."""


async def resolves(name: str) -> bool:
    """Whether the name has an address; it is not tried whether anything listens there."""
    try:
        async with asyncio.timeout(PATIENCE):
            found = await asyncio.get_running_loop().getaddrinfo(
                name, None, type=socket.SOCK_STREAM
            )
    except (OSError, UnicodeError, TimeoutError):
        return False
    return bool(found)
