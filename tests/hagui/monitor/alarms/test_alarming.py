"""When it rings, and for what: the rules, one by one."""

from collections.abc import Sequence

from hagui.monitor.alarms.alarming import (
    REPEAT,
    TOGETHER,
    Alarming,
    Amend,
    Found,
    Instruction,
    Looked,
    Muted,
    Over,
    Ring,
    Tick,
    Unmuted,
    standing,
)
from hagui.monitor.alarms.model import AlarmKind, Grief

NOW = 1_791_470_000.0
WEB = Grief(AlarmKind.FAILED, NOW, "node1", "web")
DATABASE = Grief(AlarmKind.FAILED, NOW, "node1", "db")
QUORUM = Grief(AlarmKind.QUORUM_LOST, NOW)
FENCING = Grief(AlarmKind.FENCING_FAILED, NOW, "node2")
STALE = Grief(AlarmKind.STALE, NOW)


class Watched:
    """A cluster that was well at first sight."""

    def __init__(self, *first: Grief) -> None:
        self.machine = Alarming()
        self.now = NOW
        assert not self.rings(self.machine.handle(Found(first, first=True), NOW))

    def wrong(
        self, *griefs: Grief, incident: int | None = None, after: float = 1.0, meant: bool = False
    ) -> list[Instruction]:
        """That is all that is wrong, so much later."""
        self.now += after
        expected = frozenset(item.key for item in griefs if meant)
        return self.machine.handle(Found(griefs, incident, expected=expected), self.now)

    def rings(self, done: Sequence[Instruction]) -> list[Instruction]:
        """What of it a person hears."""
        return [item for item in done if isinstance(item, Ring)]


def failed(at: float, resource: str = "web") -> Grief:
    """A resource that failed then."""
    return Grief(AlarmKind.FAILED, at, "node1", resource)


def test_one_incident_is_one_alarm_however_much_goes_wrong() -> None:
    watched = Watched()
    assert len(watched.rings(watched.wrong(WEB, incident=1))) == 1
    assert watched.wrong(WEB, DATABASE, incident=1) == [], "no worse than what is known"
    (amended,) = watched.wrong(WEB, DATABASE, QUORUM, incident=1)
    assert isinstance(amended, Amend), "worse: said, and not rung"
    (alarm,) = standing(watched.machine.alarms)
    assert [item.kind for item in alarm.griefs] == [
        AlarmKind.QUORUM_LOST,
        AlarmKind.FAILED,
        AlarmKind.FAILED,
    ]
    assert alarm.times == 1
    (amended,) = watched.wrong(WEB, QUORUM, FENCING, incident=1, after=300.0)
    assert isinstance(amended, Amend)
    assert amended.alarm.number == alarm.number
    (over,) = watched.wrong(after=60.0)
    assert isinstance(over, Over)
    assert standing(watched.machine.alarms) == ()


def test_another_incident_is_another_alarm() -> None:
    watched = Watched()
    watched.wrong(WEB, incident=1)
    rung = watched.rings(watched.wrong(WEB, DATABASE, incident=2, after=300.0))
    assert len(rung) == 1
    assert len(standing(watched.machine.alarms)) == 2


def test_what_belongs_to_no_incident_is_joined_for_a_while() -> None:
    watched = Watched()
    watched.wrong(STALE)
    assert watched.rings(watched.wrong(STALE, QUORUM, after=TOGETHER - 1)) == []
    assert len(watched.machine.alarms) == 1
    watched = Watched()
    watched.wrong(STALE)
    assert watched.rings(watched.wrong(STALE, QUORUM, after=TOGETHER + 1)) != []
    assert len(watched.machine.alarms) == 2


def test_an_alarm_that_began_before_its_incident_was_known_is_part_of_it() -> None:
    watched = Watched()
    watched.wrong(QUORUM)
    assert watched.rings(watched.wrong(QUORUM, WEB, incident=4)) == []
    (alarm,) = watched.machine.alarms
    assert alarm.incident == 4


def test_a_resource_that_fails_every_minute_rings_once_in_a_while() -> None:
    watched = Watched()
    rung = 0
    for minute in range(60):
        rung += len(watched.rings(watched.wrong(failed(NOW + minute * 60), incident=minute)))
        rung += len(watched.rings(watched.wrong(after=59.0)))
    assert rung == 60 * 60 / REPEAT
    (alarm,) = watched.machine.alarms
    assert alarm.times == 60


def test_the_same_failure_again_without_a_clean_up_rings_when_it_is_long_ago() -> None:
    watched = Watched()
    watched.wrong(failed(NOW))
    assert watched.wrong(failed(NOW), after=3600.0) == []
    again = watched.rings(watched.wrong(failed(NOW + 3600.0)))
    assert len(again) == 1
    (alarm,) = watched.machine.alarms
    assert (alarm.times, alarm.seen) == (2, False)


def test_first_sight_is_one_quiet_alarm() -> None:
    watched = Watched(WEB, DATABASE, QUORUM)
    (alarm,) = standing(watched.machine.alarms)
    assert alarm.old
    assert len(alarm.griefs) == 3
    assert watched.wrong(WEB, DATABASE, QUORUM) == []
    assert watched.rings(watched.wrong(WEB, DATABASE, QUORUM, FENCING)) != [], "that is news"


def test_what_was_meant_does_not_ring() -> None:
    watched = Watched()
    assert watched.wrong(QUORUM, meant=True, incident=1) == []
    (alarm,) = standing(watched.machine.alarms)
    assert alarm.old
    assert watched.rings(watched.wrong(QUORUM, WEB, incident=1)) != [], "something went wrong in it"


def test_what_is_muted_is_shown_and_does_not_ring() -> None:
    watched = Watched()
    machine = watched.machine
    machine.handle(Muted(AlarmKind.FAILED, NOW + 1800), NOW)
    assert watched.wrong(WEB) == []
    (alarm,) = standing(machine.alarms)
    assert machine.muted(alarm, watched.now) == NOW + 1800
    assert watched.rings(watched.wrong(WEB, QUORUM)) != [], "that kind is not muted"


def test_when_its_time_is_over_it_rings_for_what_still_goes_on() -> None:
    watched = Watched()
    machine = watched.machine
    machine.handle(Muted(None, NOW + 1800), NOW)
    watched.wrong(WEB)
    assert machine.handle(Tick(), NOW + 1799) == []
    assert len(watched.rings(machine.handle(Tick(), NOW + 1800))) == 1
    assert machine.handle(Tick(), NOW + 1900) == []
    assert dict(machine.mutes.ends) == {}


def test_what_was_seen_meanwhile_does_not_ring_then() -> None:
    watched = Watched()
    machine = watched.machine
    machine.handle(Muted(None, NOW + 1800), NOW)
    watched.wrong(WEB)
    machine.handle(Looked(), NOW + 10)
    assert machine.handle(Tick(), NOW + 1800) == []


def test_turning_it_on_by_hand_does_not_ring() -> None:
    watched = Watched()
    machine = watched.machine
    machine.handle(Muted(AlarmKind.FAILED, NOW + 1800), NOW)
    watched.wrong(WEB)
    assert machine.handle(Unmuted(AlarmKind.FAILED), watched.now) == []
    assert watched.wrong(WEB, after=REPEAT * 3) == []
    assert watched.rings(watched.wrong(WEB, DATABASE, after=1)) != []


def test_seen_is_unseen_when_it_becomes_worse() -> None:
    watched = Watched()
    watched.wrong(WEB, incident=1)
    watched.machine.handle(Looked(1), watched.now)
    (alarm,) = standing(watched.machine.alarms)
    assert not alarm.calls
    watched.wrong(WEB, FENCING, incident=1)
    (alarm,) = standing(watched.machine.alarms)
    assert alarm.calls
