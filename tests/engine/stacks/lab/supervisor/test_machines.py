"""Switching nodes on and off, harming them, and what is left of a lab."""

import os
import signal
import socket
import time
from pathlib import Path

import pytest

from engine.protocol.verbs import Fault
from engine.stacks.lab.supervisor.client import PowerTrouble, ask_and_wait
from engine.stacks.lab.supervisor.wire import (
    Attach,
    End,
    Harm,
    Links,
    Look,
    Power,
)
from tests.engine.stacks.lab.supervisor.switches import Lab, stopped, wait_for
from tests.processes import children, runs


def test_cutting_the_power_reaches_whatever_a_node_started(lab: Lab) -> None:
    pids = lab.pids("a")
    others = lab.pids("b")
    assert lab.power("a", "status") == "on"
    lab.power("a", "off")
    assert not any(map(runs, pids))
    assert all(map(runs, others))
    assert lab.node("a").state == "off"
    assert lab.power("a", "status") == "off"


def test_on_starts_it_once(lab: Lab) -> None:
    lab.pids("a")
    lab.power("a", "on")
    assert lab.starts("a") == 1
    lab.power("a", "off")
    lab.power("a", "off")
    lab.power("a", "on")
    wait_for(lambda: lab.starts("a") == 2)


def test_a_reboot_is_another_life(lab: Lab) -> None:
    before = lab.pids("a")
    lab.power("a", "reboot")
    assert not any(map(runs, before))
    wait_for(lambda: lab.starts("a") == 2)
    assert lab.node("a").pid not in before


def test_a_pulled_plug_is_not_undone_by_fencing(lab: Lab) -> None:
    pids = lab.pids("a")
    lab.harm("kill", "a")
    assert not any(map(runs, pids))
    assert not lab.node("a").plugged
    lab.power("a", "reboot")
    lab.power("a", "on")
    assert lab.node("a").state == "off"
    lab.harm("power", "a")
    wait_for(lambda: lab.starts("a") == 2)
    assert lab.node("a").state == "on"


def test_freezing_holds_all_its_processes(lab: Lab) -> None:
    pids = lab.pids("a")
    lab.harm("freeze", "a")
    assert lab.node("a").state == "frozen"
    wait_for(lambda: all(map(stopped, pids)))
    lab.harm("thaw", "a")
    wait_for(lambda: not any(map(stopped, pids)))
    assert lab.node("a").state == "on"


def test_a_frozen_node_can_be_fenced(lab: Lab) -> None:
    pids = lab.pids("a")
    lab.harm("freeze", "a")
    assert lab.power("a", "status") == "on"
    lab.power("a", "reboot")
    assert not any(map(runs, pids))
    wait_for(lambda: lab.starts("a") == 2)
    assert lab.node("a").state == "on"


def test_what_outlives_its_engine_is_killed(lab: Lab) -> None:
    pids = lab.pids("a")
    os.kill(pids[0], signal.SIGKILL)
    wait_for(lambda: lab.node("a").state == "off")
    wait_for(lambda: not any(map(runs, pids)))
    lab.power("a", "reboot")
    wait_for(lambda: lab.starts("a") == 2)


def test_ending_lets_nodes_leave_and_takes_the_folder_away(lab: Lab) -> None:
    pids = lab.pids("a") + lab.pids("b")
    ask_and_wait(lab.folder.socket, End(10.0), 15)
    assert not any(map(runs, pids))
    assert lab.process.wait(5) == 0
    assert not lab.folder.root.exists()


def test_a_node_that_does_not_leave_loses_its_power(lab: Lab) -> None:
    pids = lab.pids("a") + lab.pids("b")
    lab.harm("freeze", "a")
    begun = time.monotonic()
    ask_and_wait(lab.folder.socket, End(5.0, keep=True), 10)
    assert time.monotonic() - begun < 4
    assert not any(map(runs, pids))
    assert lab.process.wait(5) == 0
    assert not (lab.folder.node("a").root / "left").exists()
    assert (lab.folder.node("b").root / "left").exists()
    assert not lab.folder.socket.exists()


@pytest.mark.parametrize("which", ["guard", "switch"])
def test_killing_one_of_its_processes_leaves_nothing(lab: Lab, which: str) -> None:
    pids = lab.pids("a") + lab.pids("b")
    switch = children(lab.process.pid)[0]
    os.kill(switch if which == "switch" else lab.process.pid, signal.SIGKILL)
    lab.process.wait(10)
    wait_for(lambda: not any(map(runs, [*pids, switch])))
    wait_for(lambda: not lab.folder.root.exists())


def test_a_node_hears_of_its_links(lab: Lab) -> None:
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(5)
        link.connect(str(lab.folder.socket))
        link.sendall(b'{"type":"attach","node":"a"}\n')
        with link.makefile("rb") as lines:
            assert lines.readline() == b'{"type":"links","cut":[],"delays":{}}\n'
            assert lab.node("a").ready
            assert not lab.node("b").ready
            lab.harm("cut", "a", "b")
            assert lines.readline() == b'{"type":"links","cut":["b"],"delays":{}}\n'
            lab.harm("heal")
            assert lines.readline() == b'{"type":"links","cut":[],"delays":{}}\n'
    assert isinstance(ask_and_wait(lab.folder.socket, Attach("b"), 5), Links)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (Power("x", "off"), "unknown-node"),
        (Power("a", "explode"), "invalid"),
        (Attach("x"), "unknown-node"),
        (Harm(Fault("kill", ("x",))), "unknown-node"),
        (Harm(Fault("kill")), "invalid"),
        (Harm(Fault("kill", ("a", "b"))), "invalid"),
        (Harm(Fault("cut", ("a", "a"))), "invalid"),
        (Harm(Fault("slow", ("a",), milliseconds=-5)), "invalid"),
        (Harm(Fault("fail", resource="web")), "invalid"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(
    lab: Lab, request_: Power | Attach | Harm, code: str
) -> None:
    with pytest.raises(PowerTrouble) as caught:
        ask_and_wait(lab.folder.socket, request_, 5)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")


def test_a_node_that_is_off_cannot_be_frozen(lab: Lab) -> None:
    lab.power("a", "off")
    with pytest.raises(PowerTrouble, match="a is off"):
        lab.harm("freeze", "a")


def test_nonsense_is_answered_and_harms_nobody(lab: Lab) -> None:
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(5)
        link.connect(str(lab.folder.socket))
        link.sendall(b"hello\n")
        with link.makefile("rb") as lines:
            assert lines.readline().startswith(b'{"type":"refused","code":"unknown"')
    assert lab.node("a").state == "on"
    assert lab.folder.socket.stat().st_mode & 0o777 == 0o600


def test_where_there_is_no_lab_the_words_say_so(tmp_path: Path) -> None:
    with pytest.raises(PowerTrouble, match=f"No lab runs in {tmp_path}") as caught:
        ask_and_wait(tmp_path / "power.sock", Look())
    assert caught.value.code == "no-lab"
