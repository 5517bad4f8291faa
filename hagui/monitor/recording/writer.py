"""A thread that writes a recording, so that nobody else waits for the disk."""

import contextlib
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hagui.drafts.files import Lock, lock, make_folder
from hagui.monitor.recording import words
from hagui.monitor.recording.entries import Entry
from hagui.monitor.recording.file import create
from hagui.monitor.recording.journal import Journal, Limits
from hagui.monitor.recording.model import RecordingError

MOST: Final = 20_000
"""Entries that may wait; where the disk is slower than that, some are left out."""
WITHIN: Final = 0.5
"""Seconds after which at the latest what was handed over is on disk."""

Say = Callable[[str], None]
"""Takes a sentence for people, in the thread that writes."""


class Writer(threading.Thread):
    """Writes one recording from ``start`` to ``finish``."""

    def __init__(
        self,
        path: Path,
        name: str,
        *,
        say: Say,
        limits: Limits,
        after: "Writer | None" = None,
    ) -> None:
        """Nothing is written yet.

        Args:
            path: of the recording; it goes on where there is one already.
            name: what the cluster is called on screen.
            say: is told why nothing is written any more, or what became of an older recording.
            limits: how much is kept.
            after: another that has to have finished first.
        """
        super().__init__(name="recording", daemon=True)
        self.path = path
        self._title = name
        self._say = say
        self._limits = limits
        self._after = after
        self._queue: queue.Queue[Entry | threading.Event | None] = queue.Queue(MOST)
        self._full = False
        self.wanted = False
        """Whether patches are of no use until there is a whole document again."""
        self.lost = False
        """Whether something was handed over that was not taken: then all is told anew."""
        self.stopped = False
        """Whether nothing is written any more."""
        self.elsewhere = False
        """Whether another window records this cluster into the same file already."""

    # any thread

    def put(self, entry: Entry) -> bool:
        """Hand something over; never waits.

        Returns:
            Whether it was taken.
        """
        if self.stopped:
            return False
        try:
            self._queue.put_nowait(entry)
        except queue.Full:
            self.lost = True
            return False
        return True

    def settle(self, timeout: float) -> None:
        """Wait until all that was handed over is on disk, at most ``timeout`` seconds."""
        if self.is_alive() and not self.stopped:
            reached = threading.Event()
            with contextlib.suppress(queue.Full):
                self._queue.put(reached, timeout=timeout)
                reached.wait(timeout)

    def finish(self) -> None:
        """Write what was handed over, and end; does not wait for it (``join`` does)."""
        while True:
            try:
                self._queue.put_nowait(None)
            except queue.Full:  # it would lose something anyway
                with contextlib.suppress(queue.Empty):
                    self._queue.get_nowait()
            else:
                return

    # its own thread

    def run(self) -> None:
        """Write until there is nothing more to come."""
        if self._after is not None:
            self._after.join()
            self._after = None
        held: Lock | None = None
        journal: Journal | None = None
        try:
            make_folder(self.path.parent)
            held = lock(self.path)
            if held is None:
                self.elsewhere = True
                return
            journal = self._open()
            self._follow(journal)
            journal.close()
        except (OSError, sqlite3.Error) as error:
            self._say(str(words.stopped(self.path, error)))
            if journal is not None:
                with contextlib.suppress(sqlite3.Error):
                    journal.close()
        finally:
            self.stopped = True
            self._drain()
            if held is not None:
                held.release()

    def _open(self) -> Journal:
        if not self.path.exists():
            create(self.path, self._title)
        try:
            return Journal(self.path, self._limits)
        except RecordingError as error:
            self._set_aside(error)
        except sqlite3.OperationalError:
            raise
        except (sqlite3.DatabaseError, ValueError, TypeError) as error:
            self._set_aside(words.damaged(self.path, str(error)))
        create(self.path, self._title)
        return Journal(self.path, self._limits)

    def _set_aside(self, why: RecordingError) -> None:
        """What cannot be gone on with stays as it is, for a person to look at."""
        number = 1
        while (
            aside := self.path.with_name(f"{self.path.stem}.{number}{self.path.suffix}")
        ).exists():
            number += 1
        self.path.replace(aside)
        for end in ("-wal", "-shm"):
            beside = self.path.with_name(self.path.name + end)
            if beside.exists():
                beside.replace(aside.with_name(aside.name + end))
        self._say(words.set_aside(str(why), aside))

    def _follow(self, journal: Journal) -> None:
        while True:
            entry = self._queue.get()
            due = time.monotonic() + WITHIN
            waiting: list[threading.Event] = []
            while True:
                if isinstance(entry, threading.Event):
                    waiting.append(entry)
                    break
                if entry is None:
                    return
                if not journal.write(entry):
                    self.wanted = True
                left = due - time.monotonic()
                if left <= 0:
                    break
                try:
                    entry = self._queue.get(timeout=left)
                except queue.Empty:
                    break
            journal.commit()
            for reached in waiting:
                reached.set()

    def _drain(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                entry = self._queue.get_nowait()
                if isinstance(entry, threading.Event):
                    entry.set()
