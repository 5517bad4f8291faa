"""The truth about a lab's incidents: its CIB, asked for again and again, and its power switch.

The CIB keeps the last operations of each resource only, so somebody who wants all of them has to
look often: a process of its own does (``python -m tests.end2end.incidents.lab_truth FOLDER FILE``),
and writes every entry of the history that is new to a file, with when it was seen. When a node was
cut from power the switch knows.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from lxml import etree

from engine.cib.xml import Element
from engine.cli.lab_client import log_in
from engine.protocol.client import Client
from engine.protocol.failures import EngineError
from engine.protocol.verbs import CIB_QUERY, Nothing
from engine.stacks.lab.layout import Folder
from tests.end2end.incidents.on_lab import Switch
from tests.end2end.incidents.truth import Happening, Places, Truth

EVERY: Final = 0.05
"""Seconds from one look to the next."""
SECOND: Final = 1.0
"""What is kept in whole seconds is up to one second early."""
_ROOT: Final = Path(__file__).parents[3]
_PENDING: Final = "193"
_FOUND: Final = frozenset({"0", "7", "8"})
_WELL: Final = frozenset({"0", "8"})


class History:
    """What was seen of a lab's CIB from one node."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def lines(self) -> list[dict[str, Any]]:
        """All that was seen, in order of time."""
        text = self._file.read_text() if self._file.exists() else ""
        return [json.loads(line) for line in text.splitlines(keepends=True) if line[-1] == "\n"]

    def happened(self, since: float) -> Iterator[Happening]:
        """Operations that ended, and nodes that were lost."""
        for line in self.lines():
            if line["seen"] < since:
                continue
            if "lost" in line:
                yield Happening("lost", line["seen"], line["lost"])
                continue
            begun, ran = float(line["last-rc-change"]), int(line["exec-time"]) / 1000
            task, rc = line["operation"], line["rc-code"]
            probe = task == "monitor" and line["interval"] == "0"
            ok = rc in (_FOUND if probe else _WELL)
            end = begun + ran
            yield Happening(task, end, line["node"], line["resource"], ok, begun, SECOND)


@contextmanager
def watching(folder: Path, node: str, file: Path) -> Generator[History]:
    """Look from now on, at that node's engine, until the end of the block."""
    command = [sys.executable, "-m", __name__, str(folder), node, str(file)]
    process = subprocess.Popen(command, cwd=_ROOT)
    try:
        until = time.monotonic() + 30
        while not file.exists():
            assert time.monotonic() < until, f"nobody looks at {node}"
            time.sleep(0.02)
        yield History(file)
    finally:
        process.kill()
        process.wait()


def truth(
    begun: float,
    history: History,
    switch: Switch,
    before: Places,
    after: Places,
    lost: str | None,
) -> Truth:
    """What happened since ``begun``, asked once it is over.

    Args:
        begun: when the trouble was made.
        history: what was seen of the CIB.
        switch: knows of fencing.
        before: where everything was.
        after: where everything is.
        lost: the node that was lost by it.
    """
    happened = list(history.happened(begun))
    happened += _unseen_stops(happened, before, begun)
    for asked in switch.asked:
        if asked.begun >= begun:
            what = "fenced" if asked.done else "not fenced"
            happened.append(Happening(what, asked.ended, asked.node, ok=asked.done))
    happened.sort(key=lambda item: item.at)
    names = frozenset(() if lost is None else (lost,))
    return Truth(begun, happened, before, after, names)


def _unseen_stops(happened: list[Happening], before: Places, begun: float) -> Iterator[Happening]:
    """Stops whose entries were replaced by those of the next start between two looks."""
    seen = {(item.node, item.resource) for item in happened if item.what == "stop"}
    for item in happened:
        place = item.node, item.resource
        if item.what == "start" and place not in seen and item.node in before.get(place[1], {}):
            yield Happening("stop", item.begun, *place, early=SECOND, since=begun)


def places(cib: Element) -> Places:
    """Where everything is, by what was done last of all."""
    promotable = {
        primitive.get("id", "")
        for clone in cib.iterfind("configuration//clone")
        if clone.find("meta_attributes/nvpair[@name='promotable'][@value='true']") is not None
        for primitive in clone.iter("primitive")
    }
    found: Places = {}
    for state in cib.iterfind("status/node_state"):
        if not _there(state):
            continue
        for resource in state.iterfind("lrm/lrm_resources/lrm_resource"):
            name = resource.get("id", "").partition(":")[0]
            role = _role(resource, "unpromoted" if name in promotable else "started")
            if role:
                found.setdefault(name, {})[state.get("uname", "")] = role
    return found


def _there(state: Element) -> bool:
    return state.get("in_ccm") == "true" and state.get("crmd") == "online"


def _role(resource: Element, active: str) -> str:
    role = ""
    entries = [item for item in resource if item.get("rc-code") != _PENDING]
    for entry in sorted(entries, key=lambda item: int(item.get("call-id", 0))):
        task, rc = entry.get("operation"), entry.get("rc-code")
        if task == "monitor" and entry.get("interval") == "0" and rc in _FOUND:
            role = {"0": active, "7": "", "8": "promoted"}[rc or ""]
        elif rc == "0" and task in {"start", "stop", "promote", "demote"}:
            role = {"start": active, "stop": "", "promote": "promoted"}.get(task, "unpromoted")
    return role


def _entries(cib: Element) -> Iterator[dict[str, str]]:
    wanted = ("operation", "interval", "call-id", "rc-code", "last-rc-change", "exec-time")
    for state in cib.iterfind("status/node_state"):
        if not _there(state):
            yield {"lost": state.get("uname", "")}
        for entry in state.iterfind("lrm/lrm_resources/lrm_resource/lrm_rsc_op"):
            if entry.get("rc-code") == _PENDING or entry.get("last-rc-change") is None:
                continue
            parent = entry.getparent()
            name = "" if parent is None else parent.get("id", "").partition(":")[0]
            place = {"node": state.get("uname", ""), "resource": name}
            yield place | {key: entry.get(key, "0") for key in wanted}


async def _look(folder: Folder, node: str, file: Path) -> None:
    (place,) = (item for item in folder.read_description().nodes if item.name == node)
    known: set[str] = set()
    client: Client | None = None
    parent, first = os.getppid(), True
    with file.with_suffix(".new").open("w", buffering=1) as lines:
        while os.getppid() == parent:
            try:
                client = client or await log_in(folder, place)
                said = await client.call(CIB_QUERY, Nothing(), timeout=5)
            except (EngineError, TimeoutError):
                client = None
                await asyncio.sleep(EVERY)
                continue
            now = time.time()
            entries = list(_entries(etree.fromstring(said.cib.encode())))
            names = [json.dumps(entry, sort_keys=True) for entry in entries]
            for entry, name in zip(entries, names, strict=True):
                if name not in known and not first:
                    lines.write(json.dumps({"seen": now, **entry}) + "\n")
            # A node that is back can be lost again.
            known = {name for name in known if '"lost"' not in name} | set(names)
            if first:
                first = False
                file.with_suffix(".new").rename(file)
            await asyncio.sleep(EVERY)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(_look(Folder(Path(sys.argv[1])), sys.argv[2], Path(sys.argv[3])))
