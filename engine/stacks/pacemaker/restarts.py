"""When a watching child is started again, and what its end means: a pure machine."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from engine.stacks.pacemaker import childside

FIRST_DELAY: Final = 0.1
LONGEST_DELAY: Final = 2.0
"""Seconds between two starts; short, as operators wait for the picture to come back."""
DENIED_DELAY: Final = 2.0
"""Seconds; Corosync lets Pacemaker's users in only once Pacemaker has started."""
CRASHES: Final = 4
"""So many crashes in a row, and the library is not trusted for ``REST`` seconds."""
STEADY: Final = 60.0
"""A child that lived so long (seconds) was well; what happened before is forgotten."""
REST: Final = 300.0
UNKNOWN_REST: Final = 3600.0
"""Seconds after which an unknown library may have been replaced by a known one."""


class Reason(Enum):
    """Why a child ended."""

    AWAY = "away"
    """The daemon is not there (or has just gone)."""
    DENIED = "denied"
    UNKNOWN = "unknown"
    """The library is not one whose layout is known."""
    UNANSWERED = "unanswered"
    """The daemon runs, but does not answer."""
    MISSING = "missing"
    """Pacemaker's tools are not installed."""
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do after an end."""

    reason: Reason
    delay: float
    """Seconds to wait before the next start."""
    rest: float = 0.0
    """Where positive: do without the child for so many seconds."""


class Restarts:
    """Decides for one kind of child."""

    def __init__(self) -> None:
        self._delay = FIRST_DELAY
        self._crashes = 0

    def well(self) -> None:
        """The child has delivered: the next wait for its daemon is short again."""
        self._delay = FIRST_DELAY

    def ended(self, code: int, lived: float) -> Decision:
        """The child ended with exit code ``code`` after ``lived`` seconds."""
        if lived >= STEADY:
            self._crashes = 0
        match code:
            case childside.UNKNOWN_LIBRARY:
                return Decision(Reason.UNKNOWN, 0.0, UNKNOWN_REST)
            case childside.DENIED:
                return Decision(Reason.DENIED, DENIED_DELAY)
            case childside.UNANSWERED:
                return Decision(Reason.UNANSWERED, DENIED_DELAY)
            case childside.UNREACHABLE | childside.LOST:
                self._crashes = 0
                return Decision(Reason.AWAY, self._next_delay())
            case _:
                self._crashes += 1
                if self._crashes < CRASHES:
                    return Decision(Reason.CRASHED, self._next_delay())
                self._crashes = 0
                self._delay = FIRST_DELAY
                return Decision(Reason.CRASHED, 0.0, REST)

    def _next_delay(self) -> float:
        delay = self._delay
        self._delay = min(delay * 1.6, LONGEST_DELAY)
        return delay
