"""Dates in rules: ISO 8601 instants, durations and date specifications, all in UTC."""

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from engine.cib.state.values import parse_integer
from engine.cib.xml import Element, attributes, child

_EPOCH: Final = re.compile(r"epoch(?:$|[/\s])", re.IGNORECASE)
_CALENDAR: Final = re.compile(r"(\d+)-(\d+)-(\d+)")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{1,2})")
_TWO: Final = re.compile(r"(\d+)-(\d+)")
_WEEK: Final = re.compile(r"(\d+)-W(\d+)-(\d+)")
_WITH_COLONS: Final = re.compile(r"(\d+)(?::(\d+))?(?::(\d+))?")
_WITHOUT_COLONS: Final = re.compile(r"(\d{1,2})(\d{1,2})?(\d{1,2})?")
_FIELDS: Final = (
    ("seconds", "second"),
    ("minutes", "minute"),
    ("hours", "hour"),
    ("monthdays", "day"),
    ("months", "month"),
    ("years", "year"),
)


def parse_instant(text: str | None) -> datetime | None:
    """An ISO 8601 date and time as Pacemaker reads it; None if unreadable.

    Days may be given as ``2023-11-14``, ``20231114``, ``2023-318`` or ``2023-W46-2``. Without an
    offset it counts as UTC; an offset other than ``Z`` needs a space before it.
    """
    if not text:
        return None
    if _EPOCH.match(text):
        return datetime(1970, 1, 1, tzinfo=UTC)
    rest = text.lstrip("0123456789-W")
    seconds = _seconds_of_day(rest[1:]) if rest[:1] in (" ", "T") else 0
    if seconds is None:
        return None
    try:
        day = _day(text)
        return None if day is None else day + timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        return None


def _day(text: str) -> datetime | None:
    """The beginning of a day."""
    match = _CALENDAR.match(text) or (None if _TWO.match(text) else _COMPACT.match(text))
    if match is not None:
        return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
    match = _TWO.match(text)
    if match is not None:
        year, number = int(match[1]), int(match[2])
        if not 1 <= number <= 365 + calendar.isleap(year):
            return None
        return datetime(year, 1, 1, tzinfo=UTC) + timedelta(number - 1)
    match = _WEEK.match(text)
    if match is None:
        return None
    return datetime.fromisocalendar(int(match[1]), int(match[2]), int(match[3])).replace(tzinfo=UTC)


def _seconds_of_day(text: str) -> int | None:
    """Seconds since midnight UTC, beyond the day where the offset says so."""
    seconds = _clock(text)
    offset: int | None = 0
    if seconds is not None and "Z" not in text:
        zone = text.partition(" ")[2].lstrip()
        if zone[:1] in ("+", "-") or zone[:1].isdigit():
            offset = _clock(zone.lstrip("+-"))
            if offset is not None and zone[0] == "-":
                offset = -offset
    return None if seconds is None or offset is None else seconds - offset


def _clock(text: str) -> int | None:
    """``hh``, ``hhmm``, ``hhmmss`` or the same with colons, in seconds."""
    if not text:
        return 0
    match = _WITH_COLONS.match(text)
    if match is None or match[2] is None:
        match = _WITHOUT_COLONS.match(text)
    if match is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.groups())
    if hour == 24 and not minute and not second:
        return 24 * 3600
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour * 3600 + minute * 60 + second


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
    day = start.timetuple().tm_yday
    start = start.replace(year=start.year + parse_integer(duration.get("years")), month=1, day=1)
    # The day keeps its number within the year, leap years or not.
    start += timedelta(days=day - 1)
    month = start.month - 1 + parse_integer(duration.get("months"))
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
