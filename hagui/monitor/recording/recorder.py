"""Records the cluster on screen: takes part in monitoring, and hands all on to a thread."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from engine.cib.patch.patchset import Patchset
from engine.cib.patch.touched import Touched
from hagui.cluster.changes import ChangeSet
from hagui.cluster.sources import SourcesStatus
from hagui.drafts.files import name_for
from hagui.monitor.part import Watch
from hagui.monitor.recording import words
from hagui.monitor.recording.entries import (
    Alive,
    Begun,
    Entry,
    Happened,
    Noted,
    Patched,
    Told,
    Whole,
)
from hagui.monitor.recording.file import SUFFIX
from hagui.monitor.recording.journal import Limits
from hagui.monitor.recording.reader import Reader
from hagui.monitor.recording.saving import save_as
from hagui.monitor.recording.segments import CLOCKS
from hagui.monitor.recording.writer import Writer
from hagui.monitor.story.model import Added
from hagui.monitor.story.truth import Cluster

SETTLED: Final = 2.0
"""Seconds to wait at most until what was just seen can be read."""
CLOCKS_EVERY: Final = 60.0
"""Seconds after which it is put down again how far the nodes' clocks are off."""


class Recorder(QObject):
    """Writes down every document and patch, the story and the events of the cluster on screen.

    Of a file, or of what has no key, nothing is recorded. Where nothing can be written, that is
    said once, and nothing else suffers.
    """

    trouble = Signal(str)
    """Something cannot be recorded: a sentence for people."""

    def __init__(
        self,
        folder: Path,
        parent: QObject | None = None,
        *,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Nothing is recorded yet.

        Args:
            folder: where everything of this program is kept.
            parent: whose child it is.
            limits: how much is kept of each cluster.
            clock: gives seconds since 1970.
        """
        super().__init__(parent)
        self._folder = folder
        self._limits = limits or Limits()
        self._clock = clock
        self._watch: Watch | None = None
        self._writer: Writer | None = None
        self._last: Writer | None = None
        self._fact: Cluster | None = None
        self._clocks_at = 0.0
        self._begun = False

    @property
    def path(self) -> Path | None:
        """Where what is on screen is recorded; None where it is not."""
        writer = self._writer
        return None if writer is None or (writer.stopped and not writer.elsewhere) else writer.path

    def recording(self) -> Reader:
        """What was recorded of the cluster on screen up to now, also in earlier times. It grows.
        Waits for the disk: not for the windows' thread.

        Raises:
            RecordingError: nothing was, or it cannot be read.
        """
        writer = self._writer
        if writer is None:
            raise words.nothing_between()
        writer.settle(SETTLED)
        return Reader(writer.path)

    def save_as(
        self,
        target: Path,
        begin: float,
        end: float,
        *,
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Save a stretch of time of it as a file; see ``saving.save_as``.

        Raises:
            RecordingError: nothing was recorded then, or the file cannot be written.
            SavingCancelled: it was not wanted any more.
        """
        writer = self._writer
        if writer is None:
            raise words.nothing_between()
        writer.settle(SETTLED)
        save_as(writer.path, target, begin, end, progress=progress, cancelled=cancelled)

    def note(self, name: str, key: str, value: object, *, at: float) -> None:
        """Keep something else with the recording.

        Args:
            name: what kind of thing it is; ``Reader.notes`` gives all of one kind.
            key: takes the place of what was noted under the same name and key.
            value: of a type that msgspec can write; not to be changed any more.
            at: of when it is, in seconds since 1970.
        """
        self._put(Noted(at, name, key, value))

    async def close(self) -> None:
        """Wait until all is on disk and the thread has ended."""
        last = self._last
        if last is not None:
            last.finish()
            await asyncio.to_thread(last.join)
            self._writer = self._last = None

    # As a part of monitoring

    def begin(self, watch: Watch) -> None:
        """Another cluster or file is about to be shown."""
        if watch.file or not watch.key:
            return
        self._watch, self._begun, self._fact = watch, False, None
        folder = watch.folder or self._folder
        self._writer = self._last = Writer(
            folder / "recordings" / f"{name_for(watch.key)}{SUFFIX}",
            watch.name,
            say=self.trouble.emit,
            limits=self._limits,
            after=self._last,
        )
        self._writer.start()
        watch.teller.listen(self._told)
        watch.live.observe(self)
        if watch.live.loaded:
            self._start(watch)

    def follow(self, change: ChangeSet) -> None:
        """The live copy changed: the event list may have grown."""
        if self._begun and (change.events or change.superseded):
            self._put(Happened(self._clock(), change.events, change.superseded))

    def sources(self, status: SourcesStatus) -> None:
        """Where the data comes from is in the event list."""

    def shown(self) -> None:
        """It has no pane."""

    def end(self) -> None:
        """Nothing is shown any more; what was is written to the end, in the background."""
        watch, self._watch = self._watch, None
        if watch is None:
            return
        watch.live.leave(self)
        watch.teller.leave(self._told)
        self._keep_clocks(watch, self._clock())
        if self._writer is not None:
            self._writer.finish()
            self._writer = None
        self._begun = False

    # As an observer of the live copy

    def patched(self, touched: Touched, at: float, patch: Patchset | None) -> None:
        """A patch was applied, or time has passed."""
        del touched
        watch, writer = self._watch, self._writer
        if watch is None or writer is None or not self._begun:
            return
        diff = watch.live.diff
        if writer.lost:
            self._start(watch)
        elif writer.wanted:
            self._whole(watch, writer, at)
        elif patch is not None and diff is not None:
            writer.put(Patched(at, diff))
        else:
            writer.put(Alive(at))
        if at - self._clocks_at >= CLOCKS_EVERY:
            self._keep_clocks(watch, at)

    def replaced(self) -> None:
        """Another document is shown."""
        if self._watch is None or self._writer is None:
            return
        if not self._begun or self._writer.lost:
            self._start(self._watch)
        else:
            self._whole(self._watch, self._writer, self._clock())

    # inside

    def _start(self, watch: Watch) -> None:
        """The first sight of the cluster: all that there is of it."""
        writer = self._writer
        if writer is None or writer.stopped:
            return
        chronicle, at = watch.teller.chronicle, self._clock()
        self._begun, self._fact, writer.lost = True, chronicle.fact, False
        facts = () if self._fact is None else (self._fact,)
        told = Told(
            at, tuple(chronicle.spans), tuple(chronicle.bars), tuple(chronicle.marks), facts
        )
        writer.put(Begun(told, tuple(watch.live.events)))
        self._whole(watch, writer, at)

    def _told(self, added: Added) -> None:
        watch = self._watch
        if watch is None or not self._begun:
            return
        fact, known = watch.teller.chronicle.fact, self._fact
        self._fact = fact
        facts = () if fact is None or fact == known else (fact,)
        self._put(Told(self._clock(), added.spans, added.bars, added.marks, facts))

    def _whole(self, watch: Watch, writer: Writer, at: float) -> None:
        writer.wanted = False
        writer.put(Whole(at, watch.live.cib.text()))

    def _keep_clocks(self, watch: Watch, at: float) -> None:
        seen = watch.teller.chronicle.clocks.seen
        if seen:
            self._clocks_at = at
            self._put(Noted(at, CLOCKS, "", seen))

    def _put(self, entry: Entry) -> None:
        if self._writer is not None and self._begun:
            self._writer.put(entry)
