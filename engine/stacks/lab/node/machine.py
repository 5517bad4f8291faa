"""All machines of one node as one machine."""

from collections import deque
from collections.abc import Iterable

from engine.stacks.lab import wire
from engine.stacks.lab.durable import Durable
from engine.stacks.lab.executor import Executor
from engine.stacks.lab.instructions import (
    AgentEnded,
    Agreed,
    Asked,
    AttributeSet,
    Datagram,
    Delivered,
    Departed,
    Deposed,
    Elected,
    Event,
    FencingOver,
    Gone,
    Halt,
    Instruction,
    LeaveWanted,
    Led,
    MembersChanged,
    NotAgreed,
    PeerDown,
    PeerUp,
    Persist,
    Persisted,
    PingAnswered,
    PingChanged,
    ProposalWanted,
    PublishChange,
    PublishWhole,
    Say,
    Send,
    Tick,
    View,
)
from engine.stacks.lab.membership.machine import Membership
from engine.stacks.lab.membership.machine import Out as MembershipOut
from engine.stacks.lab.messaging.messenger import Messenger
from engine.stacks.lab.messaging.messenger import Out as MessengerOut
from engine.stacks.lab.node.asking import Asking
from engine.stacks.lab.node.controlling import Controlling, Making, make_controller
from engine.stacks.lab.node.controlling import Out as ControllerOut
from engine.stacks.lab.node.copy import Copy
from engine.stacks.lab.node.inner import AboutMembership, Ending, Inner, is_due
from engine.stacks.lab.settings import Settings


class LabNode:
    """A node of a lab.

    What a machine wants of the world becomes an instruction at once, in the order it was wanted;
    what it tells another machine is handed on before anything that came later. So causes stay
    before their effects: a node is a member before its report is heard, and it is told whose
    member it is before it is told what to do.

    After ``Halt`` it does nothing any more. Before it ends in good order it sees to it that the
    others know: the DC by ``Bye``, and if it is DC itself, all by agreement. Whoever hears ``Bye``
    has lost that node at once.
    """

    def __init__(
        self,
        settings: Settings,
        durable: Durable,
        now: float,
        *,
        uuid: str,
        making: Making = make_controller,
    ) -> None:
        """Start a node.

        Args:
            settings: of this node.
            durable: what is on its disk, ``boot`` counted up for this start (a node that lost
                its disk takes the time in seconds); ``cib`` is what a first start begins with.
            now: the time.
            uuid: goes into the keys of transitions that it makes while it is DC.
            making: makes its controller.
        """
        self._settings, self._uuid, self._making = settings, uuid, making
        self._messenger = Messenger(settings, durable.boot, now)
        self._membership = Membership(settings, durable, now)
        self._executor = Executor(settings, now)
        self._controller: Controlling | None = None
        self._asking = Asking(durable.boot)
        self._copy = Copy(durable.committed_cib or durable.cib)
        self._term = 0
        self._dc: str | None = None
        """Whom the executor obeys, in which term."""
        self._following: set[str] = set()
        """While this node is DC: who gets its patchsets."""
        self._view = View((settings.node,), None, quorate=False)
        self._ending: Ending | None = None
        self._halted = False
        self._inner: deque[Inner] = deque()
        self._outs: list[Instruction] = []

    # What the shell asks

    @property
    def deadline(self) -> float | None:
        """When ``Tick`` is due; None once it has halted."""
        if self._halted:
            return None
        times = [
            self._messenger.deadline,
            self._membership.deadline,
            self._executor.deadline,
            self._asking.deadline,
            None if self._controller is None else self._controller.deadline,
            None if self._ending is None else self._ending.until,
        ]
        return min(time for time in times if time is not None)

    @property
    def cib(self) -> str:
        """The newest CIB that is known here: the one that ``PublishWhole`` and ``PublishChange``
        lead to. Before there is a DC it is what was on the disk, without status."""
        return self._copy.text

    @property
    def view(self) -> View:
        """What the last ``View`` said."""
        return self._view

    @property
    def durable(self) -> Durable:
        """What is on disk, or is being written."""
        return self._membership.durable

    def handle(self, event: Event, now: float) -> list[Instruction]:
        """Something happened."""
        if self._halted:
            return []
        # A node that was frozen has lost the others before it learns anything else.
        self._due(now)
        match event:
            case Tick():
                pass
            case Datagram(data):
                self._of_messenger(self._messenger.receive(data, now))
            case PingAnswered(name):
                self._of_messenger(self._messenger.answered(name, now))
            case Persisted():
                self._of_membership(self._membership.handle(event, now), now)
            case AgentEnded() | AttributeSet():
                self._carry(self._executor.handle(event, now), now)
            case Asked():
                self._carry(self._asking.asked(event, now), now)
            case LeaveWanted():
                self._carry(self._executor.leave(now), now)
        self._run(now)
        if self._ending is not None and self._ending.over(self._messenger, now):
            self._halt(self._ending.halt)
        outs, self._outs = self._outs, []
        return outs

    # Time

    def _due(self, now: float) -> None:
        if now >= self._messenger.deadline:
            self._of_messenger(self._messenger.tick(now))
            self._run(now)
        if is_due(self._membership.deadline, now):
            self._of_membership(self._membership.handle(Tick(), now), now)
            self._run(now)
        if is_due(self._executor.deadline, now):
            self._carry(self._executor.tick(now), now)
            self._run(now)
        if is_due(self._asking.deadline, now):
            self._outs += self._asking.tick(now)
        controller = self._controller
        if controller is not None and is_due(controller.deadline, now):
            self._of_controller(controller.handle(Tick(), now), now)
            self._run(now)

    # From machine to machine

    def _run(self, now: float) -> None:
        while self._inner and not self._halted:
            told = self._inner.popleft()
            later, self._inner = self._inner, deque[Inner]()
            self._tell(told, now)
            self._inner += later

    def _tell(self, told: Inner, now: float) -> None:
        match told:
            case PeerDown(peer):
                self._following.discard(peer)
                if peer == self._dc:
                    self._led(self._term, None, now)
                self._of_membership(self._membership.handle(told, now), now)
            case PeerUp() | PingChanged():
                self._of_membership(self._membership.handle(told, now), now)
            case Delivered(peer, payload):
                self._delivered(peer, payload, now)
            case Elected():
                self._elected(told, now)
            case Deposed():
                self._controller = None
                self._following.clear()
                self._led(self._term, None, now)
            case Departed():
                if self._ending is not None:
                    for peer in sorted(self._messenger.up):
                        self._send(Send(peer, wire.Bye(self._term)), now)
                    self._halt(self._ending.halt)
            case Led(term, dc, members, quorate):
                self._see(View(members, dc, quorate))
                if not self._only_silent(term, dc):
                    self._led(term, dc, now)
            case MembersChanged(members, quorate):
                self._see(View(members, self._settings.node, quorate))
                self._control(told, now)
            case Agreed() | NotAgreed():
                self._control(told, now)
            case ProposalWanted(cib):
                self._of_membership(self._membership.propose(cib, now), now)
            case Gone(node):
                self._of_membership(self._membership.gone(node, now), now)

    def _delivered(self, peer: str, payload: wire.Payload, now: float) -> None:
        if isinstance(payload, AboutMembership):
            self._of_membership(self._membership.handle(Delivered(peer, payload), now), now)
            return
        match payload:
            case wire.Bye():
                self._control(Delivered(peer, payload), now)
                self._of_messenger(self._messenger.part(peer))
            case wire.Done() | wire.Report():
                self._control(Delivered(peer, payload), now)
            case wire.Ask(number):
                if self._controller is None:
                    words = f"{self._settings.node} is DC no more; nothing was changed."
                    self._send(Send(peer, wire.Answer(number, "lost", words)), now)
                self._control(Delivered(peer, payload), now)
            case wire.Attribute():
                if self._controller is not None:
                    self._control(Delivered(peer, payload), now)
                elif peer == self._dc:
                    self._carry(self._executor.attribute(payload, now), now)
            case wire.CibAsk(term):
                if self._controller is not None and term == self._term:
                    self._following.add(peer)
                    if self._copy.current:
                        self._send(Send(peer, wire.CibWhole(term, self._copy.text)), now)
            case wire.Pending():
                self._outs += self._asking.pending(peer, payload)
            case wire.Answer():
                self._outs += self._asking.answered(peer, payload)
            case wire.Do() | wire.Stop() | wire.Forget():
                self._carry(self._executor.handle(payload, now), now)
            case wire.CibWhole() | wire.CibChange() | wire.Down():
                if (peer, payload.term) == (self._dc, self._term):
                    self._obey(payload, now)

    def _obey(self, payload: wire.CibWhole | wire.CibChange | wire.Down, now: float) -> None:
        """The DC says what concerns the whole node."""
        match payload:
            case wire.CibWhole(_, cib):
                self._copy.replace(cib)
                self._outs.append(PublishWhole(cib))
            case wire.CibChange(_, diff):
                current = self._copy.current
                if self._copy.change(diff):
                    self._outs.append(PublishChange(diff))
                elif current and self._dc is not None:
                    self._send(Send(self._dc, wire.CibAsk(self._term)), now)
            case wire.Down(_, reason, clean):
                self._carry(self._executor.halt(now), now)
                self._end(Halt(reason, clean), now)

    def _end(self, halt: Halt, now: float) -> None:
        """At once, or as soon as the others know."""
        settings = self._settings
        if not halt.clean:
            self._halt(halt)
        elif self._controller is not None:
            self._controller = None
            self._ending = Ending(halt, None, now + 2 * settings.deadtime)
            self._of_membership(self._membership.leave(now), now)
        elif self._dc is not None:
            self._send(Send(self._dc, wire.Bye(self._term)), now)
            self._ending = Ending(halt, self._dc, now + settings.deadtime)

    def _halt(self, halt: Halt) -> None:
        if not self._halted:
            self._outs.append(halt)
        self._halted = True

    def _elected(self, elected: Elected, now: float) -> None:
        me = self._settings.node
        self._led(elected.term, None, now)
        self._following.clear()
        before = self._copy.text if self._copy.heard else None
        making = self._making
        self._controller = making(self._settings, elected, now, uuid=self._uuid, before=before)
        self._see(View(elected.members, me, elected.quorate))
        self._of_controller(self._controller.begin(now), now)
        self._led(elected.term, me, now)

    def _control(self, event: Delivered | MembersChanged | Agreed | NotAgreed, now: float) -> None:
        if self._controller is not None:
            self._of_controller(self._controller.handle(event, now), now)

    def _only_silent(self, term: int, dc: str | None) -> bool:
        """Whether nothing of what the DC said or was told can have been lost.

        It does not know that it was missed (it schedules, and the machine is busy), and counts on
        what it wanted being done: so it is obeyed until its link is lost, or a later term begins.
        """
        return dc is None and term == self._term and self._dc in self._messenger.up

    def _led(self, term: int, dc: str | None, now: float) -> None:
        """Whom this node obeys; said again with every change of members."""
        if (term, dc) == (self._term, self._dc):
            return
        if dc is not None and self._dc is not None:
            self._carry(self._executor.led(term, None, now), now)
        if self._controller is None:
            self._copy.outdated()
        self._term, self._dc = term, dc
        self._carry(self._executor.led(term, dc, now), now)
        self._carry(self._asking.led(dc, now), now)
        if dc is not None and self._controller is None:
            self._send(Send(dc, wire.CibAsk(term)), now)

    def _see(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self._outs.append(view)

    # What machines want

    def _of_messenger(self, outs: Iterable[MessengerOut]) -> None:
        for out in outs:
            match out:
                case Delivered() | PeerUp() | PeerDown() | PingChanged():
                    self._inner.append(out)
                case _:
                    self._outs.append(out)

    def _of_membership(self, outs: Iterable[MembershipOut], now: float) -> None:
        for out in outs:
            match out:
                case Send():
                    self._send(out, now)
                case Persist() | Say():
                    self._outs.append(out)
                case _:
                    self._inner.append(out)

    def _of_controller(self, outs: Iterable[ControllerOut], now: float) -> None:
        for out in outs:
            match out:
                case Send(peer, wire.Attribute() as attribute) if peer == self._settings.node:
                    # To itself an attribute of the executor looks like one for it.
                    self._carry(self._executor.attribute(attribute, now), now)
                case Send():
                    self._send(out, now)
                case ProposalWanted() | Gone():
                    self._inner.append(out)
                case PublishWhole(cib):
                    self._copy.replace(cib)
                    self._outs.append(out)
                    self._spread(wire.CibWhole(self._term, cib), now)
                case PublishChange(diff):
                    if not self._copy.change(diff):
                        said = "The controller's patchset does not fit its own CIB"
                        self._outs.append(Say(said, "error"))
                    self._outs.append(out)
                    self._spread(wire.CibChange(self._term, diff), now)
                case Say() | FencingOver():
                    self._outs.append(out)

    def _carry(self, outs: Iterable[Send | Instruction], now: float) -> None:
        """What the executor wants, or what was asked: sent to other nodes, or to the world."""
        for out in outs:
            if isinstance(out, Send):
                self._send(out, now)
            else:
                self._outs.append(out)

    def _spread(self, payload: wire.CibWhole | wire.CibChange, now: float) -> None:
        for peer in sorted(self._following):
            self._send(Send(peer, payload), now)

    def _send(self, send: Send, now: float) -> None:
        if send.peer == self._settings.node:
            self._inner.append(Delivered(send.peer, send.payload))
        elif self._ending is None or self._ending.dc is None:  # good bye is the last word
            self._of_messenger(self._messenger.send(send.peer, send.payload, now))
