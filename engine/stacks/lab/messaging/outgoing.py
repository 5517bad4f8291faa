"""The sending half of a channel: what waits, what is under way, what is to be repeated."""

from collections import deque
from typing import Final

from engine.stacks.lab.messaging.packet import PIECE

WINDOW: Final = 64
"""Pieces that may be under way at most."""
_FIRST: Final = 4
"""Pieces under way to begin with: a socket's buffer holds no more with certainty."""
WAITING: Final = 4096
"""Pieces that may wait; a peer that lets more come together cannot follow, and is dropped."""
REPEAT: Final = 0.2
"""Seconds after which a piece without acknowledgement is sent again; doubled with each time."""
REPEAT_MOST: Final = 1.0

Piece = tuple[int, bool, bytes]
"""Its number from 1, whether the payload goes on, and the data."""


class Outgoing:
    """Payloads for one peer, cut into pieces.

    How many pieces may be under way grows with every acknowledgement, and halves when one is
    lost, as in TCP: so a large payload neither floods the receiver's buffer nor crawls.
    """

    def __init__(self) -> None:
        self._waiting: deque[Piece] = deque()
        self._under_way: dict[int, Piece] = {}
        self._resent: set[int] = set()
        self._last = 0
        self._window = float(_FIRST)
        self._growing_until = float(WINDOW)
        self._pause = REPEAT
        self.repeat_at: float | None = None
        """When something has to be sent again; None while nothing is under way."""

    @property
    def overflows(self) -> bool:
        """Whether more waits for the peer than it can be expected to take."""
        return len(self._waiting) > WAITING

    @property
    def idle(self) -> bool:
        """Whether the peer has everything."""
        return not self._waiting and not self._under_way

    def queue(self, data: bytes) -> None:
        """Let a payload follow on what waits already."""
        for start in range(0, len(data), PIECE) or (0,):
            self._last += 1
            more = start + PIECE < len(data)
            self._waiting.append((self._last, more, data[start : start + PIECE]))

    def due(self, now: float) -> list[Piece]:
        """What is to be sent now: what has to be repeated, and what follows."""
        found: list[Piece] = []
        if self.repeat_at is not None and now >= self.repeat_at:
            self._shrink()
            self._window = min(self._window, _FIRST / 2)
            self._resent.clear()
            found += list(self._under_way.values())[: int(self._window)]
            self._pause = min(self._pause * 2, REPEAT_MOST)
            self.repeat_at = now + self._pause
        while self._waiting and len(self._under_way) < int(self._window):
            piece = self._waiting.popleft()
            self._under_way[piece[0]] = piece
            found.append(piece)
            if self.repeat_at is None:
                self.repeat_at = now + self._pause
        return found

    def acknowledge(self, upto: int, early: tuple[int, ...], now: float) -> list[Piece]:
        """The peer has everything up to a number, and these beyond it.

        Returns:
            Pieces that are lost by what can be told: others that were sent later have arrived.
        """
        news = [number for number in self._under_way if number <= upto or number in early]
        if not news:
            return []
        for number in news:
            del self._under_way[number]
            self._resent.discard(number)
        grown = len(news) if self._window < self._growing_until else len(news) / self._window
        self._window = min(self._window + grown, WINDOW)
        self._pause = REPEAT
        self.repeat_at = now + self._pause if self._under_way else None
        newest = max(news)
        lost = [
            piece
            for number, piece in self._under_way.items()
            if number < newest - _REORDERED and number not in self._resent
        ]
        if lost:
            self._shrink()
            self._resent.update(piece[0] for piece in lost)
        return lost

    def _shrink(self) -> None:
        self._growing_until = self._window = max(self._window / 2, _FIRST / 2)


_REORDERED: Final = 2
"""How far apart pieces may arrive out of order without one counting as lost."""
