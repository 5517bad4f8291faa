"""What is told of what happens to resources and nodes."""

import pytest

from hagui.cluster.events import EventKind, Severity
from hagui.cluster.telling_instances import NO_PROBE, WINDOW
from tests.hagui.cluster.mini import START, Story


def fail_over(story: Story) -> None:
    """webip stops on node1 (0.4 s) and starts on node2 (0.3 s) half a second later."""
    story.cluster.operation("webip", "node1", "stop", at=10, ms=400)
    story.step(10.5)
    story.cluster.operation("webip", "node2", "start", at=11, ms=300)
    story.step(11.3)


def test_a_healthy_cluster_tells_nothing_at_first_sight(story: Story) -> None:
    change = story.begin()
    assert change.everything
    assert story.told == []


def test_a_start_is_told_with_its_duration(story: Story) -> None:
    story.cluster.operation("webip", "node1", "stop", at=-50)
    story.begin()
    story.cluster.operation("webip", "node3", "start", at=5, ms=1200)
    change = story.step(6.25)
    assert story.told == [(EventKind.STARTED, "webip", "node3")]
    assert change.events[0].seconds == 1.2
    assert change.events[0].time == START + 6.25
    assert change.instances == {"webip"}


def test_a_failover_is_one_event(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "stop", at=10, ms=400)
    stop = story.step(10.5)
    assert story.told == [(EventKind.STOPPED, "webip", "node1")]
    story.cluster.operation("webip", "node2", "start", at=11, ms=300)
    start = story.step(11.3)
    assert story.told == [(EventKind.MOVED, "webip", "node2")]
    assert start.superseded == {stop.events[0].number}
    (moved,) = start.events
    assert moved.number > stop.events[0].number
    assert moved.origin == "node1"
    assert moved.seconds == pytest.approx(1.2)


def test_a_failover_seen_afterwards_takes_the_clusters_own_times(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "stop", at=10, ms=400)
    story.cluster.operation("webip", "node2", "start", at=14, ms=300)
    story.live.load(story.cluster.snapshot(), at=START + 600, source="node1")
    moved = story.only(EventKind.MOVED)
    assert (moved.origin, moved.node) == ("node1", "node2")
    assert moved.seconds == pytest.approx(4.3)
    assert moved.time == pytest.approx(START + 14.3)


def test_a_lost_nodes_outage_counts_from_its_loss(story: Story) -> None:
    story.cluster.properties["stonith-enabled"] = "true"
    story.begin()
    story.cluster.down("node1", clean=False)
    story.step(20)
    story.cluster.down("node1", clean=True)
    story.step(23)
    story.cluster.operation("webip", "node2", "start", at=23, ms=500)
    story.step(24)
    moved = story.only(EventKind.MOVED)
    assert (moved.resource, moved.origin, moved.node) == ("webip", "node1", "node2")
    assert moved.seconds == pytest.approx(4)
    kinds = [event.kind for event in story.live.events if event.resource is None]
    assert kinds[:2] == [EventKind.NODE_UNCLEAN, EventKind.NODE_OFFLINE]


def test_a_restart_in_place_is_a_stop_and_a_start(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "stop", at=10)
    story.step(10)
    story.cluster.operation("webip", "node1", "start", at=11)
    story.step(11)
    assert story.told == [
        (EventKind.STOPPED, "webip", "node1"),
        (EventKind.STARTED, "webip", "node1"),
    ]


def test_what_was_told_to_stop_does_not_move(story: Story) -> None:
    story.begin()
    story.cluster.primitive("webip", target_role="Stopped")
    story.step(9, configuration=True)
    story.cluster.operation("webip", "node1", "stop", at=10)
    story.step(10)
    story.cluster.primitive("webip")
    story.step(19, configuration=True)
    story.cluster.operation("webip", "node2", "start", at=20)
    story.step(20)
    assert story.told[-1] == (EventKind.STARTED, "webip", "node2")
    assert (EventKind.STOPPED, "webip", "node1") in story.told


def test_a_start_long_after_is_no_failover(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "stop", at=10)
    story.step(10)
    late = 10 + WINDOW + 1
    story.cluster.operation("webip", "node2", "start", at=late)
    story.step(late)
    assert [kind for kind, _, _ in story.told] == [EventKind.STOPPED, EventKind.STARTED]


def test_copies_of_a_clone_are_told_by_node_not_by_number(story: Story) -> None:
    """crm_mon numbers the copies on node2 and node3 afresh when node1's stops."""
    story.begin()
    story.cluster.operation("ping", "node1", "stop", at=10)
    story.step(10)
    assert story.told == [(EventKind.STOPPED, "ping", "node1")]
    story.cluster.operation("ping", "node1", "start", at=12)
    story.step(12)
    assert story.told[1:] == [(EventKind.STARTED, "ping", "node1")]


def test_promotion_and_demotion(story: Story) -> None:
    story.begin()
    story.cluster.operation("db", "node1", "demote", at=10, ms=700)
    story.step(10.8)
    story.cluster.operation("db", "node3", "promote", at=11, ms=900)
    story.step(12)
    assert story.told == [
        (EventKind.DEMOTED, "db", "node1"),
        (EventKind.PROMOTED, "db", "node3"),
    ]
    assert story.only(EventKind.PROMOTED).seconds == 0.9


def test_a_failure_is_told_once_and_gets_its_count_when_that_is_known(story: Story) -> None:
    story.begin()
    story.cluster.operation(
        "webip", "node1", "monitor", at=30, rc=7, expected=0, interval=10000, reason="gone"
    )
    first = story.step(30.1)
    failed = story.only(EventKind.FAILED)
    assert (failed.detail, failed.reason, failed.count) == ("monitor", "gone", None)
    story.cluster.fail_counts["webip", "node1"] = 1
    second = story.step(30.2)
    again = story.only(EventKind.FAILED)
    assert again.count == 1
    assert second.superseded == {first.events[-1].number}
    assert "webip" in second.instances


def test_a_failure_that_a_new_controller_writes_anew_is_no_news(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "monitor", at=30, rc=7, expected=0, interval=10000)
    story.cluster.fail_counts["webip", "node1"] = 1
    story.step(30.1)
    written = story.cluster.operations.pop(("node1", "webip"))
    story.step(31)
    story.cluster.operations["node1", "webip"] = written
    story.step(31.2)
    story.only(EventKind.FAILED)


def test_a_failure_without_reason_is_given_the_exit_codes_name(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "monitor", at=30, rc=7, expected=0, interval=10000)
    story.step(30.1)
    assert story.only(EventKind.FAILED).reason == "not running"


def test_cleaning_up_is_told_when_nothing_is_left(story: Story) -> None:
    story.cluster.operation("webip", "node1", "monitor", at=-9, rc=7, expected=0, interval=10000)
    story.cluster.fail_counts["webip", "node1"] = 3
    story.begin()
    assert story.only(EventKind.FAILED).count == 3
    del story.cluster.fail_counts["webip", "node1"]
    story.step(5)
    assert not story.live.events.select(kinds={EventKind.CLEANED})
    del story.cluster.operations["node1", "webip"]["last_failure_0"]
    del story.cluster.operations["node1", "webip"]["monitor_10000"]
    story.step(5.1)
    cleaned = story.only(EventKind.CLEANED)
    assert (cleaned.resource, cleaned.node) == ("webip", "node1")


def test_a_node_that_takes_its_failures_along_is_not_cleaned_up(story: Story) -> None:
    story.cluster.operation("webip", "node1", "monitor", at=-9, rc=7, expected=0, interval=10000)
    story.begin()
    story.cluster.down("node1", clean=True)
    story.step(5)
    assert not story.live.events.select(kinds={EventKind.CLEANED})


def test_a_refresh_that_finds_all_as_it_was_leaves_nothing_on_the_list(story: Story) -> None:
    story.begin()
    del story.cluster.operations["node1", "webip"]
    story.step(5)
    story.cluster.operation("webip", "node1", "monitor", at=5, rc=0)
    story.step(5.2)
    assert story.told == []


def test_a_refresh_that_finds_it_stopped_says_so(story: Story) -> None:
    story.begin()
    del story.cluster.operations["node1", "webip"]
    story.step(5)
    story.cluster.operation("webip", "node1", "monitor", at=5, rc=7)
    story.step(5.2)
    assert story.told == [(EventKind.STOPPED, "webip", "node1")]


def test_a_record_that_stays_away_is_a_stop(story: Story) -> None:
    story.begin()
    del story.cluster.operations["node1", "webip"]
    story.step(5)
    assert not story.live.pass_time(at=START + 5 + NO_PROBE / 2)
    assert story.told == []
    assert story.live.pass_time(at=START + 6 + NO_PROBE)
    assert story.told == [(EventKind.STOPPED, "webip", "node1")]
    assert not story.live.pass_time(at=START + 7 + NO_PROBE)


def test_a_promotion_is_not_told_again_when_its_record_comes_back(story: Story) -> None:
    story.begin()
    kept = story.cluster.operations.pop(("node1", "db"))
    story.step(5)
    story.cluster.operations["node1", "db"] = kept
    story.step(5.1)
    assert story.told == []


def test_a_record_that_goes_with_its_node_is_a_stop(story: Story) -> None:
    story.begin()
    del story.cluster.operations["node1", "webip"]
    story.step(5)
    story.cluster.down("node1", clean=True)
    story.step(6)
    assert (EventKind.STOPPED, "webip", "node1") in story.told


def test_a_live_migration_is_a_move(story: Story) -> None:
    story.cluster.primitive("webip", allow_migrate="true")
    story.begin()
    story.cluster.operation("webip", "node1", "migrate_to", at=10, ms=900)
    story.step(11)
    story.cluster.operation("webip", "node2", "migrate_from", at=11, ms=100)
    story.step(11.2)
    story.cluster.operation("webip", "node1", "stop", at=11, ms=10)
    story.step(11.3)
    moves = story.live.events.select(resource="webip")
    assert [(event.kind, event.origin, event.node) for event in moves] == [
        (EventKind.MOVED, "node1", "node2")
    ]


def test_nodes_dc_quorum_and_switches(story: Story) -> None:
    story.begin()
    story.cluster.down("node3", clean=True)
    story.step(1)
    story.cluster.have_quorum = False
    story.step(2)
    story.cluster.dc = "2"
    story.step(3)
    story.cluster.have_quorum = True
    story.cluster.up("node3")
    story.step(4)
    story.cluster.standby.add("node2")
    story.step(5, configuration=True)
    story.cluster.standby.remove("node2")
    story.cluster.properties["maintenance-mode"] = "true"
    story.step(6, configuration=True)
    told = [item for item in story.told if item[1] is None]
    assert told == [
        (EventKind.NODE_OFFLINE, None, "node3"),
        (EventKind.QUORUM_LOST, None, None),
        (EventKind.DC_ELECTED, None, "node2"),
        (EventKind.QUORUM_GAINED, None, None),
        (EventKind.NODE_ONLINE, None, "node3"),
        (EventKind.CONFIGURATION, None, None),
        (EventKind.NODE_STANDBY, None, "node2"),
        (EventKind.CONFIGURATION, None, None),
        (EventKind.MAINTENANCE_ON, None, None),
        (EventKind.NODE_ACTIVE, None, "node2"),
    ]
    assert story.only(EventKind.DC_ELECTED).origin == "node1"


def test_resources_come_and_go(story: Story) -> None:
    story.begin()
    story.cluster.primitive("mail")
    added = story.step(1, configuration=True)
    assert [(event.kind, event.resource) for event in added.events] == [
        (EventKind.CONFIGURATION, None),
        (EventKind.RESOURCE_ADDED, "mail"),
    ]
    assert added.events[0].detail == "0.2.0"
    del story.cluster.resources["mail"]
    removed = story.step(2, configuration=True)
    assert removed.events[1].kind is EventKind.RESOURCE_REMOVED


def test_what_is_wrong_at_first_sight_is_told(story: Story) -> None:
    story.cluster.operation("webip", "node1", "monitor", at=-9, rc=7, expected=0, interval=10000)
    story.cluster.have_quorum = False
    story.cluster.down("node2", clean=True)
    change = story.begin()
    assert [(event.kind, event.severity) for event in change.events] == [
        (EventKind.QUORUM_LOST, Severity.BAD),
        (EventKind.NODE_OFFLINE, Severity.WARNING),
        (EventKind.FAILED, Severity.BAD),
    ]
    assert change.events[2].time == START - 9


def test_each_failover_of_many_is_told(story: Story) -> None:
    story.begin()
    fail_over(story)
    story.cluster.operation("webip", "node2", "stop", at=20, ms=100)
    story.step(20.1)
    story.cluster.operation("webip", "node3", "start", at=21, ms=100)
    story.step(21.1)
    assert story.told == [
        (EventKind.MOVED, "webip", "node2"),
        (EventKind.MOVED, "webip", "node3"),
    ]


def test_a_start_counts_when_it_is_through_not_when_it_is_ordered(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "stop", at=10, ms=400)
    story.step(10.5)
    story.cluster.pending("webip", "node2", "start")
    story.step(10.6)
    assert story.told == [(EventKind.STOPPED, "webip", "node1")]
    story.cluster.operation("webip", "node2", "start", at=11, ms=1300)
    story.step(12.4)
    assert story.told == [(EventKind.MOVED, "webip", "node2")]
    assert story.only(EventKind.MOVED).seconds == pytest.approx(2.3)


def test_what_failed_to_start_did_not_start(story: Story) -> None:
    story.cluster.operation("webip", "node1", "stop", at=-50)
    story.begin()
    story.cluster.pending("webip", "node2", "start")
    story.step(1)
    story.cluster.operation("webip", "node2", "start", at=1, rc=1, expected=0, reason="no disk")
    story.step(2)
    story.cluster.operation("webip", "node2", "stop", at=2)
    story.step(3)
    assert [kind for kind, _, _ in story.told] == [EventKind.FAILED]


def test_an_ordered_stop_does_not_bring_a_promotion_back(story: Story) -> None:
    """The order to stop takes the record of the demotion with it, as the two share one id."""
    story.cluster.operation("db", "node1", "monitor", at=-80, rc=8, interval=9000)
    story.begin()
    story.cluster.operation("db", "node1", "demote", at=10, ms=100)
    del story.cluster.operations["node1", "db"]["monitor_9000"]
    story.step(10.2)
    story.cluster.operation("db", "node1", "monitor", at=-80, rc=8, interval=9000)
    story.cluster.pending("db", "node1", "stop")
    story.step(10.3)
    story.cluster.operation("db", "node1", "stop", at=10, ms=100)
    story.step(10.5)
    assert story.told == [(EventKind.DEMOTED, "db", "node1"), (EventKind.STOPPED, "db", "node1")]


def test_a_record_that_is_gone_for_a_moment_is_no_stop(story: Story) -> None:
    """A node that joins anew has its history written anew."""
    story.begin()
    story.cluster.operation("webip", "node1", "stop", at=90)
    story.step(90)
    story.cluster.operation("webip", "node1", "start", at=91)
    story.step(91)
    kept = story.cluster.operations.pop(("node3", "ping"))
    story.step(100)
    story.cluster.operations["node3", "ping"] = kept
    story.step(100.01)
    assert [resource for _, resource, _ in story.told] == ["webip", "webip"]


def test_a_joining_node_is_not_called_standby(story: Story) -> None:
    story.cluster.down("node3", clean=True)
    story.begin()
    story.cluster.nodes["node3"] = {
        "in_ccm": "true",
        "crmd": "online",
        "join": "down",
        "expected": "member",
    }
    story.step(1)
    story.cluster.up("node3")
    story.step(2)
    kinds = {kind for kind, _, _ in story.told}
    assert not kinds & {EventKind.NODE_STANDBY, EventKind.NODE_ACTIVE}
    assert story.told[-1] == (EventKind.NODE_ONLINE, None, "node3")
