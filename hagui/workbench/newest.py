"""Of several questions that follow one another only the newest is answered."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Generic, TypeVar

from hagui.cluster.rehearsal.rehearser import NoPrediction
from hagui.i18n import tr

T = TypeVar("T")


class Newest(Generic[T]):
    """Runs one question at a time; a newer one takes the place of the one before."""

    def __init__(self) -> None:
        self._asking: asyncio.Task[T] | None = None

    def drop(self) -> bool:
        """Give up the question under way; whether there was one."""
        asking, self._asking = self._asking, None
        return asking is not None and asking.cancel()

    async def answer(self, question: Coroutine[Any, Any, T], name: str) -> T:
        """The answer; a caller who is cancelled leaves nothing behind.

        Raises:
            NoPrediction: ``superseded`` by a newer question, or what the question itself raises.
        """
        self.drop()
        task = self._asking = asyncio.create_task(question, name=name)
        try:
            await asyncio.wait({task})
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait({task})
            if not task.cancelled():
                task.exception()  # seen, also where nobody waits for it any more
            if self._asking is task:
                self._asking = None
        if task.cancelled():
            words = tr("rehearsal", "A newer change is being rehearsed in place of this one.")
            raise NoPrediction("superseded", words)
        return task.result()
