"""The CIB as a stream: pushed by the library through a child, or polled where that is not to be."""

import asyncio
from collections.abc import Callable
from typing import Final, cast

from engine.cib.version import Version
from engine.protocol.messages import CibPatch, CibSnapshot
from engine.stacks.contract import StackError
from engine.stacks.pacemaker.child import Child
from engine.stacks.pacemaker.frames import Frame, Kind
from engine.stacks.pacemaker.poller import INTERVAL, Poller
from engine.stacks.pacemaker.restarts import Reason, Restarts
from engine.stacks.pacemaker.root import Root
from engine.stacks.pacemaker.sequence import Sequence, Verdict

MODULE: Final = "engine.stacks.pacemaker.watcher"
SILENCE: Final = 10.0
"""Seconds without a frame after which the child counts as hung; it looks every 2 s."""

_POLL_REASONS: Final = {
    "not-installed": Reason.MISSING,
    "denied": Reason.DENIED,
    "timeout": Reason.UNANSWERED,
}

PUSH: Final = "libcib"
POLL: Final = "poll"


class CibWatch:
    """Keeps watching, whatever happens to the library and to Pacemaker.

    ``emit`` is given a snapshot and then patchsets without a gap or a double, ``seen`` every look
    at the root, ``reached`` that the CIB is followed (and how), ``lost`` why it is not.
    """

    def __init__(
        self,
        emit: Callable[[CibSnapshot | CibPatch], None],
        seen: Callable[[Root], None],
        reached: Callable[[str], None],
        lost: Callable[[Reason], None],
    ) -> None:
        self._emit = emit
        self._seen = seen
        self._reached = reached
        self._lost = lost
        self._sequence = Sequence()
        self._restarts = Restarts()
        self._child: Child | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the child while there is one."""
        return None if self._child is None else self._child.pid

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            decision = await self._follow()
            if decision > 0:
                await self._poll(decision)

    async def _follow(self) -> float:
        """Follow the library until it is given up; returns for how long, in seconds."""
        clock = asyncio.get_running_loop().time
        while True:
            self._sequence = Sequence()
            self._child = Child(MODULE)
            started = clock()
            code = await self._child.run(self._handle, SILENCE)
            decision = self._restarts.ended(code, clock() - started)
            if decision.rest:
                return decision.rest
            if decision.reason is not Reason.CRASHED:
                self._lost(decision.reason)
            await asyncio.sleep(decision.delay)

    async def _poll(self, seconds: float) -> None:
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        poller: Poller | None = None
        while clock() < until:
            try:
                if poller is None:
                    poller = Poller(self._emit, self._seen)
                    await poller.reach()
                    self._reached(POLL)
                await poller.look()
            except StackError as error:
                poller = None
                self._lost(_POLL_REASONS.get(error.code, Reason.AWAY))
            await asyncio.sleep(INTERVAL)

    def _handle(self, frame: Frame) -> None:
        header = frame.header
        match frame.kind:
            case Kind.SNAPSHOT:
                version = _version(header["version"])
                self._restarts.well()
                self._sequence.snapshot(version)
                self._reached(PUSH)
                self._emit(CibSnapshot(version, frame.text))
                verdict = Verdict.FORWARD
            case Kind.PATCH:
                source, target = _version(header["source"]), _version(header["target"])
                verdict = self._sequence.patch(source, target)
                if verdict is Verdict.FORWARD:
                    self._emit(CibPatch(source, target, frame.text))
            case Kind.BLIND:
                verdict = self._sequence.blind()
            case Kind.ROOT:
                root = Root(_version(header["version"]), str(header["dc"]))
                verdict = self._sequence.root(root.version)
                self._seen(root)
            case Kind.MEMBERSHIP:
                return
        if verdict is Verdict.RESYNC and self._child is not None:
            self._child.ask()


def _version(value: object) -> Version:
    return Version(*cast("list[int]", value))
