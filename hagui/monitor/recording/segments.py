"""Reads the story of a recording, chapter by chapter."""

import sqlite3
from typing import Any

import msgspec

from engine.cib.state.model import Condition, Role
from hagui.monitor.recording.rows import BAR_COLUMNS, SPAN_COLUMNS
from hagui.monitor.story.model import Bar, Mark, NodeSpan, Outcome, RunSpan
from hagui.monitor.story.restoring import Chapter
from hagui.monitor.story.truth import Cluster

CLOCKS = "clocks"
"""Name of the note that tells what was seen of the nodes' clocks."""


def read_segments(database: sqlite3.Connection, limit: int) -> tuple[list[Chapter], float | None]:
    """The story, in order of time.

    Args:
        database: of the recording.
        limit: the newest so many bars, and as many spans.

    Returns:
        Its chapters, and the time before which something is left out; None: nothing is.

    Raises:
        sqlite3.Error, msgspec.DecodeError, ValueError, KeyError, TypeError: it is damaged.
    """
    rows = database.execute("SELECT number, begin, end FROM segments ORDER BY number")
    chapters = {number: Chapter(begin, end) for number, begin, end in rows}
    cut = [_bars(database, chapters, limit), _spans(database, chapters, limit)]
    for segment, body in database.execute("SELECT segment, body FROM marks ORDER BY number"):
        if segment in chapters:
            chapters[segment].marks.append(msgspec.json.decode(body, type=Mark))
    sql = "SELECT segment, time, dc, quorate, stale FROM facts ORDER BY number"
    for segment, *fact in database.execute(sql):
        if segment in chapters:
            time, dc, quorate, stale = fact
            chapters[segment].facts.append(Cluster(time, dc, bool(quorate), bool(stale)))
    sql = "SELECT segment, body FROM notes WHERE name = ?"
    for segment, body in database.execute(sql, (CLOCKS,)):
        if segment in chapters:
            chapters[segment].clocks = msgspec.json.decode(body, type=dict[str, list[float]])
    return list(chapters.values()), max((time for time in cut if time is not None), default=None)


def _bars(database: sqlite3.Connection, chapters: dict[int, Chapter], limit: int) -> float | None:
    sql = f"SELECT {BAR_COLUMNS} FROM bars ORDER BY segment DESC, number DESC LIMIT ?"  # noqa: S608
    rows = database.execute(sql, (limit,)).fetchall()
    rows.reverse()
    outcomes = {item.value: item for item in Outcome}
    one: dict[Any, Any] = {}
    same = one.setdefault  # the same few names over and over: each is kept once
    for row in rows:
        (segment, node, resource, task, interval, queued, begun, end, outcome, rc, reason) = row[
            :11
        ]
        chapter = chapters.get(segment)
        if chapter is not None:
            bar = Bar(
                same(node, node),
                same(resource, resource),
                same(task, task),
                interval,
                queued,
                begun,
                end,
                outcomes[outcome],
                rc,
                same(reason, reason),
                row[11] != 0,
                row[12],
            )
            chapter.bars.append(bar)
    return _first_end(rows, 7) if len(rows) == limit else None


def _spans(database: sqlite3.Connection, chapters: dict[int, Chapter], limit: int) -> float | None:
    sql = f"SELECT {SPAN_COLUMNS} FROM spans ORDER BY segment DESC, begin DESC LIMIT ?"  # noqa: S608
    rows = database.execute(sql, (limit,)).fetchall()
    rows.reverse()
    conditions = {item.value: item for item in Condition}
    roles = {item.value: item for item in Role}
    one: dict[Any, Any] = {}
    same = one.setdefault
    for segment, instance, node, state, begin, end, blocked in rows:
        chapter = chapters.get(segment)
        if chapter is None:
            continue
        node = same(node, node)
        if instance:
            name = same(instance, instance)
            chapter.spans.append(RunSpan(name, node, roles[state], begin, end, blocked != 0))
        else:
            chapter.spans.append(NodeSpan(node, conditions[state], begin, end))
    return _first_end(rows, 5) if len(rows) == limit else None


def _first_end(rows: list[tuple[Any, ...]], column: int) -> float | None:
    return next((row[column] for row in rows if row[column] is not None), None)
