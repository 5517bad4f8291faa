"""Stream messages that have arrived and wait to be read; a slow reader slows the sender."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

from engine.protocol.failures import EngineError
from engine.protocol.messages import CibPatch, CibSnapshot, StreamMessage

MANY: Final = 2000
"""Messages waiting at which reading from the connection pauses."""
LARGE: Final = 32 * 1024 * 1024
"""Characters waiting at which reading pauses; a single larger snapshot still comes through."""


class Inbox:
    """A queue between a connection and whoever follows the cluster."""

    def __init__(self, pause: Callable[[], None], resume: Callable[[], None]) -> None:
        self._pause = pause
        self._resume = resume
        self._waiting: deque[StreamMessage] = deque()
        self._size = 0
        self._paused = False
        self._ended = False
        self._reason: EngineError | None = None
        self._changed = asyncio.Event()

    def put(self, message: StreamMessage) -> None:
        """Add what arrived."""
        self._waiting.append(message)
        self._size += _size(message)
        self._changed.set()
        if not self._paused and (len(self._waiting) >= MANY or self._size >= LARGE):
            self._paused = True
            self._pause()

    def end(self, reason: EngineError | None) -> None:
        """Nothing more will come: raise ``reason`` to the reader, or with None just stop."""
        self._ended = True
        self._reason = reason
        self._changed.set()

    async def get(self) -> StreamMessage | None:
        """The next message; None at the end.

        Raises:
            EngineError: why the stream ended, once all that had arrived is read.
        """
        while not self._waiting:
            if self._ended:
                if self._reason is not None:
                    raise self._reason
                return None
            self._changed.clear()
            await self._changed.wait()
        message = self._waiting.popleft()
        self._size -= _size(message)
        if self._paused and len(self._waiting) < MANY // 2 and self._size < LARGE // 2:
            self._paused = False
            self._resume()
        return message


def _size(message: StreamMessage) -> int:
    match message:
        case CibSnapshot(cib=text) | CibPatch(diff=text):
            return len(text)
        case _:
            return 256
