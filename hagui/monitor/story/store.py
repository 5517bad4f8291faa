"""Where stretches of time are kept, so that what was true at any moment is found quickly.

They are kept in order of their begins. Every so often the open ones are noted in a checkpoint, so
that a moment is found from the checkpoint before it and the few that began since.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final, Generic, Protocol, TypeVar

SHARE: Final = 10
"""One part in so many is let go when there is too much."""
EACH: Final = 512
"""Stretches from one checkpoint to the next."""


class _Stretch(Protocol):
    """What begins, and ends or goes on."""

    @property
    def begin(self) -> float:
        """When it began."""
        ...

    @property
    def end(self) -> float | None:
        """When it ended; None: it goes on."""
        ...


S = TypeVar("S", bound=_Stretch)


@dataclass(frozen=True, slots=True)
class _Checkpoint:
    time: float
    open: set[int]
    """Numbers of what had begun and not ended."""


class Stretches(Generic[S]):
    """Stretches of time. What goes on is known by a key until it ends."""

    def __init__(self, limit: int) -> None:
        """``limit``: how many are kept at most."""
        self._limit = limit
        self._items: dict[int, S] = {}
        self._order: list[tuple[float, int]] = []
        self._open: dict[Hashable, int] = {}
        self._checkpoints: list[_Checkpoint] = []
        self._last = 0
        self._latest = float("-inf")

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[S]:
        return iter(self._items.values())

    def clear(self) -> None:
        """Forget all."""
        self._items.clear()
        self._order.clear()
        self._open.clear()
        self._checkpoints.clear()
        self._latest = float("-inf")

    def fill(self, items: Sequence[S], key: Callable[[S], Hashable]) -> None:
        """Put many at once where there is nothing yet, in a fraction of the time.

        Args:
            items: in any order.
            key: gives the key of one that goes on.
        """
        items = sorted(items, key=_begin_of)
        self._items = dict(enumerate(items, 1))
        self._order = [(item.begin, number) for number, item in self._items.items()]
        self._last = len(items)
        alive: list[tuple[float, int]] = []  # a heap: what ends first is first
        latest = self._latest
        for number, item in self._items.items():
            end = item.end
            if end is None:
                self._open[key(item)] = number
                end = float("inf")
            elif end > latest:
                latest = end
            heappush(alive, (end, number))
            if number % EACH == 0:
                while alive and alive[0][0] <= item.begin:
                    heappop(alive)
                self._checkpoints.append(_Checkpoint(item.begin, {entry[1] for entry in alive}))
        self._latest = max([latest, *(item.begin for item in items[-1:])])

    def put(self, key: Hashable, item: S) -> None:
        """Add one, or put it in the place of the one of that key that went on."""
        number = self._open.pop(key, None)
        if number is None:
            self._last += 1
            number = self._last
            insort(self._order, (item.begin, number))
            self._catch_up(number, item)
        elif self._items[number].begin != item.begin:
            self._order.remove((self._items[number].begin, number))
            insort(self._order, (item.begin, number))
            self._catch_up(number, item)
        self._items[number] = item
        if item.end is None:
            self._open[key] = number
        self._latest = max(self._latest, item.begin, item.end or item.begin)
        if number % EACH == 0:
            self._checkpoints.append(_Checkpoint(self._latest, set(self._open.values())))

    def at(self, time: float) -> Iterator[S]:
        """What had begun and not ended."""
        index = bisect_right(self._checkpoints, time, key=_time_of) - 1
        first, numbers = 0, set[int]()
        if index >= 0:
            checkpoint = self._checkpoints[index]
            first = bisect_left(self._order, (checkpoint.time, 0))
            numbers |= checkpoint.open
        last = bisect_right(self._order, (time, self._last))
        numbers.update(number for _, number in self._order[first:last])
        for number in sorted(numbers):
            item = self._items.get(number)
            if item is not None and item.begin <= time and (item.end is None or item.end > time):
                yield item

    def surplus(self) -> float | None:
        """Up to which time all that had ended should go; None where there are not too many."""
        if len(self._items) <= self._limit:
            return None
        ends = sorted(item.end for item in self if item.end is not None)
        if not ends:
            return None
        over = len(self._items) - self._limit + self._limit // SHARE
        return ends[min(len(ends) - 1, over)]

    def forget(self, until: float) -> None:
        """Let go what ended at ``until`` or earlier."""
        self._items = {
            number: item
            for number, item in self._items.items()
            if item.end is None or item.end > until
        }
        self._order = [entry for entry in self._order if entry[1] in self._items]
        self._checkpoints = [item for item in self._checkpoints if item.time > until]

    def _catch_up(self, number: int, item: S) -> None:
        """Note in checkpoints what was found later than it began."""
        for checkpoint in reversed(self._checkpoints):
            if checkpoint.time < item.begin:
                break
            if item.end is None or item.end > checkpoint.time:
                checkpoint.open.add(number)


def _begin_of(item: _Stretch) -> float:
    return item.begin


def _time_of(checkpoint: _Checkpoint) -> float:
    return checkpoint.time
