"""What the fencer remembers, out of what its tool says."""

import asyncio
from pathlib import Path

import pytest

from engine.protocol.verbs import FencingTry
from engine.stacks.contract import StackError
from engine.stacks.pacemaker import fencing

SAID = """<pacemaker-result api-version="2.25" request="stonith_admin">
  <list name="fencing history" count="3">
    <fence_event action="reboot" target="node1" client="x.1" origin="node2" status="pending"/>
    <fence_event action="reboot" target="node1" client="x.1" origin="node2" status="success"
                 delegate="node2" completed="2026-11-22 21:56:58Z"/>
    <fence_event action="off" target="node3" client="x.1" origin="node2" status="failed"
                 exit-reason="No route to host" completed="2026-11-22 21:56:55 +01:00"/>
  </list>
  <status code="0" message="OK"/>
</pacemaker-result>"""


def tool(folder: Path, monkeypatch: pytest.MonkeyPatch, says: str, code: int = 0) -> None:
    """A ``stonith_admin`` that says this."""
    (folder / "said").write_text(says)
    program = folder / "stonith_admin"
    program.write_text(f"#!/bin/sh\ncat {folder}/said\nexit {code}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_what_is_over_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(tmp_path, monkeypatch, SAID)
    assert asyncio.run(fencing.tries()) == (
        FencingTry("node1", "reboot", True, 1795384618),
        FencingTry("node3", "off", False, 1795381015, "No route to host"),
    )


@pytest.mark.parametrize(("says", "code"), [("nonsense", 0), (SAID, 102), (SAID, 1)])
def test_what_cannot_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, code: int
) -> None:
    tool(tmp_path, monkeypatch, says, code)
    with pytest.raises(StackError):
        asyncio.run(fencing.tries())
