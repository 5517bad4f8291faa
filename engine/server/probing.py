"""Asking services from this node for clients, so that nothing else can be asked with it.

An engine stands where other machines do not, so it must be no means to look around from there:

- It asks only what the cluster's own configuration names as a service: that address, at that port.
  Who may write the configuration could have any node connect there anyway; nobody else gets any
  further than the configuration. That is looked up when a client begins and again every
  ``RECHECK`` seconds, so it ends when the configuration does not name it any more.
- A client learns no more than whether there was an answer, how long that took, and whether it
  held a text that the client already knew. Nothing is resolved, followed or handed on.
- All clients of an engine together have it ask ``RATE`` questions a second and ``TARGETS``
  services at the most, each of them ``OWN`` services. The same question of two is asked once.
- It ends ``LINGER`` seconds after the client last asked what came of it, whatever became of the
  client; begin and end of each stand in the audit log.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from engine.probing.checking import faults
from engine.probing.model import How, Result, Target
from engine.probing.prober import Prober
from engine.protocol.messages import CibSnapshot
from engine.protocol.verbs import PROBE, Probe, Probed, ProbeResults
from engine.server.audit import Audit, Entry
from engine.stacks.contract import StackError

RATE: Final = 50.0
TARGETS: Final = 32
OWN: Final = 8
LINGER: Final = 5.0
RECHECK: Final = 30.0
WAIT: Final = 2.0
"""Seconds after which a client is answered although there is nothing new."""
BATCH: Final = 0.1
"""Seconds between answers to a client, so that one answer holds many results."""
KEPT: Final = 2000
"""Results that wait for a client at the most; the oldest give way, and are counted."""

Named = Callable[[str], frozenset[tuple[str, int]]]
"""From a CIB, as XML text, the addresses and ports of its services; port 0: the address itself."""


class Client(Protocol):
    """The connection that asks."""

    @property
    def user(self) -> str:
        """Who is logged in."""
        ...

    @property
    def source(self) -> str:
        """The address it comes from."""
        ...


@dataclass(slots=True)
class _Watch:
    """One service, asked for one client."""

    entry: Entry
    checked: float
    """When it was last made sure that the configuration names it."""
    polled: float
    """When the client last asked what came of it."""
    results: deque[Probed] = field(default_factory=lambda: deque[Probed](maxlen=KEPT))
    news: asyncio.Event = field(default_factory=asyncio.Event)
    lost: int = 0
    asked: int = 0
    missed: int = 0
    polling: int = 0
    refused: StackError | None = None


class Probes:
    """What this engine asks, and for whom."""

    def __init__(
        self,
        snapshot: Callable[[], Awaitable[CibSnapshot]],
        audit: Audit,
        named: Named,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Nothing is asked yet.

        Args:
            snapshot: gives the CIB of now.
            audit: where begin and end are recorded.
            named: says what a CIB names.
            clock: seconds since 1970.
        """
        self._snapshot = snapshot
        self._audit = audit
        self._named = named
        self._clock = clock
        self._watches: dict[tuple[Client, Target], _Watch] = {}
        self._beginning: set[tuple[Client, Target]] = set()
        self._prober: Prober | None = None
        self._keeper: asyncio.Task[None] | None = None

    async def ask(self, client: Client, request: Probe) -> ProbeResults:
        """What came of a service since the client last asked; the first time, it begins.

        Raises:
            StackError: refused (``invalid``, ``not-a-service``, ``too-many``), or what the cluster
                names cannot be found out.
            AuditFailed: it cannot be recorded, so it is not done.
        """
        target = _target(request)
        key = (client, target)
        watch = self._watches.get(key)
        if watch is None:
            watch = await self._begin(client, request, target)
        watch.polling += 1
        try:
            async with asyncio.timeout(WAIT):
                await watch.news.wait()
                await asyncio.sleep(BATCH)
        except TimeoutError:
            pass
        finally:
            watch.polling -= 1
            watch.polled = asyncio.get_running_loop().time()
        if watch.refused is not None:
            raise watch.refused
        results, lost = tuple(watch.results), watch.lost
        watch.results.clear()
        watch.news.clear()
        watch.lost = 0
        stretch = 1.0 if self._prober is None else self._prober.schedule.stretch
        return ProbeResults(results, self._clock(), lost, stretch)

    async def close(self) -> None:
        """Ask no more; all that went on has its last line in the audit log."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
            self._keeper = None
        for key in list(self._watches):
            await self._end(key, "The engine stopped.")
        if self._prober is not None:
            await self._prober.close()
            self._prober = None

    async def _begin(self, client: Client, request: Probe, target: Target) -> _Watch:
        key = (client, target)
        held = {*self._watches, *self._beginning}
        if key in self._beginning:
            raise StackError("too-many", "This service is asked for this client already.")
        if sum(item[0] is client for item in held) >= OWN or (
            target not in {item[1] for item in held} and len({item[1] for item in held}) >= TARGETS
        ):
            raise StackError(
                "too-many",
                f"This engine asks {OWN} services for one client and {TARGETS} in all:"
                " take some away, or ask from the desktop.",
            )
        self._beginning.add(key)
        try:
            await self._check(target)
            entry = await self._audit.begin(client.user, client.source, PROBE, request)
        finally:
            self._beginning.discard(key)
        now = asyncio.get_running_loop().time()
        watch = self._watches[key] = _Watch(entry, now, now)
        self._follow()
        if self._keeper is None:
            self._keeper = asyncio.create_task(self._keep(), name="probes")
        return watch

    async def _check(self, target: Target) -> None:
        """Make sure that the configuration names it.

        Raises:
            StackError: it does not.
        """
        snapshot = await self._snapshot()
        named = await asyncio.to_thread(self._named, snapshot.cib)
        if (target.host, target.port) not in named:
            where = target.host if target.how is How.ICMP else f"{target.host}:{target.port}"
            raise StackError(
                "not-a-service",
                f"{where} is no service that this cluster's configuration names, so its nodes do"
                " not ask it: take an address and a port from the parameters of its resources,"
                " or ask from the desktop.",
            )

    def _follow(self) -> None:
        """Ask what is wanted now."""
        if self._prober is None:
            self._prober = Prober(self._deliver, RATE, clock=self._clock)
        self._prober.set_targets(target for _, target in self._watches)

    def _deliver(self, results: list[Result]) -> None:
        for (_, target), watch in self._watches.items():
            for result in results:
                if result.target != target:
                    continue
                watch.lost += len(watch.results) == KEPT
                watch.asked += 1
                watch.missed += result.miss is not None
                miss = result.miss.value if result.miss is not None else ""
                watch.results.append(Probed(result.sent, result.seconds, miss))
                watch.news.set()

    async def _keep(self) -> None:
        """Look after what goes on, as long as anything does."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(1.0)
            for key, watch in list(self._watches.items()):
                now = loop.time()
                if not watch.polling and now - watch.polled > LINGER:
                    await self._end(key)
                elif now - watch.checked > RECHECK:
                    watch.checked = now
                    try:
                        await self._check(key[1])
                    except StackError as error:
                        if error.code == "not-a-service":
                            watch.refused = error
                            watch.news.set()
                            await self._end(key, error.message)

    async def _end(self, key: tuple[Client, Target], why: str = "") -> None:
        watch = self._watches.pop(key, None)
        if watch is not None:
            self._follow()
            words = f"{watch.asked} questions, {watch.missed} not answered. {why}".strip()
            await watch.entry.end("done", words)


def _target(request: Probe) -> Target:
    """What is asked.

    Raises:
        StackError: it makes no sense.
    """
    try:
        how = How(request.how)
    except ValueError as error:
        raise StackError("invalid", f"This engine cannot ask by {request.how!r}.") from error
    target = Target(
        how,
        request.host,
        0 if how is How.ICMP else request.port,
        request.path,
        request.expected,
        request.interval_ms / 1000,
        request.timeout_ms / 1000,
    )
    found = faults(target)
    if found:
        what = ", ".join(fault.value for fault in found)
        raise StackError("invalid", f"The service cannot be asked so; what is wrong: {what}.")
    return target
