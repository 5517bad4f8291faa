"""What the lab does to a node's links, as the power switch tells it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

from engine.stacks.lab.supervisor.client import PowerTrouble, links
from engine.stacks.lab.supervisor.wire import Links

_FIRST_WORD: Final = 2.0
"""Seconds that a start waits for it."""


class LinkWatch:
    """Follows the power switch. A node that never finds one runs by itself."""

    def __init__(
        self,
        socket: Path,
        node: str,
        changed: Callable[[Links], None],
        gone: Callable[[], None],
    ) -> None:
        """Nothing is opened yet.

        Args:
            socket: of the power switch.
            node: this one.
            changed: told of the links, first as they are.
            gone: called where the power switch was there and is no more.
        """
        self._socket = socket
        self._node = node
        self._changed = changed
        self._gone = gone
        self._heard = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin; returns once the links are known, or nobody is there to tell."""
        self._task = asyncio.create_task(self._follow())
        heard = asyncio.create_task(self._heard.wait())
        await asyncio.wait((self._task, heard), timeout=_FIRST_WORD, return_when="FIRST_COMPLETED")
        heard.cancel()
        await asyncio.gather(heard, return_exceptions=True)

    async def close(self) -> None:
        """Follow no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _follow(self) -> None:
        try:
            async for found in links(self._socket, self._node):
                self._changed(found)
                self._heard.set()
        except PowerTrouble:
            pass
        if self._heard.is_set():
            self._gone()
