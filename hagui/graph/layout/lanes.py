"""Places in one column: units keep theirs while others come and go."""

from bisect import bisect_right, insort
from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Place(NamedTuple):
    """Where a unit is within its column's body."""

    lane: int
    top: float
    height: float

    @property
    def bottom(self) -> float:
        """Lower edge, the gap to the next unit included."""
        return self.top + self.height


class Lanes:
    """The occupied stretches of each lane of one column."""

    def __init__(self, count: int) -> None:
        self._taken: list[list[tuple[float, float, str]]] = [[] for _ in range(count)]
        self._places: dict[str, Place] = {}

    def copy(self) -> "Lanes":
        """The same stretches, to be filled without changing these."""
        made = Lanes(len(self._taken))
        made._taken = [list(taken) for taken in self._taken]
        made._places = dict(self._places)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)

    def get(self, key: str) -> Place | None:
        """The place of a unit, None where it has none."""
        return self._places.get(key)

    @property
    def bottom(self) -> float:
        """Lower edge of the lowest unit, 0 where there is none."""
        return max((lane[-1][1] for lane in self._taken if lane), default=0.0)

    def between(self, top: float, bottom: float) -> Iterator[str]:
        """Units that reach into a stretch, lane by lane from above."""
        for taken in self._taken:
            first = bisect_right(taken, (top, top, "")) - 1
            for start, end, key in taken[max(0, first) :]:
                if start >= bottom:
                    break
                if end > top:
                    yield key

    def free(self, key: str) -> None:
        """Give up a unit's place; the others stay where they are."""
        place = self._places.pop(key, None)
        if place is not None:
            self._taken[place.lane].remove((place.top, place.bottom, key))

    def put(self, key: str, height: float, wanted: Place | None = None) -> Place:
        """Give a unit a place: the wanted one if it is free, else the first gap that fits.

        Without a gap it goes to the end of the shortest lane.
        """
        self.free(key)
        if (
            wanted is not None
            and wanted.lane < len(self._taken)
            and self._fits(wanted.lane, wanted.top, height)
        ):
            place = Place(wanted.lane, wanted.top, height)
        else:
            place = self._gap(height) or self._end(height)
        return self._take(key, place)

    def append_at(self, key: str, top: float, height: float) -> Place:
        """Give a unit a place in the first lane, whatever is there."""
        return self._take(key, Place(0, top, height))

    def regrow(self, heights: Mapping[str, float]) -> None:
        """Give units other heights: each stays where it is, or goes down as little as it must."""
        for lane, taken in enumerate(self._taken):
            below, moved = 0.0, list[tuple[float, float, str]]()
            for start, end, key in taken:
                top = max(start, below)
                below = top + heights.get(key, end - start)
                moved.append((top, below, key))
                self._places[key] = Place(lane, top, below - top)
            self._taken[lane] = moved

    def append(self, key: str, height: float, lane: int) -> Place:
        """Give a unit the place below all others of a lane."""
        self.free(key)
        taken = self._taken[lane]
        return self._take(key, Place(lane, taken[-1][1] if taken else 0.0, height))

    def _take(self, key: str, place: Place) -> Place:
        insort(self._taken[place.lane], (place.top, place.bottom, key))
        self._places[key] = place
        return place

    def _fits(self, lane: int, top: float, height: float) -> bool:
        bottom = top + height
        return all(end <= top or start >= bottom for start, end, _ in self._taken[lane])

    def _gap(self, height: float) -> Place | None:
        for lane, taken in enumerate(self._taken):
            top = 0.0
            for start, end, _ in taken:
                if start - top >= height:
                    return Place(lane, top, height)
                top = max(top, end)
        return None

    def _end(self, height: float) -> Place:
        lane = min(
            range(len(self._taken)),
            key=lambda n: (self._taken[n][-1][1] if self._taken[n] else 0.0, n),
        )
        taken = self._taken[lane]
        return Place(lane, taken[-1][1] if taken else 0.0, height)
