"""Reads a recording: one that is complete, or one that is still being written."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import msgspec

from hagui.cluster.eventlog import LIMIT
from hagui.cluster.events import Event
from hagui.cluster.live import Prepared
from hagui.monitor.recording import words
from hagui.monitor.recording.cibs import Cibs
from hagui.monitor.recording.file import LATEST, open_to_read
from hagui.monitor.recording.model import Frame
from hagui.monitor.recording.segments import read_segments
from hagui.monitor.story.chronicle import LIMIT_BARS, Chronicle
from hagui.monitor.story.restoring import restore

T = TypeVar("T")
SAME: Final = 2.0
"""Seconds by which the same event may be told at another time once the cluster is seen anew."""


class Reader:
    """A recording; see ``recording.model.Recording``. What takes long keeps only those waiting who
    want the like from another thread; how many moments there are, and when they were, is told at
    any time.
    """

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            RecordingError: it cannot be read, is damaged, foreign, of a later version, or empty.
        """
        self.path = path
        self._large = _Access(path)
        try:
            self._quick = _Access(path)
        except BaseException:
            self._large.close()
            raise
        self._cibs = Cibs(self._large.database, path)
        self._known = 0
        try:
            with self._quick as quick:
                first = quick.value("SELECT min(number) FROM keyframes")
                name = quick.value("SELECT value FROM meta WHERE key = 'name'")
            if not isinstance(first, int):
                raise words.empty(path)
        except BaseException:
            self.close()
            raise
        self._first = first
        self._name = str(name)

    @property
    def name(self) -> str:
        """Of the cluster, as it was called on screen."""
        return self._name

    def __len__(self) -> int:
        with self._quick as quick:
            return int(quick.value("SELECT max(number) FROM frames")) - self._first + 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def begin(self) -> float:
        """When its first moment was, in seconds since 1970."""
        return self.time_of(0)

    @property
    def end(self) -> float:
        """Until when it was watched, so far."""
        with self._quick as quick:
            return float(quick.value("SELECT max(end) FROM segments"))

    def time_of(self, index: int) -> float:
        """When that moment began, in seconds since 1970.

        Raises:
            RecordingError: it cannot be read, or is no longer kept.
        """
        number = self._number(index)
        with self._quick as quick:
            return float(quick.value("SELECT at FROM frames WHERE number = ?", number))

    def times(self, first: int = 0) -> list[float]:
        """When the moments from ``first`` on began.

        Raises:
            RecordingError: they cannot be read.
        """
        with self._large as large:
            # in order of time, so that only the index is read; numbers are in the same order
            sql = "SELECT at FROM frames ORDER BY at"
            if first:
                sql = "SELECT at FROM frames WHERE number >= ? ORDER BY number"
                return [at for (at,) in large.rows(sql, self._first + first)]
            begun = "SELECT count(*) FROM frames WHERE number < ?"
            return [at for (at,) in large.rows(sql)][large.value(begun, self._first) :]

    def index_at(self, at: float) -> int:
        """The last moment not after ``at``; 0 before the first.

        Raises:
            RecordingError: it cannot be read.
        """
        with self._quick as quick:
            return max(int(quick.value(LATEST, at) or 0) - self._first, 0)

    def frame(self, index: int) -> Frame:
        """How that moment came about.

        Raises:
            RecordingError: it cannot be read, or is no longer kept.
        """
        number = self._number(index)
        with self._large as large:
            at = float(large.value("SELECT at FROM frames WHERE number = ?", number))
            return Frame(index, at, self._cibs.diff(number) if index else None)

    def prepared(self, index: int) -> Prepared:
        """The cluster at that moment. May take long: not for the windows' thread.

        Raises:
            RecordingError: it cannot be read, or is no longer kept.
        """
        number = self._number(index)
        with self._large as large:
            at = float(large.value("SELECT at FROM frames WHERE number = ?", number))
            cib = self._cibs.at(number)
        return Prepared.of(cib, at)

    def story(self, limit_bars: int = LIMIT_BARS) -> Chronicle:
        """The story up to its end, the newest ``limit_bars`` operations of it.

        Raises:
            RecordingError: it cannot be read.
        """
        with self._large as large:
            chapters, forgotten = read_segments(large.database, limit_bars)
        return restore(chapters, limit_bars, forgotten)

    def events(self) -> list[Event]:
        """What the event list held, oldest first; what was told anew after a break only once.

        Raises:
            RecordingError: it cannot be read.
        """
        with self._large as large:
            sql = "SELECT segment, body FROM events ORDER BY segment DESC, number DESC LIMIT ?"
            rows = large.rows(sql, LIMIT)
            found = [(segment, msgspec.json.decode(body, type=Event)) for segment, body in rows]
        told: dict[tuple[object, ...], tuple[int, float]] = {}
        kept: list[Event] = []
        for segment, event in reversed(found):
            what = (event.kind, event.resource, event.node, event.origin, event.detail)
            earlier = told.get(what)
            if earlier is not None and earlier[0] != segment and event.time <= earlier[1] + SAME:
                continue
            told[what] = segment, event.time
            kept.append(replace(event, number=len(kept) + 1))
        return kept

    def notes(self, name: str, kind: type[T]) -> list[T]:
        """What was noted under a name, oldest first.

        Raises:
            RecordingError: it cannot be read, or is something else.
        """
        with self._large as large:
            sql = "SELECT body FROM notes WHERE name = ? ORDER BY segment, at, key"
            rows = large.rows(sql, name)
            return [msgspec.json.decode(body, type=kind) for (body,) in rows]

    def close(self) -> None:
        """Read no more."""
        self._large.close()
        self._quick.close()

    def _number(self, index: int) -> int:
        if index < 0 or (index >= self._known and index >= len(self)):
            raise IndexError(index)
        self._known = max(self._known, index + 1)
        return self._first + index


class _Access:
    """One connection, for one thread at a time; says in a sentence what is wrong with the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self.database = open_to_read(path)

    def __enter__(self) -> Self:
        self._lock.acquire()
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._lock.release()
        if isinstance(error, (sqlite3.Error, msgspec.DecodeError)):
            raise words.unreadable(self._path, error) from None
        if isinstance(error, (TypeError, ValueError, LookupError, OverflowError)):
            raise words.damaged(self._path, str(error)) from None

    def value(self, sql: str, *values: object) -> Any:
        """The one value that is asked for."""
        row = self.rows(sql, *values)
        if not row:
            raise words.dropped()
        return row[0][0]

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows."""
        return self.database.execute(sql, values).fetchall()

    def close(self) -> None:
        """Read no more."""
        with self._lock:
            self.database.close()


def open_recording(path: Path) -> Reader:
    """Open a recording, whole or still being written.

    Raises:
        RecordingError: it cannot be read, is damaged, foreign, of a later version, or empty.
    """
    return Reader(path)
