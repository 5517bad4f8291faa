"""How spans and bars look, as numbers for the tables; the higher, the more it must be seen."""

from enum import IntEnum
from typing import Final

from engine.cib.state.model import Condition, Role
from hagui.monitor.story.bars import FENCE
from hagui.monitor.story.model import Bar, NodeSpan, Outcome, RunSpan


class SpanLook(IntEnum):
    """Of spans; 0 is nothing."""

    ONLINE = 1
    STARTED = 2
    UNPROMOTED = 3
    PROMOTED = 4
    MAINTENANCE = 5
    STANDBY = 6
    PENDING = 7
    MIGRATING = 8
    UNKNOWN = 9
    OFFLINE = 10
    UNCLEAN = 11
    BLOCKED = 12
    UNASKED = 13
    """A probe's, as all below: it could not be asked."""
    ANSWERED = 14
    MISSED = 15


class BarLook(IntEnum):
    """Of bars; 0 is nothing."""

    MONITOR = 1
    OTHER = 2
    STOP = 3
    START = 4
    DEMOTE = 5
    PROMOTE = 6
    MIGRATE = 7
    FENCE = 8
    LOST = 9
    PENDING = 10
    FAILED = 11


_CONDITIONS: Final = {
    Condition.ONLINE: SpanLook.ONLINE,
    Condition.STANDBY: SpanLook.STANDBY,
    Condition.MAINTENANCE: SpanLook.MAINTENANCE,
    Condition.PENDING: SpanLook.PENDING,
    Condition.OFFLINE: SpanLook.OFFLINE,
    Condition.UNCLEAN: SpanLook.UNCLEAN,
}
_ROLES: Final = {
    Role.STARTED: SpanLook.STARTED,
    Role.UNPROMOTED: SpanLook.UNPROMOTED,
    Role.PROMOTED: SpanLook.PROMOTED,
    Role.MIGRATING: SpanLook.MIGRATING,
}
_TASKS: Final = {
    "start": BarLook.START,
    "stop": BarLook.STOP,
    "promote": BarLook.PROMOTE,
    "demote": BarLook.DEMOTE,
    "monitor": BarLook.MONITOR,
    "migrate_to": BarLook.MIGRATE,
    "migrate_from": BarLook.MIGRATE,
    FENCE: BarLook.FENCE,
}
_OUTCOMES: Final = {
    Outcome.FAILED: BarLook.FAILED,
    Outcome.LOST: BarLook.LOST,
    Outcome.PENDING: BarLook.PENDING,
}


def look_of_span(span: NodeSpan | RunSpan) -> SpanLook:
    """How a span looks."""
    if isinstance(span, NodeSpan):
        return _CONDITIONS[span.condition]
    return SpanLook.BLOCKED if span.blocked else _ROLES.get(span.role, SpanLook.UNKNOWN)


def look_of_bar(bar: Bar) -> BarLook:
    """How a bar looks: how it came out, and where that was well, what was done."""
    return _OUTCOMES.get(bar.outcome) or _TASKS.get(bar.task, BarLook.OTHER)
