"""The live copy: snapshots, patches, and going on from another source."""

import pytest

from engine.cib.document import CibError
from engine.cib.state.model import Role
from hagui.cluster.events import EventKind
from hagui.cluster.live import Gap, LiveCluster
from tests.hagui.cluster.mini import START, Story


def test_first_snapshot_shows_everything(story: Story) -> None:
    assert not story.live.loaded
    change = story.begin()
    assert change.everything
    assert story.live.source == "node1"
    assert story.live.state.instances["webip"].nodes == ("node1",)
    assert story.live.version == (0, 1, 0)


def test_a_patch_changes_what_it_names_and_nothing_else(story: Story) -> None:
    story.begin()
    configuration, ping = story.live.configuration, story.live.state.instances["ping:0"]
    story.cluster.operation("webip", "node1", "stop", at=1)
    change = story.step(1)
    assert change.instances == {"webip"}
    assert not change.configuration
    assert story.live.state.instances["webip"].role is Role.STOPPED
    assert story.live.state.instances["ping:0"] is ping
    assert story.live.configuration is configuration


def test_a_configuration_change_makes_a_new_view_of_it(story: Story) -> None:
    story.begin()
    before = story.live.configuration
    story.cluster.primitive("mail")
    change = story.step(1, configuration=True)
    assert change.structural
    assert story.live.configuration is not before
    assert "mail" in story.live.state.instances


def test_a_pending_operation_names_its_instance(story: Story) -> None:
    story.cluster.operation("webip", "node1", "stop", at=-1)
    story.begin()
    story.cluster.pending("webip", "node2", "start")
    change = story.step(1)
    assert "webip" in change.instances
    assert story.live.state.instances["webip"].pending == "Starting"


def test_a_patch_that_is_contained_already_changes_nothing(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "stop", at=1)
    patch = story.cluster.patch()
    assert story.live.apply(patch, at=START + 1)
    again = story.live.apply(patch, at=START + 1.1)
    assert not again
    assert len(story.live.events) == 1


def test_a_gap_is_never_guessed_over(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "stop", at=1)
    story.cluster.patch()
    story.cluster.operation("webip", "node1", "start", at=2)
    second = story.cluster.patch()
    with pytest.raises(Gap) as raised:
        story.live.apply(second, at=START + 2)
    assert raised.value.version == (0, 1, 0)
    assert story.live.version == (0, 1, 0)
    assert story.live.state.instances["webip"].nodes == ("node1",)
    assert story.told == []


def test_a_patch_before_any_snapshot_is_a_gap(story: Story) -> None:
    story.cluster.snapshot()
    story.cluster.operation("webip", "node1", "stop", at=1)
    with pytest.raises(Gap):
        story.live.apply(story.cluster.patch(), at=START + 1)


@pytest.mark.parametrize("garbage", ["", "<diff", "<cib/>", "<diff format='1'/>"])
def test_a_damaged_patch_leaves_the_copy_as_it_was(story: Story, garbage: str) -> None:
    story.begin()
    with pytest.raises(Gap):
        story.live.apply(garbage, at=START + 1)
    assert story.live.version == (0, 1, 0)


def test_a_damaged_snapshot_leaves_what_is_shown(story: Story) -> None:
    story.begin()
    with pytest.raises(CibError):
        story.live.load("<cib><", at=START + 1, source="node2")
    assert story.live.source == "node1"
    assert story.live.state.instances["webip"].nodes == ("node1",)


def test_the_same_from_another_engine_tells_only_where_it_comes_from(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "stop", at=1)
    story.step(1)
    change = story.live.load(story.cluster.snapshot(), at=START + 2, source="node2")
    assert [event.kind for event in change.events] == [EventKind.SOURCE]
    assert (change.events[0].origin, change.events[0].node) == ("node1", "node2")
    assert not change.everything
    assert not change.instances
    assert not change.configuration


def test_what_another_engine_knows_more_is_told_once(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "stop", at=1, ms=100)
    patch = story.cluster.patch()
    change = story.live.load(story.cluster.snapshot(), at=START + 2, source="node2")
    assert [event.kind for event in change.events] == [EventKind.SOURCE, EventKind.STOPPED]
    assert change.instances == {"webip"}
    assert not story.live.apply(patch, at=START + 2.1)


def test_the_other_side_of_a_partition_differs_at_the_same_version(story: Story) -> None:
    story.begin()
    story.cluster.primitive("mail")
    change = story.live.load(story.cluster.snapshot(), at=START + 2, source="node2")
    assert change.configuration
    assert "mail" in {item.id for item in story.live.configuration.resources}


def test_stale_and_live_again(story: Story) -> None:
    story.begin()
    lost = story.live.lose(at=START + 5)
    assert [(event.kind, event.origin) for event in lost.events] == [(EventKind.STALE, "node1")]
    assert story.live.source is None
    assert not story.live.lose(at=START + 6)
    story.cluster.operation("webip", "node1", "stop", at=6)
    back = story.live.load(story.cluster.snapshot(), at=START + 9, source="node3")
    assert [event.kind for event in back.events] == [EventKind.LIVE, EventKind.STOPPED]
    assert story.live.source == "node3"


def test_following_another_engine_keeps_the_copy(story: Story) -> None:
    story.begin()
    state = story.live.state
    change = story.live.follow("node3", at=START + 1)
    assert [event.kind for event in change.events] == [EventKind.SOURCE]
    assert story.live.state is state


def test_numbers_go_on_after_a_reconnect(story: Story) -> None:
    story.begin()
    story.cluster.operation("webip", "node1", "stop", at=1)
    story.step(1)
    again = LiveCluster(story.live.events)
    again.load(story.cluster.snapshot(), at=START + 9, source="node1")
    again.lose(at=START + 10)
    numbers = [event.number for event in again.events]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 2


def test_an_expired_failure_goes_with_time(story: Story) -> None:
    story.cluster.primitive("webip", failure_timeout="60s")
    story.cluster.operation("webip", "node1", "monitor", at=0, rc=7, expected=0, interval=10000)
    story.begin(at=1)
    assert story.live.state.failures
    assert not story.live.pass_time(at=START + 30)
    change = story.live.pass_time(at=START + 120)
    assert not story.live.state.failures
    assert change
