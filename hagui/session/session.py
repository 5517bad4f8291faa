"""One cluster, seen through several engines at once: the asyncio shell around ``Following``."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from engine.cib.document import CibError
from engine.cib.state.model import Condition, NodeKind
from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import Gap, LiveCluster, Prepared
from hagui.cluster.sources import Freshness, Link, Source, SourcesStatus
from hagui.session.asking import Route
from hagui.session.connection import (
    Connection,
    Connector,
    connect_to_engine,
    report_failure,
)
from hagui.session.credentials import Credentials
from hagui.session.dealings import Dealings
from hagui.session.following import (
    Apply,
    Fetch,
    Follow,
    Following,
    FollowingEvent,
    Instruction,
    Load,
    Seen,
    Tick,
    Torn,
)
from hagui.session.profile import Profile
from hagui.session.trusting import Trusting

LARGE: Final = 256 * 1024
"""Characters of a CIB from which on it is read in a thread."""
REFRESH_STATUS: Final = 0.25
"""Seconds between reports of when each engine was last heard; about as often as one is asked."""
PASS_TIME: Final = 1.0
"""Seconds between looks at what comes due by time alone."""

_LOST: Final = frozenset({Condition.OFFLINE, Condition.PENDING, Condition.UNCLEAN})


class Listener(Protocol):
    """Who is told; called in the event loop."""

    def changed(self, change: ChangeSet) -> None:
        """The live copy changed."""
        ...

    def sources(self, status: SourcesStatus) -> None:
        """Where the data comes from, or how old it is, changed."""
        ...


@dataclass(frozen=True, slots=True)
class Means:
    """What a session needs from the outside; tests put their own in."""

    credentials: Credentials
    trusting: Trusting
    connect: Connector = connect_to_engine
    random: Callable[[], float] = field(default_factory=lambda: random.Random().random)  # noqa: S311


class NotConnected(Exception):
    """No engine could be reached at the first attempt; ``sources`` says why, for each."""

    def __init__(self, sources: tuple[Source, ...], code: str) -> None:
        super().__init__(_most_telling(sources).message)
        self.sources = sources
        self.code = code
        """Of the most telling reason."""


class ClusterSession(Dealings):
    """Keeps a live copy up to date from all engines of one cluster."""

    def __init__(
        self, profile: Profile, live: LiveCluster, listener: Listener, means: Means
    ) -> None:
        self.profile = profile
        self.live = live
        self._listener = listener
        self._means = means
        self._following = Following(profile.addresses)
        self._connections: dict[str, Connection] = {}
        self._inbox: deque[FollowingEvent] = deque()
        self._todo: deque[Instruction] = deque()
        self._busy = False
        self._reading: asyncio.Task[None] | None = None
        self._clock: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._first: asyncio.Future[None] | None = None
        self._closed = False
        self._told_lost: frozenset[str] = frozenset()
        self._told_at = 0.0

    # life

    def start(self) -> None:
        """Begin to connect to every engine of the profile; needs a running event loop."""
        for address in self.profile.addresses:
            self._connect(address)
        self._clock = asyncio.create_task(self._report(), name="data age")

    async def connected(self) -> None:
        """Return once an engine is linked and its cluster shown, or known to be down.

        Raises:
            NotConnected: the first attempt failed on every engine; they are tried on unless the
                session is closed.
        """
        self._first = asyncio.get_running_loop().create_future()
        self._settle_first()
        try:
            await self._first
        finally:
            self._first = None

    async def close(self) -> None:
        """Disconnect; no task or timer is left behind."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
        tasks = [task for task in (self._clock, self._reading) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*(item.close() for item in self._connections.values()))

    def add(self, address: str) -> None:
        """Follow one more engine."""
        if address not in self._connections:
            self._following.add(address)
            self._connect(address)

    def retry(self, password: str | None = None, *, nodes: Collection[str] | None = None) -> None:
        """Connect at once where it is not up.

        Args:
            password: another one, if one is given.
            nodes: only to engines of these; None: to all.
        """
        if password is not None:
            self._means.credentials.replace(password)
        for connection in self._connections.values():
            if nodes is None or connection.source.node in nodes:
                connection.retry()

    # what others ask

    @property
    def status(self) -> SourcesStatus:
        """All engines, which is followed, and how fresh the data is."""
        sources = tuple(self._source(item) for item in self._connections.values())
        followed = self._following.followed
        heard = next((item.heard for item in sources if item.address == followed), None)
        if followed is not None and self.live.loaded:
            freshness = Freshness.LIVE
        else:
            freshness = Freshness.STALE if self.live.loaded else Freshness.CONNECTING
            heard = max((item.heard for item in sources if item.heard is not None), default=None)
        return SourcesStatus(freshness, followed, sources, heard=heard)

    def _source(self, connection: Connection) -> Source:
        version, apart = self._following.reached(connection.address)
        return replace(connection.source, version=version, apart=apart)

    def nodes_without_engine(self) -> list[str]:
        """Cluster nodes whose engine is not among those linked: worth adding to the profile.

        Empty until every engine of the profile is up, as one not heard yet may be any of them.
        """
        sources = self.status.sources
        if not self.live.loaded or any(item.node is None for item in sources):
            return []
        known = {item.node for item in sources}
        return [
            node.name
            for node in self.live.state.nodes.values()
            if node.kind is NodeKind.MEMBER and node.name not in known
        ]

    def routes(self) -> list[Route]:
        """Engines that can act, the followed one first."""
        followed = self._following.followed
        usable = sorted(
            self._connections.values(),
            key=lambda item: (item.address != followed, not item.source.stack_up),
        )
        return [Route(item.address, item.client) for item in usable if item.client is not None]

    # inside

    def _connect(self, address: str) -> None:
        connection = Connection(
            address,
            ca=self.profile.ca,
            credentials=self._means.credentials,
            trusting=self._means.trusting,
            connect=self._means.connect,
            random=self._means.random,
            tell=self._tell,
            changed=self._sources_changed,
        )
        self._connections[address] = connection
        connection.start()

    def _tell(self, event: FollowingEvent) -> None:
        if self._closed:
            return
        self._inbox.append(event)
        if not self._busy:
            self._work()

    def _work(self) -> None:
        """Take in what came, until there is nothing, or a large snapshot is being read."""
        self._busy = True
        change = ChangeSet()
        try:
            while self._reading is None:
                if self._todo:
                    change |= self._perform(self._todo.popleft())
                elif self._inbox:
                    self._tell_change(change)
                    change = ChangeSet()
                    event = self._inbox.popleft()
                    self._todo.extend(self._following.handle(event, time.monotonic()))
                else:
                    break
        finally:
            self._busy = False
        self._tell_change(change)
        if self._inbox and self._reading is None:
            self._work()
        self._set_timer()

    def _perform(self, instruction: Instruction) -> ChangeSet:
        match instruction:
            case Load(snapshot=snapshot) if len(snapshot.cib) >= LARGE:
                self._reading = asyncio.create_task(self._read(instruction), name="read snapshot")
                self._reading.add_done_callback(report_failure)
                return ChangeSet()
            case Load(address, _, at):
                try:
                    return self._show(_prepare(instruction), address, at)
                except (CibError, Gap):
                    return self._torn(address)
            case Apply(address, patch, at):
                try:
                    return self.live.apply(patch.diff, at=at)
                except Gap:
                    return self._torn(address)
            case Fetch(address):
                self._connections[address].fetch()
                return ChangeSet()
            case Follow(address):
                return self._follow(address)

    async def _read(self, instruction: Load) -> None:
        change = ChangeSet()
        try:
            prepared = await asyncio.to_thread(_prepare, instruction)
            change = self._show(prepared, instruction.address, instruction.at)
        except (CibError, Gap):
            self._torn(instruction.address)
        finally:
            self._reading = None
        self._tell_change(change)
        self._work()

    def _show(self, prepared: Prepared, address: str, at: float) -> ChangeSet:
        # what a snapshot tells is seen when it is shown, after the word on who is followed now
        at = max(at, self._told_at)
        change = self.live.show(prepared, at=at, source=self._name(address))
        if change.everything:
            self._sources_changed()
        return change

    def _torn(self, address: str) -> ChangeSet:
        """What was still to be done rests on what could not be."""
        self._todo.clear()
        self._inbox.appendleft(Torn(address, self.live.version))
        return ChangeSet()

    def _follow(self, address: str | None) -> ChangeSet:
        self._sources_changed()
        if not self.live.loaded:
            return ChangeSet()
        self._told_at = time.time()
        if address is None:
            return self.live.lose(at=self._told_at)
        return self.live.follow(self._name(address), at=self._told_at)

    def _name(self, address: str) -> str:
        return self._connections[address].source.node or address

    def _tell_change(self, change: ChangeSet) -> None:
        if not change:
            return
        self._listener.changed(change)
        if change.nodes or change.everything:
            lost = frozenset(
                node.name for node in self.live.state.nodes.values() if node.condition in _LOST
            )
            if lost != self._told_lost:
                self._told_lost = lost
                self._inbox.append(Seen(lost))
        self._settle_first()

    def _sources_changed(self) -> None:
        if not self._closed:
            self._listener.sources(self.status)
            self._settle_first()

    def _settle_first(self) -> None:
        first = self._first
        if first is None or first.done():
            return
        status = self.status
        if status.freshness is Freshness.LIVE or any(
            item.link is Link.UP and not item.stack_up for item in status.sources
        ):
            first.set_result(None)
        elif all(item.failures for item in self._connections.values()):
            telling = _most_telling(status.sources)
            code = self._connections[telling.address].code
            first.set_exception(NotConnected(status.sources, code))

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        deadline = self._following.deadline
        if deadline is not None and not self._closed:
            delay = max(deadline - time.monotonic(), 0.0)
            self._timer = asyncio.get_running_loop().call_later(delay, self._tell, Tick())

    async def _report(self) -> None:
        due = time.monotonic() + PASS_TIME
        while True:
            await asyncio.sleep(REFRESH_STATUS)
            self._listener.sources(self.status)
            now = time.monotonic()
            if now < due:
                continue
            due = now + PASS_TIME
            if self._reading is None and self._following.followed is not None:
                self._tell_change(self.live.pass_time(at=time.time()))


def _prepare(load: Load) -> Prepared:
    prepared = Prepared.read(load.snapshot.cib, load.at)
    for patch in load.patches:
        prepared = prepared.advanced(patch.diff, load.at)
    return prepared


def _most_telling(sources: tuple[Source, ...]) -> Source:
    """The engine whose reason helps most: one that was reached says more than one that was not."""
    return min(sources, key=lambda item: item.link is not Link.REFUSED)
