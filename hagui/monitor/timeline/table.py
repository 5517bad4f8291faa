"""Stretches of time as columns of numbers, so that all in view are found and drawn at once."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

FIRST: Final = 1024
FOREVER: Final = np.inf
"""The end of what goes on."""

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Chosen = NDArray[np.intp]


class Table:
    """Rows of begin, end, lane and look; those that go on are known by a key until they end."""

    def __init__(self) -> None:
        self._begin: NDArray[np.float64] = np.empty(FIRST)
        self._end: NDArray[np.float64] = np.empty(FIRST)
        self._lane: Ints = np.empty(FIRST, np.int32)
        self._look: Bytes = np.empty(FIRST, np.uint8)
        self._hue: Bytes = np.empty(FIRST, np.uint8)
        self._count = 0
        self._open: dict[object, int] = {}

    def __len__(self) -> int:
        return self._count

    @property
    def begin(self) -> Floats:
        """When each began."""
        return self._begin[: self._count]

    @property
    def end(self) -> Floats:
        """When each ended; ``FOREVER`` while it goes on."""
        return self._end[: self._count]

    @property
    def lane(self) -> Ints:
        """The number of its lane."""
        return self._lane[: self._count]

    @property
    def look(self) -> Bytes:
        """How it is drawn."""
        return self._look[: self._count]

    @property
    def hue(self) -> Bytes:
        """Whose colour it has."""
        return self._hue[: self._count]

    def clear(self) -> None:
        """Forget all."""
        self._count = 0
        self._open.clear()

    def put(
        self, key: object, begin: float, end: float | None, lane: int, look: int, hue: int = 0
    ) -> None:
        """Add one, or put it in the place of the one of that key that went on."""
        row = self._open.pop(key, None)
        if row is None:
            row = self._count
            if row == len(self._begin):
                self._grow()
            self._count += 1
        self._begin[row] = begin
        self._end[row] = FOREVER if end is None else end
        self._lane[row], self._look[row], self._hue[row] = lane, look, hue
        if end is None:
            self._open[key] = row

    def forget(self, until: float) -> None:
        """Let go what ended at ``until`` or earlier."""
        kept = np.flatnonzero(self.end > until)
        places = {int(old): new for new, old in enumerate(kept)}
        for name in ("_begin", "_end", "_lane", "_look", "_hue"):
            column = getattr(self, name)
            column[: len(kept)] = column[kept]
        self._count = len(kept)
        self._open = {key: places[row] for key, row in self._open.items()}

    def within(self, begin: float, end: float, rows: Ints, first: float, last: float) -> Chosen:
        """What lies in view.

        Args:
            begin: left edge of the view.
            end: its right edge.
            rows: the row of each lane, less than 0 where it is not shown.
            first: the first row in view.
            last: the row behind the last in view.
        """
        row = rows[self.lane]
        seen = (self.begin < end) & (self.end > begin) & (row >= int(first)) & (row < last)
        return np.flatnonzero(seen)

    def _grow(self) -> None:
        for name in ("_begin", "_end", "_lane", "_look", "_hue"):
            column = getattr(self, name)
            setattr(self, name, np.concatenate([column, np.empty_like(column)]))
