"""What is wrong with a target: codes, which only a front end puts in words."""

import re
from enum import Enum
from typing import Final

from engine.probing.model import How, Target

FASTEST: Final = 0.025
"""Seconds between two questions to one target at the least: 40 a second."""
SLOWEST: Final = 3600.0
QUICKEST: Final = 0.05
"""Seconds that an answer is waited for at the least."""
LONGEST: Final = 10.0
"""The same at the most."""
IN_FLIGHT: Final = 20
"""Questions to one target that may wait for their answers at once."""
PATH: Final = 1024
TEXT: Final = 256
"""Characters of a path and of an expected text at the most."""

_HOST: Final = re.compile(
    r"[A-Za-z0-9_]([A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]{2,45}(%[\w.-]{1,16})?"
)
_PATH: Final = re.compile(r"/[!-~]*")


class Fault(Enum):
    """Why a target cannot be asked as it stands."""

    HOST = "host"
    """No name or address."""
    PORT = "port"
    """None from 1 to 65535."""
    PATH = "path"
    """Does not begin with a slash, is too long, or holds what no path may (it is to be escaped)."""
    TEXT = "text"
    """The expected text is too long."""
    INTERVAL = "interval"
    """Shorter than ``FASTEST`` or longer than ``SLOWEST``."""
    TIMEOUT = "timeout"
    """Shorter than ``QUICKEST`` or longer than ``LONGEST``, or so much longer than the interval
    that more than ``IN_FLIGHT`` questions would wait at once."""


def faults(target: Target) -> tuple[Fault, ...]:
    """All that is wrong with it, in the order of its fields."""
    found: list[Fault] = []
    if not _HOST.fullmatch(target.host):
        found.append(Fault.HOST)
    if target.how is not How.ICMP and not 0 < target.port < 65536:
        found.append(Fault.PORT)
    if target.how is How.HTTP:
        if len(target.path) > PATH or not _PATH.fullmatch(target.path):
            found.append(Fault.PATH)
        if len(target.expected) > TEXT:
            found.append(Fault.TEXT)
    if not FASTEST <= target.interval <= SLOWEST:
        found.append(Fault.INTERVAL)
    elif not QUICKEST <= target.timeout <= min(LONGEST, target.interval * IN_FLIGHT):
        found.append(Fault.TIMEOUT)
    return tuple(found)
