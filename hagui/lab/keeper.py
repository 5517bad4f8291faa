"""Looks after a lab for the window: starts it, connects to it, follows what is done to it, and
ends it, unless it is to be kept.
"""

import asyncio
import contextlib
import shutil
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final

from engine.protocol.verbs import Fault, LabStanding
from hagui.cluster.changes import ChangeSet
from hagui.cluster.harm import FROZEN, OFF, ON, asked_for, happened, nodes_in
from hagui.cluster.sources import SourcesStatus
from hagui.connecting import Connecting, Direct
from hagui.drafts.files import name_for
from hagui.i18n import tr
from hagui.lab.process import LabProcess, LabTrouble
from hagui.session.harming import FaultFailed
from hagui.session.session import ClusterSession
from hagui.shell.lab.values import LabLook
from hagui.shell.window import MainWindow

LOOK_EVERY: Final = 0.5
"""Seconds between looks at what was done to the lab, as others may break it too."""
DESPERATE: Final = 2.0
"""The same while no engine answers, so that the lab's own command is asked."""

Spawn = Callable[[Coroutine[Any, Any, Any], str], "asyncio.Task[Any]"]


class LabKeeper:
    """One lab at a time; also follows labs that others look after."""

    def __init__(
        self,
        window: MainWindow,
        connecting: Connecting,
        folder: Path,
        *,
        spawn: Spawn,
        changed: Callable[[ChangeSet], None],
        lab: LabProcess | None = None,
        keep: bool = False,
    ) -> None:
        """Nothing is started yet.

        Args:
            window: shows the lab.
            connecting: connects to its engines.
            folder: where this program keeps its settings; drafts of labs lie in a folder in it,
                and go with the lab.
            spawn: starts tasks that are cancelled in the end.
            changed: takes what is new in the event list.
            lab: the lab's process; None: in the usual place.
            keep: whether it is to go on when the window is closed.
        """
        self._window = window
        self._connecting = connecting
        self._folder = folder
        self._spawn = spawn
        self._changed = changed
        self._lab = lab or LabProcess()
        self._keep = keep
        self._kept = False
        self._drafts: Path | None = None
        self._session: ClusterSession | None = None
        self._standing: LabStanding | None = None
        self._watching: asyncio.Task[Any] | None = None
        self._again = asyncio.Event()

    # its life

    async def open(self) -> None:
        """Start a lab, or join the one there is, and show it.

        Raises:
            LabTrouble: it cannot be started.
            NotConnected: it runs, and no engine of it can be reached.
        """
        window = self._window
        report = self._lab.report
        if report is None or not await self._lab.runs():
            window.show_busy(tr("lab", "Starting a lab: a whole cluster on this computer…"))
            report = await self._lab.up()
            self._kept = report.joined
            self._drafts = self._folder / "labs" / name_for(report.folder)
            if not report.joined:
                self._forget_drafts()
                if self._keep:
                    await self._let_go()
        window.show_busy(tr("lab", "Connecting to the nodes of the lab…"))
        direct = Direct(
            report.addresses,
            token=report.token,
            fingerprints=report.fingerprints,
            unattended=True,
            name=tr("lab", "Lab"),
        )
        await self._connecting.connect_directly(direct)
        window.show_busy(tr("lab", "The nodes of the lab find each other and elect a DC…"))
        while (shown := window.shown) is None or not shown.loaded or shown.state.dc is None:
            await asyncio.sleep(0.05)

    async def keep(self, *, kept: bool) -> None:
        """Let the lab go on when the window is closed, or not."""
        self._keep = kept
        if kept:
            await self._let_go()
        else:
            self._kept = False
        self._show()

    async def _let_go(self) -> None:
        await self._lab.let_go()
        self._kept = True

    async def close(self) -> None:
        """End the lab, unless it is kept.

        Raises:
            LabTrouble: it may still run.
        """
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        if not self._kept:
            try:
                await self._lab.down()
            finally:
                self._forget_drafts()

    # what is connected

    def drafts_of(self, addresses: tuple[str, ...]) -> Path | None:
        """Where drafts and commits of this lab are kept; None of another cluster."""
        report = self._lab.report
        if report is None or addresses != report.addresses:
            return None
        return self._drafts

    def sources(self, status: SourcesStatus) -> None:
        """Something about the engines changed: they may turn out to be those of a lab."""
        session = self._connecting.session
        if session is self._session:
            return
        if session is None or not status.lab:
            self.closed()
        else:
            self._session, self._standing = session, None
            self._watch()

    def closed(self) -> None:
        """The cluster is no longer connected."""
        self._session = self._standing = None
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    async def fault(self, fault: Fault) -> None:
        """Break or mend something, and show what became of it.

        Raises:
            FaultFailed: it was not done.
        """
        try:
            await self._connecting.fault(fault)
        except FaultFailed as error:
            if error.code != "no-source" or not self._own:
                raise
            try:
                await self._lab.harm(fault)
            except LabTrouble as trouble:
                raise FaultFailed("lab", str(trouble)) from trouble
        told = asked_for(fault)
        if told is not None and self._session is not None:
            self._changed(self._session.live.note([told], at=time.time()))
        self._again.set()

    # inside

    @property
    def _own(self) -> bool:
        """Whether the lab on screen is the one whose command can be asked."""
        report, session = self._lab.report, self._session
        return (
            report is not None
            and session is not None
            and session.profile.addresses == report.addresses
        )

    def _forget_drafts(self) -> None:
        """What was drafted for a lab that is gone fits no other."""
        if self._drafts is not None:
            shutil.rmtree(self._drafts, ignore_errors=True)
            with contextlib.suppress(OSError):
                self._drafts.parent.rmdir()

    def _watch(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
        self._watching = self._spawn(self._follow(), "lab")

    async def _follow(self) -> None:
        """Look again and again, soon after each fault."""
        while (session := self._session) is not None:
            pause = LOOK_EVERY
            try:
                standing = await self._connecting.standing(self._silent())
            except FaultFailed:
                standing, pause = await self._ask_command(), DESPERATE
            if session is self._session and standing is not None:
                self._take(session, standing)
            self._again.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._again.wait()

    def _silent(self) -> tuple[str, ...]:
        """Nodes that will not answer."""
        known = self._standing
        return () if known is None else (*nodes_in(known, FROZEN), *nodes_in(known, OFF))

    async def _ask_command(self) -> LabStanding | None:
        if not self._own:
            return None
        try:
            return (await self._lab.look()).standing
        except LabTrouble:
            return None

    def _take(self, session: ClusterSession, standing: LabStanding) -> None:
        before, self._standing = self._standing, standing
        told = happened(before, standing)
        if told and session.live.loaded:
            self._changed(session.live.note(told, at=time.time()))
        session.retry(nodes=nodes_in(standing, ON))  # who has power again is there within a moment
        if standing != before:
            self._show()

    def _show(self) -> None:
        if self._standing is not None:
            self._window.show_lab(LabLook(self._standing, own=self._own, kept=self._kept))
