"""The shell around a schedule: asks in the running event loop, and hands the results on."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable

from engine.probing.asking import ask
from engine.probing.model import Miss, Result, Target
from engine.probing.schedule import RATE, Question, Schedule

Deliver = Callable[[list[Result]], None]
Ask = Callable[[Target], Awaitable[Miss | None]]


class Prober:
    """Asks targets until it is closed; in one event loop."""

    def __init__(
        self,
        deliver: Deliver,
        rate: float = RATE,
        *,
        ask: Ask = ask,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Nothing is asked yet.

        Args:
            deliver: takes results, those of one target in the order of their sending.
            rate: questions a second at the most, all targets together.
            ask: asks one question.
            clock: seconds since 1970.
        """
        self.schedule = Schedule(rate)
        self._deliver = deliver
        self._ask = ask
        self._clock = clock
        self._tasks: dict[asyncio.Task[None], Target] = {}
        self._timer: asyncio.TimerHandle | None = None

    def set_targets(self, targets: Iterable[Target]) -> None:
        """Ask these and no others from now on."""
        wanted = tuple(targets)
        self.schedule.set_targets(wanted, asyncio.get_running_loop().time())
        for task, target in self._tasks.items():
            if target not in wanted:
                task.cancel()
        self._set_timer()

    async def close(self) -> None:
        """Ask no more; no task, timer or socket is left behind."""
        self.set_targets(())
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        due = self.schedule.due
        if due is not None:
            self._timer = asyncio.get_running_loop().call_at(due, self._send)

    def _send(self) -> None:
        loop = asyncio.get_running_loop()
        # A timer may come a little early: loops round times to the resolution of their clock.
        now = max(loop.time(), self.schedule.due or 0.0)
        for question in self.schedule.send(now, self._clock()):
            task = loop.create_task(self._question(question))
            self._tasks[task] = question.target
            task.add_done_callback(lambda task: self._tasks.pop(task, None))
        self._set_timer()

    async def _question(self, question: Question) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        miss = await self._ask(question.target)
        now = loop.time()
        results = self.schedule.decide(question, now - begun, miss, now)
        if results:
            self._deliver(results)
        self._set_timer()
