"""Reads a recording: one that is complete, or one that is still being written."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import msgspec

from hagui.cluster.eventlog import LIMIT
from hagui.cluster.events import Event
from hagui.cluster.live import Prepared
from hagui.monitor.recording import words
from hagui.monitor.recording.cibs import Cibs
from hagui.monitor.recording.file import open_to_read
from hagui.monitor.recording.model import Frame
from hagui.monitor.recording.segments import read_segments
from hagui.monitor.story.chronicle import LIMIT_BARS, Chronicle
from hagui.monitor.story.restoring import restore

T = TypeVar("T")
SAME: Final = 2.0
"""Seconds by which the same event may be told at another time once the cluster is seen anew."""


class Reader:
    """A recording; see ``recording.model.Recording``. May be used by one thread at a time, and
    keeps others waiting meanwhile.
    """

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            RecordingError: it cannot be read, is damaged, foreign, of a later version, or empty.
        """
        self.path = path
        self._lock = threading.RLock()
        self._database = open_to_read(path)
        self._cibs = Cibs(self._database, path)
        self._known = 0
        try:
            with self._reading():
                first = self._value("SELECT min(number) FROM keyframes")
                name = self._value("SELECT value FROM meta WHERE key = 'name'")
            if not isinstance(first, int):
                raise words.empty(path)
        except BaseException:
            self._database.close()
            raise
        self._first = first
        self._name = str(name)

    @property
    def name(self) -> str:
        """Of the cluster, as it was called on screen."""
        return self._name

    def __len__(self) -> int:
        with self._reading():
            last = self._value("SELECT max(number) FROM frames")
        return int(last) - self._first + 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def begin(self) -> float:
        """When its first moment was, in seconds since 1970."""
        return self.frame(0).at

    @property
    def end(self) -> float:
        """Until when it was watched, so far."""
        with self._reading():
            return float(self._value("SELECT max(end) FROM segments"))

    def index_at(self, at: float) -> int:
        """The last moment not after ``at``; 0 before the first.

        Raises:
            RecordingError: it cannot be read.
        """
        with self._reading():
            sql = "SELECT number FROM keyframes WHERE at <= ? ORDER BY at DESC, number DESC LIMIT 1"
            row = self._database.execute(sql, (at,)).fetchone()
            keyframe = row[0] if row is not None else None
            if keyframe is None:
                return 0
            sql = "SELECT min(number) FROM keyframes WHERE number > ?"
            beyond = self._value(sql, keyframe)
            if beyond is None:
                beyond = self._value("SELECT max(number) + 1 FROM frames")
            sql = (
                "SELECT number FROM frames WHERE number >= ? AND number < ? AND at <= ?"
                " ORDER BY number DESC LIMIT 1"
            )
            return max(int(self._value(sql, keyframe, beyond, at) or 0) - self._first, 0)

    def frame(self, index: int) -> Frame:
        """How that moment came about.

        Raises:
            RecordingError: it cannot be read, or is no longer kept.
        """
        number = self._number(index)
        with self._reading():
            at = float(self._value("SELECT at FROM frames WHERE number = ?", number))
            return Frame(index, at, self._cibs.diff(number) if index else None)

    def prepared(self, index: int) -> Prepared:
        """The cluster at that moment. May take long: not for the windows' thread.

        Raises:
            RecordingError: it cannot be read, or is no longer kept.
        """
        number = self._number(index)
        with self._reading():
            at = float(self._value("SELECT at FROM frames WHERE number = ?", number))
            cib = self._cibs.at(number)
        return Prepared.of(cib, at)

    def story(self, limit_bars: int = LIMIT_BARS) -> Chronicle:
        """The story up to its end, the newest ``limit_bars`` operations of it.

        Raises:
            RecordingError: it cannot be read.
        """
        with self._reading():
            chapters, forgotten = read_segments(self._database, limit_bars)
        return restore(chapters, limit_bars, forgotten)

    def events(self) -> list[Event]:
        """What the event list held, oldest first; what was told anew after a break only once.

        Raises:
            RecordingError: it cannot be read.
        """
        with self._reading():
            sql = "SELECT segment, body FROM events ORDER BY segment DESC, number DESC LIMIT ?"
            rows = self._database.execute(sql, (LIMIT,)).fetchall()
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
        with self._reading():
            sql = "SELECT body FROM notes WHERE name = ? ORDER BY segment, at, key"
            rows = self._database.execute(sql, (name,)).fetchall()
            return [msgspec.json.decode(body, type=kind) for (body,) in rows]

    def close(self) -> None:
        """Read no more."""
        with self._lock:
            self._database.close()

    def _number(self, index: int) -> int:
        if index < 0 or (index >= self._known and index >= len(self)):
            raise IndexError(index)
        self._known = max(self._known, index + 1)
        return self._first + index

    def _value(self, sql: str, *values: object) -> Any:
        row = self._database.execute(sql, values).fetchone()
        if row is None:
            raise words.dropped()
        return row[0]

    @contextmanager
    def _reading(self) -> Generator[None]:
        with self._lock:
            try:
                yield
            except (sqlite3.Error, msgspec.DecodeError, msgspec.ValidationError) as error:
                raise words.unreadable(self.path, error) from None
            except (TypeError, ValueError, KeyError) as error:
                raise words.damaged(self.path, str(error)) from None


def open_recording(path: Path) -> Reader:
    """Open a recording, whole or still being written.

    Raises:
        RecordingError: it cannot be read, is damaged, foreign, of a later version, or empty.
    """
    return Reader(path)
