"""How far each node's clock is from the desktop's, measured by what is seen as it happens.

The history says in whole seconds when an operation began, and in milliseconds how long it ran; its
end reaches the desktop some tens of milliseconds later, on a busy machine more. So ``seen - end``
is the offset, plus the part of a second that was cut off (less than one), plus the way here: the
offset is never more than the least of them, and the more there are, the less it can be below.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

KEPT: Final = 64
"""Sightings that count, for each node."""
CUT: Final = 1.0
"""Seconds by which a stamp may be early: it is given in whole ones."""
WAY: Final = 0.2
"""Seconds that the way to the desktop takes at most where nothing is wrong."""
SLOW: Final = 1.0
"""Seconds by which a single one may be late beyond that."""
SPREAD: Final = 6.0
"""So many times the mean least part of several is not exceeded in 99 of 100 cases."""
BURST: Final = 1.0
"""What is seen within so many seconds counts once: much the same was cut off of all of it, and
what delayed one delayed the others.
"""
STEPPED: Final = 4
"""Sightings in a row that contradict all before: the clock was set."""


@dataclass(frozen=True, slots=True)
class Offset:
    """How far a node's clock is behind the desktop's (less than 0: ahead of it)."""

    seconds: float
    """To be added to the node's time; the middle of what is possible."""
    within: float
    """The true one is at most this far off, in seconds."""
    sightings: int

    @property
    def certain(self) -> bool:
        """Whether the clocks differ for sure."""
        return abs(self.seconds) > self.within


@dataclass(slots=True)
class Clocks:
    """The offsets of all nodes."""

    _seen: dict[str, deque[float]] = field(default_factory=dict[str, "deque[float]"])
    _against: dict[str, int] = field(default_factory=dict[str, int])
    _at: dict[str, float] = field(default_factory=dict[str, float])
    """When the last that counts was seen."""

    def heard(self, node: str, ended: float, at: float) -> None:
        """An operation was seen as it ended.

        Args:
            node: where.
            ended: when, by the node's clock: begin in whole seconds, plus how long it ran.
            at: when it was seen, by the desktop's clock.
        """
        seen = self._seen.setdefault(node, deque(maxlen=KEPT))
        late = at - ended
        if seen and not _agrees(late, min(seen)):
            self._against[node] = self._against.get(node, 0) + 1
            if late > min(seen) and self._against[node] < STEPPED:
                return  # it only came late
            seen.clear()
        self._against[node] = 0
        if seen and abs(at - self._at.get(node, at - BURST)) < BURST:
            seen[-1] = min(seen[-1], late)
            return
        self._at[node] = at
        seen.append(late)

    def offset(self, node: str) -> Offset | None:
        """The offset of a node; None while nothing was seen of it."""
        seen = self._seen.get(node)
        if not seen:
            return None
        # The least is nearest to the truth: nothing comes early. The more were seen, the smaller
        # are the part that was cut off and the delay of the luckiest of them.
        count, most = len(seen), min(seen)
        least = most - min(CUT, SPREAD / (count + 1)) - WAY - SLOW / count
        return Offset((most + least) / 2, (most - least) / 2, len(seen))

    def shift(self, node: str) -> float:
        """Seconds to add to a node's stamps: nothing unless its clock is wrong for sure."""
        offset = self.offset(node)
        return offset.seconds if offset is not None and offset.certain else 0.0

    @property
    def seen(self) -> dict[str, list[float]]:
        """What was seen, by node: seconds by which each end came late; to be kept."""
        return {node: list(seen) for node, seen in self._seen.items()}

    def take(self, seen: Mapping[str, Sequence[float]]) -> None:
        """Take for seen what was kept."""
        self._seen = {node: deque(late, maxlen=KEPT) for node, late in seen.items()}

    @property
    def offsets(self) -> dict[str, Offset]:
        """All that are known, by node."""
        return {node: found for node in self._seen if (found := self.offset(node)) is not None}


def _agrees(late: float, least: float) -> bool:
    return least - CUT - WAY <= late <= least + CUT + WAY
