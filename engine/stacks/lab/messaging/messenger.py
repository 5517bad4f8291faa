"""The messaging machine of one node."""

from typing import Final

import msgspec

from engine.stacks.lab.instructions import (
    Delivered,
    PeerDown,
    PeerUp,
    Ping,
    PingChanged,
    Say,
    Transmit,
)
from engine.stacks.lab.messaging import packet as packets
from engine.stacks.lab.messaging.link import Link
from engine.stacks.lab.messaging.packet import Packet
from engine.stacks.lab.messaging.signing import sign, verified
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import DECODER, ENCODER, Payload

Out = Transmit | Ping | Delivered | PeerUp | PeerDown | PingChanged | Say

_LIVES: Final = 1 << 24
"""Lives of a link within one boot."""
_AGAIN: Final = 60.0
"""Seconds between two warnings of packets that are refused."""


class Messenger:
    """Hears and is heard. A peer is up while both sides hear each other.

    Heartbeats go out every ``keepalive``; a peer that is not heard for ``warntime`` is warned of,
    and is down after ``deadtime``. A link that works in one direction only is down for both sides.
    """

    def __init__(self, settings: Settings, boot: int, now: float) -> None:
        """Begin to listen.

        Args:
            settings: of this node.
            boot: how often the node was started. It must be larger with every start, or the
                others take what it says for old: who has lost count takes the time.
            now: the time.
        """
        self._settings = settings
        self._links = {
            peer: Link(settings.node, peer, boot * _LIVES + 1, now) for peer in settings.others
        }
        self._beat_at = now
        self._pings = {group.name: now - settings.deadtime for group in settings.pings}
        self.pings_up: frozenset[str] = frozenset()
        """Ping nodes and groups that answer."""
        self._refused = 0
        self._warned_at: float | None = None

    @property
    def up(self) -> frozenset[str]:
        """Peers that are up."""
        return frozenset(peer for peer, link in self._links.items() if link.up)

    @property
    def deadline(self) -> float:
        """When ``tick`` is due."""
        settings = self._settings
        found = self._beat_at
        for link in self._links.values():
            if not link.up:
                continue
            found = min(found, link.both_at + settings.deadtime)
            if not link.late:
                found = min(found, link.heard_at + settings.warntime)
            if link.outgoing.repeat_at is not None:
                found = min(found, link.outgoing.repeat_at)
        for name in self.pings_up:
            found = min(found, self._pings[name] + settings.deadtime)
        return found

    def tick(self, now: float) -> list[Out]:
        """Time has passed."""
        outs: list[Out] = []
        for link in self._links.values():
            if link.up:
                outs += self._watch(link, now)
        for name in sorted(self.pings_up):
            if now >= self._pings[name] + self._settings.deadtime:
                self.pings_up -= {name}
                outs += [PingChanged(name, up=False), Say(f"{name} does not answer", "warning")]
        if now >= self._beat_at:
            self._beat_at = now + self._settings.keepalive
            outs += [self._transmit(link, link.packet()) for link in self._links.values()]
            outs += [Ping(name) for name in self._pings]
        for link in self._links.values():
            outs += self._pump(link, now)
        return outs

    def answered(self, name: str, now: float) -> list[Out]:
        """A ping node, or one of a ping group, answered."""
        if name not in self._pings:
            return []
        self._pings[name] = now
        if name in self.pings_up:
            return []
        self.pings_up |= {name}
        return [PingChanged(name, up=True)]

    def send(self, peer: str, payload: Payload, now: float) -> list[Out]:
        """Send a payload to a peer that is up; dropped where it is not."""
        link = self._links.get(peer)
        if link is None or not link.up:
            return []
        link.outgoing.queue(ENCODER.encode(payload))
        if link.outgoing.overflows:
            return [Say(f"{peer} cannot follow: dropped", "error"), *self._lose(link)]
        return self._pump(link, now)

    def settled(self, peer: str) -> bool:
        """Whether a peer has all that was sent to it, or never will."""
        link = self._links.get(peer)
        return link is None or not link.up or link.outgoing.idle

    def part(self, peer: str) -> list[Out]:
        """A peer said that it ends: it is down without being waited for."""
        link = self._links.get(peer)
        if link is None or not link.up:
            return []
        return [Say(f"{peer} has left"), *self._lose(link)]

    def receive(self, data: bytes, now: float) -> list[Out]:
        """A datagram arrived; one that is not for this node, not signed, or old changes nothing."""
        body = verified(data, self._settings.keys)
        found = None if body is None else _decoded(body)
        link = None if found is None else self._links.get(found.sender)
        if found is None or link is None or found.receiver != self._settings.node:
            return self._refuse(now)
        # A node that was frozen wakes up with packets from before: it has lost the others, though.
        outs = self._watch(link, now) if link.up else []
        if not link.replays.fresh(found.life, found.sequence):
            return outs
        return outs + self._received(link, found, now)

    def _refuse(self, now: float) -> list[Out]:
        self._refused += 1
        if self._warned_at is not None and now < self._warned_at + _AGAIN:
            return []
        self._warned_at = now
        words = f"Dropped what no node of ours signed for this one ({self._refused} so far)"
        return [Say(words, "warning")]

    def _received(self, link: Link, found: Packet, now: float) -> list[Out]:
        outs: list[Out] = []
        if found.life != link.theirs:
            if link.up:
                outs += [Say(f"{link.peer} has lost this node, or began anew", "warning")]
                outs += self._lose(link)
            link.begin(found.life)
        if link.late:
            gone = now - link.heard_at
            outs.append(Say(f"{link.peer} is heard again, after {gone:.1f} s", "info"))
        link.heard_at, link.late = now, False
        if found.heard != link.life:
            return outs
        link.both_at = now
        if not link.up:
            link.up = True
            outs.append(PeerUp(link.peer, found.life // _LIVES))
        for piece in link.outgoing.acknowledge(found.acknowledged, found.early, now):
            outs.append(self._transmit(link, link.packet(piece)))
        if found.number:
            payloads = link.incoming.take((found.number, found.more, found.data))
            if payloads is None:
                words = f"{link.peer} sends more than can be taken: dropped"
                return [*outs, Say(words, "error"), *self._lose(link)]
            outs.append(self._transmit(link, link.packet()))
            for data in payloads:
                outs += self._payload(link, data)
        return [*outs, *self._pump(link, now)]

    def _payload(self, link: Link, data: bytes) -> list[Out]:
        try:
            return [Delivered(link.peer, DECODER.decode(data))]
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            words = f"{link.peer} said what is not understood ({error}): passed over"
            return [Say(words, "warning")]

    def _watch(self, link: Link, now: float) -> list[Out]:
        settings = self._settings
        if now >= link.both_at + settings.deadtime:
            gone = now - link.both_at
            words = "is dead" if link.heard_at == link.both_at else "does not hear this node"
            return [Say(f"{link.peer} {words}: {gone:.1f} s", "warning"), *self._lose(link)]
        if not link.late and now >= link.heard_at + settings.warntime:
            link.late = True
            gone = now - link.heard_at
            return [Say(f"The heartbeat of {link.peer} is late: {gone:.1f} s", "warning")]
        return []

    def _lose(self, link: Link) -> list[Out]:
        link.drop()
        return [PeerDown(link.peer)]

    def _pump(self, link: Link, now: float) -> list[Out]:
        if not link.up:
            return []
        return [self._transmit(link, link.packet(piece)) for piece in link.outgoing.due(now)]

    def _transmit(self, link: Link, packet: Packet) -> Transmit:
        body = packets.ENCODER.encode(packet)
        return Transmit(link.peer, sign(body, self._settings.keys[0]))


def _decoded(body: bytes) -> Packet | None:
    try:
        return packets.DECODER.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
