"""Roles, numbers and intervals as Pacemaker reads them from text."""

import re
from typing import Final

from engine.cib.boolean import parse_boolean
from engine.cib.duration import parse_duration

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
_NUMBER: Final = re.compile(r"\s*([+-]?\d{1,18})")
"""Of a longer one matters only that it is large."""


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


def parse_milliseconds(text: str | None) -> int:
    """An interval specification (``30``, ``20s``, ``1min``, ``PT5M``) in milliseconds, else 0."""
    return max(0, parse_duration(text) or 0)
