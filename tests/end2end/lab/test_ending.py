"""However a lab ends, nothing of it is left: no process, no port, no file."""

import os
import signal
import subprocess

import pytest

from engine.protocol.verbs import STANDBY, Standby
from engine.stacks.lab.supervisor.wire import NodeStanding
from tests.end2end.lab.labs import REPOSITORY, Lab, wait_for
from tests.processes import parent


def brought_up(lab: Lab, nodes: int) -> dict[str, NodeStanding]:
    lab.up("--nodes", str(nodes))
    lab.wait_for_answer()
    return lab.settle()


def supervisors(lab: Lab) -> list[int]:
    """The guard, and its child: the power switch, which is the nodes' parent."""
    node = next(iter(lab.nodes().values()))
    switch = parent(node.pid or 0)
    return [parent(switch), switch]


def test_down_leaves_nothing_behind(own_lab: Lab) -> None:
    nodes = brought_up(own_lab, 3)
    assert len(own_lab.processes()) >= 5 + 3, "nodes, their supervisor, helpers of agents"
    own_lab.do("down")
    assert own_lab.left(nodes) == []


@pytest.mark.parametrize("which", ["guard", "switch", "both"])
def test_killing_its_supervisor_leaves_nothing_behind(own_lab: Lab, which: str) -> None:
    nodes = brought_up(own_lab, 1)
    guard, switch = supervisors(own_lab)
    victims = {"guard": [guard], "switch": [switch], "both": [guard, switch]}[which]
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not own_lab.processes(), "the end of all processes")
    if which == "both":  # nobody is left who could; the next lab takes the folder over
        assert own_lab.run("status").returncode == 1
        own_lab.do("down")
    wait_for(lambda: own_lab.left(nodes) == [], "the end of everything")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_in_the_foreground_it_ends_with_its_command(own_lab: Lab, number: signal.Signals) -> None:
    first = ("--nodes", "1", "--cib", str(own_lab.cib_file))
    words = own_lab.command("up", "--foreground", "--json", *first)
    with subprocess.Popen(words, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as command:
        assert command.stdout is not None
        assert '"node1"' in command.stdout.readline()
        nodes = own_lab.nodes()
        own_lab.wait_for_answer()
        command.send_signal(number)
        assert command.wait(30) == (-number if number == signal.SIGKILL else 0)
    wait_for(lambda: own_lab.left(nodes) == [], "the end of everything")


def test_what_is_kept_goes_on_where_it_was(own_lab: Lab) -> None:
    nodes = brought_up(own_lab, 2)
    own_lab.ask(nodes["node1"], STANDBY, Standby("node2", on=True))
    epoch = own_lab.look(nodes["node1"]).state.version.epoch
    own_lab.do("down", "--keep-files")
    assert own_lab.processes() == []
    assert not (own_lab.folder / "power.sock").exists()
    # A copy that was damaged meanwhile costs nothing
    damaged = own_lab.folder / "nodes" / "node1" / "disk" / "first.json"
    damaged.write_bytes(damaged.read_bytes()[:-40])
    own_lab.do("up")
    again = own_lab.settle()
    assert [node.port for node in again.values()] == [node.port for node in nodes.values()]
    state = own_lab.look(again["node1"]).state
    assert state.version.epoch >= epoch
    assert state.nodes["node2"].standby
    assert "is damaged; the copy beside it is used" in own_lab.said()
    own_lab.do("down")
    assert own_lab.left(nodes) == []
