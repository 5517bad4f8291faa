"""What is muted, until when, and how that is kept."""

import time

from hagui.monitor.alarms.model import AlarmKind
from hagui.monitor.alarms.mutes import FOREVER, Mutes, Span, until

EVENING = time.mktime((2026, 11, 30, 23, 10, 0, 0, 0, -1))


def test_spans_end_when_they_say() -> None:
    assert until(Span.HALF_HOUR, EVENING) - EVENING == 1800
    assert until(Span.TWO_HOURS, EVENING) - EVENING == 7200
    morning = time.localtime(until(Span.TOMORROW, EVENING))
    assert morning[:6] == (2026, 12, 1, 8, 0, 0)
    assert until(Span.FOREVER, EVENING) == FOREVER


def test_tomorrow_is_eight_by_the_clock_on_the_wall_whatever_it_does() -> None:
    for month in range(1, 13):
        for day in range(1, 29):
            now = time.mktime((2026, month, day, 12, 0, 0, 0, 0, -1))
            assert time.localtime(until(Span.TOMORROW, now))[3:6] == (8, 0, 0)


def test_everything_covers_each_and_the_later_end_counts() -> None:
    mutes = Mutes().muted(None, EVENING + 100).muted(AlarmKind.STALE, EVENING + 500)
    assert mutes.of(AlarmKind.FAILED, EVENING) == EVENING + 100
    assert mutes.of(AlarmKind.STALE, EVENING) == EVENING + 500
    assert mutes.of(AlarmKind.FAILED, EVENING + 100) is None
    assert mutes.over(EVENING + 200).ends == {AlarmKind.STALE: EVENING + 500}
    assert mutes.rings(AlarmKind.STALE).of(AlarmKind.STALE, EVENING) == EVENING + 100
    assert mutes.rings(None) == Mutes()


def test_they_come_back_after_a_restart_and_nonsense_does_not() -> None:
    mutes = Mutes().muted(None, FOREVER).muted(AlarmKind.FENCING_FAILED, EVENING)
    assert Mutes.of_texts(mutes.texts()) == mutes
    bad = ["everything", "quorum-lost=soon", "made-up=17", "", "stale=nan", "=5"]
    assert Mutes.of_texts(bad) == Mutes()
