"""Saves a stretch of time out of a recording, as a file of its own that can be sent to others."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from hagui.monitor.recording import words
from hagui.monitor.recording.cibs import Cibs
from hagui.monitor.recording.file import LATEST, create, open_to_read
from hagui.monitor.recording.packing import Packer, pack
from hagui.monitor.recording.segments import CLOCKS

AT_ONCE: Final = 500
"""Rows between looks at whether it is still wanted."""
_STORY: Final = (
    (
        "INSERT INTO segments VALUES (?, ?, ?)",
        (
            "SELECT number, max(begin, :begin), min(end, :end) FROM segments"
            " WHERE begin <= :end AND end >= :begin"
        ),
    ),
    (
        "INSERT INTO bars VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "SELECT * FROM bars WHERE queued <= :end AND (end IS NULL OR end >= :begin)",
    ),
    (
        "INSERT INTO spans VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            "SELECT segment, begin, node, instance, state, CASE WHEN end <= :end THEN end END,"
            " blocked FROM spans WHERE begin <= :end AND (end IS NULL OR end >= :begin)"
        ),
    ),
    (
        "INSERT INTO marks VALUES (?, ?, ?, ?)",
        "SELECT * FROM marks WHERE time BETWEEN :begin AND :end",
    ),
    (
        "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)",
        (
            "SELECT * FROM facts WHERE time <= :end AND (time >= :begin OR number IN"
            " (SELECT max(number) FROM facts WHERE time <= :begin GROUP BY segment))"
        ),
    ),
    (
        "INSERT INTO events VALUES (?, ?, ?, ?)",
        "SELECT * FROM events WHERE time BETWEEN :begin AND :end",
    ),
    (
        "INSERT INTO notes VALUES (?, ?, ?, ?, ?)",
        "SELECT * FROM notes WHERE at BETWEEN :begin AND :end OR name = :clocks",
    ),
)
"""How each part of the story is put into the copy, and what of it there is in that time."""


class SavingCancelled(Exception):
    """It is not wanted any more; nothing was saved."""


def save_as(
    source: Path,
    target: Path,
    begin: float,
    end: float,
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Save what was recorded in a stretch of time; the copy begins with a whole document.

    Takes seconds for a long one, so it belongs into a thread; both callbacks are called there.

    Args:
        source: the recording, which may still be written.
        target: the new file; one that is there already is replaced, in the end and in one step.
        begin: in seconds since 1970.
        end: likewise; not before ``begin``.
        progress: is told how much is done, from 0 to 1.
        cancelled: says whether it is not wanted any more.

    Raises:
        RecordingError: nothing was recorded then, it cannot be read, or not be written.
        SavingCancelled: it was not wanted any more.
    """
    fresh = target.with_name(f".{target.name}.part")
    with contextlib.closing(open_to_read(source)) as database:
        try:
            database.execute("BEGIN")  # what is written meanwhile is not seen
            first, last = _between(database, begin, end)
            (name,) = database.execute("SELECT value FROM meta WHERE key = 'name'").fetchone()
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise words.unreadable(source, error) from None
        try:
            create(fresh, name)
            with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as copy:
                copy.execute("PRAGMA journal_mode = OFF")
                copy.execute("BEGIN")
                for done in _copy(database, copy, source, (first, last), (begin, end)):
                    progress(done)
                    if cancelled():
                        raise SavingCancelled
                copy.execute("COMMIT")
            _settle(fresh)
            fresh.replace(target)
        except (OSError, sqlite3.OperationalError) as error:
            raise words.unwritable(target, error) from None
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise words.unreadable(source, error) from None
        finally:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
    progress(1.0)


def _between(database: sqlite3.Connection, begin: float, end: float) -> tuple[int, int]:
    """Numbers of the first and the last frame."""
    one = database.execute
    watched = "SELECT count(*) FROM segments WHERE begin <= ? AND end >= ?"
    (least,) = one("SELECT min(number) FROM keyframes").fetchone()
    if least is None or not one(watched, (end, begin)).fetchone()[0]:
        raise words.nothing_between()
    (first,) = one(LATEST, (begin,)).fetchone()
    (last,) = one(LATEST, (end,)).fetchone()
    return first or least, last or least


def _copy(
    database: sqlite3.Connection,
    copy: sqlite3.Connection,
    source: Path,
    numbers: tuple[int, int],
    times: tuple[float, float],
) -> Iterator[float]:
    """Copy all; says now and then how much is done."""
    first, last = numbers
    cibs = Cibs(database, source)
    text = cibs.at(first).text()
    packer = Packer(text)
    (at,) = database.execute("SELECT at FROM frames WHERE number = ?", (first,)).fetchone()
    at = max(at, times[0])
    copy.execute("INSERT INTO frames VALUES (?, ?, NULL)", (first, at))
    copy.execute("INSERT INTO keyframes VALUES (?, ?, ?)", (first, at, pack(text)))
    sql = "SELECT number FROM keyframes WHERE number > ? AND number <= ? ORDER BY number LIMIT 1"
    row = database.execute(sql, (first, last)).fetchone()
    whole = last if row is None else row[0]
    insert = "INSERT INTO frames VALUES (?, ?, ?)"
    between = "SELECT number, at, diff FROM frames WHERE number > ? AND number <= ? ORDER BY number"
    for number, at, packed in database.execute(between, (first, whole)):
        # as they are, they go on from patches and a document that the copy does not have
        diff = None if packed is None else packer.pack(cibs.diff(number) or "")
        copy.execute(insert, (number, at, diff))
        if number % AT_ONCE == 0:
            yield 0.0
    rows = database.execute(between, (whole, last))
    while found := rows.fetchmany(AT_ONCE):
        copy.executemany(insert, found)
        yield (found[-1][0] - first) / (last - first) * 0.8
    sql = "SELECT * FROM keyframes WHERE number > ? AND number <= ? ORDER BY number"
    rows = database.execute(sql, (first, last))
    while found := rows.fetchmany(16):
        copy.executemany("INSERT INTO keyframes VALUES (?, ?, ?)", found)
        yield 0.8 + (found[-1][0] - first) / (last - first) * 0.1
    bounds = {"begin": times[0], "end": times[1], "clocks": CLOCKS}
    for statement, wanted in _STORY:
        rows = database.execute(wanted, bounds)
        while found := rows.fetchmany(AT_ONCE):
            copy.executemany(statement, found)
            yield 0.9


def _settle(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
