"""The membership machine of one node."""

from typing import Final

from msgspec.structs import replace

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
    PingChanged,
    Say,
    Send,
    Tick,
)
from engine.stacks.lab.membership.election import (
    Giving,
    Round,
    may_vote,
    next_term,
    pause,
    would_vote,
)
from engine.stacks.lab.membership.following import Following
from engine.stacks.lab.membership.leading import Leading
from engine.stacks.lab.membership.quorum import Quorum
from engine.stacks.lab.membership.saving import Saving
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import Accept, Call, Commit, Follow, Lead, Payload, Propose, Vote

Event = Tick | PeerUp | PeerDown | PingChanged | Persisted | Delivered
Out = (
    Send | Persist | Elected | MembersChanged | Deposed | Led | Agreed | NotAgreed | Departed | Say
)

_ANSWERING: Final = 3
"""Keepalives that a candidate waits for answers."""
_BEHIND: Final = 3
"""Keepalives that the followers of a DC without quorum let it go first."""
_ALL_HEARD: Final = 2
"""Keepalives within which nodes that can be heard again are: one of them may be the DC."""


class Membership:
    """Takes part in elections, follows or leads, and agrees on configurations.

    Payloads that are not about membership are none of its business: ``handle`` passes them over.
    """

    def __init__(self, settings: Settings, durable: Durable, now: float) -> None:
        self._settings = settings
        self._saving = Saving(durable)
        self._quorum = Quorum(settings)
        self._following = Following(settings, self._quorum, self._saving)
        self._leading: Leading | None = None
        self._round: Round | None = None
        self._up: set[str] = set()
        self._starting_until: float | None = now + settings.initdead
        """Until then nodes that are not heard may still be starting."""
        self._stand_at: float | None = None
        self._attempt = 0
        self._giving = Giving(settings)
        self._alone_since = now
        """When the last DC was lost."""

    @property
    def deadline(self) -> float | None:
        """When ``Tick`` is due."""
        times = [self._saving.again_at, self._starting_until, self._stand_at]
        if self._round is not None:
            times.append(self._round.until)
        if self._following.dc is not None:
            times.append(self._following.until)
        if self._leading is not None:
            times.append(self._leading.beat_at)
            if self._leading.told is None:
                times.append(max(self._leading.patient_until, self._leading.beat_at))
        return min((time for time in times if time is not None), default=None)

    @property
    def durable(self) -> Durable:
        """What is on disk, or is being written."""
        return self._saving.durable

    @property
    def dc(self) -> str | None:
        """Who is DC as far as this node knows; itself included."""
        return self._settings.node if self._leading is not None else self._following.dc

    def handle(self, event: Event, now: float) -> list[Out]:
        """Something happened."""
        outs: list[Out] = []
        match event:
            case Tick():
                outs += self._tick(now)
            case PeerUp(peer):
                self._up.add(peer)
                if self._leading is not None:
                    outs.append(self._leading.lead(peer))
            case PeerDown(peer):
                outs += self._lost(peer, now)
            case PingChanged(name, up):
                (self._quorum.pings_up.add if up else self._quorum.pings_up.discard)(name)
            case Persisted(number, trouble):
                outs += self._saving.persisted(number, trouble, now)
            case Delivered(peer, payload):
                if peer in self._up:
                    outs += self._heard(peer, payload, now)
        return outs + self._settle(now)

    def propose(self, cib: str, now: float) -> list[Out]:
        """The controller wants this configuration to count.

        What comes of it is told by ``Agreed`` or ``NotAgreed``, in the order of the proposals.
        """
        if self._leading is None:
            return [NotAgreed("deposed")]
        return [*self._leading.propose(cib), *self._settle(now)]

    def gone(self, node: str, now: float) -> list[Out]:
        """The controller knows that a node which is no member runs nothing."""
        if self._leading is None:
            return []
        self._leading.gone(node)
        return self._settle(now)

    def leave(self, now: float) -> list[Out]:
        """This node is DC and about to end, with nothing running on it any more.

        ``Departed`` tells when the others know, or that nobody can be made to.
        """
        if self._leading is None:
            return [Departed()]
        return [*self._leading.leave(), *self._settle(now)]

    # What is heard

    def _heard(self, peer: str, payload: Payload, now: float) -> list[Out]:
        match payload:
            case Call():
                return self._call(peer, payload, now)
            case Vote():
                return self._vote(peer, payload, now)
            case Lead():
                return self._lead(peer, payload, now)
            case Follow(term, kept):
                if term > self.durable.term:
                    return self._adopt(term, now)
                if self._leading is not None and term == self._leading.term:
                    return [*self._leading.followed(peer, kept)]
            case Propose(term):
                if term < self.durable.term:
                    return [*self._following.answer(peer)]
                outs = self._adopt(term, now) if term > self.durable.term else []
                if self._leading is None:
                    outs += self._following.propose(peer, payload, now)
                return outs
            case Accept(term, stamp):
                if self._leading is not None and term == self._leading.term:
                    self._leading.accepted(peer, stamp)
            case Commit(term):
                if term == self.durable.term and self._following.dc == peer:
                    return [*self._following.commit(payload)]
            case _:
                pass
        return []

    def _call(self, peer: str, call: Call, now: float) -> list[Out]:
        busy = self._settled_for_another(peer, now)
        if call.probing:
            goes_first = self._goes_first(peer) or self._giving.withheld(peer, now)
            granted = not (busy or goes_first) and would_vote(self.durable, call)
            term = call.term if granted else self.durable.term
            if granted:
                self._give_way(peer, 1, now)
            return [Send(peer, Vote(term, granted, probing=True))]
        if busy:
            return [Send(peer, Vote(self.durable.term, granted=False))]
        outs = self._adopt(call.term, now) if call.term > self.durable.term else []
        granted = may_vote(self.durable, call, peer)
        if granted and self.durable.voted is None:
            outs.append(self._saving.save(replace(self.durable, voted=peer)))
        if granted:
            self._give_way(peer, _ANSWERING, now)
        vote = Vote(self.durable.term, granted)
        return [*outs, *self._saving.when_safe(Send(peer, vote))]

    def _goes_first(self, peer: str) -> bool:
        """Whether this node is a candidate itself, and goes before one that asks meanwhile."""
        if self._round is None:
            return False
        place = self._settings.nodes.index
        return not self._round.probing or place(self._settings.node) < place(peer)

    def _give_way(self, peer: str, keepalives: int, now: float) -> None:
        if self._round is not None and self._round.probing:
            self._round = None
        self._giving.way(peer, keepalives, now)
        if self._stand_at is not None:
            self._stand_at = max(self._stand_at, self._giving.until)

    def _settled_for_another(self, peer: str, now: float) -> bool:
        """Whether there is a DC with quorum, and it is not the one who calls.

        One that has not been heard for almost deadtime is as good as lost: others heard their last
        of it a little earlier.
        """
        if self._leading is not None:
            return self._leading.quorate
        following = self._following
        if following.dc in (None, peer) or not following.quorate:
            return False
        return now < following.until - self._settings.keepalive

    def _vote(self, peer: str, vote: Vote, now: float) -> list[Out]:
        if self._round is None:
            return []
        if not vote.granted and vote.term > self.durable.term:
            return self._adopt(vote.term, now)
        self._round.answer(peer, vote)
        return []

    def _lead(self, peer: str, lead: Lead, now: float) -> list[Out]:
        outs: list[Out] = []
        if lead.term < self.durable.term:
            return [*self._following.answer(peer)]
        if lead.term > self.durable.term:
            outs += self._adopt(lead.term, now)
        if not lead.won:
            place = self._settings.nodes.index
            leading = self._leading
            if leading is not None and (leading.won or place(self._settings.node) < place(peer)):
                return outs
            if self._following.outranked(peer):
                return outs
        outs += self._depose()
        if lead.quorate:
            self._round, self._attempt = None, 0
        self._starting_until = None
        return [*outs, *self._following.lead(peer, lead, now)]

    def _lost(self, peer: str, now: float) -> list[Out]:
        self._up.discard(peer)
        if self._round is not None:
            self._round.lost(peer)
        if self._leading is not None:
            self._leading.lost(peer)
        if self._following.dc == peer:
            return self._dc_lost(now)
        return []

    # Terms and roles

    def _adopt(self, term: int, now: float) -> list[Out]:
        """A later term has begun: whoever was DC is so no more."""
        outs = self._depose()
        if self._following.dc is not None:
            self._following.lost()
        self._alone_since = now
        self._round = None
        outs.append(self._saving.save(replace(self.durable, term=term, voted=None)))
        return outs

    def _depose(self) -> list[Out]:
        if self._leading is None:
            return []
        leading, self._leading = self._leading, None
        outs: list[Out] = [*leading.withdraw("deposed")]
        return [*outs, Deposed()] if leading.told is not None else outs

    def _dc_lost(self, now: float) -> list[Out]:
        self._following.lost()
        self._alone_since, self._attempt = now, 0
        return [*self._following.nobody()]

    def _become(self, *, won: bool, now: float) -> list[Out]:
        outs = self._depose()
        self._round, self._stand_at, self._attempt = None, None, 0
        self._starting_until = None
        self._following.leads_itself()
        self._leading = Leading(self._settings, self._quorum, self._saving, won=won, now=now)
        words = "elected" if won else "without quorum"
        say = Say(f"This node is DC in term {self.durable.term} ({words})")
        return [*outs, say, *self._leading.begin(self._up, now)]

    # Standing

    def _tick(self, now: float) -> list[Out]:
        outs: list[Out] = [*self._saving.tick(now)]
        if self._starting_until is not None and now >= self._starting_until:
            self._starting_until = None
            missing = sorted(set(self._settings.others) - self._up)
            if missing:
                outs.append(Say(f"Not heard since the start: {', '.join(missing)}", "warning"))
        if self._following.dc is not None and now >= self._following.until:
            outs.append(Say(f"{self._following.dc} leads no more", "warning"))
            outs += self._dc_lost(now)
        if self._leading is not None and now >= self._leading.beat_at:
            outs += self._leading.beat(self._up, now)
        if self._stand_at is not None and now >= self._stand_at:
            outs += self._stand(now)
        return outs

    def _settle(self, now: float) -> list[Out]:
        """What follows from what has happened."""
        outs: list[Out] = []
        if self._round is not None:
            outs += self._judge(self._round, now)
        if self._leading is not None:
            outs += self._leading.review(self._up, now)
        if self._starting_until is not None and set(self._settings.others) <= self._up:
            self._starting_until = None
        if not self._wants_to_stand():
            self._stand_at = self._round = None
        elif self._stand_at is None and self._round is None:
            self._stand_at = max(now + self._pause(), self._giving.until)
        if self._leading is None and self._following.dc is None:
            outs += self._following.nobody()
        return outs

    def _wants_to_stand(self) -> bool:
        if self._starting_until is not None:
            return False
        if self._leading is not None:
            return not self._leading.won and self._sees_quorum()
        if self._following.dc is None:
            return True
        return not self._following.quorate and self._sees_quorum()

    def _sees_quorum(self) -> bool:
        return self._quorum.has(self._up | {self._settings.node})

    def _pause(self) -> float:
        seconds = pause(self._settings, self._up, self._attempt, self.durable.term)
        if self._following.dc is not None:
            seconds += _BEHIND * self._settings.keepalive
        elif self._leading is not None:
            seconds += _ALL_HEARD * self._settings.keepalive
        return seconds

    def _stand(self, now: float) -> list[Out]:
        self._stand_at = None
        if not self._sees_quorum():
            return self._become(won=False, now=now) if self.dc is None else []
        term = next_term(self.durable.term, self._settings)
        until = now + _ANSWERING * self._settings.keepalive
        self._round = Round(term, probing=True, until=until, number=self._saving.latest)
        call = Call(term, self.durable.kept, probing=True)
        return [Send(peer, call) for peer in sorted(self._up)]

    def _judge(self, found: Round, now: float) -> list[Out]:
        mine = {self._settings.node} if self._saving.done(found.number) else set[str]()
        if self._quorum.elects(found.granted | mine, self._up):
            if found.probing:
                return self._call_votes(found, now)
            return self._become(won=True, now=now)
        waits = not mine and now < found.until
        if waits or not found.over(self._up, now):
            return []
        self._round = None
        self._attempt += 1
        patient = now < self._alone_since + 2 * self._settings.deadtime
        if patient or self.dc is not None:
            return []
        return self._become(won=False, now=now)

    def _call_votes(self, found: Round, now: float) -> list[Out]:
        """It would be elected: let it be."""
        outs: list[Out] = []
        term = found.term
        outs.append(self._saving.save(replace(self.durable, term=term, voted=self._settings.node)))
        outs += self._depose()
        self._following.lost()
        until = now + _ANSWERING * self._settings.keepalive
        self._round = Round(term, probing=False, until=until, number=self._saving.latest)
        call = Call(term, self.durable.kept)
        for peer in sorted(self._up):
            outs += self._saving.when_safe(Send(peer, call))
        return outs
