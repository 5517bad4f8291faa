"""Scores: integers that saturate at one million, which is written INFINITY."""

import re
from typing import Final

INFINITY: Final = 1_000_000
"""The largest score; minus this is the smallest."""

_INFINITE: Final = re.compile(r"([+-]?)(?:infinity|inf|∞)\Z", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\s*([+-]?\d+)")
_COLOURS: Final = {"red": -INFINITY, "yellow": 0, "green": 0}


def parse_score(text: str | None, default: int = 0) -> int:
    """The score that ``text`` means, within ±1,000,000; ``default`` where it means none.

    Any spelling of infinity is read, a typographic minus sign, and the colours of node health.
    Like Pacemaker this takes the number that a text begins with.
    """
    if text is None:
        return default
    word = text.strip().replace("−", "-")
    infinite = _INFINITE.match(word)
    if infinite is not None:
        return -INFINITY if infinite.group(1) == "-" else INFINITY
    number = _NUMBER.match(word)
    if number is None:
        return _COLOURS.get(word.lower(), default)
    digits = number.group(1)
    if len(digits) > 20:  # far beyond saturation, and int() has a limit of its own
        return -INFINITY if digits[0] == "-" else INFINITY
    return clamp(int(digits))


def clamp(score: int) -> int:
    """``score`` held within ±1,000,000."""
    if score >= INFINITY:
        return INFINITY
    return -INFINITY if score <= -INFINITY else score


def add(first: int, second: int) -> int:
    """The sum of two scores as Pacemaker adds them: minus infinity wins over everything."""
    if first <= -INFINITY or second <= -INFINITY:
        return -INFINITY
    if first >= INFINITY or second >= INFINITY:
        return INFINITY
    total = first + second
    return total if -INFINITY < total < INFINITY else clamp(total)


def format_score(score: int) -> str:
    """The spelling that goes into a CIB: ``INFINITY``, ``-INFINITY`` or the number."""
    if score >= INFINITY:
        return "INFINITY"
    if score <= -INFINITY:
        return "-INFINITY"
    return str(score)
