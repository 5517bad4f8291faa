"""Acts: what they change, when they are answered, what they leave behind."""

import pytest

from engine.cib.state.derive import Derivation
from engine.cib.version import Version
from engine.protocol.verbs import Cleanup, Maintenance, Migrate, Refresh, Standby
from engine.stacks.lab.controller.changes import Edit
from engine.stacks.lab.wire import Attribute, Forget, Wish
from engine.stacks.refusals import SETTLING
from tests.engine.stacks.lab.controller.dc import Dc, add


@pytest.fixture
def dc() -> Dc:
    return Dc()


def where(dc: Dc, resource: str) -> set[str]:
    instances = Derivation(dc.cib).state.instances_of(resource)
    return {node for each in instances if each.active for node in each.nodes}


# Waiting


def test_who_only_waits_is_answered_when_the_cluster_has_settled(dc: Dc) -> None:
    dc.wish(1, None)
    dc.at_work(5)
    dc.at_work(5)
    dc.at_work(2)
    assert dc.answers == {}
    dc.rest()
    assert dc.answers[1].code == ""
    assert dc.answers[1].version == dc.cib.version
    assert dc.stages == [5, 2, "settled"]


def test_a_cluster_that_never_settles_is_not_waited_for_without_end(dc: Dc) -> None:
    dc.wish(1, None)
    assert dc.acts.deadline == dc.now + SETTLING
    dc.now += SETTLING - 1
    dc.at_work(3)
    assert dc.answers == {}
    dc.now += 1
    dc.at_work(3)
    assert dc.answers[1].code == "unsettled"
    assert dc.acts.deadline is None


# Standby and maintenance


def test_standby_is_answered_once_the_node_is_empty(dc: Dc) -> None:
    dc.wish(1, Standby("node1", on=True))
    assert dc.stages == ["accepted"]
    dc.agree()
    assert dc.value("node1", "standby") == "on"
    dc.at_work(9)
    assert dc.answers == {}
    dc.rest()
    assert dc.answers[1].code == ""
    assert dc.stages == ["accepted", "applied", 9, "settled"]
    assert where(dc, "webip") == {"node2"}


def test_back_from_standby_either_kind_of_it_ends(dc: Dc) -> None:
    dc.wish(1, Standby("node3", on=True, until_reboot=True))
    assert dc.said == [Attribute("standby", "on")]
    dc.rest()
    assert dc.proposed == []
    dc.wish(2, Standby("node3", on=False))
    dc.agree()
    dc.rest()
    assert dc.said[1:] == [Attribute("standby", None)]
    assert dc.value("node3", "standby") is None
    assert not Derivation(dc.cib).state.nodes["node3"].standby
    assert {answer.code for answer in dc.answers.values()} == {""}


def test_back_from_standby_where_there_is_none_is_done_at_once(dc: Dc) -> None:
    dc.rest()
    dc.wish(1, Standby("node2", on=False))
    assert dc.proposed == []
    dc.rest()
    assert dc.answers[1].code == ""


def test_standby_until_the_next_start_of_a_node_that_is_off_means_nothing(dc: Dc) -> None:
    dc.status.present(("node1", "node2"))
    dc.document.flush()
    dc.wish(1, Standby("node3", on=True, until_reboot=True))
    assert dc.answers[1].code == "invalid"
    assert dc.said == []


def test_maintenance_of_a_node_and_of_the_cluster(dc: Dc) -> None:
    dc.wish(1, Maintenance(on=True, node="node2"))
    dc.agree()
    dc.idle()
    assert dc.value("node2", "maintenance") == "on"
    dc.wish(2, Maintenance(on=False, node="node2"))
    dc.agree()
    dc.idle()
    assert dc.value("node2", "maintenance") is None
    dc.wish(3, Maintenance(on=True))
    dc.agree()
    dc.idle()
    assert Derivation(dc.cib).state.maintenance
    assert sorted(dc.answers) == [1, 2, 3]


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Standby("node9", on=True), "unknown-node"),
        (Maintenance(on=True, node="node9"), "unknown-node"),
        (Cleanup("nothing"), "unknown-resource"),
        (Refresh("webip", "node9"), "unknown-node"),
        (Migrate("webservice", "node9"), "unknown-node"),
        (Migrate("webservice", "node2", seconds=1), "invalid"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__.lower(),
)
def test_what_does_not_exist_is_refused_and_nothing_changes(dc: Dc, wish: Wish, code: str) -> None:
    before = dc.document.text()
    dc.wish(1, wish)
    dc.document.flush()
    assert dc.answers[1].code == code
    assert dc.answers[1].message.endswith(".")
    assert (dc.proposed, dc.said, dc.stages) == ([], [], [])
    assert dc.document.text() == before


def test_without_quorum_nothing_is_configured(dc: Dc) -> None:
    dc.wish(1, Standby("node1", on=True))
    dc.refuse("no-quorum")
    assert dc.answers[1].code == "no-quorum"
    assert dc.value("node1", "standby") is None


# Cleanup and refresh


def test_a_cleanup_forgets_failures_and_nothing_else(dc: Dc) -> None:
    failed = [found.operation for found in Derivation(dc.cib).state.failures]
    assert {(each.node, each.resource) for each in failed} >= {("node1", "backup")}
    dc.wish(1, Cleanup("backup"))
    dc.document.flush()
    assert dc.said == [
        Attribute("fail-count-backup#start_0", None),
        Attribute("last-failure-backup#start_0", None),
        Forget(1, "backup"),
    ]
    state = Derivation(dc.cib).state
    assert not [one for one in state.failures if one.operation.resource == "backup"]
    assert not [count for count in state.fail_counts if count.resource == "backup"]
    dc.rest()
    assert dc.answers[1].code == ""


def test_a_cleanup_on_another_node_finds_nothing(dc: Dc) -> None:
    dc.wish(1, Cleanup("backup", "node2"))
    assert dc.said == []
    dc.rest()
    assert dc.answers[1].code == ""


def test_a_refresh_of_a_member_is_one_of_its_group_wherever_it_is_known(dc: Dc) -> None:
    dc.wish(1, Refresh("webstore"))
    forgotten = {each.resource for each in dc.said if isinstance(each, Forget)}
    assert forgotten == {"webip", "webstore", "webserver"}
    dc.document.flush()
    assert where(dc, "webip") == set()


def test_a_refresh_of_all_on_a_node_leaves_the_others_alone(dc: Dc) -> None:
    dc.wish(1, Refresh(node="node2"))
    dc.document.flush()
    assert dc.cib.root.find("status/node_state[@uname='node2']//lrm_resource") is None
    assert dc.cib.root.find("status/node_state[@uname='node1']//lrm_resource") is not None


# Moving


def configure(dc: Dc, *edits: Edit) -> None:
    for number, edit in enumerate(edits, 100):
        dc.commit(number, dc.patch(edit))
        dc.agree()
    dc.rest()


FREE = add("primitive", "resources", id="free", type="Dummy", provider="hagui", **{"class": "ocf"})


def test_a_move_leaves_no_constraint_behind(dc: Dc) -> None:
    configure(dc, FREE)
    (before,) = where(dc, "free")
    (after,) = {"node1", "node2"} - {before}
    dc.wish(1, Migrate("free", after))
    dc.agree()
    assert dc.element("cli-prefer-free") is not None
    dc.rest()
    assert dc.answers == {100: dc.answers[100]}
    dc.agree()
    assert dc.element("cli-prefer-free") is None
    dc.rest()
    assert dc.answers[1].code == ""
    assert dc.stages == ["accepted", "applied", "settled"]
    assert where(dc, "free") == {after}


def test_what_a_better_node_takes_back_is_said_to_have_gone_back(dc: Dc) -> None:
    like = add("rsc_location", "constraints", id="like", rsc="free", node="node1", score="500")
    configure(dc, FREE, like)
    dc.wish(1, Migrate("free", "node2"))
    dc.agree()
    dc.rest()
    assert where(dc, "free") == {"node2"}
    dc.agree()
    dc.rest()
    assert where(dc, "free") == {"node1"}
    assert dc.answers[1].code == "went-back"


def test_a_move_that_never_settles_is_cleared_up_all_the_same(dc: Dc) -> None:
    dc.rest()
    dc.wish(1, Migrate("webservice", "node2"))
    dc.agree()
    dc.now += SETTLING
    dc.at_work(1)
    assert dc.answers == {}
    dc.agree()
    assert dc.element("cli-prefer-webservice") is None
    assert dc.answers[1].code == "unsettled"


def test_two_moves_of_the_same_do_not_get_into_each_others_way(dc: Dc) -> None:
    dc.rest()
    dc.wish(1, Migrate("webservice", "node2"))
    dc.wish(2, Migrate("webservice", "node2"))
    dc.agree()
    assert dc.answers[2].code == "in-the-way"
    assert dc.element("cli-prefer-webservice") is not None


def test_a_constraint_of_another_move_is_not_removed(dc: Dc) -> None:
    dc.rest()
    dc.wish(1, Migrate("webservice", "node2"))
    dc.agree()
    end = dc.cib.root.find(".//date_expression[@id='cli-prefer-lifetime-end-webservice']")
    assert end is not None
    end.set("end", "2099-01-01 00:00:00Z")
    version = dc.cib.version
    dc.rest()
    assert dc.proposed == []
    assert dc.cib.version.configuration == Version(*version).configuration
    assert dc.element("cli-prefer-webservice") is not None
