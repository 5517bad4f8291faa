"""A person before the window while something goes wrong: the card, and what probes say."""

import asyncio
import time
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Final, Protocol

from hagui.desk import Desk
from hagui.monitor.incidents.model import Incident
from hagui.monitor.probes.keeping import Choice
from hagui.monitor.probes.model import How, Outage, Result, Target
from tests.end2end.incidents.notes import Notes
from tests.end2end.incidents.polling import PERIOD, Gap, Polling
from tests.end2end.incidents.truth import Truth

AGREES: Final = 500.0
"""Milliseconds by which an outage by the probe may differ from that of another measurement, on a
machine that runs whole clusters and other tests at once. How far they differ when nothing else
runs (the goal is 50), tests/bench/failover.py measures.
"""
INTERVAL: Final = 0.025
"""Seconds between two questions of the probe: as often as it may ask."""
PATIENCE: Final = 90.0
"""Seconds for an incident to be over; a test goes on as soon as it is."""


class Until(Protocol):
    """Waits; see ``Screen.until``."""

    async def __call__(
        self, condition: Callable[[], object], what: str, seconds: float = ...
    ) -> None: ...


class Watcher:
    """What the window tells of incidents."""

    def __init__(self, desk: Desk, until: Until) -> None:
        self._desk = desk
        self._until = until
        self.answered = 0
        """Questions of the probe that were answered."""
        self.sent: list[float] = []
        """When each of its questions was sent."""
        self.cards: list[tuple[str, Incident, Truth]] = []
        """Every incident that was brought about: its script, the card, and what was so."""
        self.measured: list[tuple[str, Outage, Gap]] = []
        """Every outage, by the probe and by somebody else."""
        self.outages: list[Outage] = []
        """By the probe: those that are over."""
        desk.probing.book.on_result.append(self._heard)
        desk.probing.book.on_outage.append(self._out)

    def _heard(self, result: Result) -> None:
        self.answered += result.miss is None
        self.sent.append(result.sent)

    def _out(self, outage: Outage) -> None:
        if outage.end is not None:
            self.outages.append(outage)

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """All that were told, oldest first."""
        return self._desk.incidents.machine.incidents

    async def probe(self, address: str, port: int, resource: str) -> None:
        """Ask for the page of a resource as often as a probe may; returns once it answers."""
        target = Target(How.HTTP, address, port, interval=INTERVAL, timeout=0.4, resource=resource)
        self._desk.probing.choose(Choice(on=True, targets=(target,)))
        await self._until(lambda: self.answered, "the probe is answered", PATIENCE)

    async def over(self, known: int) -> Incident:
        """Wait for one more incident than the ``known`` ones, and until it is over.

        It must be told while it goes on, and be the only one.
        """
        await self._until(lambda: len(self.incidents) > known, "an incident is told", PATIENCE)
        begun = self.incidents[known]
        assert begun.end is None, f"it was over as soon as it was told: {begun}"
        await self._until(lambda: self.incidents[known].end, "it is over", PATIENCE)
        assert len(self.incidents) == known + 1, f"told as several: {self.incidents[known:]}"
        return self.incidents[known]

    async def calm(self, known: int) -> None:
        """Wait until no incident goes on; what was told besides the ``known`` ones was wanted."""
        machine = self._desk.incidents.machine
        await self._until(lambda: machine.open is None, "all is well", PATIENCE)
        unwanted = [item for item in self.incidents[known:] if not item.planned]
        assert not unwanted, f"nothing has gone wrong, and yet: {unwanted}"

    async def outage(self, gap: Gap) -> Outage:
        """The outage by the probe at that time, once it is over."""
        found: list[Outage] = []

        def there() -> bool:
            found[:] = [
                outage
                for outage in self.outages
                if outage.begin <= gap.end and (outage.end or 0.0) >= gap.begin
            ]
            return bool(found)

        await self._until(there, "the probe tells of an outage that is over", PATIENCE)
        assert len(found) == 1, f"by the probe the page went more than once: {found}"
        return found[0]


async def gap_of(polling: Polling, since: float) -> Gap:
    """The one stretch since then in which the page was not there, once it is there again."""
    until = time.monotonic() + PATIENCE
    while not (gaps := polling.gaps(since)):
        assert time.monotonic() < until, "the page never went, or never came back"
        await asyncio.sleep(0.1)
    assert len(gaps) == 1, f"the page went more than once: {gaps}"
    return gaps[0]


async def outages(script: str, notes: Notes, watcher: Watcher, polled: Polling) -> list[str]:
    """What the probe says of the outage otherwise than somebody else who asked for the page.

    Neither can be more exact than its questions are apart, which they are more than usual where
    the machine has no time for them.
    """
    gap = await gap_of(polled, notes.begun)
    outage = await watcher.outage(gap)
    watcher.measured.append((script, outage, gap))
    ours, theirs = outage.milliseconds or 0.0, gap.milliseconds
    around = min(outage.begin, gap.begin) - 0.1, max(outage.end or 0.0, gap.end) + 0.1
    apart = hole(watcher.sent, *around) - INTERVAL
    apart += hole([item.sent for item in polled.questions()], *around) - PERIOD
    if abs(ours - theirs) <= AGREES + apart * 1000:
        return []
    begins, ends = outage.begin - gap.begin, (outage.end or 0.0) - gap.end
    words = f"{ours:.0f} ms, in truth {theirs:.0f} ms; {begins:+.3f} and {ends:+.3f} s off"
    return [f"by the probe the outage is {words}"]


def hole(sent: Iterable[float], begin: float, end: float) -> float:
    """The longest time between two questions that were sent then, in seconds."""
    then = [at for at in sent if begin <= at <= end]
    return max((after - before for before, after in pairwise(then)), default=end - begin)
