"""Every gesture has an entry of a menu, and the targets that it asks for."""

import pytest

from engine.cib.document import Cib
from engine.cib.edits import apply
from engine.cib.edits.vocabulary import (
    ChangeConstraint,
    LeaveGroup,
    RemoveConstraint,
    SetMeta,
    SetNodeAttribute,
    SwapEnds,
)
from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration, Location
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.gestures.menu import Action, Entry, entries
from hagui.graph.gestures.model import IntoGroup, Kind, Moved, OntoNode, Reconnected, Related
from hagui.graph.gestures.target_words import picker_title
from hagui.graph.gestures.targets import aims, judged
from tests.hagui.graph.conftest import CIB
from tests.hagui.graph.gestures.test_offers import TIED


def instance(name: str) -> Subject:
    return Subject(SubjectKind.INSTANCE, name)


def found(configuration: Configuration, state: ClusterState, *subjects: Subject) -> list[Entry]:
    return list(entries(configuration, state, subjects))


def entry(listed: list[Entry], action: Action) -> Entry:
    return next(each for each in listed if each.action is action)


def test_a_member_can_leave_move_and_be_tied(
    configuration: Configuration, state: ClusterState
) -> None:
    listed = found(configuration, state, instance("ip"))
    assert [each.action for each in listed] == [
        Action.PREFER_NODE,
        Action.JOIN_GROUP,
        Action.NEW_GROUP,
        Action.LEAVE_GROUP,
        Action.MOVE_UP,
        Action.MOVE_DOWN,
        Action.START_AFTER,
        Action.STAY_WITH,
        Action.STAY_APART,
        Action.STOP,
        Action.UNMANAGE,
    ]
    assert entry(listed, Action.LEAVE_GROUP).edits == (LeaveGroup(("ip",)),)
    assert entry(listed, Action.MOVE_UP).refusal is not None
    assert entry(listed, Action.MOVE_DOWN).question == Moved(("ip",), IntoGroup("web", "httpd"))


def test_a_clone_s_copy_stands_for_the_clone(
    configuration: Configuration, state: ClusterState
) -> None:
    listed = found(configuration, state, instance("db:1"))
    assert all(each.action is not Action.JOIN_GROUP for each in listed)
    assert entry(listed, Action.STOP).edits == (SetMeta("db-clone", "target-role", "Stopped"),)


def test_what_is_stopped_by_hand_can_be_started(state: ClusterState) -> None:
    cib = Cib.parse(CIB)
    apply(cib, (SetMeta("backup", "target-role", "Stopped"), SetMeta("ip", "is-managed", "false")))
    configuration = Configuration.of(cib)
    listed = found(configuration, state, instance("backup"))
    assert entry(listed, Action.START).edits == (SetMeta("backup", "target-role", None),)
    listed = found(configuration, state, instance("ip"))
    assert entry(listed, Action.MANAGE).edits == (SetMeta("ip", "is-managed", None),)


def test_several_are_grouped_without_asking_with_what(
    configuration: Configuration, state: ClusterState
) -> None:
    listed = found(configuration, state, instance("backup"), instance("power"))
    assert not entry(listed, Action.NEW_GROUP).needs_target
    assert all(each.action is not Action.START_AFTER for each in listed)
    assert len(entry(listed, Action.STOP).edits) == 2
    # whichever was selected first, they go together in the order in which a drag takes them
    turned = found(configuration, state, instance("power"), instance("backup"))
    assert entry(turned, Action.STOP).names == ("backup", "power")


def test_a_constraint_can_be_changed_turned_and_deleted(state: ClusterState) -> None:
    configuration = Configuration.of(Cib.parse(TIED))
    listed = found(configuration, state, Subject(SubjectKind.CONSTRAINT, "o"))
    assert entry(listed, Action.REVERSE).edits == (SwapEnds("o"),)
    assert entry(listed, Action.OPTIONAL).edits == (ChangeConstraint("o", {"kind": "Optional"}),)
    assert entry(listed, Action.DELETE).edits == (RemoveConstraint("o"),)
    assert all(each.action is not Action.MANDATORY for each in listed)


def test_the_ends_of_a_constraint_can_be_put_elsewhere(state: ClusterState) -> None:
    configuration = Configuration.of(Cib.parse(TIED))
    listed = found(configuration, state, Subject(SubjectKind.CONSTRAINT, "old"))
    chosen = entry(listed, Action.SECOND_END)
    assert picker_title(chosen) == "old: what in place of backup?"
    asked = {aim.name: aim.question for aim in aims(configuration, state, chosen)}
    assert asked["web"] == Reconnected("old", True, "web")
    assert "backup" not in asked
    by_set = found(configuration, state, Subject(SubjectKind.CONSTRAINT, "all"))
    assert [each.action for each in by_set if "end" in each.action.value] == []


def test_the_node_of_a_constraint_can_be_another(
    configuration: Configuration, state: ClusterState
) -> None:
    location = next(
        item for item in configuration.constraints if isinstance(item, Location) and item.node
    )
    listed = found(configuration, state, Subject(SubjectKind.CONSTRAINT, location.id))
    nodes = aims(configuration, state, entry(listed, Action.SECOND_END))
    assert {aim.kind for aim in nodes} == {"node"}
    assert location.node not in {aim.name for aim in nodes}
    resources = aims(configuration, state, entry(listed, Action.FIRST_END))
    assert Reconnected(location.id, False, "power") in {aim.question for aim in resources}


def test_a_node_goes_into_standby_and_out(
    configuration: Configuration, state: ClusterState
) -> None:
    node = Subject(SubjectKind.NODE, "node2")
    (listed,) = found(configuration, state, node)
    assert listed.edits == (SetNodeAttribute("node2", "standby", "on"),)
    cib = Cib.parse(CIB)
    apply(cib, listed.edits)
    (back,) = found(Configuration.of(cib), state, node)
    assert back.action is Action.ONLINE


def test_what_is_not_configured_has_no_entries(
    configuration: Configuration, state: ClusterState
) -> None:
    assert found(configuration, state, instance("orphan")) == []
    assert found(configuration, state, Subject(SubjectKind.CONSTRAINT, "gone")) == []
    assert found(configuration, state, Subject(SubjectKind.CLUSTER, "")) == []


@pytest.mark.parametrize(
    ("action", "names"),
    [
        (Action.PREFER_NODE, ["node1", "node2", "node3"]),
        (Action.JOIN_GROUP, ["web", "ip", "fs", "httpd"]),
        (Action.NEW_GROUP, ["power"]),
        (Action.START_AFTER, ["web", "db-clone", "power"]),
    ],
)
def test_targets_are_those_that_make_sense(
    configuration: Configuration, state: ClusterState, action: Action, names: list[str]
) -> None:
    listed = found(configuration, state, instance("backup"))
    chosen = entry(listed, action)
    assert "backup" in picker_title(chosen)
    assert [aim.name for aim in aims(configuration, state, chosen)] == names


def test_targets_ask_what_a_drag_there_would(
    configuration: Configuration, state: ClusterState
) -> None:
    listed = found(configuration, state, instance("backup"))
    nodes = aims(configuration, state, entry(listed, Action.PREFER_NODE))
    assert nodes[0].question == Moved(("backup",), OntoNode("node1"))
    places = aims(configuration, state, entry(listed, Action.JOIN_GROUP))
    assert places[0].question == Moved(("backup",), IntoGroup("web"))
    assert places[2].question == Moved(("backup",), IntoGroup("web", "fs"))
    after = aims(configuration, state, entry(listed, Action.START_AFTER))
    assert after[0].question == Related("backup", "web", (Kind.AFTER,))


def test_bad_targets_say_why(configuration: Configuration, state: ClusterState) -> None:
    listed = found(configuration, state, instance("ip"))
    chosen = entry(listed, Action.STAY_WITH)
    why = {
        aim.name: judged(configuration, state, chosen, aim)
        for aim in aims(configuration, state, chosen)
    }
    assert [name for name, refusal in why.items() if refusal is None] == [
        "db-clone",
        "backup",
        "power",
    ]
    assert why["web"] is not None
    assert why["web"].code == "same"
