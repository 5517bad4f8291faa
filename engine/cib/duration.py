"""Intervals and timeouts as a CIB spells them, in milliseconds."""

import re
from typing import Final

_SIMPLE: Final = re.compile(r"\s*([+-]?\d+)(?:\.\d*)?\s*([a-z]*)\s*\Z", re.IGNORECASE)
_PERIOD: Final = re.compile(
    r"""\s*P
    (?:(\d+)Y)? (?:(\d+)M)? (?:(\d+)W)? (?:(\d+)D)?
    (?:T (?:(\d+)H)? (?:(\d+)M)? (?:(\d+)(?:[.,]\d+)?S)? )?
    \s*\Z""",
    re.VERBOSE | re.IGNORECASE,
)

_SECOND: Final = 1000
_MINUTE: Final = 60 * _SECOND
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_PARTS: Final = (365 * _DAY, 30 * _DAY, 7 * _DAY, _DAY, _HOUR, _MINUTE, _SECOND)

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


def parse_duration(text: str | None) -> int | None:
    """Milliseconds of ``10``, ``10s``, ``1min``, ``500ms``, ``PT1M10S``, …; None where unreadable.

    A bare number is seconds. A fraction is dropped, as Pacemaker does. In an ISO 8601 period a
    year counts 365 days and a month 30.
    """
    if text is None:
        return None
    simple = _SIMPLE.match(text)
    if simple is not None:
        unit = _UNITS.get(simple.group(2).lower())
        if unit is None or len(simple.group(1)) > 19:
            return None
        number = int(simple.group(1))
        return min(number * unit[0] // unit[1], _MOST)
    period = _PERIOD.match(text)
    if period is None or not any(period.groups()):
        return None
    if any(len(part) > 19 for part in period.groups() if part):
        return None
    return min(
        sum(int(part) * size for part, size in zip(period.groups(), _PARTS, strict=True) if part),
        _MOST,
    )


def format_duration(milliseconds: int) -> str:
    """The shortest spelling that goes into a CIB: ``1h``, ``90s``, ``1500ms``, ``0s``."""
    for size, unit in ((_HOUR, "h"), (_MINUTE, "min"), (_SECOND, "s")):
        if milliseconds and milliseconds % size == 0:
            return f"{milliseconds // size}{unit}"
    return f"{milliseconds}ms" if milliseconds else "0s"
