"""Incidents in a lab: its example furnished for them, and a power switch that can be told to fail.

Everything that fences asks a socket of the test, which passes the question on to the lab's power
switch, refuses it, or keeps it waiting; so the test's own clock knows when what was fenced.
"""

import json
import socket
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from engine.cib.xml import Element

REPORT: Final = "report"
"""A resource of its own, whose start on node2 takes longer than it may."""
LIKES: Final = {"node1": 300, "node2": 200, "node3": 100}
"""How much ``REPORT`` likes each node."""

_REPORT: Final = """
  <primitive id="report" class="ocf" provider="hagui" type="Delay">
    <meta_attributes id="report-meta">
      <nvpair id="report-threshold" name="migration-threshold" value="1"/>
    </meta_attributes>
    <instance_attributes id="report-slow" score="2">
      <rule id="report-rule" score="0">
        <expression id="report-if" attribute="#uname" operation="eq" value="node2"/>
      </rule>
      <nvpair id="report-late" name="startdelay" value="30"/>
    </instance_attributes>
    <instance_attributes id="report-params" score="1">
      <nvpair id="report-startdelay" name="startdelay" value="0"/>
      <nvpair id="report-stopdelay" name="stopdelay" value="0"/>
    </instance_attributes>
    <operations>
      <op id="report-start" name="start" interval="0s" timeout="2s"/>
      <op id="report-monitor" name="monitor" interval="1s" timeout="20s"/>
    </operations>
  </primitive>"""


def furnish(cib: Path, switch: Path) -> None:
    """Give a lab that is not up yet the configuration; its fencing asks ``switch``."""
    tree = etree.parse(str(cib))
    root = tree.getroot()

    def the(name: str) -> Element:
        (found,) = (each for each in root.iter() if each.get("id") == name)
        return found

    def drop(name: str) -> None:
        gone = the(name)
        parent = gone.getparent()
        assert parent is not None
        parent.remove(gone)

    drop("db-never-node3")
    drop("backup-away-from-web")
    the("db-clone-max").set("value", "3")
    the("rsc-stickiness").set("value", "10000")
    the("webserver-monitor").set("interval", "1s")
    for name, value in {"socket": str(switch), "pcmk_reboot_retries": "1"}.items():
        given = {"id": f"fencing-{name}", "name": name, "value": value}
        etree.SubElement(the("fencing-params"), "nvpair", given)
    resources, constraints = root.find(".//resources"), root.find(".//constraints")
    assert resources is not None
    assert constraints is not None
    resources.append(etree.fromstring(_REPORT))
    for node, score in LIKES.items():
        given = {"id": f"report-{node}", "rsc": REPORT, "node": node, "score": str(score)}
        etree.SubElement(constraints, "rsc_location", given)
    tree.write(str(cib))


@dataclass(frozen=True, slots=True)
class Asked:
    """The power switch was asked to cut a node's power."""

    node: str
    begun: float
    ended: float
    done: bool


class Switch:
    """The socket in between; ``failing`` and ``seconds`` may be set at any time."""

    def __init__(self, real: Path) -> None:
        self.failing = 0
        """How many requests for power to be cut are refused from now on."""
        self.seconds = 0.0
        """How long each takes."""
        self.asked: list[Asked] = []
        self._real = real

    def answer(self, line: bytes) -> bytes:
        """What the agent is answered."""
        request = json.loads(line)
        if request.get("action") not in {"off", "reboot"}:
            return self._pass_on(line)
        begun = time.time()
        time.sleep(self.seconds)
        refused = self.failing > 0
        if refused:
            self.failing -= 1
            words = f"{request['node']} stays on, as the test wants"
            answer = json.dumps({"type": "refused", "code": "stuck", "message": words}).encode()
        else:
            answer = self._pass_on(line)
        self.asked.append(Asked(request["node"], begun, time.time(), not refused))
        return answer + b"\n"

    def _pass_on(self, line: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX) as link:
            link.connect(str(self._real))
            link.sendall(line)
            with link.makefile("rb") as answers:
                return answers.readline()


@contextmanager
def switch(path: Path, real: Path) -> Generator[Switch]:
    """Listen on ``path`` until the end of the block, and pass on to ``real``."""
    found = Switch(real)

    def serve(link: socket.socket) -> None:
        with link, link.makefile("rb") as lines, suppress(OSError):
            for line in lines:
                link.sendall(found.answer(line))

    def accept() -> None:
        talks: list[threading.Thread] = []
        with suppress(OSError):
            while True:
                talks.append(threading.Thread(target=serve, args=(listener.accept()[0],)))
                talks[-1].start()
        for talk in talks:
            talk.join()

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield found
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join()
