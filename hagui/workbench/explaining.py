"""Asks the scheduler why what is selected is where it is, and asks again as things change."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from hagui.cluster.draft.draft import Draft
from hagui.cluster.rehearsal.rehearser import NoPrediction
from hagui.workbench.scheduling import OwnRehearser

PAUSE: Final = 0.1
"""Seconds after a change in which another one may come before the question is asked."""

Spawn = Callable[..., asyncio.Task[Any]]


class Explaining(QObject):
    """The newest answer for what is selected."""

    explained = Signal(object)
    """A ``Reasoning``, or None where there is none."""

    def __init__(self, parent: QObject, own: OwnRehearser, spawn: Spawn) -> None:
        super().__init__(parent)
        self._own, self._spawn = own, spawn
        self._draft: Draft | None = None
        self._wanted: tuple[str, ...] = ()
        self._asked: object = None
        self._task: asyncio.Task[Any] | None = None

    def watch(self, draft: Draft | None) -> None:
        """Explain another draft's cluster, or none."""
        self._draft = draft
        self._wanted, self._asked = (), None
        self._cancel()
        self.explained.emit(None)

    def want(self, resources: tuple[str, ...]) -> None:
        """Explain these primitives from now on; empty: nothing."""
        if resources != self._wanted:
            self._wanted = resources
            self._asked = None
            self.explained.emit(None)
        self.again()

    def again(self) -> None:
        """Something changed, be it in the cluster or in the draft; cheap where it did not."""
        draft = self._draft
        if draft is None or not draft.loaded or not self._wanted:
            self._cancel()
            return
        question = (self._wanted, draft.version, draft.configuration)
        if question == self._asked:
            return
        self._asked = question
        self._cancel()
        self._task = self._spawn(self._ask(draft, self._wanted), "explain")

    async def close(self) -> None:
        """Ask nothing any more."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _ask(self, draft: Draft, resources: tuple[str, ...]) -> None:
        await asyncio.sleep(PAUSE)
        diff = draft.diff().text() if draft.entries else ""
        try:
            reasoning = await self._own.reasons(diff, resources)
        except NoPrediction:
            self.explained.emit(None)
            return
        self.explained.emit(reasoning)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
