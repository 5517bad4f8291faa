"""Reads the story of a recording, chapter by chapter."""

import sqlite3
from typing import Any, Final

import msgspec

from engine.cib.state.model import Condition, Role
from hagui.monitor.story.chronicle import LIMIT_MARKS
from hagui.monitor.story.model import Bar, Mark, NodeSpan, Outcome, RunSpan
from hagui.monitor.story.restoring import Chapter
from hagui.monitor.story.truth import Cluster

CLOCKS = "clocks"
"""Name of the note that tells what was seen of the nodes' clocks."""

_BARS_BEYOND: Final = (
    "SELECT segment, number, coalesce(end, begun) FROM bars"
    " ORDER BY segment DESC, number DESC LIMIT 1 OFFSET ?"
)
_BARS: Final = (
    "SELECT segment, node, resource, task, interval_ms, queued, begun, end, outcome, rc, reason,"
    " exact, number FROM bars WHERE (segment, number) > (?, ?) ORDER BY segment, number"
)
_SPANS_BEYOND: Final = (
    "SELECT segment, begin, coalesce(end, begin) FROM spans"
    " ORDER BY segment DESC, begin DESC LIMIT 1 OFFSET ?"
)
_SPANS: Final = (
    "SELECT segment, instance, node, state, begin, end, blocked FROM spans"
    " WHERE (segment, begin) > (?, ?) ORDER BY segment, begin"
)


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
    # of the newest, the last come first
    sql = "SELECT segment, body FROM marks ORDER BY number DESC LIMIT ?"
    for segment, body in database.execute(sql, (LIMIT_MARKS,)):
        if segment in chapters:
            chapters[segment].marks.append(msgspec.json.decode(body, type=Mark))
    sql = "SELECT segment, time, dc, quorate, stale FROM facts ORDER BY number DESC LIMIT ?"
    for segment, *fact in database.execute(sql, (LIMIT_MARKS,)):
        if segment in chapters:
            time, dc, quorate, stale = fact
            chapters[segment].facts.append(Cluster(time, dc, bool(quorate), bool(stale)))
    for chapter in chapters.values():
        chapter.marks.reverse()
        chapter.facts.reverse()
    sql = "SELECT segment, body FROM notes WHERE name = ?"
    for segment, body in database.execute(sql, (CLOCKS,)):
        if segment in chapters:
            chapters[segment].clocks = msgspec.json.decode(body, type=dict[str, list[float]])
    return list(chapters.values()), max((time for time in cut if time is not None), default=None)


def _bars(database: sqlite3.Connection, chapters: dict[int, Chapter], limit: int) -> float | None:
    beyond = database.execute(_BARS_BEYOND, (limit,)).fetchone() or (-1, -1, None)
    outcomes = {item.value: item for item in Outcome}
    one: dict[Any, Any] = {}
    same = one.setdefault  # the same few names over and over: each is kept once
    for segment, node, resource, task, interval, queued, begun, end, *rest in database.execute(
        _BARS, beyond[:2]
    ):
        chapter = chapters.get(segment)
        if chapter is None:
            continue
        outcome, rc, reason, exact, number = rest
        chapter.bars.append(
            Bar(
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
                exact != 0,
                number,
            )
        )
    return beyond[2]


def _spans(database: sqlite3.Connection, chapters: dict[int, Chapter], limit: int) -> float | None:
    beyond = database.execute(_SPANS_BEYOND, (limit,)).fetchone() or (-1, -1.0, None)
    conditions = {item.value: item for item in Condition}
    roles = {item.value: item for item in Role}
    one: dict[Any, Any] = {}
    same = one.setdefault
    for segment, instance, node, state, begin, end, blocked in database.execute(_SPANS, beyond[:2]):
        chapter = chapters.get(segment)
        if chapter is None:
            continue
        node = same(node, node)
        if instance:
            name = same(instance, instance)
            chapter.spans.append(RunSpan(name, node, roles[state], begin, end, blocked != 0))
        else:
            chapter.spans.append(NodeSpan(node, conditions[state], begin, end))
    return beyond[2]
