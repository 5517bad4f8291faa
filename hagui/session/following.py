"""Which engine the view follows, and how it goes on from another. Pure: no clock, no sockets.

Every linked engine is subscribed to. The patches of one, the followed, are applied to the live
copy; those of the others are kept, so that the view goes on from another at once when the
followed one is lost:

1. the chain of kept patches that begins at the shown version is applied;
2. a fresh snapshot is asked of the new source, and what is shown is compared with it.

A chain is used only where it continues what is shown. Two sides of a partition count versions
independently, so that equal versions may have different content; therefore the engine must have
been in the membership of the one followed until now, and must not have said anything else than
that one about any version. Where this is not certain, nothing is applied before the snapshot.

Longer than most files because it is one machine, whose rules are read together.
"""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from engine.cib.version import Version
from engine.protocol.messages import (
    CibPatch,
    CibSnapshot,
    NodeFacts,
    StackStatus,
    StreamMessage,
)
from hagui.session.stream import Kept, Stream

CATCH_UP = 1.0
"""Seconds that a new source may lag behind what is shown before its older word is taken."""
QUIET = 0.05
"""Seconds without a message after which an engine's first snapshot is taken to be complete."""
LONGEST_OPENING = 0.5
SILENT = 0.5
"""Seconds after which an engine that said nothing is the last choice: it may be dead already."""
_REMEMBERED = 512
_LATENCY_STEP = 0.05


@dataclass(frozen=True, slots=True)
class Up:
    """An engine is linked, logged in and subscribed to."""

    address: str
    node: str


@dataclass(frozen=True, slots=True)
class Down:
    """An engine is not heard any more."""

    address: str


@dataclass(frozen=True, slots=True)
class Received:
    """An engine sent something; ``at`` in seconds since 1970."""

    address: str
    message: StreamMessage
    at: float


@dataclass(frozen=True, slots=True)
class Torn:
    """A patch or snapshot could not be applied; the live copy is at ``version``."""

    address: str
    version: Version | None


@dataclass(frozen=True, slots=True)
class Seen:
    """Names of the nodes that the view knows to be lost (offline, pending or unclean)."""

    lost: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds from a question to an engine to its answer."""

    address: str
    latency: float


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed; expected at ``Following.deadline``."""


FollowingEvent = Up | Down | Received | Torn | Seen | Measured | Tick


@dataclass(frozen=True, slots=True)
class Load:
    """Show this snapshot, with those patches applied (comparing it with what is shown)."""

    address: str
    snapshot: CibSnapshot
    at: float
    patches: tuple[CibPatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Apply:
    """Apply this patch to the live copy."""

    address: str
    patch: CibPatch
    at: float


@dataclass(frozen=True, slots=True)
class Fetch:
    """Ask that engine for a fresh snapshot."""

    address: str


@dataclass(frozen=True, slots=True)
class Follow:
    """What is shown comes from that engine now; None: from none, it is stale."""

    address: str | None


Instruction = Load | Apply | Fetch | Follow


@dataclass(slots=True)
class _Engine:
    order: int
    node: str = ""
    up: bool = False
    stack_up: bool = True
    facts: NodeFacts | None = None
    latency: float = 0.0
    heard: float = 0.0
    stream: Stream = field(default_factory=Stream)
    memberships: set[object] = field(default_factory=set[object])
    """Those it has been in since it is linked."""
    differs: bool = False
    """Whether it was seen to have other content than the view at the same version."""

    @property
    def usable(self) -> bool:
        return self.up and self.stack_up and self.stream.version is not None

    @property
    def quorate(self) -> bool | None:
        return self.facts.quorate if self.facts is not None else None


@dataclass(slots=True)
class _Opening:
    """An engine's first snapshot, with what belongs to it.

    An engine may send an older snapshot and right behind it all patches since: only together
    they are the present. Told one by one they would be news of hours ago.
    """

    address: str
    snapshot: CibSnapshot
    at: float
    since: float
    patches: list[CibPatch] = field(default_factory=list[CibPatch])


class Following:
    """The machine. ``version`` is that of the live copy, by the instructions given so far."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self.followed: str | None = None
        self.version: Version | None = None
        self.deadline: float | None = None
        """When a ``Tick`` is due, on the clock of ``now``; None for never."""
        self._engines = {address: _Engine(order) for order, address in enumerate(addresses)}
        self._in_step = False
        """Whether the followed engine's patches may be applied to what is shown."""
        self._opening: _Opening | None = None
        self._catching_up = False
        """Whether the followed engine must first reach what is shown."""
        self._reconciling = False
        """Whether the followed engine was asked for a snapshot since it is followed."""
        self._lost_nodes: Collection[str] = ()
        self._membership: object = None
        """That of the engine followed last."""
        self._applied: OrderedDict[Version, CibPatch] = OrderedDict()
        """Patches applied lately, by the version that they applied to."""

    def add(self, address: str) -> None:
        """Take part in one more engine."""
        self._engines.setdefault(address, _Engine(len(self._engines)))

    def remove(self, address: str) -> None:
        """Leave out an engine; it must be down."""
        del self._engines[address]

    def reached(self, address: str) -> tuple[Version | None, bool]:
        """Where that engine's CIB is, by what it has sent, whether it is followed or not.

        Returns:
            Its version, None where that is not known; and whether it was seen to have other
            content than the view at the same version.
        """
        engine = self._engines[address]
        return (engine.stream.version if engine.up else None, engine.up and engine.differs)

    def handle(self, event: FollowingEvent, now: float) -> list[Instruction]:
        """Take in what happened at ``now`` (monotonic seconds); returns what to do, in order."""
        out: list[Instruction] = []
        match event:
            case Up(address, node):
                engine = self._engines[address]
                engine.up, engine.node, engine.stack_up = True, node, True
                engine.facts, engine.differs = None, False
                engine.memberships.clear()
                engine.stream.restart(None)
            case Down(address):
                self._engines[address].up = False
                self._close_opening(address)
            case Received(address, message, at):
                self._received(address, message, at, now, out)
            case Torn(address, version):
                self.version = version
                self._torn(address, out)
            case Seen(lost):
                self._lost_nodes = lost
            case Measured(address, latency):
                self._engines[address].latency = latency
            case Tick():
                self._tick(now, out)
        if isinstance(event, Up | Received | Measured):
            self._engines[event.address].heard = now
        self._choose(now, out)
        return out

    # what came

    def _received(
        self, address: str, message: StreamMessage, at: float, now: float, out: list[Instruction]
    ) -> None:
        engine = self._engines[address]
        match message:
            case NodeFacts():
                engine.facts = message
                engine.memberships.add(membership(message))
                if address == self.followed:
                    self._membership = membership(message)
            case StackStatus(up=up):
                if up and not engine.stack_up and engine.stream.version is None:
                    out.append(Fetch(address))
                engine.stack_up = up
                if not up:
                    engine.stream.restart(None)
                    self._close_opening(address)
            case CibSnapshot():
                engine.stream.restart(Version(*message.version))
                engine.differs = False
                opens = self._opening is None or self._opening.address == address
                if address == self.followed:
                    self._snapshot(address, message, at, now, out)
                elif self.followed is None and engine.usable and opens:
                    self._opening = _Opening(address, message, at, now)
                    self.deadline = now + QUIET
            case CibPatch():
                self._patch(address, Kept(message, at), now, out)

    def _snapshot(
        self, address: str, message: CibSnapshot, at: float, now: float, out: list[Instruction]
    ) -> None:
        behind = self.version is not None and Version(*message.version) < self.version
        if behind and self._reconciling and self._in_step:
            # On the same side, but its changes reach it later than they reached the view.
            if self.deadline is None:
                self.deadline = now + CATCH_UP
            if now < self.deadline:
                return
        self._load(address, message, at, out)

    def _load(
        self,
        address: str,
        message: CibSnapshot,
        at: float,
        out: list[Instruction],
        patches: tuple[CibPatch, ...] = (),
    ) -> None:
        out.append(Load(address, message, at, patches))
        self.version = Version(*(patches[-1].target if patches else message.version))
        self._in_step, self._reconciling, self._catching_up = True, False, False
        self.deadline = None
        self._applied.clear()

    def _patch(self, address: str, kept: Kept, now: float, out: list[Instruction]) -> None:
        engine = self._engines[address]
        if engine.stream.version is None:
            return  # a snapshot is under way, and contains it
        if not engine.stream.add(kept):
            self._close_opening(address)
            if engine.up:
                out.append(Fetch(address))
            return
        if self._opening is not None and self._opening.address == address:
            self._opening.patches.append(kept.patch)
            self.deadline = min(now + QUIET, self._opening.since + LONGEST_OPENING)
            return
        if address != self.followed:
            self._compare(engine, kept)
            return
        if self._in_step:
            self._go_on(address, out)
        elif self._catching_up and self.version is not None and kept.target >= self.version:
            self._catching_up, self.deadline = False, None
            out.append(Fetch(address))

    def _go_on(self, address: str, out: list[Instruction]) -> None:
        """Apply what the followed engine has beyond the view."""
        engine = self._engines[address]
        assert self.version is not None
        chain = engine.stream.chain_from(self.version)
        if chain is None:
            self._in_step = False
            out.append(Fetch(address))
            return
        for kept in chain:
            out.append(Apply(address, kept.patch, kept.at))
            self.version = kept.target
            self._remember(kept)
        engine.stream.prune(self.version)
        if self.deadline is not None and engine.stream.version == self.version:
            self.deadline = None  # it has caught up: now its word can be compared
            out.append(Fetch(address))

    def _torn(self, address: str, out: list[Instruction]) -> None:
        if address == self.followed:
            self._in_step = False
            self._engines[address].stream.restart(None)
            out.append(Fetch(address))

    def _tick(self, now: float, out: list[Instruction]) -> None:
        if self.deadline is None or now < self.deadline:
            return
        self.deadline = None
        if self._opening is not None:
            self._opened(self._opening, now, out)
        elif self.followed is not None:
            out.append(Fetch(self.followed))
            self._in_step = self._catching_up = False  # its next snapshot is taken as it is

    def _opened(self, opening: _Opening, now: float, out: list[Instruction]) -> None:
        """An engine's first word is complete: show it, unless more is shown already."""
        self._opening = None
        version = self._engines[opening.address].stream.version
        self._follow(opening.address, out)
        if self.version is None or (version is not None and version >= self.version):
            patches = tuple(opening.patches)
            self._load(opening.address, opening.snapshot, opening.at, out, patches)
        else:
            self._in_step, self._catching_up = False, True
            self.deadline = now + CATCH_UP

    def _close_opening(self, address: str) -> None:
        if self._opening is not None and self._opening.address == address:
            self._opening = self.deadline = None

    # where it comes from

    def _choose(self, now: float, out: list[Instruction]) -> None:
        if self._opening is not None:
            return
        followed = self._engines[self.followed] if self.followed is not None else None
        best = self._best(now)
        if followed is not None and self._still_good(followed):
            outvoted = followed.quorate is False and best is not None
            if not (outvoted and best and self._engines[best].quorate is True):
                return
        if best is None:
            if self.followed is not None:
                self.followed, self._in_step, self.deadline = None, False, None
                self._catching_up = False
                out.append(Follow(None))
            return
        if best != self.followed:
            self._switch(best, out)

    def _still_good(self, engine: _Engine) -> bool:
        """Up and reaching its stack; it may be between a gap and its snapshot."""
        return engine.up and engine.stack_up

    def _best(self, now: float) -> str | None:
        usable = [address for address, engine in self._engines.items() if engine.usable]
        return min(usable, key=lambda address: self._rank(address, now), default=None)

    def _rank(self, address: str, now: float) -> tuple[bool, int, bool, bool, int, int]:
        engine = self._engines[address]
        quorum = {True: 0, None: 1, False: 2}[engine.quorate]
        steps = round(engine.latency / _LATENCY_STEP)
        breaks = self._continuation(engine) is None
        lost = engine.node in self._lost_nodes
        return (now - engine.heard > SILENT, quorum, breaks, lost, steps, engine.order)

    def _continuation(self, engine: _Engine) -> tuple[Kept, ...] | None:
        """The patches that take the view to where that engine is, where it is certain that they
        go on from the same content."""
        if engine.differs or self.version is None or self._membership is None:
            return None
        if self._membership not in engine.memberships:
            return None
        return engine.stream.chain_from(self.version)

    def _switch(self, address: str, out: list[Instruction]) -> None:
        engine = self._engines[address]
        continues = self._continuation(engine) is not None
        self._follow(address, out)
        out.append(Fetch(address))
        self._in_step, self._reconciling, self.deadline = continues, True, None
        self._catching_up = False
        if continues:
            self._go_on(address, out)

    def _follow(self, address: str, out: list[Instruction]) -> None:
        self.followed = address
        facts = self._engines[address].facts
        self._membership = None if facts is None else membership(facts)
        out.append(Follow(address))

    # whether two engines tell the same story

    def _remember(self, kept: Kept) -> None:
        self._applied[kept.source] = kept.patch
        while len(self._applied) > _REMEMBERED:
            self._applied.popitem(last=False)
        for address, engine in self._engines.items():
            if address == self.followed or engine.differs:
                continue
            for other in engine.stream:
                if other.source == kept.source:
                    self._compare(engine, other)
                    break
            if self.version is not None:
                engine.stream.prune(self.version)

    def _compare(self, engine: _Engine, kept: Kept) -> None:
        told = self._applied.get(kept.source)
        if told is not None and (told.target, told.diff) != (kept.patch.target, kept.patch.diff):
            engine.differs = True
        if engine.differs:
            engine.stream.forget()


def membership(facts: NodeFacts) -> object:
    """What tells one membership from another, by one node's word.

    The messaging layer's identifier where there is one, else who takes part under which DC.
    """
    if facts.ring:
        return facts.ring
    return (facts.dc, frozenset(member.name for member in facts.members if member.member))
