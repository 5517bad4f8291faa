"""The Pacemaker stack: what this node's cluster says, and what it is asked to do."""

import asyncio
import logging
import os
from typing import Final

from engine.cib.version import Version
from engine.protocol.messages import CibPatch, CibSnapshot, NodeFacts, StackStatus, Triple
from engine.protocol.verbs import Act, FencingTry, Migrate, Origin, Simulate, Simulated
from engine.stacks.contract import Sink, StackEvent
from engine.stacks.pacemaker import acts, commit, fencing, provenance, settle
from engine.stacks.pacemaker.cibwatch import PUSH, CibWatch
from engine.stacks.pacemaker.facts import FactKeeper, Membership
from engine.stacks.pacemaker.membershipwatch import MembershipWatch
from engine.stacks.pacemaker.migrate import Migrations
from engine.stacks.pacemaker.restarts import Reason
from engine.stacks.pacemaker.root import Root
from engine.stacks.pacemaker.simulate import Rehearsals

_FIRST_WORD: Final = 3.0
"""Seconds that ``start`` waits to know whether the cluster can be reached."""
log = logging.getLogger(__name__)

BROKEN: Final = (
    "The engine on {node} has failed at following Pacemaker, by a fault of its own; restart it "
    "with «systemctl restart hagui-engine», and report what its log says."
)
UNANSWERED: Final = (
    "Pacemaker on {node} runs but does not hand out its CIB; where the CIB is very large, set "
    "PCMK_ipc_buffer in /etc/default/pacemaker or /etc/sysconfig/pacemaker on every node to more "
    "than its size in bytes, and restart Pacemaker."
)


class PacemakerStack:
    """Pacemaker and Corosync on this node, behind the engine's contract for stacks."""

    def __init__(self, node: str | None = None) -> None:
        """``node`` is this node's name in the cluster, where it is not to be found out."""
        self._given = node
        self._push = PUSH
        self._sink: Sink | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._up: bool | None = None
        self._corosync = False
        self._reason = Reason.AWAY
        self._told: StackStatus | None = None
        self._diverged: Version | None = None
        self._configuration: tuple[int, int] | None = None
        self._first_word = asyncio.Event()
        self._rehearsals = Rehearsals()
        self._migrations = Migrations()
        self._facts = FactKeeper(node or os.uname().nodename, self._emit)
        self._cib = CibWatch(self._changed, self._seen, self._reached, self._lost)
        self._membership = MembershipWatch(self._members, self._members_lost)

    @property
    def name(self) -> str:
        """``pacemaker``."""
        return "pacemaker"

    @property
    def node(self) -> str:
        """The cluster's name for this node: given, or Corosync's, or else the host's name."""
        return self._facts.node

    @property
    def push(self) -> str:
        """How changes are learnt: ``libcib`` or ``poll``."""
        return self._push

    @property
    def watcher(self) -> int | None:
        """Process id of the child that watches the CIB, while there is one."""
        return self._cib.pid

    async def start(self, sink: Sink) -> None:
        """Begin to watch; returns once it is known whether the cluster can be reached."""
        self._sink = sink
        for work in (self._cib.run(), self._membership.run(), self._facts.run()):
            task = asyncio.create_task(work)
            task.add_done_callback(self._ended)
            self._tasks.append(task)
        try:
            async with asyncio.timeout(_FIRST_WORD):
                await self._first_word.wait()
        except TimeoutError:
            self._lost(Reason.AWAY)

    async def close(self) -> None:
        """Stop watching; no process, task or callback is left behind."""
        self._sink = None
        await self._migrations.close()
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def snapshot(self) -> CibSnapshot:
        """The CIB now; it may be a little ahead of the stream, or behind it.

        Raises:
            StackError: code ``stack-down`` where the cluster cannot be asked.
        """
        return await commit.snapshot()

    async def commit(self, diff: str, base: Triple, user: str) -> Triple:
        """Apply a configuration patchset whole or not at all; returns the version holding it.

        Raises:
            Conflict: the configuration is no longer the one of ``base``.
            StackError: ``denied``, ``invalid``, ``busy`` or ``stack-down``.
        """
        return await commit.commit(diff, Version(*base), user, diverged=self._diverged)

    async def act(self, act: Act, user: str, report: acts.ReportProgress) -> None:
        """Carry out ``act`` in the name of ``user``; returns once the cluster has settled.

        Raises:
            StackError: ``unknown-node``, ``unknown-resource``, ``denied``, ``stack-down`` or
                ``failed`` (nothing was changed), or ``unsettled`` (changed, and still at work);
                for a move also what ``migrate`` says.
        """
        if isinstance(act, Migrate):
            await self._migrations.carry_out(act, user, report)
        else:
            await acts.carry_out(act, user, report)

    async def simulate(self, question: Simulate) -> Simulated:
        """What crm_simulate says of the CIB of now, with changes and events supposed.

        Raises:
            Conflict: the configuration is no longer the one of the question's base.
            StackError: ``invalid``, ``unknown-node``, ``unknown-resource``, ``failed``,
                ``timeout``, ``not-installed`` or ``stack-down``.
        """
        return await self._rehearsals.simulate(question, self._diverged)

    async def settle(self, report: acts.ReportProgress) -> None:
        """Return once the cluster has nothing left to do.

        Raises:
            StackError: ``unsettled`` or ``stack-down``.
        """
        await settle.wait(report)
        report("settled", 0, "")

    async def provenance(self, ids: tuple[str, ...]) -> tuple[Origin, ...]:
        """Who made those parts of the configuration, from the CIBs that this node keeps.

        Raises:
            StackError: ``failed``, where they cannot be read.
        """
        return await asyncio.to_thread(provenance.origins, ids)

    async def fencing_tries(self) -> tuple[FencingTry, ...]:
        """All fencing that this node's fencer knows to be over.

        Raises:
            StackError: ``stack-down``, ``failed``, ``not-installed`` or ``timeout``.
        """
        return await fencing.tries()

    def _ended(self, task: asyncio.Task[None]) -> None:
        if task.cancelled():
            return
        log.error("Watching Pacemaker has failed", exc_info=task.exception())
        self._tell(StackStatus(up=False, code="internal", message=BROKEN.format(node=self.node)))

    def _emit(self, event: StackEvent | NodeFacts) -> None:
        if self._sink is not None:
            self._sink(event)

    def _changed(self, event: CibSnapshot | CibPatch) -> None:
        version = Version(*(event.target if isinstance(event, CibPatch) else event.version))
        if version.configuration != self._configuration:
            self._configuration = version.configuration
            self._facts.pacemaker_up()
        elif isinstance(event, CibPatch) and "/cib/configuration" in event.diff:
            self._diverged = version
        self._emit(event)

    def _seen(self, root: Root) -> None:
        self._facts.dc(root.dc)

    def _members(self, membership: Membership) -> None:
        if membership.local_name and self._given is None:
            self._facts.rename(membership.local_name)
        self._facts.membership(membership)
        self._corosync_runs(yes=True)

    def _members_lost(self, reason: Reason) -> None:
        self._facts.membership(None)
        self._corosync_runs(yes=reason is Reason.DENIED)

    def _corosync_runs(self, *, yes: bool) -> None:
        self._corosync = yes
        if self._up is False:
            self._tell_down()

    def _reached(self, push: str) -> None:
        self._push = push
        self._up = True
        self._facts.pacemaker_up()
        self._tell(StackStatus(up=True, push=push))

    def _lost(self, reason: Reason) -> None:
        self._up = False
        self._reason = reason
        self._facts.pacemaker_down()
        self._tell_down()

    def _tell_down(self) -> None:
        code, message = explain(self._reason, self.node, corosync=self._corosync)
        self._tell(StackStatus(up=False, code=code, message=message, push=self._push))

    def _tell(self, status: StackStatus) -> None:
        if status != self._told:
            self._told = status
            self._emit(status)
        self._first_word.set()


def explain(reason: Reason, node: str, *, corosync: bool) -> tuple[str, str]:
    """Code and one sentence with the next step, for a cluster that cannot be reached."""
    if reason is Reason.DENIED:
        return "denied", (
            f"The engine on {node} may not talk to Pacemaker; run it as hacluster, or make its "
            "user a member of the group haclient."
        )
    if reason is Reason.MISSING:
        return "not-installed", (
            f"Pacemaker's tools are not installed on {node}; install pacemaker and its command "
            "line tools there, or run the engine on a node of the cluster."
        )
    if reason is Reason.UNANSWERED:
        return "unanswered", UNANSWERED.format(node=node)
    if not corosync:
        return "corosync-down", (
            f"Neither Corosync nor Pacemaker runs on {node}; start both there with "
            "«systemctl start corosync pacemaker»."
        )
    return "pacemaker-down", (
        f"Pacemaker does not run on {node}, though Corosync does; start it there with "
        "«systemctl start pacemaker»."
    )
