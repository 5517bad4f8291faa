"""The times of a recording's moments, so that none has to be read to find one. No Qt."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

NEAR: Final = 0.002
"""Seconds within which a mark is taken to be where one is already."""


class Reel:
    """Grows as the recording does; see ``model.Moments``. Eight bytes for each moment."""

    def __init__(self, times: Sequence[float] = ()) -> None:
        self._times = array("d", times)
        self._until = 0.0

    def __len__(self) -> int:
        return len(self._times)

    @property
    def begin(self) -> float:
        """The first moment; 0 where there is none."""
        return self._times[0] if self._times else 0.0

    @property
    def until(self) -> float:
        """Up to when it is known what was so."""
        return max(self._until, self._times[-1]) if self._times else self._until

    @until.setter
    def until(self, at: float) -> None:
        self._until = at

    def time_of(self, index: int) -> float:
        """When that moment began, in seconds since 1970."""
        return self._times[index]

    def index_at(self, at: float) -> int:
        """The last moment not after ``at``; 0 before the first."""
        return max(bisect_right(self._times, at) - 1, 0)

    def extend(self, times: Sequence[float]) -> None:
        """There are more."""
        self._times.extend(times)


def next_mark(marks: Sequence[float], at: float, *, back: bool) -> float | None:
    """The mark after a moment, or before it; None where there is none.

    Args:
        marks: times in order.
        at: the moment.
        back: before it.
    """
    if back:
        index = bisect_left(marks, at - NEAR) - 1
        return marks[index] if index >= 0 else None
    index = bisect_right(marks, at + NEAR)
    return marks[index] if index < len(marks) else None
