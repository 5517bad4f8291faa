"""Others change the configuration while a draft is open."""

import pytest
from lxml import etree

from engine.cib.edits import EditRefused
from engine.cib.edits.vocabulary import (
    AddLocation,
    AddOrder,
    ChangeConstraint,
    JoinGroup,
    MakeClone,
    NewGroup,
    RemoveConstraint,
    SetMeta,
    SetProperty,
    Ungroup,
)
from engine.cib.views import Group, Location, Primitive
from hagui.cluster.draft import Draft, Keep, Kind
from tests.hagui.cluster.draft.world import World, canonical

STOP = SetMeta("backup", "target-role", "Stopped")
START = SetMeta("backup", "target-role", "Started")
LIKES = AddLocation("backup-likes-node1", "backup", node="node1", score="100")
MAINTENANCE = SetProperty("maintenance-mode", "true")


def _members(world: World) -> list[str]:
    group = world.draft.configuration.find("webservice")
    assert isinstance(group, Group)
    return [member.id for member in group.members]


def _meta(world: World, name: str) -> str | None:
    found = world.draft.configuration.find("backup")
    assert isinstance(found, Primitive)
    return found.meta.get(name)


def test_what_does_not_collide_is_merged_and_told(world: World) -> None:
    world.draft.add((STOP,))
    change = world.theirs(MAINTENANCE)
    assert change.cluster
    assert world.draft.base == world.live.version
    assert world.draft.state.maintenance
    assert _meta(world, "target-role") == "Stopped"
    assert not world.draft.collisions
    (other,) = world.draft.others
    assert (other.kind, other.subject_tag, other.attribute) == (
        Kind.CHANGED,
        "crm_config",
        "maintenance-mode",
    )
    assert (other.before, other.after) == (None, "true")
    world.draft.acknowledge()
    assert not world.draft.others


def test_the_same_value_set_to_something_else_collides(world: World) -> None:
    world.draft.add((STOP,))
    world.draft.add((LIKES,))
    world.theirs(START)
    (collision,) = world.draft.collisions
    assert collision.entry.edits == (STOP,)
    assert [(item.subject, item.attribute) for item in collision.others] == [
        ("backup", "target-role")
    ]
    assert [entry.edits for entry in world.draft.entries] == [(LIKES,)]
    assert _meta(world, "target-role") == "Started", "theirs stands until it is decided"


def test_mine_is_made_again_on_top_of_theirs(world: World) -> None:
    world.draft.add((STOP,))
    world.draft.add((LIKES,))
    world.theirs(START)
    world.draft.decide(1, Keep.MINE)
    assert _meta(world, "target-role") == "Stopped"
    assert [entry.number for entry in world.draft.entries] == [1, 2]
    assert not world.draft.collisions
    world.theirs(MAINTENANCE)
    assert not world.draft.collisions, "what was decided is not asked again"


def test_theirs_drops_the_entry(world: World) -> None:
    world.draft.add((STOP,))
    world.theirs(START)
    world.draft.decide(1, Keep.THEIRS)
    assert not world.draft.collisions
    assert not world.draft.entries
    assert world.draft.state is world.live.state


def test_deciding_what_does_not_collide_does_nothing(world: World) -> None:
    assert not world.draft.decide(7, Keep.MINE)


def test_the_same_change_by_others_needs_no_entry_any_more(world: World) -> None:
    world.draft.add((STOP,))
    world.draft.add((LIKES,))
    world.theirs(STOP)
    assert [entry.number for entry in world.draft.entries] == [2]
    assert [entry.number for entry in world.draft.fulfilled] == [1]
    assert not world.draft.collisions


def test_the_same_value_under_other_ids_is_the_same_value(world: World) -> None:
    """As when crmsh writes it, which names pairs in its own way."""
    world.draft.add((STOP,))
    after = world.live.cib.copy()
    primitive = after.root.find(".//primitive[@id='backup']")
    assert primitive is not None
    block = etree.SubElement(primitive, "meta_attributes", {"id": "their-own"})
    pair = {"id": "quite-another", "name": "target-role", "value": "Started"}
    etree.SubElement(block, "nvpair", pair)
    world.become(after)
    (collision,) = world.draft.collisions
    assert collision.entry.edits == (STOP,)
    world.draft.decide(1, Keep.MINE)
    assert _meta(world, "target-role") == "Stopped"


def test_two_who_rearrange_one_group_collide(world: World) -> None:
    world.draft.add((JoinGroup("webservice", ("webserver",), before="webip"),))
    world.theirs(JoinGroup("webservice", ("spare",)))
    (collision,) = world.draft.collisions
    assert [(item.kind, item.subject, item.after) for item in collision.others] == [
        (Kind.MOVED, "spare", "webservice")
    ]
    world.draft.decide(1, Keep.MINE)
    assert _members(world) == ["webserver", "webip", "webstore", "spare"]


def test_a_member_that_others_configure_still_joins(world: World) -> None:
    world.draft.add((JoinGroup("webservice", ("spare",)),))
    world.theirs(SetMeta("spare", "target-role", "Stopped"))
    assert not world.draft.collisions
    assert _members(world)[-1] == "spare"
    assert world.draft.state.instances["spare"].target_role == "Stopped"


def test_what_an_entry_names_is_gone(world: World) -> None:
    world.draft.add((LIKES,))
    world.draft.add((ChangeConstraint(LIKES.id, {"score": "7"}),))
    world.committed()
    world.draft.add((ChangeConstraint(LIKES.id, {"score": "8"}),))
    world.theirs(RemoveConstraint(LIKES.id))
    (collision,) = world.draft.collisions
    assert [(item.kind, item.id) for item in collision.others] == [(Kind.REMOVED, LIKES.id)]
    with pytest.raises(EditRefused):
        world.draft.decide(3, Keep.MINE)
    assert world.draft.collisions == (collision,)


def test_a_new_constraint_of_theirs_does_not_go_with_my_group(world: World) -> None:
    """Dissolving the group again would take along a constraint that I never saw."""
    world.draft.add((Ungroup("webservice"),))
    theirs = AddLocation("theirs", "webservice", node="node2", score="55")
    world.theirs(theirs)
    (collision,) = world.draft.collisions
    assert "theirs" in {item.id for item in collision.others}
    assert isinstance(world.draft.configuration.find("theirs"), Location)


def test_a_new_constraint_of_theirs_is_not_renamed_behind_their_back(world: World) -> None:
    world.draft.add((MakeClone("backup", "backup-clone"),))
    world.theirs(LIKES)
    (collision,) = world.draft.collisions
    assert LIKES.id in {item.id for item in collision.others}
    world.draft.decide(1, Keep.MINE)
    found = world.draft.configuration.find(LIKES.id)
    assert isinstance(found, Location)
    assert found.resource == "backup-clone"


def test_what_builds_on_what_is_set_aside_is_set_aside_too(world: World) -> None:
    world.draft.add((LIKES,))
    world.draft.add((ChangeConstraint(LIKES.id, {"score": "7"}),))
    world.theirs(AddOrder(LIKES.id, first="webservice", then="backup"))
    assert [item.entry.number for item in world.draft.collisions] == [1, 2]
    assert not world.draft.entries
    assert canonical(world.draft.cib) == canonical(world.live.cib)


def test_an_open_collision_hears_of_what_comes_after(world: World) -> None:
    world.draft.add((STOP,))
    world.theirs(START)
    world.theirs(SetMeta("backup", "target-role", None))
    (collision,) = world.draft.collisions
    assert [item.after for item in collision.others] == ["Started", None]
    world.theirs(STOP)
    assert not world.draft.collisions
    assert [entry.number for entry in world.draft.fulfilled] == [1]


def test_what_others_took_back_is_not_told(world: World) -> None:
    world.draft.add((STOP,))
    world.theirs(MAINTENANCE)
    world.theirs(SetProperty("maintenance-mode", None))
    assert not world.draft.others


def test_redo_of_what_no_longer_fits_is_refused(world: World) -> None:
    world.draft.add((STOP,))
    world.draft.add((LIKES,))
    world.draft.undo()
    world.theirs(LIKES)
    with pytest.raises(EditRefused):
        world.draft.redo()
    assert world.draft.undone


def test_a_commit_empties_the_draft_and_is_nobody_elses(world: World) -> None:
    world.draft.add((STOP,))
    world.draft.add((START,))
    world.draft.add((LIKES,))
    world.committed()
    assert not world.draft.entries
    assert not world.draft.others
    assert not world.draft.fulfilled
    assert world.draft.state is world.live.state


def test_what_came_after_the_commit_stays(world: World) -> None:
    draft = world.draft
    draft.add((STOP,))
    diff = draft.commit_begins()
    draft.add((LIKES,))
    draft.settled_on(diff.target)
    assert len(draft.entries) == 2, "the live copy has not come to it yet"
    draft.follow(world.live.apply(diff.text(), at=0))
    assert [entry.edits for entry in draft.entries] == [(LIKES,)]
    assert not draft.others


def test_what_others_did_during_a_failed_commit_is_theirs(world: World) -> None:
    world.draft.add((STOP,))
    world.draft.commit_begins()
    world.theirs(MAINTENANCE)
    world.draft.commit_failed()
    assert [item.attribute for item in world.draft.others] == ["maintenance-mode"]
    assert len(world.draft.entries) == 1
    world.theirs(STOP)
    assert [entry.edits for entry in world.draft.fulfilled] == [(STOP,)]


def test_a_kept_draft_goes_on_where_others_have_been(world: World) -> None:
    world.draft.add((STOP,))
    world.draft.add((LIKES,))
    world.draft.add((NewGroup("both", ("backup", "power")),))
    world.draft.undo()
    world.theirs(START)
    kept = world.draft.kept()
    assert [item.entry.number for item in kept.aside] == [1]
    world.theirs(MAINTENANCE)
    late = World(world.live.cib.text())
    late.draft.restore(kept)
    assert late.draft.entries == world.draft.entries
    assert late.draft.undone == world.draft.undone
    assert late.draft.collisions == world.draft.collisions
    assert late.draft.others == world.draft.others
    late.draft.add((SetMeta("backup", "is-managed", "false"),))
    assert late.draft.entries[-1].number == 4


def test_a_closed_draft_follows_no_more(world: World) -> None:
    world.draft.add((STOP,))
    world.draft.close()
    world.theirs(START)
    assert world.draft.entries
    Draft(world.live).close()
