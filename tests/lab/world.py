"""A whole lab in one process: nodes, network, disks, agents and power under one virtual clock.

Everything random comes from one generator, so that a seed plays the same every time.
"""

from collections.abc import Callable, Iterable
from random import Random
from typing import NamedTuple

from engine.stacks.lab.instructions import Asked, PublishChange, PublishWhole, Replied
from engine.stacks.lab.settings import Key, PingGroup, Settings
from tests.engine.stacks.lab.network import Network
from tests.lab.agents import MASTER, STOPPED, Illnesses
from tests.lab.clusters import Design
from tests.lab.host import Host
from tests.lab.promises import Promises

NAMES = "abcdefg"
BEGIN = 1_700_000_000.0
REBOOT = 2.0
"""Seconds from power on to a running node."""


class Timing(NamedTuple):
    """As in ha.cf, in seconds."""

    keepalive: float
    warntime: float
    deadtime: float
    initdead: float


PATIENT = Timing(1.0, 2.0, 4.0, 8.0)
BRISK = Timing(0.2, 0.6, 1.5, 3.0)
"""The lab's own."""


class World:
    """Some nodes and all that is around them. ``rng`` decides whatever is left to chance."""

    def __init__(
        self,
        seed: int,
        design: Design,
        count: int = 3,
        pings: tuple[PingGroup, ...] = (),
        timing: Timing = PATIENT,
        *,
        telling: bool = False,
    ) -> None:
        self.rng = Random(seed)
        self.net = Network(self.rng, now=BEGIN)
        self.design = design
        self.names = tuple(NAMES[:count])
        self.pings, self.timing = pings, timing
        self.pinging = set(self.names)
        """Nodes that reach the ping node."""
        self.ill = Illnesses()
        self.promises = Promises(design)
        self.story: list[str] | None = [] if telling else None
        self.heard: Callable[[str, PublishWhole | PublishChange], None] | None = None
        """Is told what each node's clients see."""
        self.active: dict[str, dict[str, str]] = {}
        """By resource, by node, where it is not stopped."""
        self.replies: dict[int, Replied] = {}
        self.asked: dict[int, tuple[str, int]] = {}
        """On which node something was asked, and in which of its lives, by its number."""
        self.no_power = False
        """Whether the power switch does not answer."""
        self.hosts = {name: Host(self, name) for name in self.names}

    @property
    def now(self) -> float:
        return self.net.now

    def at(self, when: float, act: Callable[[], None]) -> None:
        self.net.at(when, act)

    def tell(self, who: str, what: str) -> None:
        """A line of the story."""
        if self.story is not None:
            self.story.append(f"{self.now - BEGIN:9.3f} {who:>3} {what}")

    def publish(self, who: str, what: PublishWhole | PublishChange) -> None:
        """A node's clients see this."""
        if self.heard is not None:
            self.heard(who, what)

    def settings(self, name: str) -> Settings:
        keepalive, warntime, deadtime, initdead = self.timing
        return Settings(
            name,
            self.names,
            (Key(1, "crc"),),
            keepalive=keepalive,
            warntime=warntime,
            deadtime=deadtime,
            initdead=initdead,
            pings=self.pings,
        )

    @property
    def running(self) -> list[Host]:
        return [host for host in self.hosts.values() if host.node is not None and not host.frozen]

    @property
    def dcs(self) -> list[Host]:
        """Those that take themselves for DC."""
        return [host for host in self.running if host.is_dc]

    # What agents do

    def changed(self, node: str, resource: str, state: str) -> None:
        where = self.active.setdefault(resource, {})
        if state == STOPPED:
            where.pop(node, None)
        else:
            where[node] = state
        self.tell(node, f"{resource} is {state}")
        self.promises.active(resource, where, MASTER)

    def power(self, target: str, action: str) -> bool:
        if self.no_power or target not in self.hosts:
            self.tell("", f"the power switch does not {action} {target}")
            return False
        self.tell("", f"the power switch does {action} {target}")
        host = self.hosts[target]
        if action in ("off", "reboot"):
            host.crash()
        if action in ("on", "reboot") and host.node is None:
            self.at(self.now + REBOOT, host.start)
        return True

    # What operators do

    def ask(self, host: Host, asked: Asked) -> None:
        self.asked[asked.number] = host.name, host.disk.boot
        host.feed(asked)

    def replied(self, replied: Replied) -> None:
        assert replied.number not in self.replies, "Something asked was answered twice"
        self.replies[replied.number] = replied
        self.promises.replied(replied)

    # The network

    def split(self, *parts: Iterable[str]) -> None:
        """Nodes hear only those of their own part."""
        self.net.cuts.clear()
        sets = [set(part) for part in parts]
        self.net.cuts |= {
            (one, other)
            for one in self.names
            for other in self.names
            if not any(one in part and other in part for part in sets)
        }

    def heal_network(self) -> None:
        self.net.cuts.clear()
        self.net.loss = self.net.doubled = 0.0
        self.net.delay = (0.0005, 0.002)

    def heal(self) -> None:
        """Nothing is broken any more; nodes without power get it."""
        self.heal_network()
        self.ill.now.clear()
        self.no_power = False
        self.pinging = set(self.names)
        for host in self.hosts.values():
            host.disk_trouble = ""
            if host.frozen:
                host.thaw()
            if host.node is None:
                host.start()

    # Time

    def run(self, seconds: float) -> None:
        self.net.run(seconds)

    def run_until(self, done: Callable[[], bool], seconds: float) -> bool:
        """Let time pass until something is so, which is looked at twice a second."""
        end = self.now + seconds
        while not done():
            if self.now >= end:
                return False
            self.net.run(0.5)
        return True
