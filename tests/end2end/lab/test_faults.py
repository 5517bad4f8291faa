"""Three real nodes, and real signals: what visitors of a lab do, and what they see."""

import os
import signal
import time

import pytest

from engine.protocol.client import Client
from engine.protocol.failures import LoginFailed
from engine.protocol.trust import Pin
from engine.protocol.verbs import ECHO, Echo
from tests.end2end.lab.labs import Lab, wait_for


def test_three_engines_serve_one_cluster(lab: Lab) -> None:
    for node in lab.status()["nodes"]:
        assert node["state"] == "on"
        standing = lab.nodes()[node["name"]]
        assert lab.ask(standing, ECHO, Echo("hello")).text == "hello"
        facts = lab.look(standing).facts
        assert facts.node == node["name"]
        assert facts.quorate
        assert all(member.member for member in facts.members)


async def test_only_the_token_opens_an_engine(lab: Lab) -> None:
    node = lab.status()["nodes"][0]
    client = await Client.connect(node["address"], node["port"], Pin(node["fingerprint"]))
    try:
        with pytest.raises(LoginFailed):
            await client.login(token="x" * 43)
    finally:
        await client.close()


def test_killing_the_active_nodes_process_moves_the_web_service(lab: Lab) -> None:
    active = lab.wait_for_answer()
    before = lab.nodes()[active]
    assert before.pid is not None
    os.kill(before.pid, signal.SIGKILL)
    taker = lab.wait_for_answer(active)
    assert taker != active
    # Fencing has started it anew, and it joins; nothing is said to have failed
    wait_for(lambda: lab.nodes()[active].state == "on", "its next start")
    nodes = lab.settle()
    assert nodes[active].pid != before.pid
    assert lab.look(nodes[taker]).state.failures == ()


def test_a_pulled_plug_stays_pulled_until_it_is_put_back(lab: Lab) -> None:
    active = lab.wait_for_answer()
    lab.do("kill", active)
    taker = lab.wait_for_answer(active)
    nodes = lab.settle()
    assert (nodes[active].state, nodes[active].plugged) == ("off", False)
    seen = lab.look(nodes[taker]).state.nodes[active]
    assert not seen.online
    assert not seen.unclean
    lab.do("power", active)
    nodes = lab.settle()
    assert nodes[active].state == "on"


def test_a_frozen_node_is_fenced(lab: Lab) -> None:
    active = lab.wait_for_answer()
    before = lab.nodes()[active]
    lab.do("freeze", active)
    lab.wait_for_answer(active)
    nodes = lab.settle()
    assert nodes[active].state == "on"
    assert nodes[active].pid != before.pid


def test_a_node_that_is_cut_off_is_fenced_and_joins_when_healed(lab: Lab) -> None:
    active = lab.wait_for_answer()
    before = lab.nodes()[active]
    lab.do("cut", active)
    taker = lab.wait_for_answer(active)
    wait_for(lambda: lab.nodes()[active].pid != before.pid, "its fencing")
    assert len(lab.standing().cuts) == 2
    facts = lab.look(lab.nodes()[taker]).facts
    assert facts.quorate
    assert [member.name for member in facts.members if not member.member] == [active]
    lab.do("heal")
    nodes = lab.settle()
    assert all(member.member for member in lab.look(nodes[active]).facts.members)


def test_slow_links_are_no_fault(lab: Lab) -> None:
    before = lab.settle()
    lab.do("slow", "100")
    time.sleep(2.0)
    assert lab.standing().delays == {"node1": 100, "node2": 100, "node3": 100}
    after = lab.settle()
    assert {node.pid for node in after.values()} == {node.pid for node in before.values()}


def test_a_resource_that_breaks_is_started_again(lab: Lab) -> None:
    lab.wait_for_answer()
    lab.do("fail", "web")
    assert lab.answer() is None
    active = lab.wait_for_answer()
    node = lab.settle()[active]
    counts = {count.resource: count.count for count in lab.look(node).state.fail_counts}
    assert counts.get("webserver") == 1


def test_standby_and_takeover(lab: Lab) -> None:
    active = lab.wait_for_answer()
    lab.do("standby", active)
    taker = lab.wait_for_answer(active)
    nodes = lab.settle()
    assert lab.look(nodes[taker]).state.nodes[active].standby
    lab.do("takeover", active)
    assert lab.wait_for_answer(taker) == active
    nodes = lab.settle()
    assert not any(node.standby for node in lab.look(nodes[active]).state.nodes.values())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["kill", "nobody"], "There is no node nobody in this lab; it has node1, node2, node3."),
        (["freeze", "nobody"], "There is no node nobody"),
        (["cut", "node1", "node1"], "two different nodes"),
        (["slow", "99999999"], "not 99999999"),
        (["fail", "nothing"], "There is no resource nothing; there are fencing, webip"),
        (["fail", "fencing"], "there is nothing to break"),
        (["standby", "nobody"], "nobody"),
        (["up"], "already; hagui-engine lab down ends it."),
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_said_in_one_sentence(
    shared_lab: Lab, words: list[str], said: str
) -> None:
    done = shared_lab.run(*words)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.startswith("hagui-engine: ")
    assert done.stderr.count("\n") == 1


def test_joining_a_lab_that_runs_says_how_it_is(shared_lab: Lab) -> None:
    assert '"node3"' in shared_lab.do("up", "--join", "--json")
