"""Intervals and timeouts as a CIB spells them, in milliseconds."""

import re
from typing import Final

_SIMPLE: Final = re.compile(r"\s*([+-]?\d+)(?:\.\d*)?\s*([a-z]*)\s*\Z", re.IGNORECASE)
_PERIOD: Final = re.compile(r"\s*P((?:T|\d+(?:[.,]\d+)?[YMWDHS])+)\s*\Z", re.IGNORECASE)
_PART: Final = re.compile(r"(T)|(\d+)(?:[.,]\d+)?([YMWDHS])", re.IGNORECASE)

_SECOND: Final = 1000
_MINUTE: Final = 60 * _SECOND
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_DATE: Final = {"Y": 365 * _DAY, "M": 30 * _DAY, "W": 7 * _DAY, "D": _DAY}
_TIME: Final = {"H": _HOUR, "M": _MINUTE, "S": _SECOND}

_UNITS: Final = {
    "": (_SECOND, 1),
    "s": (_SECOND, 1),
    "sec": (_SECOND, 1),
    "ms": (1, 1),
    "msec": (1, 1),
    "us": (1, 1000),
    "usec": (1, 1000),
    "m": (_MINUTE, 1),
    "min": (_MINUTE, 1),
    "h": (_HOUR, 1),
    "hr": (_HOUR, 1),
}
_MOST: Final = 2**63 - 1
_LONGEST: Final = 19
"""Digits beyond which a number is no duration."""


def parse_duration(text: str | None) -> int | None:
    """Milliseconds of ``10``, ``10s``, ``1min``, ``500ms``, ``PT1M10S``, …; None where unreadable.

    A bare number is seconds. A fraction is dropped, as Pacemaker does. In an ISO 8601 period a
    year counts 365 days and a month 30, and like Pacemaker this does not insist on the ``T``
    where hours or seconds can be nothing else (``P40S``).
    """
    if text is None:
        return None
    simple = _SIMPLE.match(text)
    if simple is not None:
        unit = _UNITS.get(simple.group(2).lower())
        if unit is None or len(simple.group(1)) > _LONGEST:
            return None
        return min(int(simple.group(1)) * unit[0] // unit[1], _MOST)
    period = _PERIOD.match(text)
    return None if period is None else _period(period.group(1))


def _period(parts: str) -> int | None:
    total = 0
    of_time = counted = False
    for mark, number, letter in _PART.findall(parts):
        if mark:
            of_time = True
            continue
        letter = letter.upper()
        size = (_TIME if of_time or letter not in _DATE else _DATE).get(letter)
        if size is None or len(number) > _LONGEST:
            return None
        counted = True
        total += int(number) * size
    return min(total, _MOST) if counted else None
