"""A DC at work: what it has nodes do, and what it writes of it into the CIB.

Long, as each scene tells of a whole cluster.
"""

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import make
from engine.cib.state.derive import Derivation
from engine.cib.xml import Element
from engine.scheduler.schedule import schedule
from engine.stacks.lab.controller import Controller
from engine.stacks.lab.instructions import Delivered, Elected, PublishChange, Send, Tick
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import (
    Agent,
    Answer,
    Ask,
    Attribute,
    Down,
    Operation,
    Pending,
    Report,
    Result,
)
from tests.engine.stacks.lab.controller.cluster import START, Cluster, example


def settled(cib: str | None = None, count: int = 3) -> Cluster:
    cluster = Cluster(example() if cib is None else cib, count)
    cluster.settle()
    cluster.said.clear()
    cluster.ran.clear()
    return cluster


def with_property(name: str, value: str) -> str:
    """The example with one cluster property more, or another value of it."""
    cib = Cib.parse(example())
    for pair in cib.root.iter("nvpair"):
        if pair.get("name") == name:
            pair.set("value", value)
            return cib.text()
    block = cib.root.find("configuration/crm_config/cluster_property_set")
    assert block is not None
    etree.SubElement(block, "nvpair", {"id": f"more-{name}", "name": name, "value": value})
    return cib.text()


def entry(cluster: Cluster, node: str, resource: str, id_: str) -> Element:
    found = cluster.copy.root.find(
        f"status/node_state[@uname='{node}']//lrm_resource[@id='{resource}']/lrm_rsc_op[@id='{id_}']"
    )
    assert found is not None
    return found


def transient(cluster: Cluster, node: str) -> dict[str, str]:
    pairs = cluster.copy.root.iterfind(
        f"status/node_state[@uname='{node}']/transient_attributes//nvpair"
    )
    return {pair.get("name", ""): pair.get("value", "") for pair in pairs}


def nothing_to_do(cluster: Cluster) -> bool:
    return not schedule(cluster.copy, now=cluster.now).graph


# Starting


def test_a_first_start_ends_where_the_scheduler_says() -> None:
    cluster = Cluster(example())
    cluster.settle()
    assert nothing_to_do(cluster)
    assert cluster.where("webserver") == {"node1": "started"}
    assert cluster.where("database") == {"node1": "promoted", "node2": "started"}
    assert set(cluster.where("cache")) == set(cluster.names)
    state = Derivation(cluster.copy, now=cluster.now).state
    assert [name for name, node in state.nodes.items() if node.is_dc] == ["node1"]
    assert all(node.online and not node.pending for node in state.nodes.values())


def test_an_order_that_is_mandatory_is_kept() -> None:
    cluster = Cluster(example())
    cluster.settle()
    steps = [(resource, task) for node, resource, task in cluster.ran if node == "node1"]
    wanted = [("database", "promote"), *((name, "start") for name in ("webip", "webstore"))]
    assert [step for step in steps if step in wanted] == wanted


def test_nodes_and_properties_of_the_cluster_are_configured_by_a_commit() -> None:
    cluster = settled()
    nodes = {node.get("uname"): node.get("id") for node in cluster.copy.root.iter("node")}
    assert nodes == {"node1": "1", "node2": "2", "node3": "3"}
    kept = Cib.parse(cluster.cib)
    assert kept.version.configuration == cluster.copy.version.configuration
    assert kept.section("status") is None
    assert kept.root.get("update-user") == "hacluster"
    names = {pair.get("name"): pair.get("value") for pair in kept.root.iter("nvpair")}
    assert names["cluster-infrastructure"] == "lab"
    assert names["have-watchdog"] == "false"


def test_an_empty_configuration_is_one_too() -> None:
    cluster = Cluster("", 2)
    cluster.settle()
    assert cluster.copy.version.configuration == (0, 1)
    assert nothing_to_do(cluster)


def test_nothing_is_begun_before_all_who_are_there_have_reported() -> None:
    names = ("node1", "node2")
    elected = Elected(3, example(), names, quorate=True)
    controller = Controller(Settings("node1", names, ()), elected, START, uuid="life")
    controller.begin(START)
    controller.handle(Delivered("node1", Report(3, ())), START)
    controller.handle(Tick(), START + 0.1)
    assert controller.deadline is not None
    assert controller.deadline >= START + 4.0
    state = controller.cib.root.find("status/node_state[@uname='node2']")
    assert state is not None
    assert state.get("join") == "down"


def test_nodes_of_another_cluster_are_off_and_nobody_waits_for_them() -> None:
    """Somebody may load a CIB that was sent to him."""
    text = example().replace("<nodes/>", '<nodes><node id="1" uname="alpha"/></nodes>')
    cluster = Cluster(text)
    cluster.settle()
    assert cluster.where("webserver") == {"node1": "started"}
    assert not any("Fencing" in line for line in cluster.said)
    nodes = {node.get("uname"): node.get("id") for node in cluster.copy.root.iter("node")}
    assert nodes["alpha"] == "1"
    assert len(set(nodes.values())) == 4
    state = Derivation(cluster.copy, now=cluster.now).state.nodes["alpha"]
    assert not state.online
    assert not state.unclean


# What is written


def test_operations_under_way_are_written_as_pending() -> None:
    cluster = Cluster(example())
    cluster.sick["backup", "start", "*"] = -1
    cluster.run(1.0)
    start = entry(cluster, "node3", "backup", "backup_last_0")
    assert start.get("operation") == "start"
    assert (start.get("op-status"), start.get("rc-code"), start.get("call-id")) == (
        "-1",
        "193",
        "-1",
    )
    assert (start.get("transition-magic") or "").startswith("-1:193;")
    assert not cluster.controller.idle


def test_what_happens_at_once_is_published_as_one() -> None:
    cluster = settled()
    dc, began = cluster.controller, cluster.now
    members = cluster.names
    published: list[float] = []

    def tell(event: Delivered | Tick) -> None:
        outs = dc.handle(event, cluster.now)
        published.extend(cluster.now - began for out in outs if isinstance(out, PublishChange))

    for number in range(9):
        cluster.now = began + number / 1000
        tell(Delivered(members[number % 3], Attribute(f"score-{number}", "1")))
    assert published == [0.0], "what happens alone waits for nothing"
    while dc.deadline is not None and dc.deadline <= began + 1:
        cluster.now = dc.deadline
        tell(Tick())
    assert len(published) == 2
    assert published[1] <= 0.021
    names = {pair.get("name") for pair in dc.cib.root.iterfind("status//nvpair")}
    assert names >= {f"score-{number}" for number in range(9)}


def test_what_takes_too_long_is_ended_and_counts() -> None:
    cluster = Cluster(example())
    cluster.sick["backup", "start", "node3"] = -1
    cluster.run(22.0)
    cluster.sick.clear()
    cluster.settle()
    failure = entry(cluster, "node3", "backup", "backup_last_failure_0")
    assert (failure.get("op-status"), failure.get("rc-code")) == ("2", "1")
    assert "did not complete" in (failure.get("exit-reason") or "")
    assert transient(cluster, "node3")["fail-count-backup#start_0"] == "INFINITY"
    assert "node3" not in cluster.where("backup")


def test_a_result_says_when_and_how_long() -> None:
    cluster = settled()
    start = entry(cluster, "node1", "webip", "webip_last_0")
    assert start.get("rc-code") == "0"
    assert START <= int(start.get("last-rc-change", "0")) <= cluster.now
    assert start.get("exec-time") == "100"
    assert start.get("on_node") == "node1"
    assert start.get("op-digest")
    monitor = entry(cluster, "node1", "webip", "webip_monitor_4000")
    assert monitor.get("interval") == "4000"


# Recovery


def test_what_fails_is_started_again_where_it_was() -> None:
    cluster = settled()
    del cluster.nodes["node1"].active["webserver"]
    cluster.run(3.0)
    cluster.settle()
    assert cluster.where("webserver") == {"node1": "started"}
    attributes = transient(cluster, "node1")
    assert attributes["fail-count-webserver#monitor_2000"] == "1"
    assert int(attributes["last-failure-webserver#monitor_2000"]) >= START
    assert entry(cluster, "node1", "webserver", "webserver_last_failure_0").get("rc-code") == "7"
    assert cluster.nodes["node1"].executor.report().attributes.items() >= attributes.items()


def test_what_cannot_be_started_is_started_elsewhere() -> None:
    cluster = Cluster(example())
    cluster.sick["backup", "start", "node3"] = 1
    cluster.settle()
    assert set(cluster.where("backup")) == {"node2"}
    assert transient(cluster, "node3")["fail-count-backup#start_0"] == "INFINITY"


def test_what_cannot_be_stopped_is_fenced() -> None:
    cluster = settled()
    cluster.sick["backup", "stop", "node3"] = 1
    del cluster.nodes["node3"].active["backup"]
    cluster.run(8.0)
    cluster.settle()
    assert not cluster.nodes["node3"].up
    assert set(cluster.where("backup")) == {"node2"}
    state = cluster.copy.root.find("status/node_state[@uname='node3']")
    assert state is not None
    assert (state.get("in_ccm"), state.get("expected")) == ("false", "down")
    assert state.find("lrm") is None
    assert cluster.gone == ["node3"]


def test_a_node_that_comes_back_is_probed_anew() -> None:
    cluster = settled()
    cluster.lose("node3")
    cluster.run(2.0)
    cluster.settle()
    cluster.start("node3")
    cluster.settle()
    assert "node3" in cluster.where("cache")
    assert entry(cluster, "node3", "webip", "webip_last_0").get("operation") == "monitor"
    assert nothing_to_do(cluster)


def test_failures_expire() -> None:
    cluster = settled()
    cluster.sick["backup", "start", "node3"] = 1
    del cluster.nodes["node3"].active["backup"]
    cluster.run(6.0)
    cluster.settle()
    assert "fail-count-backup#start_0" in transient(cluster, "node3")
    cluster.sick.clear()
    cluster.run(130.0)  # failure-timeout
    cluster.settle()
    assert not any("backup" in name for name in transient(cluster, "node3"))
    assert nothing_to_do(cluster)


# Leaving


def test_who_leaves_in_good_order_is_emptied_first_and_not_fenced() -> None:
    cluster = settled()
    cluster.leave("node3")
    cluster.run(0.05)
    assert "shutdown" in transient(cluster, "node3")
    cluster.run(3.0)
    cluster.settle()
    assert not cluster.nodes["node3"].up
    assert set(cluster.where("backup")) == {"node2"}
    assert cluster.gone == ["node3"]
    assert not any("Fencing" in line for line in cluster.said)
    assert not transient(cluster, "node3")


def test_who_is_lost_while_it_leaves_is_fenced() -> None:
    cluster = settled()
    cluster.sick["cache", "stop", "node3"] = -1
    cluster.leave("node3")
    cluster.run(1.0)
    cluster.lose("node3")
    cluster.run(2.0)
    cluster.settle()
    assert any("Fencing node3" in line for line in cluster.said)


def test_the_last_one_leaves_too() -> None:
    cluster = settled(with_property("stonith-enabled", "false"), 1)
    cluster.leave("node1")
    cluster.run(5.0)
    assert not cluster.nodes["node1"].up


# Another DC


def test_what_runs_goes_on_under_another_dc() -> None:
    cluster = settled(example().replace('node="node1"', 'node="node2"'))
    before = cluster.copy.version
    cluster.take_over()
    cluster.settle()
    assert cluster.copy.version > before
    assert not any(node == "node2" and task != "notify" for node, _, task in cluster.ran)
    assert any("Fencing node1" in line for line in cluster.said)
    assert cluster.gone == ["node1"]
    assert nothing_to_do(cluster)


def test_fail_counts_outlive_the_dc() -> None:
    cluster = settled(example().replace('node="node1"', 'node="node2"'))
    del cluster.nodes["node2"].active["webserver"]
    cluster.run(3.0)
    cluster.settle()
    before = transient(cluster, "node2")
    cluster.take_over()
    cluster.settle()
    assert transient(cluster, "node2").items() >= before.items()


def test_what_an_earlier_dc_asked_for_is_waited_for() -> None:
    """It is under way, so that it need not be asked for again."""
    cluster = settled(example().replace('node="node1"', 'node="node2"'))
    cluster.nodes["node2"].active.pop("webserver")
    cluster.sick["webserver", "start", "node2"] = -1
    cluster.run(3.0)
    assert cluster.ran[-1] == ("node2", "webserver", "start")
    cluster.take_over()
    cluster.run(5.0)
    assert cluster.ran.count(("node2", "webserver", "start")) == 1
    cluster.sick.clear()
    cluster.run(20.0)
    cluster.settle()
    assert cluster.where("webserver") == {} or nothing_to_do(cluster)


def test_who_is_known_to_be_gone_is_not_fenced_by_the_next_dc() -> None:
    cluster = settled()
    cluster.leave("node3")
    cluster.run(3.0)
    cluster.settle()
    cluster.take_over()
    cluster.settle()
    assert any("Fencing node1" in line for line in cluster.said)
    assert not any("Fencing node3" in line for line in cluster.said)


# Quorum


def lose_quorum(cluster: Cluster) -> None:
    cluster.quorate = False
    cluster.members()
    cluster.run(0.1)


@pytest.mark.parametrize("policy", ["stop", "freeze", "ignore"])
def test_without_quorum_the_policy_counts(policy: str) -> None:
    cluster = settled(with_property("no-quorum-policy", policy))
    running = [dict(node.active) for node in cluster.nodes.values()]
    lose_quorum(cluster)
    cluster.settle()
    assert cluster.copy.root.get("have-quorum") == "0"
    after = [dict(node.active) for node in cluster.nodes.values()]
    assert after == ([{}, {}, {}] if policy == "stop" else running)
    cluster.quorate = True
    cluster.members()
    cluster.settle()
    assert [dict(node.active) for node in cluster.nodes.values()] == running


def test_without_quorum_nodes_may_have_to_end_themselves() -> None:
    cluster = settled(with_property("no-quorum-policy", "suicide"))
    lose_quorum(cluster)
    cluster.run(20.0)
    assert not any(node.up for node in cluster.nodes.values())
    assert not any(task == "reboot" for _, _, task in cluster.ran)


def test_without_quorum_nobody_who_is_lost_is_fenced() -> None:
    cluster = settled(with_property("no-quorum-policy", "freeze"))
    cluster.quorate = False
    cluster.lose("node3")
    cluster.run(30.0)
    assert not any("Fencing" in line for line in cluster.said)
    assert cluster.where("backup") == {}


# Configuration


def committed(cluster: Cluster, edited: Cib) -> Answer:
    diff = make(cluster.copy, edited).text()
    base = cluster.copy.version
    cluster.tell(Ask(7, "eve", diff, base), "node2")
    cluster.run(0.1)
    (answer,) = [said for said in cluster.answers if isinstance(said, Answer)]
    cluster.answers.clear()
    return answer


def test_a_commit_counts_and_is_carried_out() -> None:
    cluster = settled()
    edited = cluster.copy.copy()
    resources = edited.section("resources")
    assert resources is not None
    for primitive in resources.iterchildren("primitive"):
        if primitive.get("id") == "backup":
            resources.remove(primitive)
    constraints = edited.section("constraints")
    assert constraints is not None
    for constraint in list(constraints):
        if "backup" in {str(value) for value in constraint.attrib.values()}:
            constraints.remove(constraint)
    answer = committed(cluster, edited)
    assert answer.code == ""
    assert answer.version == cluster.copy.version._replace(num_updates=0)
    cluster.settle()
    assert cluster.where("backup") == {}
    assert not any(found.get("id") == "backup" for found in cluster.copy.root.iter("lrm_resource"))
    assert nothing_to_do(cluster)


def test_who_waits_is_told_how_much_is_left() -> None:
    cluster = Cluster(example())
    cluster.tell(Ask(4, "eve"), "node2")
    cluster.settle()
    cluster.run(0.1)
    stages = [said for said in cluster.answers if isinstance(said, Pending)]
    assert max(said.pending for said in stages) > 10
    assert cluster.answers[-1] == Answer(4, version=cluster.copy.version)


# What was not expected


def test_what_nobody_asked_for_is_looked_at() -> None:
    """A resource that another cluster of the same node started, for one."""
    cluster = settled()
    operation = Operation("backup_monitor_0", "backup", Agent("ocf", "Dummy", "hagui"), "monitor")
    report = cluster.nodes["node2"].executor.report()
    last = max(result.call for result in report.results)
    cluster.nodes["node2"].active["backup"] = "started"
    found = Result(operation, last + 1, 0, started=cluster.now, changed=cluster.now)
    cluster.tell(Report(cluster.term, (*report.results, found), report.attributes), "node2")
    assert len(cluster.where("backup")) == 2
    cluster.controller.handle(Delivered("node2", Report(cluster.term, ())), cluster.now)
    cluster.run(0.5)


def test_orders_to_end_go_to_whom_was_fenced() -> None:
    """Should its power not have been cut after all, it must not go on."""
    cluster = settled()
    sent: list[Down] = []
    take = cluster.controller.handle

    def handle(event: object, now: float) -> list[object]:
        outs = take(event, now)  # type: ignore[arg-type]
        sent.extend(
            out.payload for out in outs if isinstance(out, Send) and isinstance(out.payload, Down)
        )
        return [*outs]

    cluster.controller.handle = handle  # type: ignore[method-assign, assignment]
    cluster.sick["backup", "stop", "node3"] = 1
    del cluster.nodes["node3"].active["backup"]
    cluster.run(8.0)
    assert [down.clean for down in sent] == [False]
