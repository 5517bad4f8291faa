"""The real window with engines that can be held up, so that things happen in between."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.cib.edits import apply
from engine.cib.edits.vocabulary import Edits
from engine.cib.patch import make
from engine.cib.version import Version
from engine.protocol.verbs import Origin
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.drafts.commits import Outcome
from hagui.session.acting import OnActProgress
from hagui.shell.window import MainWindow
from hagui.workbench.committing import Sender
from hagui.workbench.reviewing import Target
from hagui.workbench.workbench import Edited, Workbench

NOW = 1_791_470_000.0


# ruff: noqa: ARG002
class Engines:
    """Take commits when they are let, and pass them on to the live copy that is connected."""

    def __init__(self) -> None:
        self.live = LiveCluster()
        self.sent: list[str] = []
        self.fails: list[Exception] = []
        self.open = asyncio.Event()
        self.open.set()
        self.settled = asyncio.Event()
        self.settled.set()

    async def commit(self, diff: str, base: Version) -> Version:
        """Take it."""
        self.sent.append(diff)
        await self.open.wait()
        if self.fails:
            raise self.fails.pop(0)
        version = Version(base.admin_epoch, base.epoch + 1, 0)
        self.live.apply(diff, at=NOW)
        return version

    async def settle(self, progress: OnActProgress | None = None) -> None:
        """Be calm as soon as it is let."""
        await self.settled.wait()

    async def provenance(self, ids: tuple[str, ...]) -> dict[str, Origin]:
        """Know nothing."""
        return {}


@dataclass
class Bench:
    """A window, what edits in it, and the engines."""

    window: MainWindow
    folder: Path
    example: str
    engines: Engines = field(default_factory=Engines)
    tasks: set[asyncio.Task[Any]] = field(default_factory=set[asyncio.Task[Any]])
    faults: list[str] = field(default_factory=list[str])
    bench: Workbench = field(init=False)

    def __post_init__(self) -> None:
        self.bench = Workbench(self.window, self.engines, None, self.folder, self._spawn)

    def _spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self.tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self.faults.append(f"{task.get_name()}: {task.exception()!r}")

    async def connect(self, key: str = "one") -> LiveCluster:
        """Show a cluster."""
        live = self.engines.live = LiveCluster()
        live.load(self.example, at=NOW, source="node1")
        edited = Edited(key, Target(key), Sender("hacluster", key))
        self.window.show_cluster(self.bench.begin(live, edited), key)
        self.bench.sources(SourcesStatus(Freshness.LIVE))
        await until(lambda: self.bench.opened)
        return live

    def others(self, edits: Edits) -> None:
        """Somebody else commits."""
        live = self.engines.live
        after = live.cib.copy()
        apply(after, edits)
        version = live.cib.version
        after.version = Version(version.admin_epoch, version.epoch + 1, 0)
        change = live.apply(make(live.cib, after).text(), at=NOW)
        self.window.refresh(self.bench.follow(change))

    def commit(self) -> None:
        """Review, and agree."""
        self.bench.committing.review()
        dialog = self.bench.committing.dialog
        assert dialog is not None
        dialog.commit_wanted.emit()

    @property
    def stage(self) -> str:
        """What the progress strip reads."""
        return self.window.panes.progress.stage.text()

    @property
    def error(self) -> str:
        """What the strip of the window reads."""
        return self.window.panes.notice.text.text() if self.window.panes.notice.isVisible() else ""

    @property
    def numbers(self) -> list[int]:
        """Of the entries that are drafted."""
        draft = self.bench.drafting.draft
        return [] if draft is None else [entry.number for entry in draft.entries]

    @property
    def outcomes(self) -> list[Outcome]:
        """Of the commits on record."""
        keeping = self.bench.keeping
        return [] if keeping is None else [item.outcome for item in keeping.commits]

    async def close(self) -> None:
        """End it all."""
        await self.bench.close()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.005)


Steps = Callable[[Bench], Coroutine[None, None, None]]
