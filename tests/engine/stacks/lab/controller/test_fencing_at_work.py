"""A DC that has nodes fenced, and what it does where they cannot be."""

import re

from engine.stacks.lab.controller import Controller
from engine.stacks.lab.instructions import Agreed, Delivered, Elected, ProposalWanted, Send, Tick
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import Agent, Do, Done, Operation, Report, Result
from tests.engine.stacks.lab.controller.cluster import START, Cluster, example


def changed(text: str, **properties: str) -> str:
    """The example with cluster properties."""
    pairs = "".join(
        f'<nvpair id="more-{name}" name="{name.replace("_", "-")}" value="{value}"/>'
        for name, value in properties.items()
    )
    return text.replace("</cluster_property_set>", f"{pairs}</cluster_property_set>")


def that_can_fence(nodes: str) -> str:
    """The example with a device for these nodes only."""
    return re.sub(
        r'name="pcmk_host_check" value="none"', f'name="pcmk_host_list" value="{nodes}"', example()
    )


def settled(cib: str) -> Cluster:
    """With the web service elsewhere than the DC."""
    cluster = Cluster(cib.replace('node="node1"', 'node="node2"'))
    cluster.settle()
    assert list(cluster.where("webserver")) == ["node2"]
    cluster.said.clear()
    cluster.ran.clear()
    return cluster


def fencings(cluster: Cluster) -> int:
    return sum(" Fencing node" in line for line in cluster.said)


def times_tried(cluster: Cluster) -> int:
    return sum(task in ("off", "reboot") for _, _, task in cluster.ran)


def test_a_lost_node_is_fenced_and_its_resources_move() -> None:
    cluster = settled(example())
    cluster.lose("node2")
    cluster.run(1.6)
    cluster.settle()
    (after,) = cluster.where("webserver")
    assert after != "node2"
    assert times_tried(cluster) == 1
    assert set(cluster.gone) == {"node2"}


def test_nothing_moves_as_long_as_the_node_is_not_fenced() -> None:
    cluster = settled(example())
    cluster.sick["fencing", "reboot", "*"] = 1
    cluster.lose("node2")
    cluster.run(1.6)
    cluster.run(5.0)
    assert cluster.where("webserver") == {}
    assert times_tried(cluster) > 2
    del cluster.sick["fencing", "reboot", "*"]
    cluster.settle()
    assert cluster.where("webserver")


def test_fencing_is_tried_so_often_and_then_not_until_there_is_news() -> None:
    cluster = settled(changed(example(), stonith_max_attempts="3"))
    cluster.sick["fencing", "reboot", "*"] = 1
    cluster.lose("node2")
    cluster.run(1.6)
    cluster.settle(40.0)
    assert fencings(cluster) == 3
    tried = times_tried(cluster)
    cluster.run(20.0)
    assert times_tried(cluster) == tried
    assert cluster.where("webserver") == {}
    cluster.run(60.0)  # cluster-recheck-interval
    assert fencings(cluster) == 4


def test_a_node_that_no_device_knows_is_not_asked_about_again_and_again() -> None:
    cluster = settled(that_can_fence("node1"))
    cluster.lose("node2")
    cluster.run(1.6)
    cluster.run(20.0)
    assert cluster.controller.idle
    assert fencings(cluster) == 1
    assert any("No device can fence" in line for line in cluster.said)
    assert cluster.where("webserver") == {}


def test_what_else_went_wrong_meanwhile_is_seen_to() -> None:
    cluster = settled(that_can_fence("node1"))
    cluster.lose("node2")
    cluster.run(1.6)
    cluster.run(5.0)
    del cluster.nodes["node3"].active["backup"]
    cluster.run(30.0)
    assert ("node3", "backup", "stop") in cluster.ran
    assert fencings(cluster) == 2


def test_what_an_earlier_dc_had_fenced_is_no_part_of_the_history() -> None:
    cluster = settled(example())
    before = cluster.text
    device = Agent("stonith", "fence_lab")
    asked = Operation("fencing_off_0", "fencing", device, "off", transition_key="before/1")
    cluster.tell(Done(Result(asked, 99, 0)), "node1")
    cluster.settle()
    assert cluster.text == before


def orders_of(term: int) -> set[str]:
    """Transition keys of what a DC first asks of a cluster that is itself."""
    elected = Elected(term, example(), ("node1",), quorate=True)
    controller = Controller(Settings("node1", ("node1",), ()), elected, START, uuid="life")
    outs = controller.begin(START) + controller.handle(Delivered("node1", Report(term, ())), START)
    now = START
    keys = set[str]()
    while not keys:
        now += 0.1
        for out in outs:
            if isinstance(out, ProposalWanted):
                outs = controller.handle(Agreed(out.cib), now)
        outs += controller.handle(Tick(), now)
        sent = [out.payload for out in outs if isinstance(out, Send)]
        keys |= {said.operation.transition_key for said in sent if isinstance(said, Do)}
    return keys


def test_what_was_asked_in_an_earlier_term_is_not_taken_for_what_is_asked_now() -> None:
    """A node that is DC again counts its transitions anew, and others may still answer."""
    assert orders_of(3) == orders_of(3)
    assert orders_of(3).isdisjoint(orders_of(5))
