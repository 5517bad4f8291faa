"""Elections: terms, what a candidate gathers, when to stand."""

import zlib
from typing import Final

from engine.stacks.lab.durable import Durable
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import Call, Vote

_PATIENCE: Final = 4
"""Attempts after which the time between them grows no more."""


def next_term(term: int, settings: Settings) -> int:
    """The next term after ``term`` that is this node's to stand in.

    Terms are dealt out among the nodes in turn, so that no term ever has two candidates, not even
    in halves that both have quorum by a ping node.
    """
    count = len(settings.nodes)
    place = settings.nodes.index(settings.node)
    return term + 1 + (place - term - 1) % count


def would_vote(durable: Durable, call: Call) -> bool:
    """Whether a node with this on disk would elect the caller, were it to stand."""
    return call.term > durable.term and call.kept >= durable.kept


def may_vote(durable: Durable, call: Call, caller: str) -> bool:
    """Whether it votes for the caller, the caller's term being its own already."""
    return (
        call.term == durable.term and durable.voted in (None, caller) and call.kept >= durable.kept
    )


def pause(settings: Settings, up: set[str], attempt: int, term: int) -> float:
    """Seconds until a node stands: in the nodes' order, and apart from each other after a draw."""
    if attempt == 0:
        seen = [name for name in settings.nodes if name in up or name == settings.node]
        return settings.keepalive * seen.index(settings.node) / 2
    seed = f"{settings.node} {term} {attempt}".encode()
    part = zlib.crc32(seed) / 2**32
    return settings.keepalive * (0.5 + part * min(attempt, _PATIENCE))


class Giving:
    """Whom this node lets go first: the last one that it said yes to.

    A vote takes as long as the disks of both, and who waits for it shall not be overtaken by those
    who were about to give it.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._to = settings.node
        self.until = 0.0
        """How long."""

    def way(self, to: str, keepalives: int, now: float) -> None:
        """Let a node go first, for that long."""
        self._to, self.until = to, now + keepalives * self._settings.keepalive

    def withheld(self, caller: str, now: float) -> bool:
        """Whether a caller has to wait for one that goes before it in the nodes' order."""
        place = self._settings.nodes.index
        return now < self.until and place(self._to) < place(caller)


class Round:
    """What a candidate gathers: first whether it would be elected, then the votes."""

    def __init__(self, term: int, probing: bool, until: float, number: int) -> None:
        self.term = term
        self.probing = probing
        self.until = until
        """When those that have not answered are waited for no more."""
        self.number = number
        """Of the ``Persist`` with the candidate's own vote."""
        self.granted: set[str] = set()
        self.refused: set[str] = set()

    def answer(self, peer: str, vote: Vote) -> None:
        """Count an answer; those to another round pass."""
        if vote.probing != self.probing:
            return
        if not vote.granted:
            self.refused.add(peer)
        elif vote.term == self.term:
            self.granted.add(peer)

    def lost(self, peer: str) -> None:
        """The peer is down: neither its yes nor its no counts any more."""
        self.granted.discard(peer)
        self.refused.discard(peer)

    def over(self, up: set[str], now: float) -> bool:
        """Whether nothing more is to be expected."""
        return now >= self.until or up <= self.granted | self.refused
