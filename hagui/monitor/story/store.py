"""Where a story is kept: by lane and in order of time, so that any moment is found quickly.

What is kept is limited; where there is more, the oldest tenth is let go at once.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, Generic, Protocol, TypeVar

SHARE: Final = 10
"""One part in so many is let go when there is too much."""
DEEP: Final = 16
"""So many entries of one lane may overlap without one being overlooked."""


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
K = TypeVar("K")


class Stretches(Generic[K, S]):
    """Stretches of time by lane, the oldest first."""

    def __init__(self, limit: int) -> None:
        """``limit``: how many are kept at most."""
        self._limit = limit
        self._lanes: defaultdict[K, list[S]] = defaultdict(list)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[S]:
        for lane in self._lanes.values():
            yield from lane

    def clear(self) -> None:
        """Forget all."""
        self._lanes.clear()
        self._count = 0

    def put(self, lane: K, item: S, known: S | None = None) -> None:
        """Add one, or put it in the place of ``known``."""
        items = self._lanes[lane]
        if known is not None:
            for index in range(len(items) - 1, max(-1, len(items) - 1 - DEEP), -1):
                if items[index] is known:
                    del items[index]
                    self._count -= 1
                    break
        insort(items, item, key=_begin)
        self._count += 1

    def replace(self, lane: K, item: S) -> None:
        """Add one, in the place of the one that began at the same time and goes on."""
        for known in reversed(self._lanes.get(lane, [])[-DEEP:]):
            if known.begin == item.begin and known.end is None:
                self.put(lane, item, known)
                return
        self.put(lane, item)

    def at(self, time: float) -> Iterator[S]:
        """What had begun and not ended."""
        for items in self._lanes.values():
            index = bisect_right(items, time, key=_begin)
            for item in items[max(0, index - DEEP) : index]:
                if item.end is None or item.end > time:
                    yield item

    def surplus(self) -> float | None:
        """Up to which time all that had ended should go; None where there are not too many."""
        if self._count <= self._limit:
            return None
        ends = sorted(item.end for item in self if item.end is not None)
        if not ends:
            return None
        return ends[min(len(ends) - 1, self._count - self._limit + self._limit // SHARE)]

    def forget(self, until: float) -> None:
        """Let go what ended at ``until`` or earlier."""
        for lane, items in list(self._lanes.items()):
            left = [item for item in items if item.end is None or item.end > until]
            self._count -= len(items) - len(left)
            if left:
                self._lanes[lane] = left
            else:
                del self._lanes[lane]


def _begin(item: _Stretch) -> float:
    return item.begin
