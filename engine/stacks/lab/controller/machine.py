"""The controller's machine."""

from collections.abc import Mapping
from typing import Final

from engine.cib.document import Cib
from engine.cib.duration import parse_duration
from engine.cib.patch import Patchset
from engine.cib.state.derive import Derivation
from engine.cib.state.values import parse_integer
from engine.cib.transition.model import Graph, StepKind
from engine.scheduler.schedule import schedule_derived
from engine.stacks.lab.controller.acts import Acts
from engine.stacks.lab.controller.carrying import AT_ONCE, ATTEMPTS, Carrying
from engine.stacks.lab.controller.commits import Commits
from engine.stacks.lab.controller.document import Document
from engine.stacks.lab.controller.housekeeping import Housekeeping
from engine.stacks.lab.controller.ids import node_ids
from engine.stacks.lab.controller.instructions import Event, Out
from engine.stacks.lab.controller.proposals import Proposals
from engine.stacks.lab.controller.status import Status
from engine.stacks.lab.instructions import (
    Agreed,
    Delivered,
    Elected,
    MembersChanged,
    NotAgreed,
    PublishChange,
    PublishWhole,
    Say,
    Tick,
)
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import Ask, Attribute, Bye, Done, Payload, Report

_TOGETHER: Final = 0.01
"""Seconds within which several events are answered by one transition."""
_GATHERED: Final = 0.02
"""Seconds that a change of the status may wait for others, so that all are published as one.

What happens alone is told at once, and results that come by the hundred make fifty patchsets a
second."""
_RECHECK_MS: Final = 900_000


class Controller:
    """Holds the CIB, schedules, and has carried out what was scheduled.

    Whatever happens is first noted in the CIB and published. What the scheduler did not count on
    ends the transition that is under way, as soon as its operations have ended; then the
    scheduler is asked again. It is also asked once more after a transition, so that it is known
    whether the cluster has settled.
    """

    def __init__(
        self,
        settings: Settings,
        elected: Elected,
        now: float,
        *,
        uuid: str,
        before: str | None = None,
    ) -> None:
        """Begin to be DC.

        Args:
            settings: of this node.
            elected: the configuration that counts, members and quorum.
            now: seconds since 1970.
            uuid: written into transition keys, to know its own operations by.
            before: the CIB that this node last read from a DC, if any; the version goes on from
                there, and so does what is known of nodes that are no members.
        """
        self._settings, self._elected = settings, elected
        read = None if before is None else Cib.parse(before)
        self._had_quorum = read is not None and read.root.get("have-quorum") == "1"
        """Whether there was quorum before: only who loses it ends itself, by the policy."""
        self.document = Document(elected.cib, read)
        self._ids = node_ids(settings.nodes, self.document.cib)
        self.status = Status(settings, self.document, self._ids, elected.term, elected.gone)
        self._proposals = Proposals(self.document, settings.node)
        self._carrying = Carrying(settings, self.document, self.status, elected.term, uuid)
        self._commits = Commits(self._proposals)
        self._acts = Acts(self.document, self.status, self._proposals)
        self._derivation: Derivation | None = None
        self._quorate = elected.quorate
        self._kept_house = Housekeeping(self._ids, auto_failback=settings.auto_failback)
        self._reason = "a DC was elected"
        """Why the scheduler is to be asked; empty where there is nothing new to it."""
        self._schedule_at: float | None = None
        self._published_at = now
        """When the status was last looked at for what is new."""
        self._gather_until = now + 2 * settings.deadtime
        """How long reports of nodes that are there are waited for."""
        self._recheck_at: float | None = None
        self._settled = False
        """The scheduler found nothing to do in the present CIB."""
        self._done: frozenset[tuple[str, str | None, str | None]] = frozenset()
        """What the last transition has done in full, if nothing has happened since."""
        self._outs: list[Out] = []

    # What is known of it

    @property
    def cib(self) -> Cib:
        """As published; for reading only."""
        return self.document.cib

    @property
    def idle(self) -> bool:
        """Whether the cluster has settled: nothing is under way, and nothing is left to do."""
        return self._settled and not self._carrying.busy and not self._proposals.busy

    @property
    def deadline(self) -> float | None:
        """When ``Tick`` is due."""
        times = [self._carrying.deadline, self._acts.deadline, self._recheck_at]
        times += [self._schedule_at, self._kept_house.again_at]
        if self.document.has_notes:
            times.append(self._published_at + _GATHERED)
        return min((time for time in times if time is not None), default=None)

    # What happens

    def begin(self, now: float) -> list[Out]:
        """This node is DC from now on."""
        self.status.present(self._elected.members)
        self.status.write_strangers()
        self._set_quorum(self._elected.quorate)
        self.document.flush()
        self._published_at = now
        self._outs.append(PublishWhole(self.document.text()))
        return self._settle(now)

    def handle(self, event: Event, now: float) -> list[Out]:
        """Something happened. A ``Send`` may be to this node itself."""
        match event:
            case Tick():
                self._outs += self._carrying.tick(now)
            case Delivered(peer, payload):
                self._heard(peer, payload, now)
            case MembersChanged(members, quorate):
                self._members(members, quorate, now)
            case Agreed(cib):
                self._publish_status(now)
                self._publish(self.document.adopt(cib))
                self.status.write_strangers()
                self._news("the configuration was changed")
                self._outs += self._proposals.agreed(cib, now)
            case NotAgreed(code):
                self._outs += self._proposals.not_agreed(code, now)
        return self._settle(now)

    # Inside

    def _heard(self, peer: str, payload: Payload, now: float) -> None:
        match payload:
            case Done(result):
                self._outs += self._carrying.result(peer, result, now)
            case Bye():
                self.status.parts(peer)
            case Report():
                joined = self.status.joined(peer)
                if self.status.report(peer, payload, now):
                    self._news(f"{peer} wants to leave" if joined else f"{peer} joined")
            case Attribute(name, value):
                if self.status.joined(peer) and self.status.attribute(peer, name, value):
                    self._news(f"{name} was set on {peer}")
            case Ask(wish=None, diff=diff) if diff:
                self._outs += self._commits.asked(peer, payload, now)
            case Ask():
                self._publish_status(now)
                self._acted(self._acts.asked(peer, payload, now))
            case _:
                pass

    def _members(self, members: tuple[str, ...], quorate: bool, now: float) -> None:
        came, gone = self.status.present(members)
        self._set_quorum(quorate)
        for node in gone:
            self._news(f"{node} is gone")
            if not self.status.members[node].expected:
                self._outs += self.status.is_gone(node)
            self._outs += self._carrying.gone(node, now)
        if came:
            self._news(f"{', '.join(came)} came")
            self._gather_until = now + 2 * self._settings.deadtime

    def _acted(self, outs: list[Out]) -> None:
        """An act went on; whether it changed the status is seen by what there is to publish.

        What came before it has been published.
        """
        self._outs += outs
        patchset = self.document.flush()
        if patchset is not None:
            self._publish(patchset)
            self._news("an act was asked for")

    def _set_quorum(self, quorate: bool) -> None:
        me = self._ids[self._settings.node]
        self._had_quorum = self._had_quorum or quorate
        panic = "1" if self._had_quorum and not quorate else None
        self.document.set_root(have_quorum=str(int(quorate)), dc_uuid=me, no_quorum_panic=panic)
        if quorate != self._quorate:
            self._news("quorum was gained" if quorate else "quorum was lost")
        self._quorate = self._carrying.quorate = quorate

    def _news(self, reason: str) -> None:
        self._reason = self._reason or reason
        self._settled = False
        self._done = frozenset()

    def _publish_status(self, now: float) -> None:
        self._published_at = now
        self._publish(self.document.flush())

    def _publish(self, patchset: Patchset | None) -> None:
        if patchset is not None:
            self._outs.append(PublishChange(patchset.text()))

    def _settle(self, now: float) -> list[Out]:
        """What follows from what has happened."""
        self._keep_house(now)
        if self._carrying.news:
            self._news(self._carrying.news)
            self._carrying.news = ""
        if self._recheck_at is not None and self._recheck_at <= now:
            self._recheck_at = None
            self._news("time has passed")
        if self._reason and self._carrying.busy:
            self._outs += self._carrying.abort(self._reason, now)
        if now >= self._published_at + _GATHERED:
            self._publish_status(now)
        if not self._carrying.busy:
            self._schedule_when_due(now)
        if self._acts.deadline is not None:
            self._review_acts(now)
        if not self._carrying.busy:
            self._schedule_when_due(now)
        outs, self._outs = self._outs, []
        kinds = PublishWhole | PublishChange
        published = [out for out in outs if isinstance(out, kinds)]
        return [*published, *(out for out in outs if not isinstance(out, kinds))]

    def _review_acts(self, now: float) -> None:
        """Somebody waits: what they are told of shall be published before."""
        due = self.idle or (self._acts.deadline or now) <= now
        if due:
            self._publish_status(now)
        outs = self._acts.review(idle=self.idle, pending=self._carrying.pending, now=now)
        if due:
            self._acted(outs)
        else:
            self._outs += outs

    def _keep_house(self, now: float) -> None:
        again_at = self._kept_house.again_at
        if again_at is not None and again_at <= now:
            self._kept_house.again_at = again_at = None
        if not self._quorate or self._proposals.busy or again_at is not None:
            return
        if self._kept_house.needed(self.document.cib):
            self._outs += self._proposals.add(self._kept_house, now)

    # Scheduling

    def _schedule_when_due(self, now: float) -> None:
        if self._carrying.gave_up and not self._reason:
            self._carrying.gave_up, self._settled = False, True
        if not self._reason and not (self._settled or self._schedule_at):
            self._reason = "the transition was completed"
        if not self._reason:
            return
        if self._schedule_at is None:
            self._schedule_at = now + _TOGETHER
        waits = self.status.waited_for and now < self._gather_until
        if waits and self._schedule_at <= now:
            self._schedule_at = self._gather_until
        elif not waits:
            self._schedule_at = min(self._schedule_at, now + _TOGETHER)
        if self._schedule_at <= now:
            self._schedule_at = None
            self._schedule(now)

    def _schedule(self, now: float) -> None:
        reason, self._reason = self._reason, ""
        self._publish_status(now)
        touched = self.document.take_touched()
        if self._derivation is None:
            self._derivation = Derivation(self.document.cib, now=now)
        else:
            self._derivation.update(touched, now=now)
        properties = self._derivation.properties
        self._carrying.suicide = properties.get("no-quorum-policy") == "suicide"
        self._carrying.node_limit = _number(properties, "node-action-limit", AT_ONCE)
        self._carrying.most_attempts = _number(properties, "stonith-max-attempts", ATTEMPTS)
        self._believe(self._derivation)
        result = schedule_derived(self._derivation, now=now)
        self._recheck_at = self._next_recheck(result.recheck, properties, now)
        steps = _steps(result.graph)
        if not result.graph or steps == self._done:
            if result.graph:
                said = "The scheduler wants the same again, though it was done in full"
                self._outs.append(Say(said, "warning"))
            self._settled = True
            return
        self._done = steps
        number = len(steps)
        self._outs.append(Say(f"Scheduled {number} actions: {reason}"))
        self._outs += self._carrying.begin(result.graph, now)
        self._publish_status(now)

    def _believe(self, derivation: Derivation) -> None:
        """Who is away and need not be fenced runs nothing: where there is no fencing, nobody can
        know better."""
        for name, state in derivation.state.nodes.items():
            member = self.status.members.get(name)
            if member is None or member.present or state.online or state.unclean:
                continue
            self._outs += self.status.is_gone(name)

    def _next_recheck(
        self, found: float | None, properties: Mapping[str, str], now: float
    ) -> float | None:
        interval_ms = parse_duration(properties.get("cluster-recheck-interval"))
        if interval_ms is None:
            interval_ms = _RECHECK_MS
        times = [] if interval_ms <= 0 else [now + interval_ms / 1000]
        if found is not None and found > now:
            times.append(found)
        return min(times, default=None)


def _number(properties: Mapping[str, str], name: str, default: int) -> int:
    """A property above 0; the default where it is not, or is none."""
    number = parse_integer(properties.get(name))
    return number if number > 0 else default


def _steps(graph: Graph) -> frozenset[tuple[str, str | None, str | None]]:
    return frozenset(
        (step.key, step.node, step.target)
        for step in graph.steps
        if step.kind is not StepKind.PSEUDO
    )
