"""Acts and commits of a whole DC, with executors that carry out what it wants."""

from random import Random

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import make
from engine.cib.state.derive import Derivation
from engine.protocol.verbs import Cleanup, Maintenance, Migrate, Refresh, Standby
from engine.stacks.lab.wire import Answer, Ask, Pending, Wish
from tests.engine.stacks.lab.controller.cluster import Cluster, example

WEB = ("webip", "webstore", "webserver")


@pytest.fixture
def lab() -> Cluster:
    cluster = Cluster(example())
    cluster.settle()
    assert web(cluster) == {"node1"}
    cluster.ran.clear()
    return cluster


def web(lab: Cluster) -> set[str]:
    return {node for resource in WEB for node in lab.where(resource)}


def ask(lab: Cluster, number: int, wish: Wish | None) -> None:
    lab.tell(Ask(number, "eve", wish=wish), "node2")


def done(lab: Cluster, number: int, wish: Wish | None) -> Answer:
    """Ask, and wait for the answer, which has to come when the cluster rests, and not before."""
    ask(lab, number, wish)
    for _ in range(2000):
        lab.run(0.05)
        found = [each for each in lab.answers if isinstance(each, Answer)]
        if found and found[-1].number == number:
            assert lab.controller.idle
            return found[-1]
    raise AssertionError(f"no answer: {lab.said[-20:]}")


def test_standby_empties_a_node_and_back_from_it_fills_it(lab: Cluster) -> None:
    assert done(lab, 1, Standby("node1", on=True)) == Answer(1, version=lab.copy.version)
    assert web(lab) == {"node2"}
    assert not lab.nodes["node1"].active
    stages = [each.stage for each in lab.answers if isinstance(each, Pending)]
    assert stages[:2] == ["accepted", "applied"]
    assert stages[-1] == "settled"
    assert "settling" in stages
    assert done(lab, 2, Standby("node1", on=False)).code == ""
    assert "cache" in lab.nodes["node1"].active
    assert web(lab) == {"node2"}


def test_standby_until_reboot_is_gone_with_the_next_start(lab: Cluster) -> None:
    assert done(lab, 1, Standby("node1", on=True, until_reboot=True)).code == ""
    assert web(lab) == {"node2"}
    lab.lose("node1")
    lab.run(2)
    lab.settle()
    lab.start("node1")
    lab.settle()
    assert "cache" in lab.nodes["node1"].active


def test_a_move_is_done_and_leaves_nothing_behind(lab: Cluster) -> None:
    assert set(lab.where("backup")) == {"node3"}
    answer = done(lab, 1, Migrate("backup", "node2"))
    assert "cli-prefer" not in lab.text
    assert answer.code == ""
    assert set(lab.where("backup")) == {"node2"}


def test_a_move_against_a_constraint_is_taken_back(lab: Cluster) -> None:
    answer = done(lab, 1, Migrate("db", "node3"))
    assert answer.code == "not-moved"
    assert "cli-prefer" not in lab.text
    assert web(lab) == {"node1"}


def test_a_cleanup_lets_a_resource_that_failed_too_often_come_back(lab: Cluster) -> None:
    for node in lab.names:
        lab.sick["backup", "start", node] = 1
    lab.sick["backup", "monitor", "node3"] = 7
    lab.nodes["node3"].active.pop("backup")
    lab.run(10)
    lab.settle()
    assert lab.where("backup") == {}
    assert Derivation(lab.copy).state.fail_counts
    lab.sick.clear()
    assert done(lab, 1, Cleanup("backup")).code == ""
    assert set(lab.where("backup")) == {"node3"}
    state = Derivation(lab.copy).state
    assert (state.failures, state.fail_counts) == ((), ())


def test_a_refresh_probes_and_stops_nothing(lab: Cluster) -> None:
    assert done(lab, 1, Refresh()).code == ""
    assert {task for _, _, task in lab.ran} <= {"monitor", "notify"}
    assert web(lab) == {"node1"}
    assert {each.role.value for each in Derivation(lab.copy).state.instances_of("webip")} == {
        "Started"
    }


@pytest.mark.parametrize("seed", [2, 11, 20])
def test_a_refresh_moves_nothing_although_not_everything_is_probed_at_once(seed: int) -> None:
    """With the promoted database not found yet, the web service would be thought of elsewhere, and
    the backup be sent away from there."""
    lab = Cluster(example())
    lab.settle()
    random = Random(seed)
    lab.agent_takes = lambda: random.choice((0.05, 0.1, 0.4))
    assert done(lab, 1, Migrate("backup", "node2")).code == ""
    assert done(lab, 2, Migrate("fencing", "node1")).code == ""
    lab.ran.clear()
    assert done(lab, 3, Refresh()).code == ""
    assert {task for _, _, task in lab.ran} <= {"monitor", "notify"}
    assert set(lab.where("backup")) == {"node2"}


def test_in_maintenance_a_failure_is_seen_and_left_alone(lab: Cluster) -> None:
    assert done(lab, 1, Maintenance(on=True)).code == ""
    lab.nodes["node1"].active.pop("webserver")
    lab.run(20)
    lab.settle()
    assert lab.where("webserver") == {}
    assert done(lab, 2, Maintenance(on=False)).code == ""
    lab.run(20)
    lab.settle()
    assert web(lab) == {"node1"}
    assert lab.where("webserver")


def test_a_nodes_maintenance_ends_its_monitors_and_settles(lab: Cluster) -> None:
    assert done(lab, 1, Maintenance(on=True, node="node1")).code == ""
    assert done(lab, 2, Maintenance(on=False, node="node1")).code == ""
    assert web(lab) == {"node1"}


def test_who_waits_is_answered_at_once_where_there_is_nothing_to_do(lab: Cluster) -> None:
    ask(lab, 1, None)
    lab.run(0.01)
    assert lab.answers[-1] == Answer(1, version=lab.copy.version)


def test_a_commit_is_answered_before_the_cluster_has_settled(lab: Cluster) -> None:
    after: Cib = lab.copy.copy()
    constraints = after.section("constraints")
    assert constraints is not None
    ban = {"id": "ban", "rsc": "backup", "node": "node3", "score": "-INFINITY"}
    etree.SubElement(constraints, "rsc_location", ban)
    lab.tell(Ask(1, "eve", make(lab.copy, after).text(), lab.copy.version), "node3")
    lab.run(0.02)
    answer = lab.answers[-1]
    assert isinstance(answer, Answer)
    assert (answer.number, answer.code) == (1, "")
    assert answer.version[1] == lab.copy.version.epoch
    assert not lab.controller.idle
    lab.settle()
    assert set(lab.where("backup")) <= {"node2"}
    assert lab.where("backup")


def test_without_quorum_nothing_is_configured(lab: Cluster) -> None:
    lab.quorate = False
    lab.members()
    ask(lab, 1, Standby("node2", on=True))
    lab.run(1)
    codes = [each.code for each in lab.answers if isinstance(each, Answer)]
    assert codes == ["no-quorum"]
