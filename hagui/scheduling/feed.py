"""Keeps the worker's copy of what is shown up to date, from the first question on."""

import time
from itertools import count
from typing import Final

from engine.cib.patch.patchset import Patchset
from engine.cib.patch.touched import Touched
from hagui.cluster.live import LiveCluster
from hagui.scheduling.messages import Drop, Follow, Load
from hagui.scheduling.process import WorkerGone, WorkerProcess

_numbers: Final = count(1)


class Feed:
    """One live copy, and its copy in the worker.

    Nothing is sent before somebody asks, so that a session without a draft costs nothing.
    """

    def __init__(self, live: LiveCluster, worker: WorkerProcess) -> None:
        self._live = live
        self._worker = worker
        self._sent: int | None = None
        """The worker's generation that has the copy."""
        self.document = next(_numbers)
        live.observe(self)

    def close(self) -> None:
        """Feed no more; the worker forgets the copy."""
        self._live.leave(self)
        if self._holds():
            self._tell(Drop(self.document))
        self._sent = None

    def ensure(self) -> None:
        """Have the worker hold the copy.

        Raises:
            WorkerGone: there can be no process.
        """
        if not self._holds():
            now = time.time()
            self._worker.tell(Load(self.document, self._live.cib.text(), now))
            self._sent = self._worker.generation

    def forget(self) -> None:
        """The worker lost the copy: it is sent again for the next question."""
        self._sent = None

    # what the live copy tells

    def patched(self, touched: Touched, at: float, patch: Patchset | None) -> None:
        """A patch was applied; or time has passed, and there is none."""
        del touched
        if patch is not None and self._holds():
            self._tell(Follow(self.document, patch.text(), at))

    def replaced(self) -> None:
        """Another document is shown now."""
        self._sent = None

    # inside

    def _holds(self) -> bool:
        return self._worker.running and self._sent == self._worker.generation

    def _tell(self, message: Follow | Drop) -> None:
        try:
            self._worker.tell(message)
        except WorkerGone:
            self._sent = None
