from hagui.cluster.changes import ChangeSet
from hagui.cluster.eventlog import EventLog
from hagui.cluster.events import Event, EventKind, Severity


def log_of(*moments: float) -> EventLog:
    log = EventLog()
    for moment in moments:
        log.add(EventKind.STARTED, Severity.GOOD, moment, resource="web", node="node1")
    return log


def test_only_the_newest_are_kept() -> None:
    log = EventLog(limit=3)
    for moment in range(5):
        log.add(EventKind.QUORUM_LOST, Severity.BAD, float(moment))
    assert [event.number for event in log] == [3, 4, 5]


def test_a_superseding_event_takes_the_place_of_others() -> None:
    log = log_of(1, 2)
    log.drain()
    log.add(EventKind.MOVED, Severity.GOOD, 3, resource="web", replaces=(2,))
    added, superseded = log.drain()
    assert [event.number for event in added] == [3]
    assert superseded == {2}
    assert [event.number for event in log] == [1, 3]


def test_what_came_and_went_unseen_is_not_reported() -> None:
    log = log_of(1)
    log.add(EventKind.MOVED, Severity.GOOD, 2, replaces=(1,))
    added, superseded = log.drain()
    assert [event.number for event in added] == [2]
    assert superseded == frozenset()


def test_withdrawing_what_is_no_longer_kept_is_harmless() -> None:
    log = log_of(1)
    log.drain()
    log.withdraw(99)
    assert log.drain() == ((), frozenset())


def test_selecting() -> None:
    log = EventLog()
    log.add(EventKind.STARTED, Severity.GOOD, 1, resource="db:0", node="node1")
    log.add(EventKind.MOVED, Severity.GOOD, 2, resource="web", origin="node1", node="node2")
    log.add(EventKind.NODE_OFFLINE, Severity.WARNING, 3, node="node3")

    def numbers(events: list[Event]) -> list[int]:
        return [event.number for event in events]

    assert numbers(log.select(resource="db")) == [1]
    assert numbers(log.select(node="node1")) == [1, 2]
    assert numbers(log.select(severities={Severity.WARNING})) == [3]
    assert numbers(log.select(kinds={EventKind.MOVED}, since=2)) == [2]
    assert numbers(log.select(since=2.5)) == [3]


def test_export_is_one_line_for_each_event() -> None:
    log = EventLog()
    log.add(
        EventKind.FAILED,
        Severity.BAD,
        1_700_000_000.25,
        resource="web",
        node="node1",
        detail="start",
        reason="two\nlines",
        count=3,
        seconds=1.5,
    )
    stamp = "2023-11-14T22:13:20.250+00:00"
    (line,) = log.lines()
    assert line.split("\t") == [
        stamp,
        "bad",
        "failed resource=web node=node1 seconds=1.500 detail=start count=3 reason=two lines",
    ]
    (worded,) = log.lines(lambda event: f"number {event.number}")
    assert worded == f"{stamp}\tbad\tnumber 1"


def test_two_changes_make_one() -> None:
    one = Event(1, 0, EventKind.STOPPED, Severity.INFO)
    two = Event(2, 0, EventKind.MOVED, Severity.GOOD)
    both = ChangeSet(nodes=frozenset({"a"}), events=(one,)) | ChangeSet(
        instances=frozenset({"b"}), events=(two,), superseded=frozenset({1})
    )
    assert both == ChangeSet(
        nodes=frozenset({"a"}),
        instances=frozenset({"b"}),
        events=(two,),
        superseded=frozenset({1}),
    )
