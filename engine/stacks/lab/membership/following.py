"""The other side of being DC: whose ``Lead`` counts, and what is kept and agreed on its word."""

from engine.stacks.lab.instructions import Agreed, Led, Persist, Send
from engine.stacks.lab.membership.keeping import agree, keep
from engine.stacks.lab.membership.quorum import Quorum
from engine.stacks.lab.membership.saving import Saving
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import Accept, Commit, Follow, Lead, Propose, Stamp

Out = Send | Persist | Led | Agreed


class Following:
    """Which DC a node counts as its own, if any."""

    def __init__(self, settings: Settings, quorum: Quorum, saving: Saving) -> None:
        self._settings, self._quorum, self._saving = settings, quorum, saving
        self.dc: str | None = None
        self.won = False
        """Whether it was elected."""
        self.quorate = False
        self.until = 0.0
        """When it counts as silent."""
        self._told: Led | None = None

    def lost(self) -> None:
        """It is DC no more, or not heard any more."""
        self.dc, self.won, self.quorate = None, False, False

    def nobody(self) -> list[Out]:
        """Tell the node that nobody is known to be DC; nothing while that is no news."""
        me = self._settings.node
        return self._tell(Led(self._saving.durable.term, None, (me,), quorate=False))

    def leads_itself(self) -> None:
        """This node is DC: whatever was told of another one is over."""
        self.lost()
        self._told = None

    def outranked(self, peer: str) -> bool:
        """Whether a peer that only acts as DC has to give way to the present one."""
        if self.dc is None or self.dc == peer:
            return False
        place = self._settings.nodes.index
        return self.won or place(self.dc) < place(peer)

    def lead(self, peer: str, lead: Lead, now: float) -> list[Out]:
        """``peer`` is DC; its term is this node's."""
        self.dc, self.won, self.quorate = peer, lead.won, lead.quorate
        self.until = now + self._settings.deadtime
        if lead.won and lead.quorate:
            self._quorum.met(set(lead.members))
        outs = self.answer(peer)
        if lead.won:
            outs += self._agree(lead.committed)
        if lead.ready and self._settings.node in lead.members:
            outs += self._tell(Led(lead.term, peer, lead.members, lead.quorate))
        return outs

    def answer(self, peer: str) -> list[Out]:
        """Say in which term this node is, and what it keeps."""
        durable = self._saving.durable
        return [*self._saving.when_safe(Send(peer, Follow(durable.term, durable.kept)))]

    def propose(self, peer: str, proposed: Propose, now: float) -> list[Out]:
        """Keep a configuration; that it is kept is said once it is on disk."""
        if self.dc != peer:
            self.dc, self.won, self.quorate = peer, True, True
            self.until = now + self._settings.deadtime
        outs: list[Out] = []
        durable = self._saving.durable
        if proposed.stamp > durable.kept:
            kept = keep(durable, proposed.stamp, proposed.cib, proposed.gone)
            outs.append(self._saving.save(kept))
        accept = Accept(self._saving.durable.term, proposed.stamp)
        return [*outs, *self._saving.when_safe(Send(peer, accept))]

    def commit(self, commit: Commit) -> list[Out]:
        """A configuration counts."""
        return self._agree(commit.stamp)

    def _agree(self, stamp: Stamp) -> list[Out]:
        durable = self._saving.durable
        if stamp != durable.kept or durable.committed == durable.kept:
            return []
        return [self._saving.save(agree(durable)), Agreed(durable.cib)]

    def _tell(self, led: Led) -> list[Out]:
        if led == self._told:
            return []
        self._told = led
        return [led]
