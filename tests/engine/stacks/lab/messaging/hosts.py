"""Messengers attached to a virtual network."""

import random

from engine.stacks.lab.instructions import Delivered, PeerDown, PeerUp, PingChanged, Say, Transmit
from engine.stacks.lab.messaging.messenger import Messenger, Out
from engine.stacks.lab.settings import Key, PingGroup, Settings
from engine.stacks.lab.wire import Attribute, Payload
from tests.engine.stacks.lab.network import Network

KEYS = (Key(1, "sha1", "secret"),)


class Node:
    """One node that notes what its messenger says."""

    def __init__(
        self, network: Network, settings: Settings, boot: int = 1, *, start: bool = True
    ) -> None:
        self.network, self.settings = network, settings
        self.messenger = Messenger(settings, boot, network.now)
        self.log: list[Out] = []
        self.frozen = False
        self.buffer: list[bytes] = []
        self.alive = True
        network.hosts[settings.node] = self
        if start:
            self._arm()

    def receive(self, data: bytes) -> None:
        if self.frozen:
            self.buffer.append(data)
            return
        self._take(self.messenger.receive(data, self.network.now))

    def send(self, peer: str, payload: Payload) -> None:
        self._take(self.messenger.send(peer, payload, self.network.now))

    def answered(self, name: str) -> None:
        self._take(self.messenger.answered(name, self.network.now))

    def tick(self) -> None:
        if self.alive and not self.frozen and self.network.now >= self.messenger.deadline:
            self._take(self.messenger.tick(self.network.now))
        elif self.alive and not self.frozen:
            self._arm()

    def thaw(self) -> None:
        """Go on with what came meanwhile; its timers are looked at last, at worst."""
        self.frozen = False
        for data in self.buffer:
            self.receive(data)
        self.buffer.clear()
        self._arm()

    def end(self) -> None:
        self.alive = False
        del self.network.hosts[self.settings.node]

    def _take(self, outs: list[Out]) -> None:
        for out in outs:
            if isinstance(out, Transmit):
                self.network.carry(self.settings.node, out.peer, out.data)
            else:
                self.log.append(out)
        self._arm()

    def _arm(self) -> None:
        deadline = self.messenger.deadline
        if getattr(self, "_armed", None) != deadline:
            self._armed = deadline
            self.network.at(deadline, self._ring)

    def _ring(self) -> None:
        self._armed = None
        self.tick()

    @property
    def texts(self) -> list[str]:
        return [
            out.payload.name
            for out in self.log
            if isinstance(out, Delivered) and isinstance(out.payload, Attribute)
        ]

    @property
    def peers(self) -> list[PeerUp | PeerDown]:
        return [out for out in self.log if isinstance(out, PeerUp | PeerDown)]

    @property
    def pings(self) -> list[PingChanged]:
        return [out for out in self.log if isinstance(out, PingChanged)]

    @property
    def warnings(self) -> list[str]:
        return [out.text for out in self.log if isinstance(out, Say) and out.level != "info"]


def settings(name: str, count: int = 2, pings: tuple[PingGroup, ...] = ()) -> Settings:
    return Settings(name, tuple("abcdefg"[:count]), KEYS, pings=pings)


def network(seed: int = 1) -> Network:
    return Network(random.Random(seed))


def pair(net: Network) -> tuple[Node, Node]:
    """Two nodes that hear each other."""
    one, other = Node(net, settings("a")), Node(net, settings("b"))
    assert net.run_until(lambda: bool(one.messenger.up and other.messenger.up), 60)
    return one, other
