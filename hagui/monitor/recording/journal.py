"""Writes a recording, entry by entry, and lets the oldest go. Blocks; for one thread."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from engine.cib.document import Cib
from engine.cib.errors import CibError
from engine.cib.patch.apply import apply
from engine.cib.patch.errors import PatchError
from engine.cib.patch.patchset import Patchset
from hagui.cluster.events import Event
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
from hagui.monitor.recording.file import open_to_write
from hagui.monitor.recording.packing import Packer, pack
from hagui.monitor.recording.rows import bar_row, span_row

LEAST: Final = 128 * 1024
"""Characters of patches after which there is a keyframe at the earliest."""
TIMES: Final = 0.25
"""So many times as much as the keyframe's own text may be in patches before there is another.
A character of a patch takes four times as long to apply as one of a document to read and work out:
reaching a moment takes at most about twice as long as reading its document."""
EVENTS: Final = 50_000
"""Events that are kept at most, the newest."""
SHARE: Final = 20
"""One part in so many is let go when there is too much."""
SLACK: Final = 3600.0
"""Seconds by which something may be kept longer than it has to be."""
OPEN_EVERY: Final = 10.0
"""Seconds after which it is put down again that the cluster is still watched."""
_WEIGHT: Final = (
    "SELECT coalesce(sum(length(diff) + 24), 0) FROM frames WHERE number >= ? AND number < ?"
)
_CUT_NUMBER: Final = (
    "DELETE FROM keyframes WHERE number < ?",
    "DELETE FROM frames WHERE number < ?",
    "UPDATE frames SET diff = NULL WHERE number = ?",
)
_CUT_TIME: Final = (
    "DELETE FROM segments WHERE end < ? AND number < (SELECT max(number) FROM segments)",
    "UPDATE segments SET begin = max(begin, ?)",
    "DELETE FROM bars WHERE end < ?",
    "DELETE FROM spans WHERE end < ?",
    "DELETE FROM marks WHERE time < ?",
    "DELETE FROM events WHERE time < ?",
    "DELETE FROM notes WHERE at < ?",
    # the last fact before holds on
    (
        "DELETE FROM facts WHERE time < ?1 AND number NOT IN"
        " (SELECT max(number) FROM facts WHERE time <= ?1 GROUP BY segment)"
    ),
)
_CUT_EVENTS: Final = (
    "DELETE FROM events WHERE (segment, number) <= (SELECT segment, number FROM events"
    " ORDER BY segment DESC, number DESC LIMIT 1 OFFSET ?)"
)
_CUT_LOOSE: Final = (
    # what had not ended when its segment did
    "DELETE FROM bars WHERE segment NOT IN (SELECT number FROM segments)",
    "DELETE FROM spans WHERE segment NOT IN (SELECT number FROM segments)",
    "DELETE FROM facts WHERE segment NOT IN (SELECT number FROM segments)",
)
"""What goes with the oldest frames: by the number and the time of the first that stays."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept of one cluster; beyond it the oldest goes."""

    days: float = 7.0
    mib: float = 256.0
    """Of the database; its journal may come to some MiB more."""


class Journal:
    """A recording that goes on."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Go on with the one at ``path``.

        Raises:
            RecordingError: it is damaged, foreign or of a later version.
            OSError, sqlite3.Error: it cannot be written.
        """
        self._limits = limits
        self._database = open_to_write(path)
        self._cib: Cib | None = None
        self._packer: Packer | None = None
        self._since = 0
        self._room = 0.0
        self._events = 0
        self._alive = 0.0
        self._grown = False
        try:
            self._number = self._one("SELECT coalesce(max(number), 0) FROM frames")
            self._segment = self._one("SELECT coalesce(max(number), 0) FROM segments")
            self._at = float(self._one("SELECT coalesce(max(at), 0) FROM frames"))
        except BaseException:
            self._database.close()
            raise

    def write(self, entry: Entry) -> bool:
        """Put one entry down; ``commit`` makes it last.

        Returns:
            False where a patch does not follow on what was recorded: nothing is recorded until
            there is a whole document again.

        Raises:
            sqlite3.Error: it cannot be written.
        """
        if not self._database.in_transaction:
            self._database.execute("BEGIN IMMEDIATE")
        match entry:
            case Begun(told, events):
                self._segment += 1
                values = (self._segment, told.at, told.at)
                self._database.execute("INSERT INTO segments VALUES (?, ?, ?)", values)
                self._tell(told)
                self._happen(events)
            case Whole(at, text):
                return self._whole(at, text)
            case Patched(at, diff):
                return self._patch(at, diff)
            case Told():
                self._tell(entry)
            case Happened(_, events, superseded):
                gone = [(self._segment, number) for number in superseded]
                sql = "DELETE FROM events WHERE segment = ? AND number = ?"
                self._database.executemany(sql, gone)
                self._happen(events)
            case Noted(at, name, key, value):
                body = msgspec.json.encode(value).decode()
                self._database.execute(
                    "INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?)",
                    (self._segment, name, key, at, body),
                )
            case Alive(at):
                if at - self._alive < OPEN_EVERY:
                    return True
        self._last(entry.told.at if isinstance(entry, Begun) else entry.at)
        return True

    def commit(self) -> None:
        """Make all last that was put down; lets the oldest go where there is too much.

        Raises:
            sqlite3.Error: it cannot be written.
        """
        if not self._database.in_transaction:
            return
        if self._grown:
            self._grown = False
            self._shed()
        self._database.execute("COMMIT")
        self._database.execute("PRAGMA incremental_vacuum")

    def close(self) -> None:
        """Write no more; the file is then one whole without a journal beside it.

        Raises:
            sqlite3.Error: what was put down last could not be made to last.
        """
        try:
            self.commit()
            self._database.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise  # else somebody reads it, and all is well as it is
        finally:
            self._database.close()

    # documents

    def _whole(self, at: float, text: str) -> bool:
        try:
            cib = Cib.parse(text)
        except CibError:
            return False
        if self._cib is None or cib.canonical() != self._cib.canonical():
            self._cib = cib
            self._frame(at, None)
            self._keyframe()
        self._last(at)
        return True

    def _patch(self, at: float, diff: str) -> bool:
        if self._cib is None or self._packer is None:
            return False
        try:
            apply(self._cib, Patchset.parse(diff))
        except PatchError:
            self._cib = None
            return False
        self._frame(at, self._packer.pack(diff))
        self._since += len(diff)
        if self._since >= self._room:
            self._keyframe()
        self._last(at)
        return True

    def _frame(self, at: float, diff: bytes | None) -> None:
        self._number += 1
        self._at = max(self._at, at)  # a clock may be set back; moments stay in order
        values = (self._number, self._at, diff)
        self._database.execute("INSERT INTO frames VALUES (?, ?, ?)", values)

    def _keyframe(self) -> None:
        assert self._cib is not None
        text = self._cib.text()
        values = (self._number, self._at, pack(text))
        self._database.execute("INSERT INTO keyframes VALUES (?, ?, ?)", values)
        self._packer = Packer(text)
        self._since, self._room = 0, max(LEAST, TIMES * len(text))
        self._grown = True

    # all else

    def _tell(self, told: Told) -> None:
        run, segment = self._database.executemany, self._segment
        bars = [bar_row(segment, bar) for bar in told.bars]
        spans = [span_row(segment, span) for span in told.spans]
        run("INSERT OR REPLACE INTO bars VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", bars)
        run("INSERT OR REPLACE INTO spans VALUES (?, ?, ?, ?, ?, ?, ?)", spans)
        marks = "INSERT INTO marks VALUES (NULL, ?, ?, ?)"
        run(marks, [(segment, mark.time, _json(mark)) for mark in told.marks])
        facts = [(segment, fact.time, fact.dc, fact.quorate, fact.stale) for fact in told.facts]
        run("INSERT INTO facts VALUES (NULL, ?, ?, ?, ?, ?)", facts)

    def _happen(self, events: tuple[Event, ...]) -> None:
        self._events += len(events)
        if self._events > EVENTS // SHARE:
            self._events = 0
            self._database.execute(_CUT_EVENTS, (EVENTS,))
        rows = [(self._segment, event.number, event.time, _json(event)) for event in events]
        self._database.executemany("INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?)", rows)

    def _last(self, at: float) -> None:
        self._alive = max(self._alive, at)
        sql = "UPDATE segments SET end = max(end, ?) WHERE number = ?"
        self._database.execute(sql, (at, self._segment))

    # limits

    def _shed(self) -> None:
        """Let the oldest stretches go, each from one keyframe to the next; some more than is
        needed, so that it is seldom done.
        """
        most = self._limits.mib * 2**20
        over = self._pages() * self._one("PRAGMA page_size") - most
        wanted = over + most / SHARE if over > 0 else 0.0
        oldest = self._at - self._limits.days * 86_400
        first = self._one("SELECT at FROM keyframes ORDER BY number LIMIT 1")
        late = first < oldest - SLACK
        if not wanted and not late:
            return
        found: tuple[int, float] | None = None
        sql = "SELECT number, at, length(cib) FROM keyframes ORDER BY number"
        begin, freed = 0, 0
        for number, at, size in self._database.execute(sql).fetchall():
            freed += self._one(_WEIGHT, (begin, number))
            if found is not None and freed > wanted and at > oldest:
                break
            begin, found = number, (number, at)
            freed += size
        if found is not None:
            self._cut(*found)

    def _cut(self, number: int, at: float) -> None:
        run = self._database.execute
        for sql in _CUT_NUMBER:
            run(sql, (number,))
        for sql in _CUT_TIME:
            run(sql, (at,))
        for sql in _CUT_LOOSE:
            run(sql)

    def _pages(self) -> int:
        return self._one("PRAGMA page_count") - self._one("PRAGMA freelist_count")

    def _one(self, sql: str, values: tuple[object, ...] = ()) -> int:
        return self._database.execute(sql, values).fetchone()[0]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
