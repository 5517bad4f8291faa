"""Being DC: who follows, which configuration is being agreed upon, what the controller is told."""

from collections import deque
from typing import Final

from msgspec.structs import replace

from engine.stacks.lab.instructions import (
    Agreed,
    Elected,
    MembersChanged,
    NotAgreed,
    Persist,
    Say,
    Send,
)
from engine.stacks.lab.membership.quorum import Quorum
from engine.stacks.lab.membership.saving import Saving
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import Commit, Lead, Propose, Stamp

Out = Send | Persist | Elected | MembersChanged | Agreed | NotAgreed | Say

_ACTING_WAIT: Final = 2
"""Keepalives that one who acts as DC waits for others to follow before it begins."""


class Leading:
    """The DC's side, for one term.

    One that was elected (``won``) first has the configuration that it keeps agreed upon anew,
    under its own term: that brings everybody to it, and settles whatever an earlier DC left half
    done. One that only acts as DC, in a partition without quorum, never proposes anything.
    """

    def __init__(
        self, settings: Settings, quorum: Quorum, saving: Saving, *, won: bool, now: float
    ) -> None:
        self._settings, self._quorum, self._saving = settings, quorum, saving
        self.won = won
        self.term = saving.durable.term
        self.followers: set[str] = set()
        self.told: tuple[tuple[str, ...], bool] | None = None
        """Members and quorum as the controller knows them; None before it exists."""
        self.patient_until = now + (settings.deadtime if won else _ACTING_WAIT * settings.keepalive)
        """How long those that are up are waited for before the controller is told."""
        self.beat_at = now
        """When ``Lead`` is due again."""
        self._sent: dict[str, Stamp] = {}
        self._under_way: Stamp | None = None
        self._number = 0
        self._accepted: set[str] = set()
        self._asked = False
        """Whether the controller waits for what is under way."""
        self._waiting: deque[str] = deque()

    @property
    def quorate(self) -> bool:
        """Whether it can get a configuration agreed upon."""
        return self.won and self._quorum.has(self.followers | {self._settings.node})

    @property
    def members(self) -> tuple[str, ...]:
        """In the order of ha.cf."""
        here = self.followers | {self._settings.node}
        return tuple(name for name in self._settings.nodes if name in here)

    def begin(self, up: set[str], now: float) -> list[Out]:
        """Tell everybody; have the kept configuration agreed upon."""
        outs = self.beat(up, now)
        if self.won:
            outs += self._start(self._saving.durable.cib)
        return outs

    def beat(self, up: set[str], now: float) -> list[Out]:
        """Say ``Lead`` to all that are up."""
        self.beat_at = now + self._settings.keepalive
        return [self.lead(peer) for peer in sorted(up)]

    def lead(self, peer: str) -> Send:
        """Say it to one."""
        members, quorate = self.told if self.told is not None else (self.members, self.won)
        ready = self.told is not None
        committed = self._saving.durable.committed
        return Send(peer, Lead(self.term, quorate, committed, members, self.won, ready))

    def followed(self, peer: str, kept: Stamp) -> list[Out]:
        """A peer counts this node as its DC, and has this configuration on disk."""
        self.followers.add(peer)
        self._quorum.met(self.followers | {self._settings.node})
        durable = self._saving.durable
        if not self.won:
            return []
        if kept == durable.kept:
            self.accepted(peer, kept)
            return []
        if self._sent.get(peer) == durable.kept:
            return []
        return [self._proposal(peer)]

    def accepted(self, peer: str, stamp: Stamp) -> None:
        """A peer has this configuration on disk."""
        if stamp == self._under_way:
            self._accepted.add(peer)

    def lost(self, peer: str) -> None:
        """A peer is down. What it accepted stays on its disk, and so stays accepted."""
        self.followers.discard(peer)
        self._sent.pop(peer, None)

    def propose(self, cib: str) -> list[Out]:
        """The controller wants this to count; after what it wanted before, each in turn."""
        if self.told is None or not (self.told[1] and self.quorate):
            return [NotAgreed("no-quorum")]
        if self._under_way is None:
            self._asked = True
            return self._start(cib)
        if not self._asked:  # what came of the one before is not settled yet
            return [NotAgreed("no-quorum")]
        self._waiting.append(cib)
        return []

    def review(self, up: set[str], now: float) -> list[Out]:
        """Agree where enough have accepted; tell the controller what has changed."""
        outs: list[Out] = []
        while self._decided(up):
            outs += self._commit()
        members, quorate = self.members, self.quorate
        if self.told is None:
            if now < self.patient_until and not up <= self.followers:
                return outs
            if quorate and self._saving.durable.committed.term != self.term:
                return outs
            durable = self._saving.durable
            cib = durable.committed_cib if durable.committed < durable.kept else durable.cib
            outs.append(Elected(self.term, cib, members, quorate))
        elif self.told == (members, quorate):
            return outs
        else:
            outs.append(MembersChanged(members, quorate))
        self.told = (members, quorate)
        if not quorate:
            outs += self.withdraw("no-quorum")
        return outs + self.beat(up, now)

    def withdraw(self, code: str) -> list[Out]:
        """Nothing of what was asked can be promised any more.

        What was sent already may still come to count, now or under another DC.
        """
        outs: list[Out] = [NotAgreed("unknown")] if self._asked else []
        outs += [NotAgreed(code) for _ in self._waiting]
        self._asked = False
        self._waiting.clear()
        return outs

    def _start(self, cib: str) -> list[Out]:
        durable = self._saving.durable
        old = durable.cib if durable.committed == durable.kept else durable.committed_cib
        stamp = Stamp(self.term, durable.kept.index + 1)
        saved = self._saving.save(replace(durable, kept=stamp, cib=cib, committed_cib=old))
        self._under_way, self._number = stamp, saved.number
        self._accepted = set()
        return [saved, *(self._proposal(peer) for peer in sorted(self.followers))]

    def _proposal(self, peer: str) -> Send:
        durable = self._saving.durable
        self._sent[peer] = durable.kept
        before = durable.committed
        return Send(peer, Propose(self.term, durable.kept, before, durable.cib))

    def _decided(self, up: set[str]) -> bool:
        if self._under_way is None:
            return False
        mine = {self._settings.node} if self._saving.done(self._number) else set[str]()
        return self._quorum.decides(self._accepted | mine, up)

    def _commit(self) -> list[Out]:
        stamp, self._under_way = self._under_way, None
        asked, self._asked = self._asked, False
        durable = self._saving.durable
        outs: list[Out] = [
            self._saving.save(replace(durable, committed=durable.kept, committed_cib=""))
        ]
        if stamp is not None:
            outs += [Send(peer, Commit(self.term, stamp)) for peer in sorted(self.followers)]
        if asked or self.told is not None:
            outs.append(Agreed(durable.cib))
        if self._waiting:
            self._asked = True
            outs += self._start(self._waiting.popleft())
        return outs
