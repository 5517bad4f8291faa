"""What the window is told of alarms: plain values."""

from dataclasses import dataclass, field

from hagui.monitor.alarms.model import Alarm, AlarmKind
from hagui.monitor.alarms.mutes import Mutes


@dataclass(frozen=True, slots=True)
class Line:
    """One alarm in the list."""

    alarm: Alarm
    muted: float | None = None
    """Until when nothing in it rings, in seconds since 1970; None: something does."""


@dataclass(frozen=True, slots=True)
class AlarmsLook:
    """All that is to be shown of alarms."""

    standing: tuple[Line, ...] = ()
    """Those that go on, the worst first."""
    over: tuple[Alarm, ...] = ()
    """The latest that are over, the newest first."""
    mutes: Mutes = field(default_factory=Mutes)
    """Those that are in force."""

    @property
    def calling(self) -> tuple[Line, ...]:
        """Those that nobody has looked at yet."""
        return tuple(line for line in self.standing if line.alarm.calls)

    @property
    def loud(self) -> tuple[Line, ...]:
        """Those of them that are not muted."""
        return tuple(line for line in self.calling if line.muted is None)


@dataclass(frozen=True, slots=True)
class MuteWish:
    """A kind (None: everything) is to be muted until then; until None: it is to ring again."""

    kind: AlarmKind | None
    until: float | None
