"""Being DC: who follows, which configuration is being agreed upon, what the controller is told."""

from collections import deque
from typing import Final

from engine.stacks.lab.instructions import (
    Agreed,
    Departed,
    Elected,
    MembersChanged,
    NotAgreed,
    Persist,
    Say,
    Send,
)
from engine.stacks.lab.membership.keeping import agree, counting, keep
from engine.stacks.lab.membership.quorum import Quorum
from engine.stacks.lab.membership.saving import Saving
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import Commit, Lead, Propose, Stamp

Out = Send | Persist | Elected | MembersChanged | Agreed | NotAgreed | Departed | Say

_ACTING_WAIT: Final = 2
"""Keepalives that one who acts as DC waits for others to follow before it begins."""


class Leading:
    """The DC's side, for one term.

    One that was elected (``won``) first has the configuration that it keeps agreed upon anew,
    under its own term: that brings everybody to it, and settles whatever an earlier DC left half
    done. One that only acts as DC, in a partition without quorum, never proposes anything.

    Agreed in the same way is who is ``gone``: nodes that run nothing for certain. One that comes
    back is no member before it is agreed that it is back; so whoever becomes DC later knows of
    each node whether it may run something.
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
        self._reported: set[str] = set()
        """Nodes that are gone, by the controller's word."""
        self._leaves = False
        """This node itself is to be gone."""
        self._told_departed = False

    @property
    def quorate(self) -> bool:
        """Whether it can get a configuration agreed upon."""
        return self.won and self._quorum.has(self.followers | {self._settings.node})

    @property
    def members(self) -> tuple[str, ...]:
        """In the order of ha.cf: all that follow, but for those that are not back yet."""
        durable = self._saving.durable
        here = self.followers - {*durable.gone, *counting(durable)[1]} | {self._settings.node}
        return tuple(name for name in self._settings.nodes if name in here)

    def begin(self, up: set[str], now: float) -> list[Out]:
        """Tell everybody."""
        return self.beat(up, now)

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
        durable = self._saving.durable
        if self.told is None or not (self.told[1] and self.quorate and self._may_agree()):
            return [NotAgreed("no-quorum")]
        if self._under_way is None:
            self._asked = True
            return self._start(cib, self._gone())
        if not self._asked and durable.cib != counting(durable)[0]:
            # what came of the one before is not settled yet
            return [NotAgreed("no-quorum")]
        self._waiting.append(cib)
        return []

    def gone(self, node: str) -> None:
        """The controller knows that a node runs nothing."""
        if node != self._settings.node and node not in self.followers:
            self._reported.add(node)

    def leave(self) -> list[Out]:
        """This node itself is about to be gone; ``Departed`` once that is agreed, or cannot be."""
        if not (self.won and self.quorate and self._may_agree()):
            return [Departed()]
        self._leaves = True
        return []

    def review(self, up: set[str], now: float) -> list[Out]:
        """Agree where enough have accepted; tell the controller what has changed."""
        outs: list[Out] = []
        while self._decided():
            outs += self._commit()
        outs += self._renew()
        members, quorate = self.members, self.quorate
        if not (quorate and self._may_agree()):
            outs += self.withdraw("no-quorum")
        if self.told is None:
            if now < self.patient_until and not up <= self.followers:
                return outs
            if quorate and self._may_agree() and self._saving.durable.committed.term != self.term:
                return outs
            cib, gone = counting(self._saving.durable)
            outs.append(Elected(self.term, cib, members, quorate, gone))
        elif self.told == (members, quorate):
            return outs
        else:
            outs.append(MembersChanged(members, quorate))
        self.told = (members, quorate)
        return outs + self.beat(up, now)

    def withdraw(self, code: str) -> list[Out]:
        """Nothing of what was asked can be promised any more.

        What was sent already may still come to count, now or under another DC.
        """
        outs: list[Out] = [NotAgreed("unknown")] if self._asked else []
        outs += [NotAgreed(code) for _ in self._waiting]
        self._asked = False
        self._waiting.clear()
        return outs + self._departed()

    def _departed(self) -> list[Out]:
        if not self._leaves or self._told_departed:
            return []
        self._told_departed = True
        return [Departed()]

    def _gone(self) -> tuple[str, ...]:
        """Who ought to be agreed to be gone."""
        self._reported -= self.followers
        gone = {*self._saving.durable.gone, *self._reported} - self.followers
        (gone.add if self._leaves else gone.discard)(self._settings.node)
        return tuple(name for name in self._settings.nodes if name in gone)

    def _may_agree(self) -> bool:
        """Whether those that are here can agree on something, once it is on their disks."""
        return self._quorum.agrees(self.followers | {self._settings.node}, set(self._gone()))

    def _renew(self) -> list[Out]:
        """Have what is kept agreed upon under this term, and who is gone."""
        durable = self._saving.durable
        if not (self.won and self.quorate and self._may_agree()):
            return []
        gone = self._gone()
        if durable.kept.term == self.term and durable.gone == gone:
            return []
        return self._start(durable.cib, gone)

    def _start(self, cib: str, gone: tuple[str, ...]) -> list[Out]:
        durable = self._saving.durable
        stamp = Stamp(self.term, durable.kept.index + 1)
        saved = self._saving.save(keep(durable, stamp, cib, gone))
        self._under_way, self._number = stamp, saved.number
        self._accepted = set()
        return [saved, *(self._proposal(peer) for peer in sorted(self.followers))]

    def _proposal(self, peer: str) -> Send:
        durable = self._saving.durable
        self._sent[peer] = durable.kept
        before = durable.committed
        return Send(peer, Propose(self.term, durable.kept, before, durable.cib, durable.gone))

    def _decided(self) -> bool:
        if self._under_way is None:
            return False
        mine = {self._settings.node} if self._saving.done(self._number) else set[str]()
        return self._quorum.agrees(self._accepted | mine, set(self._saving.durable.gone))

    def _commit(self) -> list[Out]:
        stamp, self._under_way = self._under_way, None
        asked, self._asked = self._asked, False
        durable = self._saving.durable
        news = durable.cib != counting(durable)[0]
        outs: list[Out] = [self._saving.save(agree(durable))]
        if stamp is not None:
            outs += [Send(peer, Commit(self.term, stamp)) for peer in sorted(self.followers)]
        if asked or (news and self.told is not None):
            outs.append(Agreed(durable.cib))
        if self._settings.node in durable.gone:
            outs += self._departed()
        if self._waiting:
            self._asked = True
            outs += self._start(self._waiting.popleft(), self._gone())
        return outs
