"""Scores, intervals, numbers and roles as Pacemaker reads them from text."""

import re
from typing import Final

from engine.cib.boolean import parse_boolean

INFINITY: Final = 1_000_000

# Roles in Pacemaker's own order: a comparison means "more active than".
UNKNOWN: Final = 0
STOPPED: Final = 1
STARTED: Final = 2
UNPROMOTED: Final = 3
PROMOTED: Final = 4

_ROLES: Final = {
    "stopped": STOPPED,
    "started": STARTED,
    "unpromoted": UNPROMOTED,
    "slave": UNPROMOTED,
    "promoted": PROMOTED,
    "master": PROMOTED,
}
_INTERVAL: Final = re.compile(r"\s*(\d+)(?:\.\d*)?\s*([a-zA-Z]*)")
_DURATION: Final = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$"
)
_NUMBER: Final = re.compile(r"\s*([+-]?\d+)")


def is_true(text: str | None) -> bool:
    """Whether ``text`` spells truth; absent or unreadable is not true."""
    return parse_boolean(text) is True


def parse_role(text: str | None) -> int:
    """One of the role numbers above; both spellings of the promoted roles are read."""
    return _ROLES.get((text or "").lower(), UNKNOWN)


def parse_integer(text: str | None, default: int = 0) -> int:
    """The whole number that ``text`` begins with."""
    match = _NUMBER.match(text) if text else None
    return int(match.group(1)) if match else default


def parse_score(text: str | None, colours: dict[str, int] | None = None) -> int:
    """A score, held within ±INFINITY; ``colours`` gives red, yellow and green their scores."""
    if text is None:
        return 0
    word = text.lower()
    if word == "-infinity":
        return -INFINITY
    if word in ("infinity", "+infinity"):
        return INFINITY
    if word in ("red", "yellow", "green"):
        return (colours or {}).get(word, 0)
    return max(-INFINITY, min(INFINITY, parse_integer(text)))


def add_scores(first: int, second: int) -> int:
    """Sum of two scores; −INFINITY wins over +INFINITY, and both over anything else."""
    if -INFINITY in (first, second):
        return -INFINITY
    if INFINITY in (first, second):
        return INFINITY
    return max(-INFINITY, min(INFINITY, first + second))


def parse_milliseconds(text: str | None) -> int:
    """An interval specification (``30``, ``20s``, ``1min``, ``PT5M``) in milliseconds, else 0."""
    if not text:
        return 0
    if text[0] == "P":
        return _iso_duration(text)
    match = _INTERVAL.match(text)
    if match is None:
        return 0
    number, unit = int(match.group(1)), match.group(2).lower()
    if unit.startswith("ms"):
        return number
    if unit.startswith("us"):
        return number // 1000
    if unit == "" or unit.startswith("s"):
        return number * 1000
    if unit.startswith("m"):
        return number * 60_000
    if unit.startswith("h"):
        return number * 3_600_000
    return 0


def _iso_duration(text: str) -> int:
    match = _DURATION.match(text)
    if match is None:
        return 0
    years, months, weeks, days, hours, minutes, seconds = (
        int(part or 0) for part in match.groups()
    )
    whole_days = years * 365 + months * 30 + weeks * 7 + days
    return (((whole_days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
