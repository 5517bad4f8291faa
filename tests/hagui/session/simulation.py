"""A cluster, its engines and the network between them and the desktop, on a virtual clock.

The content of the simulated CIB is a mapping; each write sets one key to a number never used
before. Every patch carries (in its text) a digest of the content that it was made on, so that a
patch applied to anything else is noticed at once.
"""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count

from engine.cib.version import Version
from engine.protocol.keepalive import PATIENCE
from engine.protocol.messages import CibPatch, CibSnapshot, MemberView, NodeFacts, StreamMessage
from hagui.cluster.sources import Link
from hagui.session.following import (
    Apply,
    Down,
    Fetch,
    Follow,
    Following,
    FollowingEvent,
    Load,
    Measured,
    Received,
    Tick,
    Up,
)
from hagui.session.link import Begin, Dial, Due, Failed, Linked, LinkInstruction, LinkMachine

Content = dict[str, int]


def text_of(content: Content) -> str:
    return " ".join(f"{key}={value}" for key, value in sorted(content.items()))


def content_of(text: str) -> Content:
    return {key: int(value) for key, _, value in (part.partition("=") for part in text.split())}


@dataclass
class Engine:
    """One node with its engine: its copy of the CIB, and whom it sees."""

    name: str
    content: Content = field(default_factory=dict[str, int])
    version: Version = field(default_factory=lambda: Version(0, 1, 0))
    ring: str = "ring0"
    members: tuple[str, ...] = ()
    running: bool = True
    boots: int = 0
    busy_until: float = 0.0
    base: CibSnapshot | None = None
    """What it sends to one that begins to follow, with the patches since right behind it."""
    tail: list[CibPatch] = field(default_factory=list[CibPatch])

    def facts(self, total: int) -> NodeFacts:
        views = tuple(MemberView(name, member=True) for name in self.members)
        quorate = len(self.members) * 2 > total
        return NodeFacts(self.name, self.members[0], quorate, views, ring=self.ring)


@dataclass
class Wire:
    """The desktop's connection to one engine."""

    machine: LinkMachine
    reachable: bool = True
    open: bool = False
    generation: int = 0
    arrives: float = 0.0
    """When what was sent last arrives: a connection keeps the order."""
    cut_at: float | None = None


class Simulation:
    """Everything; ``now`` is the virtual clock."""

    def __init__(self, seed: int, nodes: int = 3) -> None:
        self.random = random.Random(seed)
        self.now = 0.0
        self.engines = {name: Engine(name) for name in "ABCDE"[:nodes]}
        self.wires = {name: Wire(LinkMachine(self.random.random)) for name in self.engines}
        self.following = Following(tuple(self.engines))
        self.shown: Content | None = None
        self.version: Version | None = None
        self.told: list[int] = []
        """Numbers written, in the order in which the desktop told them."""
        self.written: list[int] = []
        self.went_back: list[str] = []
        self.blind: list[tuple[float, float, tuple[str, ...]]] = []
        """From when to when a dead source was followed, and which others were alive meanwhile."""
        self._numbers = count(1)
        self._rings = count(1)
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self._dead_source: str | None = None
        self._blind_since: float | None = None
        self._others: set[str] = set()
        self._timer = 0
        self._meet(tuple(self.engines))
        for name in self.engines:
            self._link(name, self.wires[name].machine.handle(Begin(), self.now))

    # the clock

    def after(self, delay: float, what: Callable[[], None]) -> None:
        heapq.heappush(self._queue, (self.now + delay, next(self._order), what))

    def run_until(self, end: float) -> None:
        while self._queue and self._queue[0][0] <= end:
            self.now, _, what = heapq.heappop(self._queue)
            what()
            self._watch()
        self.now = end
        self._watch()

    # the cluster

    def sides(self) -> list[list[Engine]]:
        rings: dict[str, list[Engine]] = {}
        for engine in self.engines.values():
            if engine.running and not engine.ring.startswith("joining"):
                rings.setdefault(engine.ring, []).append(engine)
        return list(rings.values())

    def write(self) -> None:
        """Change something on one side of the cluster, sometimes in the configuration."""
        sides = self.sides()
        if not sides:
            return
        side = self.random.choice(sides)
        leader = max(side, key=lambda engine: engine.version)
        number = next(self._numbers)
        key = self.random.choice("klmnop")
        self.written.append(number)
        step = leader.version
        step = (
            Version(step.admin_epoch, step.epoch + 1, 0)
            if self.random.random() < 0.1
            else step._replace(num_updates=step.num_updates + 1)
        )
        patch = CibPatch(leader.version, step, f"{key}={number}|{text_of(leader.content)}")
        for engine in side:
            engine.content = engine.content | {key: number}
            engine.version = step
            engine.tail.append(patch)
            engine.busy_until = max(engine.busy_until, self.now + self.random.uniform(0, 0.03))
            self._send_at(engine, engine.busy_until, patch)

    def kill(self, name: str, *, silent: bool) -> None:
        """An engine (or its node) dies, with a closed connection or without a word."""
        engine, wire = self.engines[name], self.wires[name]
        engine.running = False
        engine.boots += 1
        self._cut(name, wire, silent=silent)
        self.after(self.random.uniform(0.9, 1.2), self._regroup)

    def revive(self, name: str) -> None:
        engine = self.engines[name]
        engine.running = True
        engine.ring, engine.members = f"joining {name} {self.now}", (name,)
        self.after(self.random.uniform(0.2, 0.6), self._regroup)

    def cut_wire(self, name: str) -> None:
        """The way from the desktop to a node breaks without a word."""
        self.wires[name].reachable = False
        self._cut(name, self.wires[name], silent=True)

    def mend_wire(self, name: str) -> None:
        self.wires[name].reachable = True

    def split(self, *sides: tuple[str, ...]) -> None:
        """Partition the cluster."""
        for side in sides:
            self._meet(side)

    def heal(self) -> None:
        """One cluster again; the side with quorum wins, the others take its CIB."""
        self._regroup()

    def _regroup(self) -> None:
        running = tuple(name for name, engine in self.engines.items() if engine.running)
        if running:
            self._meet(running)

    def _meet(self, names: tuple[str, ...]) -> None:
        alive = [self.engines[name] for name in names if self.engines[name].running]
        if not alive:
            return
        ring = f"ring{next(self._rings)}"
        best = max(alive, key=lambda engine: (len(engine.members), engine.version))
        for engine in alive:
            behind = (engine.content, engine.version) != (best.content, best.version)
            engine.content, engine.version = dict(best.content), best.version
            if behind:
                engine.base, engine.tail = None, []
            engine.ring = ring
            engine.members = tuple(item.name for item in alive)
            if behind:
                self._send_at(engine, engine.busy_until, self._snapshot(engine))
            self.after(self.random.uniform(0, 0.2), partial(self._send_facts, engine))

    # the wires

    def _send_facts(self, engine: Engine) -> None:
        self._send_at(engine, self.now, engine.facts(len(self.engines)))

    def _send_at(self, engine: Engine, when: float, message: StreamMessage) -> None:
        wire = self.wires[engine.name]
        if not wire.open:
            return
        generation = wire.generation
        arrival = max(when, self.now) + self.random.uniform(0.001, 0.02)
        arrival = wire.arrives = max(arrival, wire.arrives)
        event = Received(engine.name, message, arrival)

        def arrive() -> None:
            if wire.open and wire.generation == generation and wire.cut_at is None:
                self._tell(event)

        self.after(arrival - self.now, arrive)

    def _snapshot(self, engine: Engine) -> CibSnapshot:
        return CibSnapshot(engine.version, text_of(engine.content))

    def _link(self, name: str, todo: list[LinkInstruction]) -> None:
        for instruction in todo:
            if isinstance(instruction, Dial):
                self.after(self.random.uniform(0.005, 0.05), lambda: self._dialled(name))
            else:
                self.after(
                    instruction.seconds,
                    lambda: self._link(name, self.wires[name].machine.handle(Due(), self.now)),
                )

    def _dialled(self, name: str) -> None:
        engine, wire = self.engines[name], self.wires[name]
        if not (engine.running and wire.reachable):
            self._link(name, wire.machine.handle(Failed("refused", "no"), self.now))
            return
        wire.open, wire.cut_at = True, None
        wire.generation += 1
        wire.arrives = self.now
        wire.machine.handle(Linked(), self.now)
        self._tell(Up(name, name))
        self._send_facts(engine)
        self._subscribe(engine, again=False)
        self._measure(name, wire.generation)

    def _measure(self, name: str, generation: int) -> None:
        wire = self.wires[name]
        if wire.open and wire.generation == generation and wire.cut_at is None:
            self._tell(Measured(name, self.random.uniform(0.001, 0.02)))
            self.after(0.3, lambda: self._measure(name, generation))

    def _subscribe(self, engine: Engine, *, again: bool = True) -> None:
        """A snapshot, as the engine has it by then (its own changes may still be under way).

        The first time it is an older one with all patches since.
        """
        when = max(engine.busy_until, self.now) + self.random.uniform(0.005, 0.05)
        generation = self.wires[engine.name].generation

        def answer() -> None:
            if not engine.running or self.wires[engine.name].generation != generation:
                return
            if again or engine.base is None:
                engine.base, engine.tail = self._snapshot(engine), []
            for message in (engine.base, *engine.tail):
                self._send_at(engine, engine.busy_until, message)

        self.after(when - self.now, answer)

    def _cut(self, name: str, wire: Wire, *, silent: bool) -> None:
        if not wire.open or wire.cut_at is not None:
            return
        wire.cut_at = self.now
        generation = wire.generation

        def notice() -> None:
            if wire.open and wire.generation == generation:
                wire.open = False
                self._tell(Down(name))
                self._link(name, wire.machine.handle(Failed("lost", "gone"), self.now))

        self.after(self.random.uniform(0.6, PATIENCE) if silent else 0.001, notice)

    # the desktop

    def _tell(self, event: FollowingEvent) -> None:
        for instruction in self.following.handle(event, self.now):
            match instruction:
                case Load(snapshot=snapshot, patches=patches):
                    self._load(snapshot, patches)
                case Apply(patch=patch):
                    self._apply(patch)
                case Fetch(address):
                    wire = self.wires[address]
                    if wire.open and wire.cut_at is None:
                        self._subscribe(self.engines[address])
                case Follow():
                    pass
        assert self.following.version == self.version
        if self.following.deadline is not None:
            self._timer += 1
            number = self._timer
            self.after(
                max(self.following.deadline - self.now, 0),
                lambda: self._tell(Tick()) if number == self._timer else None,
            )

    def _load(self, snapshot: CibSnapshot, patches: tuple[CibPatch, ...]) -> None:
        content, version = content_of(snapshot.cib), snapshot.version
        for patch in patches:
            change, _, base = patch.diff.partition("|")
            assert (patch.source, base) == (version, text_of(content))
            content |= content_of(change)
            version = patch.target
        shown = self.shown or {}
        for key, value in sorted(content.items(), key=lambda item: item[1]):
            if shown.get(key) != value:
                if value < shown.get(key, 0):
                    self.went_back.append(f"{key} at {self.now:.3f}")
                self.told.append(value)
        self.shown, self.version = content, Version(*version)

    def _apply(self, patch: CibPatch) -> None:
        assert self.shown is not None
        change, _, base = patch.diff.partition("|")
        assert Version(*patch.source) == self.version
        assert base == text_of(self.shown), "a patch of another side was applied"
        key, _, value = change.partition("=")
        self.shown = self.shown | {key: int(value)}
        self.version = Version(*patch.target)
        self.told.append(int(value))

    def alive(self) -> set[str]:
        """Engines that are linked and heard."""
        return {
            name
            for name, wire in self.wires.items()
            if wire.machine.state is Link.UP and wire.cut_at is None
        }

    def _watch(self) -> None:
        """Note how long a source is followed that is dead, while others are alive."""
        followed = self.following.followed
        alive = self.alive()
        dead = followed is not None and followed not in alive
        if self._dead_source is not None and (not dead or followed != self._dead_source):
            assert self._blind_since is not None
            self.blind.append((self._blind_since, self.now, tuple(sorted(self._others))))
            self._dead_source = None
        if dead and self._dead_source is None:
            self._dead_source, self._blind_since, self._others = followed, self.now, set(alive)
        elif dead:
            self._others &= alive
