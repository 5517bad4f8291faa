"""Dates in rules: ISO 8601 instants, durations and date specifications, all in UTC."""

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from engine.cib.state.values import parse_integer
from engine.cib.xml import Element, attributes, child

_ORDINAL: Final = re.compile(r"(\d{4})-(\d{3})(.*)$")
_FIELDS: Final = (
    ("seconds", "second"),
    ("minutes", "minute"),
    ("hours", "hour"),
    ("monthdays", "day"),
    ("months", "month"),
    ("years", "year"),
)


def parse_instant(text: str | None) -> datetime | None:
    """An ISO 8601 date and time; without an offset it counts as UTC. None if unreadable."""
    if not text:
        return None
    words = text.strip().replace(" ", "T", 1)
    ordinal = _ORDINAL.match(words)
    try:
        if ordinal:
            start = datetime(int(ordinal[1]), 1, 1, tzinfo=UTC) + timedelta(int(ordinal[2]) - 1)
            words = start.date().isoformat() + ordinal[3]
        instant = datetime.fromisoformat(words.removesuffix("Z").rstrip())
    except ValueError:
        return None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def date_expression_holds(expression: Element, now: float | None) -> bool:
    """Whether a ``date_expression`` is in effect at ``now`` (seconds since 1970).

    Without a ``now`` it is not.
    """
    if now is None:
        return False
    instant = datetime.fromtimestamp(now, UTC)
    start = parse_instant(expression.get("start"))
    end = parse_instant(expression.get("end"))
    duration = child(expression, "duration")
    if start is not None and end is None and duration is not None:
        end = after(start, attributes(duration))
    operation = (expression.get("operation") or "in_range").lower()
    if operation == "in_range":
        if start is None and end is None:
            return False
        return (start is None or instant >= start) and (end is None or instant <= end)
    if operation == "gt":
        return start is not None and instant > start
    if operation == "lt":
        return end is not None and instant < end
    if operation == "date_spec":
        specification = child(expression, "date_spec")
        return specification is not None and _matches(specification, instant)
    return False


def after(start: datetime, duration: Mapping[str, str]) -> datetime:
    """The end of a rule's ``duration`` that begins at ``start``; months and years by the calendar.

    Raises:
        ValueError, OverflowError: it lies outside the calendar.
    """
    months = parse_integer(duration.get("months")) + 12 * parse_integer(duration.get("years"))
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return start.replace(year=year, month=month, day=day) + timedelta(
        weeks=parse_integer(duration.get("weeks")),
        days=parse_integer(duration.get("days")),
        hours=parse_integer(duration.get("hours")),
        minutes=parse_integer(duration.get("minutes")),
        seconds=parse_integer(duration.get("seconds")),
    )


def _matches(specification: Element, instant: datetime) -> bool:
    year, week, weekday = instant.isocalendar()
    values = {attribute: int(getattr(instant, name)) for attribute, name in _FIELDS}
    values |= {
        "yeardays": instant.timetuple().tm_yday,
        "weeks": week,
        "weekyears": year,
        "weekdays": weekday,
    }
    return all(_within(specification.get(name), value) for name, value in values.items())


def _within(text: str | None, value: int) -> bool:
    if not text:
        return True
    low, dash, high = text.strip().partition("-")
    if not dash:
        return value == parse_integer(low, -1)
    return (not low or value >= parse_integer(low)) and (not high or value <= parse_integer(high))
