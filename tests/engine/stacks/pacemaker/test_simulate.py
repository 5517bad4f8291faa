"""Rehearsals on a CIB, by the real crm_simulate; no cluster is needed."""

import asyncio
import os
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import make
from engine.protocol.verbs import (
    Injection,
    NodeEvent,
    OperationEvent,
    QuorumEvent,
    Simulate,
    TicketEvent,
)
from engine.stacks.contract import StackError
from engine.stacks.pacemaker import simulate, tools
from engine.stacks.pacemaker.simulate import rehearse

pytestmark = pytest.mark.skipif(
    shutil.which("crm_simulate") is None, reason="crm_simulate is not installed"
)


@pytest.fixture
def text() -> str:
    """A web cluster; the web service runs on node1."""
    return (files("resources") / "examples" / "web-cluster-running.xml").read_text("utf-8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where rehearsals write; nothing may be left there."""
    made = tmp_path / "rehearsals"
    made.mkdir()
    monkeypatch.setattr("tempfile.tempdir", os.fspath(made))
    return made


def in_standby(text: str) -> str:
    before = Cib.parse(text)
    after = before.copy()
    nodes = after.section("nodes")
    assert nodes is not None
    block = etree.SubElement(nodes[0], "instance_attributes", {"id": "x"})
    etree.SubElement(block, "nvpair", {"id": "x-s", "name": "standby", "value": "on"})
    return make(before, after).text()


async def asked(text: str, diff: str = "", *inject: Injection, date: int | None = None) -> set[str]:
    """What would be done, as key and node."""
    version = Cib.parse(text).version
    answer = await rehearse(version, text, Simulate(version, diff, inject, date))
    assert (answer.version, answer.by) == (version, "crm_simulate")
    assert answer.seconds > 0
    actions = etree.fromstring(answer.graph).iterfind("synapse/action_set/*")
    return {f"{item.get('operation_key')} {item.get('on_node')}" for item in actions}


async def test_a_change_is_supposed(text: str, folder: Path) -> None:
    assert "webip_stop_0 node1" not in await asked(text)
    done = await asked(text, in_standby(text))
    assert {"webip_stop_0 node1", "webip_start_0 node2"} <= done
    assert list(folder.iterdir()) == []


async def test_events_are_supposed(text: str) -> None:
    assert "stonith-node1-reboot node1" in await asked(text, "", NodeEvent("node1", "fail"))
    assert "webip_stop_0 node1" in await asked(text, "", QuorumEvent(quorate=False))
    failed = OperationEvent("webip", "monitor", "node1", rc=7, interval_ms=10000)
    assert "webip_start_0 node1" in await asked(text, "", failed)
    assert await asked(text, "", TicketEvent("t", "grant")) == await asked(text)


async def test_a_time_is_supposed(text: str) -> None:
    cib = Cib.parse(text)
    constraints = cib.section("constraints")
    assert constraints is not None
    rule = etree.fromstring(
        '<rsc_location id="later" rsc="webservice"><rule id="later-r" score="-INFINITY">'
        '<date_expression id="later-d" operation="gt" start="2035-01-01"/></rule></rsc_location>'
    )
    constraints.append(rule)
    assert "webip_stop_0 node1" not in await asked(cib.text())
    assert "webip_stop_0 node1" in await asked(cib.text(), date=2_100_000_000)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (NodeEvent("node9", "fail"), "unknown-node"),
        (NodeEvent("node1", "sleeps"), "invalid"),
        (NodeEvent("--help", "fail"), "unknown-node"),
        (OperationEvent("nothing", "monitor", "node1", 7), "unknown-resource"),
        (OperationEvent("webip", "MONITOR 1", "node1", 7), "invalid"),
        (TicketEvent("a b", "grant"), "invalid"),
    ],
    ids=str,
)
async def test_what_cannot_be_supposed_is_refused(text: str, event: Injection, code: str) -> None:
    with pytest.raises(StackError) as caught:
        await asked(text, "", event)
    assert caught.value.code == code


async def test_a_change_that_fits_no_more_or_breaks_the_schema_is_refused(text: str) -> None:
    gone = in_standby(text).replace("node[@id='1']", "node[@id='77']")
    for diff in (gone, "<diff/>", '<diff format="2"/>'):
        with pytest.raises(StackError) as caught:
            await asked(text, diff)
        assert caught.value.code == "invalid"
    with pytest.raises(StackError, match="schema") as caught:
        await asked(text.replace("<rsc_order ", "<rsc_odd "))
    assert caught.value.code == "invalid"
    assert caught.value.detail


async def test_cancelling_ends_the_process_and_leaves_no_file(
    text: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin"
    slow.mkdir()
    tool = slow / "crm_simulate"
    tool.write_text('#!/bin/sh\ntouch "$TMPDIR/begun"\nexec sleep 60\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow}:{os.environ['PATH']}")
    asking = asyncio.create_task(asked(text))
    while not list(folder.glob("*/begun")):
        await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert list(folder.iterdir()) == []
    monkeypatch.setattr(simulate, "PATIENCE", 0.2)
    with pytest.raises(StackError) as caught:
        await asked(text)
    assert caught.value.code == "timeout"
    assert list(folder.iterdir()) == []


async def test_a_tool_may_give_way_to_others() -> None:
    assert int((await tools.run(["sh", "-c", "sleep 0.2; nice"], niceness=7)).output) == 7
