"""The file that a recording is: an SQLite database of its own kind.

``keyframes`` are whole CIBs, ``frames`` the patches between them; a frame without a patch is
another document, and has a keyframe. ``segments`` are the times through which the cluster was
watched without a break. The story (spans, bars, marks, facts), the event list and whatever else
was noted stand beside them, so that a recording is opened without applying a single patch.
"""

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Final

from hagui.drafts.files import make_folder
from hagui.monitor.recording import words

SUFFIX: Final = ".hagui"
FORMAT: Final = 1
"""Counts up when something that is in files already means something else."""
LATEST: Final = (
    "SELECT max(number) FROM frames WHERE at = (SELECT max(at) FROM frames WHERE at <= ?)"
)
"""Number of the last frame not after a time; null where there is none."""
_APPLICATION: Final = 0x68616775
_MAGIC: Final = b"SQLite format 3\x00"
_FORMAT_AT, _APPLICATION_AT, _HEADER = 60, 68, 100
_SCHEMA: Final = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE segments (number INTEGER PRIMARY KEY, begin REAL NOT NULL, end REAL NOT NULL)",
    "CREATE TABLE keyframes (number INTEGER PRIMARY KEY, at REAL NOT NULL, cib BLOB NOT NULL)",
    "CREATE TABLE frames (number INTEGER PRIMARY KEY, at REAL NOT NULL, diff BLOB)",
    "CREATE INDEX frames_at ON frames (at)",
    (
        "CREATE TABLE bars (segment INTEGER NOT NULL, number INTEGER NOT NULL, node TEXT NOT NULL,"
        " resource TEXT, task TEXT NOT NULL, interval_ms INTEGER NOT NULL, queued REAL NOT NULL,"
        " begun REAL NOT NULL, end REAL, outcome TEXT NOT NULL, rc INTEGER, reason TEXT NOT NULL,"
        " exact INTEGER NOT NULL, PRIMARY KEY (segment, number)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE spans (segment INTEGER NOT NULL, begin REAL NOT NULL, node TEXT NOT NULL,"
        " instance TEXT NOT NULL, state TEXT NOT NULL, end REAL, blocked INTEGER NOT NULL,"
        " PRIMARY KEY (segment, begin, node, instance)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE marks (number INTEGER PRIMARY KEY, segment INTEGER NOT NULL,"
        " time REAL NOT NULL, body TEXT NOT NULL)"
    ),
    (
        "CREATE TABLE facts (number INTEGER PRIMARY KEY, segment INTEGER NOT NULL,"
        " time REAL NOT NULL, dc TEXT, quorate INTEGER NOT NULL, stale INTEGER NOT NULL)"
    ),
    (
        "CREATE TABLE events (segment INTEGER NOT NULL, number INTEGER NOT NULL,"
        " time REAL NOT NULL, body TEXT NOT NULL, PRIMARY KEY (segment, number)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE notes (segment INTEGER NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL,"
        " at REAL NOT NULL, body TEXT NOT NULL, PRIMARY KEY (segment, name, key)) WITHOUT ROWID"
    ),
)


def is_recording(path: str | Path) -> bool:
    """Whether a file is to be opened as a recording, also where it is damaged or of a later
    version; reads at most a hundred bytes.
    """
    path = Path(path)
    if path.suffix == SUFFIX:
        return True
    try:
        return _application(_header(path)) == _APPLICATION
    except OSError:
        return False


def create(path: Path, name: str) -> None:
    """Make a recording that holds nothing yet, which only its owner may read.

    Args:
        path: where; a file that is there already is replaced.
        name: of the cluster, as it is called on screen.

    Raises:
        OSError, sqlite3.Error: it cannot be made; what was there is as it was.
    """
    make_folder(path.parent)
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        os.close(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with contextlib.closing(_connect(fresh)) as database:
            database.execute("PRAGMA auto_vacuum = INCREMENTAL")
            database.execute(f"PRAGMA application_id = {_APPLICATION}")
            database.execute(f"PRAGMA user_version = {FORMAT}")
            database.execute("BEGIN")
            for statement in _SCHEMA:
                database.execute(statement)
            database.execute("INSERT INTO meta VALUES ('name', ?)", (name,))
            database.execute("COMMIT")
        fresh.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def open_to_write(path: Path) -> sqlite3.Connection:
    """Go on with a recording. What is committed outlives a crash of this program.

    Raises:
        RecordingError: it is damaged, foreign or of a later version.
        OSError, sqlite3.Error: it cannot be written.
    """
    _check_header(path)
    database = _connect(path)
    try:
        _check_schema(database, path)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA busy_timeout = 2000")
    except BaseException:
        database.close()
        raise
    return database


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open one that may still be written by another; also where nothing may be written at all.

    Raises:
        RecordingError: it cannot be read, is damaged, foreign or of a later version.
    """
    try:
        _check_header(path)
    except OSError as error:
        raise words.unreadable(path, error) from None
    place = path.absolute().as_uri()
    try:
        database = _connect(f"{place}?mode=ro")
        try:
            database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError:  # no room for what readers of a journal share
            database.close()
            database = _connect(f"{place}?mode=ro&immutable=1")
        try:
            _check_schema(database, path)
            database.execute("PRAGMA query_only = ON")
        except BaseException:
            database.close()
            raise
    except (sqlite3.Error, ValueError) as error:  # also words that are no text
        raise words.unreadable(path, error) from None
    return database


def _connect(path: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, uri=isinstance(path, str)
    )
    database.execute("PRAGMA trusted_schema = OFF")  # files come from anywhere
    database.execute("PRAGMA cell_size_check = ON")
    return database


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADER)


def _application(header: bytes) -> int | None:
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        return None
    return int.from_bytes(header[_APPLICATION_AT : _APPLICATION_AT + 4], "big")


def _check_header(path: Path) -> None:
    header = _header(path)
    if len(header) < _HEADER:
        raise words.damaged(path, f"{len(header)} bytes")
    if _application(header) != _APPLICATION:
        raise words.foreign(path)
    found = int.from_bytes(header[_FORMAT_AT : _FORMAT_AT + 4], "big")
    if found > FORMAT:
        raise words.newer(path, found, FORMAT)


def _check_schema(database: sqlite3.Connection, path: Path) -> None:
    """Refuse what has other tables, or views and triggers that were never ours."""
    try:
        rows = database.execute(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_stat%'"
        )
        found = {row[0] for row in rows}
    except (sqlite3.DatabaseError, ValueError) as error:
        raise words.damaged(path, str(error)) from None
    if found != set(_SCHEMA):
        raise words.damaged(path, "schema")
