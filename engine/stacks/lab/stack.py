"""The lab's stack: one node of it, behind the engine's contract for stacks."""

import asyncio
from collections import deque
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from engine.cib.document import Cib
from engine.cib.patch import PatchError, Patchset
from engine.cib.version import Version
from engine.protocol.messages import (
    CibPatch,
    CibSnapshot,
    MemberView,
    NodeFacts,
    StackStatus,
    Triple,
)
from engine.protocol.verbs import (
    Act,
    Fault,
    FencingTry,
    LabNode,
    LabStanding,
    Origin,
    Simulate,
    Simulated,
)
from engine.stacks.contract import Conflict, ReportProgress, Sink, StackError, StackEvent
from engine.stacks.lab.instructions import (
    Asked,
    FencingOver,
    Halt,
    LeaveWanted,
    Progress,
    PublishChange,
    PublishWhole,
    Replied,
    View,
)
from engine.stacks.lab.layout import Folder
from engine.stacks.lab.rehearsal.asking import Rehearsals
from engine.stacks.lab.shell.host import Host, HostTrouble, Told
from engine.stacks.lab.supervisor.client import PowerTrouble, ask
from engine.stacks.lab.supervisor.wire import Harm, Look, Reply, Request, Standing

PUSH: Final = "lab"
SETTLING: Final = 600.0
"""Seconds that the cluster may take to settle; as long as with Pacemaker."""
_REMEMBERED: Final = 100
"""Fencing that is over."""
_FIRST_WORD: Final = 0.5
"""Seconds that ``start`` waits for a DC's word, so that most clients see the cluster at once."""


@dataclass(slots=True)
class _Open:
    """A question to the DC."""

    reply: asyncio.Future[Replied]
    report: ReportProgress


class LabStack:
    """A node of a lab."""

    def __init__(self, folder: Path, node: str) -> None:
        """``folder`` is the lab's; nothing is started yet."""
        self._folder = Folder(folder)
        self._node = node
        self._host = Host(self._folder, node, self._told)
        self._sink: Sink | None = None
        self._view = View((node,), None, quorate=False)
        self._following = False
        """A DC has told the CIB, so that what is known here is more than what was on disk."""
        self._status: StackStatus | None = None
        self._facts: NodeFacts | None = None
        self._first_word = asyncio.Event()
        self._numbers = count(1)
        self._open: dict[int, _Open] = {}
        self._rehearsals = Rehearsals()
        self._fenced: deque[FencingTry] = deque(maxlen=_REMEMBERED)
        """What this node has fenced as DC, or could not."""
        self.ended: asyncio.Future[Halt] = asyncio.get_running_loop().create_future()
        """Done when the node must not go on; what is served by then is over."""

    @property
    def name(self) -> str:
        """``lab``."""
        return "lab"

    @property
    def node(self) -> str:
        """This node's name."""
        return self._node

    @property
    def push(self) -> str:
        """``lab``: changes are told by the DC as it makes them."""
        return PUSH

    async def start(self, sink: Sink) -> None:
        """Bring the node up.

        Raises:
            StackError: ``invalid``: its configuration, its disk or its port cannot be used.
        """
        self._sink = sink
        try:
            await self._host.start()
        except HostTrouble as error:
            raise StackError("invalid", str(error)) from error
        self._tell_facts()
        try:
            async with asyncio.timeout(_FIRST_WORD):
                await self._first_word.wait()
        except TimeoutError:
            self._tell_status()

    async def close(self) -> None:
        """End the node at once, and all that it runs."""
        self._sink = None
        await self._host.close()
        self._fail_all("stack-down", f"The node {self._node} has ended.")

    def leave(self) -> None:
        """Leave the cluster in good order; ``ended`` tells when that is done."""
        self._host.feed(LeaveWanted())

    async def snapshot(self) -> CibSnapshot:
        """The CIB as this node knows it.

        Raises:
            StackError: ``stack-down`` where no DC has told it since the start.
        """
        if not self._following:
            status = self._wanted_status()
            raise StackError(status.code, status.message)
        text = self._host.cib
        return CibSnapshot(Cib.parse(text).version, text)

    async def commit(self, diff: str, base: Triple, user: str) -> Triple:
        """Have the cluster agree on a change of the configuration; the version that holds it.

        Raises:
            Conflict: the configuration is no longer the one of ``base``.
            StackError: ``invalid``, ``no-quorum``, ``stack-down``, or ``lost`` where it is not
                known whether it was done.
        """
        return (await self._ask(Asked(0, user, diff, base), _quietly)).version

    async def act(self, act: Act, user: str, report: ReportProgress) -> None:
        """Carry out ``act``; returns once the cluster has settled.

        Raises:
            StackError: as for a commit, ``unknown-node``, ``unknown-resource``, ``unsettled``.
        """
        report("accepted", 0, "")
        await self._ask(Asked(0, user, wish=act), report)

    async def settle(self, report: ReportProgress) -> None:
        """Return once the cluster has nothing left to do.

        Raises:
            StackError: ``unsettled`` or ``stack-down``.
        """
        await self._ask(Asked(0, ""), report)

    async def simulate(self, question: Simulate) -> Simulated:
        """What the scheduler would do on the CIB of now, with changes and events supposed.

        Raises:
            Conflict: the configuration is no longer the one of the question's base.
            StackError: ``invalid``, ``unknown-node``, ``unknown-resource``, ``failed`` or
                ``stack-down``.
        """
        current = await self.snapshot()
        if Version(*current.version).configuration != Version(*question.base).configuration:
            raise _conflict(current)
        return await self._rehearsals.simulate(current.cib, question)

    async def provenance(self, ids: tuple[str, ...]) -> tuple[Origin, ...]:  # noqa: ARG002
        """Nothing: a lab keeps no archive of who changed what."""
        return ()

    async def fencing_tries(self) -> tuple[FencingTry, ...]:
        """What this node has tried to fence while it was DC: no other one knows of it."""
        return tuple(self._fenced)

    async def fault(self, fault: Fault) -> None:
        """Have the power switch do something bad, or break a resource where it runs.

        Raises:
            StackError: with the power switch's words, or ``unknown-resource``, ``not-running``,
                ``invalid`` or ``failed`` where a resource cannot be broken.
        """
        if fault.kind == "fail":
            from engine.stacks.lab.breaking import break_resource

            cib = Cib.parse((await self.snapshot()).cib)
            await break_resource(self._folder, cib, fault.resource or "", fault.nodes)
        else:
            await self._power(Harm(fault))

    async def standing(self) -> LabStanding:
        """What faults are in force, as the power switch knows.

        Raises:
            StackError: ``stack-down``.
        """
        found = await self._power(Look())
        if not isinstance(found, Standing):
            raise StackError("stack-down", "The lab's power switch gives no answer.")
        nodes = tuple(LabNode(node.name, node.state, node.plugged) for node in found.nodes)
        return LabStanding(nodes, found.cuts, found.delays)

    # Inside

    async def _power(self, request: Request) -> Reply:
        try:
            return await ask(self._folder.socket, request)
        except PowerTrouble as error:
            code = "stack-down" if error.code == "no-lab" else error.code
            raise StackError(code, error.message) from error

    async def _ask(self, asked: Asked, report: ReportProgress) -> Replied:
        """Ask the DC, and wait for its answer."""
        if self.ended.done():
            raise StackError("stack-down", f"The node {self._node} has ended.")
        number = next(self._numbers)
        waits = _Open(asyncio.get_running_loop().create_future(), report)
        self._open[number] = waits
        try:
            self._host.feed(Asked(number, asked.user, asked.diff, asked.base, asked.wish))
            async with asyncio.timeout(SETTLING):
                replied = await waits.reply
        except TimeoutError as error:
            raise StackError(
                "unsettled",
                f"The cluster is still at work on what was asked, after {SETTLING / 60:g} minutes;"
                " look for operations that hang.",
            ) from error
        finally:
            del self._open[number]
        if replied.code == "conflict":
            raise _conflict(await self.snapshot(), replied.message)
        if replied.code:
            raise StackError(replied.code, replied.message)
        return replied

    def _told(self, told: Told) -> None:
        match told:
            case PublishWhole(cib):
                self._following = True
                self._tell_status()
                self._emit(CibSnapshot(Cib.parse(cib).version, cib))
                self._first_word.set()
            case PublishChange(diff):
                self._changed(diff)
            case Progress(number, stage, pending):
                if number in self._open:
                    self._open[number].report(stage, pending, "")
            case Replied(number):
                if number in self._open and not self._open[number].reply.done():
                    self._open[number].reply.set_result(told)
            case FencingOver(target, action, done, at, reason):
                self._fenced.append(FencingTry(target, action, done, int(at), reason))
            case View():
                self._view = told
                self._tell_facts()
                self._tell_status()
            case Halt():
                self._fail_all("stack-down", f"The node {self._node} has ended: {told.reason}.")
                self._tell_status(StackStatus(up=False, code="ended", message=told.reason))
                if not self.ended.done():
                    self.ended.set_result(told)

    def _changed(self, diff: str) -> None:
        try:
            patchset = Patchset.parse(diff)
        except PatchError:  # the node has applied it, so that cannot be; begin again all the same
            text = self._host.cib
            self._emit(CibSnapshot(Cib.parse(text).version, text))
        else:
            self._emit(CibPatch(patchset.source, patchset.target, diff))

    def _tell_facts(self) -> None:
        settings = self._host.settings
        if settings is None:
            return
        members = tuple(MemberView(name, name in self._view.members) for name in settings.nodes)
        facts = NodeFacts(self._node, dc=self._view.dc, quorate=self._view.quorate, members=members)
        if facts != self._facts:
            self._facts = facts
            self._emit(facts)

    def _tell_status(self, status: StackStatus | None = None) -> None:
        status = status or self._wanted_status()
        if status != self._status:
            self._status = status
            self._emit(status)

    def _wanted_status(self) -> StackStatus:
        if self._following:
            return StackStatus(up=True, push=PUSH)
        words = f"{self._node} looks for the other nodes, and no DC is elected yet; wait a moment."
        if self._view.dc is not None:
            words = f"{self._node} waits for the CIB of {self._view.dc}, which is DC."
        return StackStatus(up=False, code="stack-down", message=words, push=PUSH)

    def _emit(self, event: StackEvent) -> None:
        if self._sink is not None:
            self._sink(event)

    def _fail_all(self, code: str, message: str) -> None:
        for number, waits in self._open.items():
            if not waits.reply.done():
                waits.reply.set_result(Replied(number, code, message))


def _conflict(current: CibSnapshot, message: str = "") -> Conflict:
    words = (
        "The configuration has changed since this was begun; look at the newer one, and commit"
        " again."
    )
    return Conflict(message or words, current)


def _quietly(stage: str, pending: int, words: str) -> None:
    """A commit is answered at once, and has no progress to tell."""
