"""What does not ring, and until when: plain values, kept across runs as text."""

import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Self

from hagui.monitor.alarms.model import AlarmKind

EVERYTHING: Final = "everything"
MORNING: Final = 8
"""The hour at which "until tomorrow" ends."""
FOREVER: Final = math.inf


class Span(Enum):
    """How long to mute."""

    HALF_HOUR = "half-hour"
    TWO_HOURS = "two-hours"
    TOMORROW = "tomorrow"
    """Until 8:00 of the next day."""
    FOREVER = "forever"
    """Until it is turned on again."""


def until(span: Span, now: float) -> float:
    """When a span that begins at ``now`` ends, in seconds since 1970."""
    match span:
        case Span.HALF_HOUR:
            return now + 30 * 60
        case Span.TWO_HOURS:
            return now + 2 * 60 * 60
        case Span.TOMORROW:
            day = time.localtime(now)
            # mktime takes a day beyond the month's last, and finds out about summer time
            return time.mktime((day[0], day[1], day[2] + 1, MORNING, 0, 0, 0, 0, -1))
        case Span.FOREVER:
            return FOREVER


@dataclass(frozen=True, slots=True)
class Mutes:
    """Until when each kind is muted; under None: all of them."""

    ends: Mapping[AlarmKind | None, float] = field(default_factory=dict[AlarmKind | None, float])

    def of(self, kind: AlarmKind, now: float) -> float | None:
        """Until when that kind does not ring; None: it rings."""
        found = max(self.ends.get(kind, 0.0), self.ends.get(None, 0.0))
        return found if found > now else None

    def alone(self, kind: AlarmKind | None, now: float) -> float | None:
        """Until when exactly that is muted, whatever else is: None stands for everything."""
        found = self.ends.get(kind, 0.0)
        return found if found > now else None

    def muted(self, kind: AlarmKind | None, end: float) -> Self:
        """With one more."""
        return type(self)({**self.ends, kind: end})

    def rings(self, kind: AlarmKind | None) -> Self:
        """Without one; without "everything" none is left."""
        left = {} if kind is None else {k: end for k, end in self.ends.items() if k is not kind}
        return type(self)(left)

    def over(self, now: float) -> Self:
        """Without those that have ended."""
        return type(self)({kind: end for kind, end in self.ends.items() if end > now})

    def texts(self) -> list[str]:
        """To be kept."""
        return [
            f"{EVERYTHING if kind is None else kind.value}={end}" for kind, end in self.ends.items()
        ]

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> Self:
        """What ``texts`` gave; what makes no sense is passed over."""
        kinds = {kind.value: kind for kind in AlarmKind}
        found: dict[AlarmKind | None, float] = {}
        for text in texts:
            name, _, end = text.partition("=")
            if name != EVERYTHING and name not in kinds:
                continue
            try:
                moment = float(end)
            except ValueError:
                continue
            if not math.isnan(moment):
                found[kinds.get(name)] = moment
        return cls(found)
