"""When to ask whether the other side is still there, and when to give it up. Pure."""

from enum import Enum
from typing import Final

INTERVAL: Final = 0.25
"""Seconds between questions."""
PATIENCE: Final = 0.8
"""Seconds of silence after which the other side is lost."""


class Beat(Enum):
    """What to do at a beat."""

    NOTHING = "nothing"
    ASK = "ask"
    LOST = "lost"


class KeepAlive:
    """Watches one connection; all times are seconds of one monotonic clock.

    Silence counts only while this side listens: a beat that comes late by more than an interval
    (the program was stopped, or the machine slept) is not held against the other side.
    """

    def __init__(self, now: float, interval: float = INTERVAL, patience: float = PATIENCE) -> None:
        self._interval = interval
        self._patience = patience
        self._heard = now
        self._next = now + interval

    def heard(self, now: float) -> None:
        """Something arrived."""
        self._heard = now

    def beat(self, now: float) -> Beat:
        """What to do at ``now``; to be called at ``next_beat``."""
        if now - self._next > self._interval:
            self._heard = max(self._heard, now - self._interval)
        end = self._heard + self._patience
        if now >= end:
            return Beat.LOST
        self._next = min(now + self._interval, end)
        return Beat.ASK if now - self._heard >= self._interval / 2 else Beat.NOTHING

    @property
    def next_beat(self) -> float:
        """When ``beat`` is to be called next."""
        return self._next
