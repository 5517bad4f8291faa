"""Nodes made of messaging and membership, with disks, on a virtual network; and what must hold.

Long, as what a node does in the simulation is told in one place.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import msgspec

from engine.stacks.lab.durable import Durable
from engine.stacks.lab.instructions import (
    Agreed,
    Delivered,
    Departed,
    Deposed,
    Elected,
    Led,
    MembersChanged,
    NotAgreed,
    PeerDown,
    PeerUp,
    Persist,
    Persisted,
    Ping,
    PingChanged,
    Say,
    Send,
    Tick,
    Transmit,
)
from engine.stacks.lab.membership.machine import Event, Membership
from engine.stacks.lab.membership.machine import Out as MembershipOut
from engine.stacks.lab.messaging.messenger import Messenger
from engine.stacks.lab.messaging.messenger import Out as MessengerOut
from engine.stacks.lab.settings import Key, PingGroup, Settings
from engine.stacks.lab.wire import Stamp
from tests.engine.stacks.lab.network import Network

NAMES = "abcdefg"
SETTLED = 12.0
"""Seconds after the last fault within which there must be one DC and one configuration."""
EMPTY = "0"
"""The configuration that every node comes with; each edit appends its number."""


@dataclass
class History:
    """All that was ever agreed in the cluster, and what may never happen to it."""

    texts: dict[Stamp, str] = field(default_factory=dict[Stamp, str])
    leaders: dict[int, str] = field(default_factory=dict[int, str])
    """Who was elected in a term."""
    agreed: set[str] = field(default_factory=set[str])
    """Edits that were said to count."""
    refused: set[str] = field(default_factory=set[str])
    """Edits of which was said that nobody was asked."""
    one_line: bool = True
    """Whether each configuration has to follow on those before."""

    def counts(self, stamp: Stamp, text: str) -> None:
        """A node takes a configuration for agreed."""
        if stamp in self.texts:
            assert self.texts[stamp] == text, f"two configurations under {stamp}"
            return
        if self.one_line:
            for other, earlier in self.texts.items():
                first, second = (earlier, text) if other < stamp else (text, earlier)
                assert follows(first, second), f"{second} does not follow on {first}"
        self.texts[stamp] = text

    def leads(self, term: int, node: str) -> None:
        """A node was elected."""
        assert self.leaders.setdefault(term, node) == node, f"two DCs in term {term}"


def follows(first: str, second: str) -> bool:
    """Whether the second configuration is the first one, with edits after it or without."""
    edits = first.split(",")
    return second.split(",")[: len(edits)] == edits


def last_edit(cib: str) -> str:
    """The edit that a configuration ends with."""
    return cib.rsplit(",", 1)[-1]


class Host:
    """One node: its machines while it runs, its disk always."""

    def __init__(self, cluster: "Cluster", name: str) -> None:
        self.cluster, self.name = cluster, name
        self.disk = Durable(name, cib=EMPTY)
        self.disk_trouble = ""
        self.running = self.frozen = False
        self.life = 0
        self.dc: Elected | None = None
        """Set while this node's controller exists."""
        self.quorate = False
        self.members: tuple[str, ...] = ()
        self.led: Led | None = None
        self.departed = False
        self.base = ""
        self.pending: list[str] = []
        self.log: list[object] = []
        self.kept_back: list[tuple[str, bytes | Persisted]] = []
        self.written_at = 0.0
        self.committed = Stamp()
        self.armed: float | None = None

    # What happens to it

    def start(self) -> None:
        self.running, self.frozen = True, False
        self.life += 1
        now = self.cluster.net.now
        settings = self.cluster.settings(self.name)
        self.disk = msgspec.structs.replace(self.disk, boot=self.disk.boot + 1)
        self.messenger = Messenger(settings, self.disk.boot, now)
        self.membership = Membership(settings, self.disk, now)
        self.committed = Stamp()
        self._forget()
        self.cluster.net.hosts[self.name] = self
        self.arm()

    def crash(self) -> None:
        """Lose everything that is not on disk."""
        self.running = self.frozen = False
        self.kept_back.clear()
        self.cluster.net.hosts.pop(self.name, None)
        self._forget()

    def freeze(self) -> None:
        self.frozen = True

    def thaw(self) -> None:
        self.frozen = False
        held, self.kept_back = self.kept_back, []
        for kind, what in held:
            if isinstance(what, bytes):
                self.receive(what)
            else:
                assert kind == "disk"
                self._membership(what)
        self.arm()

    def _forget(self) -> None:
        self.dc, self.led, self.members, self.quorate = None, None, (), False
        self.pending.clear()

    # What it is told

    def receive(self, data: bytes) -> None:
        if self.frozen:
            self.kept_back.append(("net", data))
        elif self.running:
            self._messenger(self.messenger.receive(data, self.cluster.net.now))
            self.arm()

    def answered(self, name: str) -> None:
        if self.running and not self.frozen:
            self._messenger(self.messenger.answered(name, self.cluster.net.now))
            self.arm()

    def edit(self, count: int = 1) -> None:
        """The controller proposes edits, each on top of the one before."""
        text = self.pending[-1] if self.pending else self.base
        for _ in range(count):
            if self.dc is None:
                return
            self.cluster.edits += 1
            text = f"{text},{self.cluster.edits}"
            self.pending.append(text)
            told_quorate = self.quorate
            self._take(self.membership.propose(text, self.cluster.net.now))
            if not told_quorate:
                assert text not in self.pending, "nothing is begun without quorum"
        self.arm()

    def fence(self) -> None:
        """The controller has the power of all cut that are no members."""
        for name, host in self.cluster.hosts.items():
            if self.dc is not None and name not in self.members:
                host.crash()
                self._take(self.membership.gone(name, self.cluster.net.now))
        self.arm()

    def leave(self) -> None:
        """The DC is about to end, with nothing running on it."""
        self._take(self.membership.leave(self.cluster.net.now))
        self.arm()

    # Its machines

    def arm(self) -> None:
        times = (self.messenger.deadline, self.membership.deadline)
        deadline = min(time for time in times if time is not None)
        if deadline == self.armed:
            return
        self.armed, life = deadline, self.life
        self.cluster.net.at(deadline, lambda: self._ring(life, deadline))

    def _ring(self, life: int, deadline: float) -> None:
        if self.armed == deadline:
            self.armed = None
        if not self.running or self.frozen or life != self.life:
            return
        now = self.cluster.net.now
        if now >= self.messenger.deadline:
            self._messenger(self.messenger.tick(now))
        for _ in range(4):
            due = self.membership.deadline
            if due is None or due > now:
                break
            self._membership(Tick())
        else:
            raise AssertionError("it wants to be told the time again and again")
        self.arm()

    def _messenger(self, outs: Iterable[MessengerOut]) -> None:
        for out in outs:
            match out:
                case Transmit(peer, data):
                    self.cluster.net.carry(self.name, peer, data)
                case PeerUp() | PeerDown() | Delivered() | PingChanged():
                    self._membership(out)
                case Ping(name):
                    self.cluster.ping(self, name)
                case Say():
                    pass

    def _membership(self, event: Event) -> None:
        self._take(self.membership.handle(event, self.cluster.net.now))
        durable = self.membership.durable
        if durable.committed > self.committed:
            text = durable.cib if durable.committed == durable.kept else durable.committed_cib
            self.committed = durable.committed
            self.cluster.history.counts(durable.committed, text)
        assert durable.committed >= self.committed
        assert durable.committed <= durable.kept

    def _take(self, outs: Iterable[MembershipOut]) -> None:
        history = self.cluster.history
        for out in outs:
            self.log.append(out)
            match out:
                case Send(peer, payload):
                    self._messenger(self.messenger.send(peer, payload, self.cluster.net.now))
                case Persist(number, durable):
                    self._write(number, durable)
                case Elected(term, cib, members, quorate, gone):
                    assert self.dc is None
                    assert not set(gone) & set(members)
                    self.dc, self.base, self.led = out, cib, None
                    self.members, self.quorate = members, quorate
                    if quorate:
                        history.leads(term, self.name)
                        assert all(
                            edit in cib.split(",")
                            for edit in history.agreed
                            if history.one_line and term >= max(history.leaders)
                        ), "a DC begins with all that was agreed"
                case MembersChanged(members, quorate):
                    assert self.dc is not None
                    self.members, self.quorate = members, quorate
                case Deposed():
                    assert self.dc is not None
                    assert not self.pending, "every proposal was answered"
                    self._forget()
                case Led():
                    assert self.dc is None
                    self.led = out
                case Agreed(cib):
                    self._agreed(cib)
                case Departed():
                    self.departed = True
                case NotAgreed(code):
                    edit = self.pending.pop(0)
                    if code != "unknown":
                        history.refused.add(last_edit(edit))
                case Say():
                    pass

    def _agreed(self, cib: str) -> None:
        if self.dc is None:
            return
        self.base = cib
        if self.pending:
            assert self.pending.pop(0) == cib, "agreed in the order of the proposals"
            self.cluster.history.agreed.add(last_edit(cib))

    def _write(self, number: int, durable: Durable) -> None:
        net = self.cluster.net
        self.written_at = max(self.written_at, net.now) + net.rng.choice([0.001, 0.01, 0.1])
        life = self.life

        def written() -> None:
            if not self.running or life != self.life:
                return
            if not self.disk_trouble:
                self.disk = durable
            answer = Persisted(number, self.disk_trouble)
            if self.frozen:
                self.kept_back.append(("disk", answer))
            else:
                self._membership(answer)
                self.arm()

        net.at(self.written_at, written)


class Cluster:
    """Some nodes."""

    def __init__(
        self,
        seed: int,
        count: int,
        pings: tuple[PingGroup, ...] = (),
        *,
        start: bool = True,
        brisk: bool = False,
        votes: dict[str, int] | None = None,
    ) -> None:
        self.votes = votes or {}
        self.net = Network(random.Random(seed))
        self.history = History()
        self.pings = pings
        self.pinging = set(NAMES)
        """Nodes that the ping node can be reached from."""
        self.edits = 0
        self.brisk = brisk
        """Whether times are a lab's own, in which a disk takes as long as half a keepalive."""
        self.names = NAMES[:count]
        self.hosts = {name: Host(self, name) for name in self.names}
        if start:
            for host in self.hosts.values():
                host.start()

    def settings(self, name: str) -> Settings:
        settings = Settings(
            name,
            tuple(self.names),
            (Key(1, "crc"),),
            keepalive=1.0,
            pings=self.pings,
            votes=self.votes,
        )
        if self.brisk:
            return replace(settings, keepalive=0.2, warntime=0.6, deadtime=1.5, initdead=3.0)
        return settings

    def ping(self, host: Host, name: str) -> None:
        if host.name in self.pinging:
            self.net.at(self.net.now + 0.01, lambda: host.answered(name))

    def split(self, *parts: str) -> None:
        """Nodes hear only those of their own part."""
        self.net.cuts.clear()
        for one in self.names:
            for other in self.names:
                if not any(one in part and other in part for part in parts):
                    self.net.cuts.add((one, other))

    def heal(self) -> None:
        self.net.cuts.clear()
        self.net.loss = self.net.doubled = 0.0
        self.net.delay = (0.0005, 0.002)
        for host in self.hosts.values():
            host.disk_trouble = ""
            if host.frozen:
                host.thaw()
            if not host.running:
                host.start()

    @property
    def running(self) -> list[Host]:
        return [host for host in self.hosts.values() if host.running and not host.frozen]

    @property
    def dcs(self) -> list[Host]:
        return [host for host in self.hosts.values() if host.running and host.dc is not None]

    def why_unsettled(self, among: str | None = None, *, quorate: bool = True) -> str:
        """Why these nodes are not a cluster with one DC and one configuration; empty if so."""
        hosts = [self.hosts[name] for name in (among or self.names)]
        dcs = [host for host in hosts if host.dc is not None]
        if len(dcs) != 1:
            return f"{len(dcs)} DCs"
        leader = dcs[0]
        assert leader.dc is not None
        names = tuple(host.name for host in hosts)
        if leader.members != names or leader.quorate != quorate:
            return f"{leader.name}: {leader.members} {leader.quorate}"
        wanted = Led(leader.dc.term, leader.name, names, quorate)
        for host in hosts:
            if host is not leader and host.led != wanted:
                return f"{host.name}: {host.led}, not {wanted}"
            durable = host.membership.durable
            if quorate and (durable.cib != leader.base or durable.committed != durable.kept):
                return f"{host.name} has {durable}, not {leader.base}"
        return ""

    def settles(self, seconds: float = SETTLED) -> str:
        """Why there is no settled cluster after so long; empty if there is."""
        self.net.run_until(lambda: not self.why_unsettled(), seconds)
        return self.why_unsettled()
