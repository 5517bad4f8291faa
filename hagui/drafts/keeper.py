"""Writing the draft in a thread, the latest state first and nothing twice."""

import asyncio
from collections.abc import Callable

from hagui.cluster.draft.entry import Kept
from hagui.drafts.errors import NotKept
from hagui.drafts.journal import Journal


class Keeper:
    """Feeds a journal from the event loop; what is overtaken by a later state is left out."""

    def __init__(self, journal: Journal, told: Callable[[NotKept | None], None]) -> None:
        """Begin with nothing to write.

        Args:
            journal: already read; not to be used by anyone else.
            told: called in the event loop with the error when writing fails, and with None when
                it works again.
        """
        self._journal = journal
        self._told = told
        self._next: Kept | None = None
        self._task: asyncio.Task[None] | None = None
        self._failed = False

    def keep(self, kept: Kept) -> None:
        """See to it that this is on disk soon; needs a running event loop."""
        self._next = kept
        if self._task is None:
            self._task = asyncio.create_task(self._write(), name="keep draft")

    async def written(self) -> None:
        """Return once everything is written, or could not be."""
        while self._task is not None:
            await asyncio.shield(self._task)

    async def close(self) -> None:
        """Write what is left, and let go of the file."""
        await self.written()
        await asyncio.to_thread(self._journal.close)

    async def _write(self) -> None:
        try:
            while self._next is not None:
                kept, self._next = self._next, None
                try:
                    await asyncio.to_thread(self._journal.keep, kept)
                except NotKept as error:
                    self._failed = True
                    self._told(error)
                else:
                    if self._failed:
                        self._failed = False
                        self._told(None)
        finally:
            self._task = None
