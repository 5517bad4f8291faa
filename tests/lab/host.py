"""One machine of a simulated lab: its node while it has power, its disk always."""

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from engine.stacks.lab.durable import Durable
from engine.stacks.lab.instructions import (
    Datagram,
    Elected,
    Event,
    FencingOver,
    Halt,
    Instruction,
    KillAgent,
    LeaveWanted,
    Persist,
    Persisted,
    Ping,
    PingAnswered,
    Progress,
    PublishChange,
    PublishWhole,
    Replied,
    RunAgent,
    Say,
    Tick,
    Transmit,
    View,
)
from engine.stacks.lab.node import LabNode
from engine.stacks.lab.node.controlling import Controlling, Out, make_controller
from engine.stacks.lab.node.controlling import Event as Told
from engine.stacks.lab.settings import Settings
from tests.engine.stacks.lab.network import Network
from tests.lab.agents import Around, Site
from tests.lab.clusters import Design
from tests.lab.promises import Promises

_TURNS = 50
"""Times that a node may want to be told the same time."""
_AT_ONCE = 1000
"""Events that a controller may be told at one moment."""


class Watched:
    """A controller that is not told something again and again without end."""

    def __init__(self, inside: Controlling) -> None:
        self._inside = inside
        self._when, self._times = 0.0, 0

    @property
    def deadline(self) -> float | None:
        return self._inside.deadline

    def begin(self, now: float) -> Sequence[Out]:
        return self._inside.begin(now)

    def handle(self, event: Told, now: float) -> Sequence[Out]:
        self._times = self._times + 1 if now == self._when else 0
        self._when = now
        assert self._times < _AT_ONCE, f"The controller is told {event} again and again"
        return self._inside.handle(event, now)


def watched(
    settings: Settings, elected: Elected, now: float, *, uuid: str, before: str | None
) -> Controlling:
    """Makes one."""
    return Watched(make_controller(settings, elected, now, uuid=uuid, before=before))


class Surroundings(Around, Protocol):
    """What a machine needs of the world."""

    net: Network
    design: Design
    promises: Promises
    pinging: set[str]

    def settings(self, name: str) -> Settings: ...
    def tell(self, who: str, what: str) -> None: ...
    def replied(self, replied: Replied) -> None: ...
    def publish(self, who: str, what: PublishWhole | PublishChange) -> None: ...


class Host:
    """Named; what happens to it is called, what it does goes to the world."""

    def __init__(self, world: Surroundings, name: str) -> None:
        self.world, self.name = world, name
        self.disk = Durable(name, cib=world.design.cib)
        self.disk_trouble = ""
        self.node: LabNode | None = None
        self.frozen = False
        self.site = Site(name, world, self.feed)
        self.view = View((name,), None, quorate=False)
        self.halted = ""
        """Why it ended by itself, where it did."""
        self._held: list[Event] = []
        self._written_at = 0.0
        self._armed: float | None = None
        self._same = (0.0, 0)

    @property
    def is_dc(self) -> bool:
        return self.node is not None and self.view.dc == self.name

    # What happens to it

    def start(self) -> None:
        """Power on."""
        if self.node is not None:
            return
        world = self.world
        self.world.tell(self.name, "starts")
        self.disk = msgspec.structs.replace(self.disk, boot=self.disk.boot + 1)
        self.site = Site(self.name, world, self.feed)
        self.view = View((self.name,), None, quorate=False)
        self.halted = ""
        self.node = LabNode(
            world.settings(self.name),
            self.disk,
            world.now,
            uuid=f"{self.name}-{self.disk.boot}",
            making=watched,
        )
        world.net.hosts[self.name] = self
        self._arm()

    def crash(self) -> None:
        """Power off: what is not on the disk is lost, and of what is being written any part."""
        if self.node is None:
            return
        self.world.tell(self.name, "loses power")
        self._end()

    def _end(self) -> None:
        self.node, self.frozen, self._armed = None, False, None
        self._held.clear()
        self.world.net.hosts.pop(self.name, None)
        self.site.off()

    def lose_disk(self) -> None:
        """Nothing is left on it; the shell counts its starts from the time then."""
        assert self.node is None
        self.disk = Durable(self.name, boot=int(self.world.now))

    def freeze(self) -> None:
        if self.node is not None:
            self.world.tell(self.name, "freezes")
            self.frozen = self.site.frozen = True

    def thaw(self) -> None:
        if not self.frozen:
            return
        self.world.tell(self.name, "thaws")
        self.frozen = False
        held, self._held = self._held, []
        for event in held:
            self.feed(event)
        self.site.thaw()
        self._arm()

    def leave(self) -> None:
        self.world.tell(self.name, "is to leave")
        self.feed(LeaveWanted())

    def receive(self, data: bytes) -> None:
        self.feed(Datagram(data))

    def feed(self, event: Event) -> None:
        """Tell the node something."""
        node = self.node
        if node is None:
            return
        if self.frozen:
            self._held.append(event)
            return
        for out in node.handle(event, self.world.now):
            self._carry(out)
            if self.node is not node:
                return
        self._arm()

    # What it does

    def _arm(self) -> None:
        if self.node is None or self.frozen:
            return
        deadline = self.node.deadline
        if deadline is None or deadline == self._armed:
            return
        self._armed, node = deadline, self.node

        def ring() -> None:
            if self._armed == deadline and self.node is node:
                self._armed = None
                if not self.frozen:
                    self._count()
                    self.feed(Tick())

        self.world.at(deadline, ring)

    def _count(self) -> None:
        when, times = self._same
        self._same = (self.world.now, times + 1 if when == self.world.now else 0)
        assert times < _TURNS, f"{self.name} wants to be told the time again and again"

    def _carry(self, out: Instruction) -> None:
        world = self.world
        match out:
            case Transmit(peer, data):
                world.net.carry(self.name, peer, data)
            case Ping(name):
                if self.name in world.pinging:
                    self._soon(0.01, lambda: self.feed(PingAnswered(name)))
            case Persist(number, durable):
                self._write(number, durable)
            case RunAgent():
                world.tell(self.name, f"runs {out.resource} {out.task}")
                self.site.run(out)
            case KillAgent():
                self.site.kill(out)
            case Replied():
                world.tell(self.name, f"answers {out.number}: {out.code or 'done'} {out.message}")
                world.replied(out)
            case FencingOver():
                world.tell(self.name, f"fences {out.target}: {out.reason or 'done'}")
            case View():
                self.view = out
                words = f"{out.dc} leads {' '.join(out.members)}"
                world.tell(self.name, f"sees: {words}{'' if out.quorate else ' without quorum'}")
            case Halt(reason, clean):
                world.tell(self.name, f"halts: {reason}{'' if clean else ' (at once)'}")
                self.halted = reason
                if clean:
                    world.promises.left(self.name, self.site.states)
                self._end()
            case Say(text):
                world.tell(self.name, f"says: {text}")
            case PublishWhole(cib):
                world.promises.published(cib)
                world.publish(self.name, out)
            case PublishChange():
                world.publish(self.name, out)
            case Progress():
                pass

    def _soon(self, seconds: float, act: Callable[[], None]) -> None:
        node = self.node

        def due() -> None:
            if self.node is node:
                act()

        self.world.at(self.world.now + seconds, due)

    def _write(self, number: int, durable: Durable) -> None:
        """One write after the other; a power cut may come before or after the disk has it."""
        world = self.world
        self._written_at = max(self._written_at, world.now) + world.rng.choice([0.001, 0.01, 0.1])
        trouble, node = self.disk_trouble, self.node
        acknowledged_at = self._written_at + 0.001

        def written() -> None:
            if self.node is node and not trouble:
                world.promises.kept(durable)
                self.disk = durable

        def acknowledged() -> None:
            if self.node is node:
                self.feed(Persisted(number, trouble))

        world.at(self._written_at, written)
        world.at(acknowledged_at, acknowledged)
