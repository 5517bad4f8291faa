"""Requests that only read: they may be ended early, by their client or by a newer question."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engine.protocol.messages import Failure

CANCELLED: Final = Failure("cancelled", "The request was cancelled by the one who made it.")
SUPERSEDED: Final = Failure("superseded", "A newer question has taken the place of this one.")


@dataclass(slots=True)
class _Read:
    task: asyncio.Task[None]
    rehearses: bool
    why: Failure | None = None
    """Why it was ended early, if it was."""


class Reads:
    """Those under way on one connection."""

    def __init__(self, answer: Callable[[int, Failure], None]) -> None:
        """``answer`` is called for each that was ended early, once it is gone."""
        self._answer = answer
        self._reads: dict[int, _Read] = {}

    def add(self, request: int, task: asyncio.Task[None], *, rehearses: bool) -> None:
        """One more has begun; ``rehearses`` says that a newer of its kind takes its place."""
        self._reads[request] = _Read(task, rehearses)
        task.add_done_callback(lambda task: self._gone(request, task))

    def cancel(self, request: int) -> None:
        """End one, if it is under way."""
        if request in self._reads:
            _end(self._reads[request], CANCELLED)

    def supersede(self) -> list[asyncio.Task[None]]:
        """End the rehearsals; returns those that are to be gone before the next begins."""
        older = [read for read in self._reads.values() if read.rehearses]
        for read in older:
            _end(read, SUPERSEDED)
        return [read.task for read in older]

    def ending(self, task: asyncio.Task[None]) -> bool:
        """Whether it has been told to end."""
        return any(read.task is task and read.why for read in self._reads.values())

    def _gone(self, request: int, task: asyncio.Task[None]) -> None:
        read = self._reads.pop(request)
        if task.cancelled() and read.why is not None:
            self._answer(request, read.why)


def _end(read: _Read, why: Failure) -> None:
    if (
        read.why is None
    ):  # a second cancellation would cut short what the first one's cleanup awaits
        read.why = why
        read.task.cancel()
