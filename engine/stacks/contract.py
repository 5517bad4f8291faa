"""What the server asks of a cluster stack.

A stack turns a cluster into a snapshot and a stream of patchsets, and carries out commits and
acts. It imports the protocol's vocabulary (plain values), so that nothing is said twice.
"""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from engine.protocol.messages import CibPatch, CibSnapshot, NodeFacts, StackStatus, Triple
from engine.protocol.verbs import Act, Fault, FencingTry, LabStanding, Origin, Simulate, Simulated

StackEvent = CibSnapshot | CibPatch | NodeFacts | StackStatus
"""A snapshot says «begin again from here»; patches follow it without gaps."""

Sink = Callable[[StackEvent], None]
ReportProgress = Callable[[str, int, str], None]
"""stage, operations still pending, words for people (may be empty)"""


class StackError(Exception):
    """The stack could not do what was asked; ``code`` is stable, the words are for people."""

    def __init__(self, code: str, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.detail = detail


class Conflict(StackError):
    """The configuration moved on since the commit's base; ``current`` is the newer CIB."""

    def __init__(self, message: str, current: CibSnapshot) -> None:
        super().__init__("conflict", message)
        self.current = current


class Stack(Protocol):
    """One cluster stack on one node."""

    @property
    def name(self) -> str:
        """``pacemaker``, ``lab`` or ``heartbeat``."""
        ...

    @property
    def node(self) -> str:
        """The cluster's name for this node."""
        ...

    @property
    def push(self) -> str:
        """How changes are learnt: ``libcib`` or ``poll``."""
        ...

    async def start(self, sink: Sink) -> None:
        """Begin to watch; ``sink`` is called in the event loop, first with what is known now."""
        ...

    async def close(self) -> None:
        """Stop watching; no process, task or callback is left behind."""
        ...

    async def snapshot(self) -> CibSnapshot:
        """The CIB now; it may be ahead of the events given to the sink, or behind them.

        Raises:
            StackError: code ``stack-down`` where the cluster cannot be asked.
        """
        ...

    async def commit(self, diff: str, base: Triple, user: str) -> Triple:
        """Apply a configuration patchset whole or not at all; returns the version holding it.

        Raises:
            Conflict: the configuration is no longer the one of ``base``.
            StackError: refused (``denied``, ``invalid``) or not possible (``stack-down``).
        """
        ...

    async def simulate(self, question: Simulate) -> Simulated:
        """What the stack's own scheduler would do on the CIB of now, with changes and events
        supposed. The cluster itself is not touched; ends at once where cancelled.

        Raises:
            Conflict: the configuration is no longer the one that the changes were made from.
            StackError: refused (``invalid``) or not possible (``stack-down``, ``not-installed``,
                ``failed``).
        """
        ...

    async def settle(self, report: ReportProgress) -> None:
        """Return once the cluster has nothing left to do.

        Raises:
            StackError: ``unsettled`` or ``stack-down``.
        """
        ...

    async def provenance(self, ids: tuple[str, ...]) -> tuple[Origin, ...]:
        """Who made those parts of the configuration; what is not known is left out.

        Raises:
            StackError: nothing can be found out.
        """
        ...

    async def act(self, act: Act, user: str, report: ReportProgress) -> None:
        """Carry out ``act`` in the name of ``user``; returns once the cluster has settled.

        Raises:
            StackError: refused or not possible; nothing was changed unless the words say so.
        """
        ...


@runtime_checkable
class RemembersFencing(Protocol):
    """A stack that knows which nodes it tried to fence; the verb is offered for such a one only."""

    async def fencing_tries(self) -> tuple[FencingTry, ...]:
        """Those that are over, as far as this node remembers them.

        Raises:
            StackError: it cannot be asked (``stack-down``, ``failed``, …).
        """
        ...


@runtime_checkable
class TakesFaults(Protocol):
    """A stack that can be told to break: the lab. The verbs are offered for such a one only."""

    async def fault(self, fault: Fault) -> None:
        """Do something bad; returns as soon as it is done.

        Raises:
            StackError: not possible (``unknown-node``, ``unknown-resource``, ``invalid``, …).
        """
        ...

    async def standing(self) -> LabStanding:
        """What faults are in force, whoever asked for them; answered by the lab's power switch,
        so that any node knows of all.

        Raises:
            StackError: the power switch does not answer (``stack-down``).
        """
        ...
