"""The lab's process from the desktop's side, against commands that answer as the engine's do."""

import asyncio
import sys
from pathlib import Path

import pytest

from engine.protocol.verbs import Fault, LabNode
from hagui.lab.process import LabProcess, LabTrouble

LAB = """
import json, os, signal, sys, time
verb, *others = sys.argv[2:]
told = open(sys.argv[1], "a")
told.write(" ".join([verb, *others]) + "\\n")
told.flush()
def report(joined):
    nodes = [{"name": "node1", "address": "127.0.0.11", "port": 5560, "udp": 5560, "state": "off",
              "plugged": False, "pid": None, "fingerprint": "AB"}]
    print(json.dumps({"folder": "/somewhere/lab", "token": "/somewhere/lab/token", "nodes": nodes,
                      "cuts": [["node1", "node2"]], "delays": {"node1": 5}, "joined": joined}))
    sys.stdout.flush()
if verb == "up" and MODE == "starts":
    def leave(*_):
        told.write("let go\\n")
        told.flush()
        os._exit(0)
    signal.signal(signal.SIGUSR1, leave)
    report(False)
    time.sleep(60)
elif verb == "up" and MODE == "slow":
    time.sleep(60)
elif verb == "up" and MODE == "joins":
    report(True)
elif verb == "status" and MODE != "gone":
    report(False)
elif verb == "up" or MODE == "gone" or verb == MODE:
    print("hagui-engine: The port 5560 is in use.", file=sys.stderr)
    sys.exit(1)
"""


class Lab:
    """A lab whose command is a script."""

    def __init__(self, where: Path, mode: str, **more: object) -> None:
        self.told_file = where / "told"
        script = where / "lab.py"
        script.write_text(LAB.replace("MODE", repr(mode)))
        self.script = script
        command = (sys.executable, str(script), str(self.told_file))
        self.process = LabProcess(command=command, **more)  # type: ignore[arg-type]

    def turn(self, mode: str) -> None:
        """From now on it behaves otherwise."""
        self.script.write_text(LAB.replace("MODE", repr(mode)))

    @property
    def told(self) -> list[str]:
        return self.told_file.read_text().splitlines()


async def test_a_lab_is_started_and_described(tmp_path: Path) -> None:
    lab = Lab(tmp_path, "starts", folder="/somewhere/lab", nodes=5, cib="x.xml")
    report = await lab.process.up()
    assert lab.told == [
        "up --folder /somewhere/lab --foreground --attached --join --json --nodes 5 --cib x.xml"
    ]
    assert lab.process.attached
    assert not report.joined
    assert report.addresses == ("127.0.0.11:5560",)
    assert report.fingerprints == ("AB",)
    assert report.standing.nodes == (LabNode("node1", "off", plugged=False),)
    assert report.standing.cuts == (("node1", "node2"),)
    await lab.process.down()
    assert lab.told[-1] == "down --folder /somewhere/lab --now"
    assert not lab.process.attached


async def test_a_lab_that_runs_is_joined_and_ended_when_told(tmp_path: Path) -> None:
    lab = Lab(tmp_path, "joins")
    report = await lab.process.up()
    assert report.joined
    assert not lab.process.attached
    await lab.process.down()
    assert lab.told[-1] == "down --folder /somewhere/lab --now"


async def test_what_it_cannot_do_is_said_in_its_own_words(tmp_path: Path) -> None:
    lab = Lab(tmp_path, "fails")
    with pytest.raises(LabTrouble, match=r"^The port 5560 is in use\.$"):
        await lab.process.up()
    assert lab.process.report is None
    await lab.process.down()
    assert len(lab.told) == 1, "there is nothing to end"


async def test_a_command_that_is_missing_is_named() -> None:
    process = LabProcess(command=("/nonexistent/engine",))
    with pytest.raises(LabTrouble, match="/nonexistent/engine: No such file"):
        await process.up()


async def test_a_start_that_is_cancelled_leaves_no_process(tmp_path: Path) -> None:
    lab = Lab(tmp_path, "slow")
    starting = asyncio.create_task(lab.process.up())
    while not lab.told_file.exists():
        await asyncio.sleep(0.01)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert not lab.process.attached


async def test_a_lab_can_be_begun_before_anybody_waits_for_it(tmp_path: Path) -> None:
    lab = Lab(tmp_path, "slow")
    lab.process.begin()
    lab.process.begin()
    while not lab.told_file.exists():
        await asyncio.sleep(0.01)
    await lab.process.down()
    assert len(lab.told) == 1
    lab.turn("starts")
    await lab.process.up()
    await lab.process.down()


async def test_a_lab_that_is_kept_goes_on_without_this_program(tmp_path: Path) -> None:
    lab = Lab(tmp_path, "starts")
    await lab.process.up()
    await lab.process.let_go()
    assert lab.told[-1] == "let go"
    assert not lab.process.attached
    await lab.process.let_go()
    await lab.process.down()
    assert lab.told[-1] == "down --folder /somewhere/lab --now", "it can still be ended"


async def test_a_lab_that_others_have_ended_is_no_trouble(tmp_path: Path) -> None:
    lab = Lab(tmp_path, "joins")
    await lab.process.up()
    lab.turn("gone")
    await lab.process.down()
    assert not await lab.process.runs()


async def test_a_lab_that_does_not_end_is_trouble(tmp_path: Path) -> None:
    lab = Lab(tmp_path, "joins")
    await lab.process.up()
    lab.turn("down")
    with pytest.raises(LabTrouble):
        await lab.process.down()


async def test_faults_are_handed_to_the_command(tmp_path: Path) -> None:
    lab = Lab(tmp_path, "joins")
    await lab.process.up()
    for fault in (
        Fault("power", ("node1",)),
        Fault("cut", ("node1", "node2")),
        Fault("heal"),
        Fault("slow", ("node1",), milliseconds=200),
    ):
        await lab.process.harm(fault)
    assert [line.replace(" --folder /somewhere/lab", "") for line in lab.told[1:]] == [
        "power node1",
        "cut node1 node2",
        "heal",
        "slow 200 node1",
    ]
