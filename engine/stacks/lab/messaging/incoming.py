"""The receiving half of a channel: pieces in, whole payloads in order out."""

from typing import Final

from engine.stacks.lab.messaging.outgoing import WINDOW, Piece
from engine.stacks.lab.messaging.packet import EARLY

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of the largest payload that is put together."""


class Incoming:
    """Pieces from one peer."""

    def __init__(self) -> None:
        self.arrived = 0
        """All pieces up to this number have arrived."""
        self._early: dict[int, Piece] = {}
        self._parts: list[bytes] = []
        self._size = 0

    @property
    def early(self) -> tuple[int, ...]:
        """Numbers of pieces that arrived before others that they follow on."""
        return tuple(sorted(self._early)[:EARLY])

    def take(self, piece: Piece) -> list[bytes] | None:
        """Take a piece in; the payloads that are complete now, None where one grows too large."""
        number = piece[0]
        if self.arrived < number <= self.arrived + 2 * WINDOW:
            self._early[number] = piece
        complete: list[bytes] = []
        while (found := self._early.pop(self.arrived + 1, None)) is not None:
            _number, more, data = found
            self.arrived += 1
            self._parts.append(data)
            self._size += len(data)
            if self._size > LARGEST:
                return None
            if not more:
                complete.append(b"".join(self._parts))
                self._parts, self._size = [], 0
        return complete
