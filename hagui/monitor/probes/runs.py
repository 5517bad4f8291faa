"""Results kept as runs: however often a service is asked, only changes take room. Pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from hagui.monitor.probes.model import Miss, Result

LIMIT: Final = 5000
"""Runs that are kept of one target; the oldest go first, a tenth at a time."""


class State(Enum):
    """What is known of a service."""

    ANSWERED = "answered"
    MISSED = "missed"
    """It did not answer as it should: an outage."""
    UNKNOWN = "unknown"
    """It could not be asked."""


def state_of(result: Result) -> State:
    """What a result says of the service."""
    if result.miss is None:
        return State.ANSWERED
    return State.UNKNOWN if result.miss is Miss.NOT_ALLOWED else State.MISSED


@dataclass(slots=True)
class Run:
    """Results that say the same, one after the other."""

    state: State
    begin: float
    """When the first of its questions was sent; after an outage, when the first answer came."""
    last: float
    """When the last of them was sent."""
    end: float | None = None
    """When the next run began, or nobody asked any more; None: it goes on."""
    count: int = 0
    total: float = 0.0
    """Seconds until they were decided, all together."""
    longest: float = 0.0
    reasons: Counter[Miss] = field(default_factory=Counter[Miss])
    """Why there was no answer, and how often."""
    exact: bool = True
    """False: it had never answered before, so that nobody knows since when it does not."""

    @property
    def mean(self) -> float:
        """Seconds until one was decided, on average."""
        return self.total / self.count if self.count else 0.0


class Runs:
    """Those of one target, in order of time."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._runs: list[Run] = []
        self._answered = False
        self._back = float("-inf")
        """When the answer came that ended the last outage: see ``judge``."""

    def __len__(self) -> int:
        return len(self._runs)

    def __iter__(self) -> Iterator[Run]:
        return iter(self._runs)

    def __getitem__(self, index: int) -> Run:
        return self._runs[index]

    @property
    def current(self) -> Run | None:
        """The one that goes on."""
        return self._runs[-1] if self._runs and self._runs[-1].end is None else None

    def take(self, result: Result) -> tuple[Run, ...]:
        """Take the next result; returns the run that ended and the one that began by it, or
        nothing where it belongs to the one that goes on.
        """
        run, changed = self.current, ()
        state = state_of(result)
        if state is State.MISSED and result.sent < self._back and len(self._runs) > 1:
            run = self._runs[-2]
        elif run is None or run.state is not state:
            at = result.sent
            if run is not None and run.state is State.MISSED and state is State.ANSWERED:
                at = self._back = result.sent + result.seconds
            ended = self.stop(at)
            exact = self._answered or state is not State.MISSED
            run = Run(state, at, at, exact=exact)
            self._runs.append(run)
            changed = (run,) if ended is None else (ended, run)
            if len(self._runs) > self._limit:
                del self._runs[: max(self._limit // 10, 1)]
        self._answered |= state is State.ANSWERED
        run.last = max(run.last, result.sent)
        run.count += 1
        run.total += result.seconds
        run.longest = max(run.longest, result.seconds)
        if result.miss is not None:
            run.reasons[result.miss] += 1
        return changed

    def add(self, run: Run) -> None:
        """Add one that is later than all others."""
        self._runs.append(run)

    def stop(self, at: float) -> Run | None:
        """Nobody asks any more from then on; returns the run that ended by that."""
        run = self.current
        if run is not None:
            run.end = max(at, run.last)
        return run

    def at(self, moment: float) -> Run | None:
        """The run of a moment; None where nobody asked."""
        place = bisect_right(self._runs, moment, key=_begin) - 1
        if place < 0:
            return None
        run = self._runs[place]
        return run if run.end is None or moment <= run.end else None

    def before(self, run: Run) -> Run | None:
        """The run before another, where nobody stopped asking in between."""
        place = bisect_right(self._runs, run.begin, key=_begin) - 2
        found = self._runs[place] if place >= 0 else None
        return found if found is not None and found.end == run.begin else None


def _begin(run: Run) -> float:
    return run.begin
