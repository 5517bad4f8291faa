"""When which question is sent, and in which order answers count. Pure: the clock is given.

Questions to a target go out at fixed moments, an interval apart, whatever became of those before;
moments that were slept through are passed over, never made up for in a burst. A question is
decided when it is answered or its time is up; ``checking.IN_FLIGHT`` limits how many wait at once.
Results come in the order of sending, so that who judges them sees one line of time.

Rates: no target is asked more often than every ``checking.FASTEST``. All together are asked at
most ``rate`` times a second: where their intervals want more, all are stretched by the same
factor. While a target does not answer it is asked more often, so that the end of an outage is
exact, as far as the rate leaves room for it.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from engine.probing.checking import FASTEST, IN_FLIGHT, SLOWEST
from engine.probing.model import Miss, Result, Target

RATE: Final = 100.0
"""Questions a second, to all targets together."""
URGENT: Final = 0.1
"""Seconds between questions to a target that does not answer, where its own interval is longer."""


@dataclass(frozen=True, slots=True)
class Question:
    """To be sent now."""

    number: int
    target: Target


@dataclass(slots=True)
class _Flight:
    """A question, and what became of it."""

    number: int
    sent: float
    seconds: float = 0.0
    miss: Miss | None = None
    decided: bool = False


@dataclass(slots=True)
class _Line:
    """One target's questions."""

    due: float
    """When the next one is to be sent."""
    missing: bool = False
    """The last result was none."""
    flights: deque[_Flight] = field(default_factory=deque["_Flight"])


class Schedule:
    """All targets that are asked from one place. Times are seconds of a monotonic clock, but for
    those in results, which are what the shell says.
    """

    def __init__(self, rate: float = RATE) -> None:
        """``rate``: questions a second at the most, all targets together."""
        self._rate = rate
        self._lines: dict[Target, _Line] = {}
        self._number = 0
        self._stretch = 1.0
        self._urgent = 0.0

    @property
    def stretch(self) -> float:
        """By how much intervals are longer than they were asked for; 1: not at all."""
        return self._stretch

    @property
    def due(self) -> float | None:
        """When the next question is to be sent; None where there is no target."""
        return min((line.due for line in self._lines.values()), default=None)

    def interval(self, target: Target) -> float:
        """Seconds between two questions to a target while it answers."""
        return max(target.interval, FASTEST) * self._stretch

    def set_targets(self, targets: Iterable[Target], now: float) -> None:
        """Ask these and no others from now on; those asked already go on as they were."""
        wanted = list(dict.fromkeys(targets))
        known = self._lines
        self._lines = {
            # They begin one after the other, so that not all are asked at the same moment.
            target: known.get(target) or _Line(now + min(target.interval, 1.0) * n / len(wanted))
            for n, target in enumerate(wanted)
        }
        total = sum(1 / max(target.interval, FASTEST) for target in wanted)
        self._stretch = max(1.0, total / self._rate)
        slow = sum(self.interval(target) > URGENT for target in wanted)
        spare = self._rate - total / self._stretch
        # If none of them answered, all would share what is left of the rate.
        self._urgent = max(URGENT, slow / spare) if spare > 0 else SLOWEST
        for target, line in self._lines.items():
            line.due = min(line.due, now + self._step(target, line))

    def send(self, now: float, at: float) -> list[Question]:
        """The questions that are to be sent now.

        Args:
            now: of the monotonic clock.
            at: seconds since 1970, for the results.
        """
        questions: list[Question] = []
        for target, line in self._lines.items():
            if line.due > now:
                continue
            step = self._step(target, line)
            line.due += step * (int((now - line.due) / step) + 1)
            if len(line.flights) < IN_FLIGHT:
                self._number += 1
                line.flights.append(_Flight(self._number, at))
                questions.append(Question(self._number, target))
        return questions

    def decide(
        self, question: Question, seconds: float, miss: Miss | None, now: float
    ) -> list[Result]:
        """A question was answered or given up; returns the results that are certain by that, in
        the order of their sending.

        Args:
            question: which.
            seconds: how long it took.
            miss: why it was not answered; None: it was.
            now: of the monotonic clock.
        """
        line = self._lines.get(question.target)
        if line is None:
            return []
        for flight in line.flights:
            if flight.number == question.number:
                flight.seconds, flight.miss, flight.decided = seconds, miss, True
        results: list[Result] = []
        while line.flights and line.flights[0].decided:
            done = line.flights.popleft()
            results.append(Result(question.target, done.sent, done.seconds, done.miss))
            line.missing = done.miss not in {None, Miss.NOT_ALLOWED}
        if line.missing:
            line.due = min(line.due, now + self._step(question.target, line))
        return results

    def _step(self, target: Target, line: _Line) -> float:
        step = self.interval(target)
        return min(step, self._urgent) if line.missing else step
