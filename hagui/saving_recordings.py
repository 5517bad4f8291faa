"""Saves a stretch of what was recorded as a file: asks, writes in a thread, and says what came."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject

from hagui.i18n import tr
from hagui.monitor.part import Watch
from hagui.monitor.recording.model import Recording, RecordingError
from hagui.monitor.recording.saving import SavingCancelled, save_as
from hagui.monitor.replay.film import Film
from hagui.shell.replay.saving import SaveRecordingDialog, Stretch, Stretches
from hagui.shell.window import MainWindow

EVERY: Final = 0.1
"""Seconds between two words on how far it is."""

Spawn = Callable[[Coroutine[Any, Any, Any], str], "asyncio.Task[Any]"]


class Save(Protocol):
    """Writes a stretch of time into a file, in a thread; see ``recording.saving.save_as``."""

    def __call__(
        self,
        target: Path,
        begin: float,
        end: float,
        *,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """Write it; blocks."""
        ...


class RecordingSaver(QObject):
    """One file at a time; it can be given up."""

    def __init__(
        self,
        window: MainWindow,
        spawn: Spawn,
        open_recording: Callable[[], Recording],
        save: Save,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Make it.

        Args:
            window: where it is asked, and said how it came out.
            spawn: runs a coroutine in the background.
            open_recording: opens what was recorded of the cluster on screen; blocks.
            save: saves a stretch of that.
            clock: gives seconds since 1970.
        """
        super().__init__(window)
        self._window = window
        self._spawn = spawn
        self._open_recording = open_recording
        self._of_cluster = save
        self._clock = clock
        self._cancelled = False
        self._asking = False
        self._writing: asyncio.Task[Any] | None = None
        window.open_cancelled.connect(self.cancel)

    def ask(self, watch: Watch, film: Film | None, path: Path | None) -> None:
        """Ask which stretch and where, and save it.

        Args:
            watch: what is on screen.
            film: where that is a file, the recording in it; else what was recorded is looked for.
            path: of that file.
        """
        if self._writing is not None:
            self._window.tell(tr("replay", "A recording is being saved: wait until that is done."))
        elif not self._asking:
            self._asking = True
            self._spawn(self._ask(watch, film, path), "ask what to save")

    async def _ask(self, watch: Watch, film: Film | None, path: Path | None) -> None:
        now = self._clock()
        try:
            if film is None:
                begin, end = await asyncio.to_thread(self._first_time), now
            else:
                begin, end = film.reel.begin, film.reel.until
        except RecordingError as error:
            self._window.show_error(error.message)
            return
        finally:
            self._asking = False
        watched = max(watch.teller.chronicle.watched_from or begin, begin)
        seen = self._window.panes.bottom.timeline.stretch
        found = Stretches(
            Stretch(begin, end),
            Stretch(watched, end),
            None if seen is None else Stretch(*seen),
            now,
        )
        save = self._of_cluster if path is None else partial(save_as, path)
        dialog = SaveRecordingDialog(found, watch.name, self._window)
        dialog.chosen.connect(partial(self.save, save))
        dialog.open()

    def _first_time(self) -> float:
        recording = self._open_recording()
        try:
            return recording.frame(0).at
        finally:
            recording.close()

    def save(self, save: Save, path: Path, stretch: Stretch) -> None:
        """Write it in the background."""
        self._cancelled = False
        self._writing = self._spawn(self._save(path, stretch, save), "save recording")

    def cancel(self) -> None:
        """Give up what is being written; the file is not made."""
        self._cancelled = True

    async def _save(self, path: Path, stretch: Stretch, save: Save) -> None:
        loop, told = asyncio.get_running_loop(), [0.0]

        def progress(done: float) -> None:
            now = time.monotonic()
            if now - told[0] >= EVERY:
                told[0] = now
                loop.call_soon_threadsafe(self._say, done)

        try:
            await asyncio.to_thread(
                save,
                path,
                stretch.begin,
                stretch.end,
                progress=progress,
                cancelled=lambda: self._cancelled,
            )
        except RecordingError as error:
            self._window.show_error(error.message)
        except SavingCancelled:
            self._window.tell(tr("replay", "Nothing was saved."))
        except asyncio.CancelledError:
            self._cancelled = True
            raise
        else:
            self._window.tell(tr("replay", "The recording is in {name}.", name=path.name))
        finally:
            self._writing = None
            self._window.show_busy("")

    def _say(self, done: float) -> None:
        if self._writing is not None:
            words = tr("replay", "Saving the recording… {percent} %", percent=round(100 * done))
            self._window.show_busy(words)
