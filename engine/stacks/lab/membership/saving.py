"""What a node keeps on disk, and what it may say only once it is there."""

from collections import deque
from typing import Final

from engine.stacks.lab.durable import Durable
from engine.stacks.lab.instructions import Persist, Say, Send

AGAIN: Final = 1.0
"""Seconds after which what could not be written is tried again."""
_HELD: Final = 256
"""Messages that wait for the disk at most; the oldest go first, as if they were lost."""


class Saving:
    """Holds back what promises something until the promise would outlive a crash."""

    def __init__(self, durable: Durable) -> None:
        self.durable = durable
        """What is on disk, or is being written."""
        self._asked = self._done = 0
        self._held: deque[tuple[int, Send]] = deque(maxlen=_HELD)
        self.again_at: float | None = None
        """When to try again what could not be written."""
        self.trouble = ""
        """Why nothing can be written; empty while it can."""

    @property
    def latest(self) -> int:
        """Number of the last ``Persist``."""
        return self._asked

    def done(self, number: int) -> bool:
        """Whether what this ``Persist`` (or a later one) asked for is on disk."""
        return self._done >= number

    def save(self, durable: Durable) -> Persist:
        """Have this written."""
        self.durable = durable
        self._asked += 1
        return Persist(self._asked, durable)

    def when_safe(self, message: Send) -> list[Send]:
        """Say this once all is on disk that it rests on; at once if it is."""
        if self.done(self._asked):
            return [message]
        self._held.append((self._asked, message))
        return []

    def persisted(self, number: int, trouble: str, now: float) -> list[Send | Say]:
        """The disk answers; what may be said now."""
        if trouble:
            if number == self._asked:
                self.again_at = now + AGAIN
            known, self.trouble = self.trouble, trouble
            if known == trouble:
                return []
            return [Say(f"The disk cannot be written, so that votes wait: {trouble}", "error")]
        self._done = max(self._done, number)
        said: list[Send | Say] = []
        if self.trouble:
            self.trouble = ""
            said.append(Say("The disk can be written again"))
        while self._held and self._held[0][0] <= self._done:
            said.append(self._held.popleft()[1])
        return said

    def tick(self, now: float) -> list[Persist]:
        """Try again what could not be written."""
        if self.again_at is None or now < self.again_at:
            return []
        self.again_at = None
        return [] if self.done(self._asked) else [self.save(self.durable)]
