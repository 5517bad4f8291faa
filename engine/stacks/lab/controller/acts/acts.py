"""The acts that are under way, and whoever waits for the cluster to settle."""

from dataclasses import dataclass
from functools import partial

from engine.cib.version import Version
from engine.protocol.verbs import Cleanup, Maintenance, Migrate, Refresh, Standby
from engine.stacks.contract import StackError
from engine.stacks.lab.controller.acts.clearing import clear
from engine.stacks.lab.controller.acts.migrating import migrate
from engine.stacks.lab.controller.acts.nodes import maintenance, standby
from engine.stacks.lab.controller.acts.steps import Cluster, Configure, Settle, Stage, Steps, Tell
from engine.stacks.lab.controller.changes import Change
from engine.stacks.lab.controller.document import Document
from engine.stacks.lab.controller.instructions import Out
from engine.stacks.lab.controller.proposals import Proposals
from engine.stacks.lab.controller.status import Status
from engine.stacks.lab.instructions import Send
from engine.stacks.lab.wire import Answer, Ask, Pending, Wish
from engine.stacks.refusals import SETTLING, unsettled


@dataclass(slots=True)
class _Run:
    """One that is under way."""

    peer: str
    ask: Ask
    steps: Steps
    until: float | None = None
    """While it waits for the cluster to settle: how long."""
    told: int | None = None
    """The last count of pending operations that was said."""


class Acts:
    """Carries acts out one beside the other.

    Whoever asked may go away: what was begun goes on, and clears up after itself.
    """

    def __init__(self, document: Document, status: Status, proposals: Proposals) -> None:
        self._cluster, self._proposals = Cluster(document, status), proposals
        self._settling: list[_Run] = []

    @property
    def deadline(self) -> float | None:
        """When ``review`` is due at the latest."""
        return min((run.until for run in self._settling if run.until is not None), default=None)

    def asked(self, peer: str, ask: Ask, now: float) -> list[Out]:
        """A node passes on ``ask.wish``, or with none waits until the cluster has settled.

        It is told stages by ``Pending``, and the end by ``Answer``.
        """
        return self._go(_Run(peer, ask, self._steps(ask.wish, now)), None, now)

    def review(self, *, idle: bool, pending: int, now: float) -> list[Out]:
        """To be called whenever everything is done that followed from an event.

        Args:
            idle: nothing is under way, and the scheduler finds nothing to do in the present CIB.
            pending: otherwise, how many operations are still to be done.
            now: seconds since 1970.
        """
        outs: list[Out] = []
        for run in list(self._settling):
            if idle:
                outs += self._resume(run, None, now)
            elif run.until is not None and run.until <= now:
                outs += self._resume(run, unsettled(), now)
            elif pending != run.told:
                run.told = pending
                outs.append(Send(run.peer, Pending(run.ask.number, "settling", pending)))
        return outs

    def _steps(self, wish: Wish | None, now: float) -> Steps:
        """A move settles by itself; after all else that is waited for."""
        match wish:
            case Migrate():
                yield from migrate(self._cluster, wish, now)
                return
            case Standby():
                yield from standby(self._cluster, wish)
            case Maintenance():
                yield from maintenance(self._cluster, wish)
            case Cleanup() | Refresh():
                yield from clear(self._cluster, wish)
            case None:
                pass
        if wish is not None:
            yield Stage("applied")
        yield Settle()

    def _resume(self, run: _Run, sent: StackError | None, now: float) -> list[Out]:
        self._settling.remove(run)
        run.until = run.told = None
        return self._go(run, sent, now)

    def _go(self, run: _Run, sent: Version | StackError | None, now: float) -> list[Out]:
        """Let it go on with what it waited for, until it waits again."""
        outs: list[Out] = []
        while True:
            try:
                step = (
                    run.steps.throw(sent) if isinstance(sent, StackError) else run.steps.send(sent)
                )
            except StopIteration:
                outs.append(Send(run.peer, Pending(run.ask.number, "settled")))
                version = self._cluster.cib.version
                outs.append(Send(run.peer, Answer(run.ask.number, version=version)))
                return outs
            except StackError as error:
                answer = Answer(run.ask.number, error.code, error.message)
                outs.append(Send(run.peer, answer))
                return outs
            match step:
                case Tell(sends):
                    outs += sends
                    sent = None
                case Stage(name):
                    outs.append(Send(run.peer, Pending(run.ask.number, name)))
                    sent = None
                case Settle():
                    run.until = now + SETTLING
                    self._settling.append(run)
                    return outs
                case Configure(edit):
                    change = Change(run.ask.user, edit, partial(self._go, run))
                    outs += self._proposals.add(change, now)
                    return outs
