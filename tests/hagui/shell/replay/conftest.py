"""A window that shows a story, and what was recorded of it."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness
from hagui.monitor.recording.saving import SavingCancelled
from hagui.monitoring import Monitoring
from hagui.replaying import Replaying
from hagui.shell.settings import Settings
from hagui.shell.window import MainWindow
from tests.hagui.cluster.mini import START, MiniCluster, Story
from tests.hagui.monitor.replay.tape import Tape
from tests.hagui.shell.given import live_status


class Stage:
    """The window, the live cluster behind it, and a recording of all that becomes of it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.cluster = MiniCluster()
        self.cluster.primitive("webip")
        self.cluster.clone("ping")
        self.cluster.operation("webip", "node1", "start", at=-100, ms=300)
        for node in self.cluster.nodes:
            self.cluster.operation("ping", node, "start", at=-100)
        self.story = Story(self.cluster, LiveCluster())
        self.now = float(START)
        self.story.begin()
        self.tape = Tape(self.cluster.text, self.now)
        self.opened = 0
        self.saved: list[tuple[Path, float, float]] = []
        self.loop = asyncio.new_event_loop()
        self.tasks: list[asyncio.Task[Any]] = []
        self.monitoring = Monitoring(window, clock=lambda: self.now)
        self.replaying = Replaying(
            window, self._spawn, lambda: True, self._open, self._save, clock=lambda: self.now
        )
        self.monitoring.join(self.replaying)
        self.monitoring.begin(self.story.live, name="web", key="web")
        window.show_cluster(self.story.live, "web")
        self.status = live_status()
        window.show_sources(self.status)

    def _open(self) -> Tape:
        self.opened += 1
        return self.tape

    def _save(
        self,
        target: Path,
        begin: float,
        end: float,
        *,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> None:
        progress(0.5)
        if cancelled():
            raise SavingCancelled
        self.saved.append((target, begin, end))

    def _spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        task = self.loop.create_task(work, name=name)
        self.tasks.append(task)
        return task

    def step(self, at: float, *, configuration: bool = False) -> None:
        """What was changed in ``cluster`` reaches the window, and the recording."""
        self.now = START + at
        patch = self.cluster.patch(configuration=configuration)
        change = self.story.live.apply(patch, at=self.now)
        self.tape.add(self.now, patch)
        self.monitoring.follow(change)
        self.window.refresh(change)
        self.window.settle()

    def fail_over(self) -> None:
        """webip goes from node1, which is lost at 20, to node2, where it is started at 28."""
        self.cluster.down("node1", clean=False)
        self.step(20)
        self.cluster.down("node1", clean=True)
        self.step(25)
        self.cluster.operation("webip", "node2", "start", at=26, ms=2000)
        self.step(28)
        self.now = START + 60.0

    def until(self, holds: Callable[[], object], seconds: float = 10.0) -> None:
        """Let Qt and what is read in threads go on until something is so."""

        async def wait() -> None:
            for _ in range(int(seconds / 0.01)):
                QApplication.processEvents()
                if holds():
                    return
                await asyncio.sleep(0.01)
            raise AssertionError("it never was so")

        self.loop.run_until_complete(wait())

    def at(self, seconds: float) -> None:
        """Have the moment so many seconds after the beginning on screen."""
        self.window.replay.sought.emit(START + seconds)
        self.rest()

    def rest(self) -> None:
        """Wait until the moment that is wanted is on screen."""

        def done() -> bool:
            player = self.replaying.player
            return player is None or not player.waiting

        self.until(lambda: done() and all(task.done() for task in self.tasks))
        self.window.settle()

    def where(self, instance: str) -> list[str]:
        """The columns in which cards of an instance are."""
        board = self.window.panes.canvas.board_scene.topology
        assert board is not None
        found = board.board
        return sorted(found.cards[key].node for key in found.by_instance[instance])

    def stale(self) -> None:
        """No engine answers any more."""
        self.status = replace(self.status, freshness=Freshness.STALE)
        self.window.show_sources(self.status)

    def close(self) -> None:
        self.monitoring.end()
        self.loop.run_until_complete(self.replaying.close())
        self.loop.run_until_complete(asyncio.gather(*self.tasks, return_exceptions=True))
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


@pytest.fixture
def stage(qtbot: QtBot, window: MainWindow, kept: Settings) -> Iterator[Stage]:
    """Nothing has happened yet."""
    made = Stage(window)
    yield made
    made.close()
