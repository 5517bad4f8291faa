"""The life of the connection to one engine. Pure: no clock, no sockets, no random of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hagui.cluster.sources import Link

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 15.0
STEADY: Final = 5.0
"""Seconds up after which a link counts as sound, so that the next pause is short again."""

ALWAYS_FOR_A_PERSON: Final = frozenset(
    {
        "certificate-unknown",
        "certificate-changed",
        "certificate-invalid",
        "protocol-version",
        "wrong-login",
        "no-password",
        "no-token",
        "too-many-attempts",
        "not-allowed",
        "bad-address",
    }
)
"""Why trying again does not help before a person has done something."""
FIRST_TIME_FOR_A_PERSON: Final = frozenset({"not-tls", "not-an-engine"})
"""The same, unless an engine was there before: then it is going down or coming up."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Connect for the first time, or at once after a person helped."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Connected, logged in, subscribed."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The connection could not be made, or is lost."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Due:
    """The pause is over."""


@dataclass(frozen=True, slots=True)
class Dial:
    """Connect now."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait so many seconds, then say ``Due``."""

    seconds: float


LinkEvent = Begin | Linked | Failed | Due
LinkInstruction = Dial | Pause


class LinkMachine:
    """States: connecting, up, waiting with a growing pause, refused until a person helps."""

    def __init__(self, random: Callable[[], float]) -> None:
        """Make one; ``random`` yields numbers from 0 up to 1, to spread engines' reconnects."""
        self.state = Link.CONNECTING
        self.code = ""
        self.message = ""
        self._random = random
        self._failures = 0
        self._was_up = False
        self._up_since = 0.0

    def handle(self, event: LinkEvent, now: float) -> list[LinkInstruction]:
        """Take in what happened at ``now`` (monotonic seconds); returns what to do."""
        match event:
            case Begin():
                self._failures = 0
                return self._dial()
            case Due():
                return self._dial() if self.state is Link.WAITING else []
            case Linked():
                self.state, self.code, self.message = Link.UP, "", ""
                self._was_up, self._up_since = True, now
                return []
            case Failed(code, message):
                return self._failed(code, message, now)

    def _dial(self) -> list[LinkInstruction]:
        self.state = Link.CONNECTING
        return [Dial()]

    def _failed(self, code: str, message: str, now: float) -> list[LinkInstruction]:
        if self.state is Link.UP and now - self._up_since >= STEADY:
            self._failures = 0
        self.code, self.message = code, message
        hopeless = code in ALWAYS_FOR_A_PERSON or (
            code in FIRST_TIME_FOR_A_PERSON and not self._was_up
        )
        if hopeless:
            self.state = Link.REFUSED
            return []
        self.state = Link.WAITING
        pause = min(FIRST_PAUSE * 2**self._failures, LONGEST_PAUSE)
        self._failures = min(self._failures + 1, 10)
        return [Pause(pause * (0.75 + 0.5 * self._random()))]
