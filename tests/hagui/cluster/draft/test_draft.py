"""A draft over the example cluster, as its operator sees it."""

import pytest

from engine.cib.document import Cib
from engine.cib.edits import EditRefused
from engine.cib.edits.vocabulary import (
    AddLocation,
    LeaveGroup,
    MakeClone,
    RemoveConstraint,
    SetMeta,
    SetNodeAttribute,
)
from engine.cib.patch import apply
from engine.cib.state.model import Condition
from hagui.cluster.draft import Draft
from hagui.cluster.live import LiveCluster
from tests.hagui.cluster.draft.world import World, canonical

STOP = SetMeta("backup", "target-role", "Stopped")
LIKES = AddLocation("backup-likes-node1", "backup", node="node1", score="100")


def test_without_entries_the_live_copy_itself_is_shown(world: World) -> None:
    draft, live = world.draft, world.live
    assert draft.cib is live.cib
    assert draft.configuration is live.configuration
    assert draft.state is live.state
    assert not draft.diff().changes
    assert not draft.entries
    assert not draft.undone
    assert not draft.changed_ids


def test_a_draft_of_nothing_yet_shows_what_comes(example: str) -> None:
    live = LiveCluster()
    draft = Draft(live)
    assert not draft.loaded
    change = draft.follow(live.load(example, at=1.0, source="node1"))
    assert change.everything
    assert draft.loaded
    assert draft.state is live.state


def test_an_edit_changes_what_is_shown_and_not_the_live_copy(world: World) -> None:
    before = world.live.cib.canonical()
    change = world.draft.add((SetNodeAttribute("node1", "standby", "on"),))
    assert world.draft.state.nodes["node1"].condition is Condition.STANDBY
    assert world.live.state.nodes["node1"].condition is Condition.ONLINE
    assert change.nodes == {"node1"}
    assert change.configuration
    assert world.live.cib.canonical() == before
    assert world.draft.changed_ids == {"1"}


def test_a_constraint_alone_leaves_what_goes_on_as_it_is(world: World) -> None:
    world.draft.add((STOP,))
    before = world.draft.state
    change = world.draft.add((LIKES,))
    assert world.draft.state is before
    assert not change.nodes
    assert not change.instances
    assert change.configuration


def test_undo_and_redo(world: World) -> None:
    draft = world.draft
    draft.add((STOP,))
    draft.add((LIKES,))
    draft.undo()
    assert [entry.number for entry in draft.entries] == [1]
    assert [entry.number for entry in draft.undone] == [2]
    assert draft.configuration.find("backup-likes-node1") is None
    draft.redo()
    assert draft.configuration.find("backup-likes-node1") is not None
    draft.undo()
    draft.undo()
    assert draft.state is world.live.state
    draft.add((LIKES,))
    assert not draft.undone, "what was undone is dropped by something new"
    assert draft.entries[0].number == 3, "numbers are never used again"


def test_undo_and_redo_with_nothing_to_do_do_nothing(world: World) -> None:
    assert not world.draft.undo()
    assert not world.draft.redo()


def test_an_entry_in_the_middle_can_be_removed(world: World) -> None:
    draft = world.draft
    draft.add((STOP,))
    draft.add((LIKES,))
    change = draft.remove(1)
    assert draft.changed_ids == {"backup-likes-node1"}
    assert change.instances == {"backup"}


def test_what_others_stand_on_cannot_be_removed(world: World) -> None:
    draft = world.draft
    draft.add((LIKES,))
    draft.add((RemoveConstraint(LIKES.id),))
    with pytest.raises(EditRefused):
        draft.remove(1)
    assert len(draft.entries) == 2


def test_what_was_removed_can_be_put_back_in_its_place(world: World) -> None:
    draft = world.draft
    draft.add((STOP,))
    draft.add((LIKES,))
    entries, text = draft.entries, draft.cib.canonical()
    draft.remove(1)
    draft.arrange(entries)
    assert draft.entries == entries
    assert draft.cib.canonical() == text


def test_clear_drops_everything(world: World) -> None:
    draft = world.draft
    draft.add((STOP,))
    draft.add((LIKES,))
    draft.undo()
    draft.clear()
    assert draft.state is world.live.state
    assert not draft.entries
    assert not draft.undone


def test_a_refused_edit_leaves_the_draft_as_it_was(world: World) -> None:
    world.draft.add((STOP,))
    before = world.draft.configuration
    with pytest.raises(EditRefused):
        world.draft.add((LIKES, RemoveConstraint("no-such-thing")))
    assert world.draft.configuration is before
    assert len(world.draft.entries) == 1


def test_the_diff_is_what_a_commit_needs(world: World) -> None:
    world.draft.add((STOP,))
    world.draft.add((LeaveGroup(("webserver",)),))
    diff = world.draft.diff()
    assert diff.source == world.draft.base == world.live.version
    assert diff.digest is None
    copy = world.live.cib.copy()
    apply(copy, diff)
    assert canonical(copy) == canonical(world.draft.cib)


def test_edits_that_take_each_other_back_come_to_no_diff(world: World) -> None:
    world.draft.add((LIKES,))
    world.draft.add((RemoveConstraint(LIKES.id),))
    assert not world.draft.diff().changes
    assert not world.draft.changed_ids
    assert world.draft.footprint


def test_the_text_is_the_draft_over_the_status_of_now(world: World) -> None:
    world.draft.add((MakeClone("backup", "backup-clone"),))
    text = world.draft.text()
    whole = Cib.parse(text)
    assert canonical(whole) == canonical(world.draft.cib)
    assert whole.section("status") is not None
    assert whole.version == world.live.version
    assert world.draft.cib.canonical() == whole.canonical()


def test_the_inspector_sees_the_history_of_operations(world: World) -> None:
    world.draft.add((STOP,))
    assert world.draft.operations("webip") == world.live.operations("webip")
    assert world.draft.events is world.live.events
