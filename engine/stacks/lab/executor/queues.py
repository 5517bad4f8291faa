"""One resource on one node: what waits, what runs, and what comes again."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.stacks.lab.executor.history import PENDING
from engine.stacks.lab.wire import Operation, Result


@dataclass(slots=True)
class Waiting:
    """An operation that has not begun, or the next round of a recurring one."""

    operation: Operation
    call: int
    due: float
    """Not before then: its start delay, or the next round."""
    order: int
    """Of its arrival; what came first runs first."""


@dataclass(slots=True)
class Running:
    """An operation whose agent has been started."""

    waiting: Waiting
    number: int
    started: float
    until: float
    """When its time is up."""
    over: bool = False
    """Its time was up, and that has been said; its process is still to end."""
    unwanted: bool = False
    """The recurring operation was ended meanwhile: its result is nobody's."""


@dataclass(slots=True)
class Queue:
    """All of one resource. One operation runs at a time, those that come once in their order."""

    waiting: list[Waiting] = field(default_factory=list[Waiting])
    running: Running | None = None
    told: dict[tuple[str, int], Result] = field(default_factory=dict[tuple[str, int], Result])
    """The last result of each recurring operation that was news."""

    def ready(self, now: float) -> Waiting | None:
        """What may begin now, of several the one that came first."""
        due = [one for one in self._candidates() if one.due <= now]
        return min(due, key=lambda one: one.order, default=None)

    @property
    def deadline(self) -> float | None:
        """When something of it is due next."""
        if self.running is not None:
            return None if self.running.over else self.running.until
        return min((one.due for one in self._candidates()), default=None)

    def _candidates(self) -> list[Waiting]:
        """One that comes once does not overtake another, even while that one's delay lasts."""
        if self.running is not None:
            return []
        once = [one for one in self.waiting if not one.operation.interval_ms]
        again = [one for one in self.waiting if one.operation.interval_ms]
        return [*again, *sorted(once, key=lambda one: one.order)[:1]]

    def end_recurring(self, task: str | None = None, interval_ms: int | None = None) -> list[int]:
        """End a recurring operation, or all; the calls that ended."""

        def meant(operation: Operation) -> bool:
            if not operation.interval_ms:
                return False
            return task is None or (operation.task, operation.interval_ms) == (task, interval_ms)

        ended = [one.call for one in self.waiting if meant(one.operation)]
        self.waiting = [one for one in self.waiting if not meant(one.operation)]
        running = self.running
        if running is not None and meant(running.waiting.operation) and not running.unwanted:
            running.unwanted = True
            ended.append(running.waiting.call)
        for key in list(self.told):
            if task is None or key == (task, interval_ms):
                del self.told[key]
        return ended

    def drop_once(self) -> None:
        """Drop what has not begun and does not come again."""
        self.waiting = [one for one in self.waiting if one.operation.interval_ms]

    @property
    def idle(self) -> bool:
        """Nothing waits, runs or comes again."""
        return not self.waiting and self.running is None


def under_way(queue: Queue) -> Iterator[Result]:
    """What runs or waits, and has had no result yet."""
    running = queue.running
    if running is not None and not running.over and not running.unwanted:
        yield from _pending(queue, running.waiting, running.started)
    for one in queue.waiting:
        yield from _pending(queue, one, 0.0)


def _pending(queue: Queue, one: Waiting, started: float) -> Iterator[Result]:
    if (one.operation.task, one.operation.interval_ms) not in queue.told:
        yield Result(one.operation, one.call, -1, PENDING, started=started)
