"""A power switch with nodes that are shell scripts, as real processes of a process of their own.

The power switch adopts what its nodes leave behind, and kills children that it does not know; so
it is run apart from the test's own process, as it is in a lab.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

from engine.protocol.verbs import Fault
from engine.stacks.lab.layout import Description, Folder, Place
from engine.stacks.lab.supervisor.client import PowerTrouble, ask_and_wait
from engine.stacks.lab.supervisor.wire import (
    End,
    Good,
    Harm,
    Look,
    NodeStanding,
    Power,
    Standing,
)
from tests import processes

SWITCH = """
import sys
from pathlib import Path
from engine.stacks.lab.supervisor import machines
script = Path(sys.argv.pop(1)).read_text()
machines.engine_command = lambda folder, node: ("/bin/sh", "-c", script, node, str(folder))
from engine.stacks.lab.layout import Folder
from engine.stacks.lab.supervisor.__main__ import guard
sys.exit(guard(Folder(Path(sys.argv[1])), int(sys.argv[2]), 0))
"""
NODE = """
cd "$1/nodes/$0"
setsid sleep 1000 &
echo $! > service
( setsid sleep 1001 & echo $! > daemon )
trap 'kill $(cat service daemon); echo left >> left; exit' TERM
echo started >> starts
while :; do sleep 0.05; done
"""


class Lab:
    """A power switch and how it is asked."""

    def __init__(self, folder: Folder, process: subprocess.Popen[bytes]) -> None:
        self.folder = folder
        self.process = process

    def node(self, name: str) -> NodeStanding:
        found = ask_and_wait(self.folder.socket, Look(), 5)
        assert isinstance(found, Standing)
        return next(node for node in found.nodes if node.name == name)

    def power(self, name: str, action: str) -> str:
        found = ask_and_wait(self.folder.socket, Power(name, action), 5)
        assert isinstance(found, Good)
        return found.words

    def harm(self, kind: str, *nodes: str) -> None:
        ask_and_wait(self.folder.socket, Harm(Fault(kind, nodes)), 5)

    def pids(self, name: str) -> list[int]:
        """The node's process, a service of it, and one that has left its session."""
        root = self.folder.node(name).root
        wait_for(lambda: (root / "starts").exists() and self.runs(root / "daemon"))
        standing = self.node(name)
        assert standing.pid is not None
        return [standing.pid, number(root / "service"), number(root / "daemon")]

    def runs(self, path: Path) -> bool:
        return path.exists() and path.read_text().strip() != "" and processes.runs(number(path))

    def starts(self, name: str) -> int:
        path = self.folder.node(name).root / "starts"
        return len(path.read_text().split()) if path.exists() else 0


def number(path: Path) -> int:
    return int(path.read_text())


def stopped(pid: int) -> bool:
    """Also a shell whose child was stopped before it became another program: it waits for that."""
    return processes.state(pid) in ("T", "D")


def wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < until, "it never came to pass"
        time.sleep(0.01)


@contextlib.contextmanager
def running(tmp_path: Path) -> Generator[Lab]:
    """A lab of the nodes a and b."""
    folder = Folder(tmp_path / "lab")
    folder.root.mkdir()
    places = (Place("a", "127.0.0.11", 1, 1), Place("b", "127.0.0.12", 1, 1))
    folder.write_description(Description(places))
    script = tmp_path / "node.sh"
    script.write_text(NODE)
    told, ready = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", SWITCH, str(script), str(folder.root), str(ready)],
        pass_fds=(ready,),
        start_new_session=True,
    )
    os.close(ready)
    with os.fdopen(told, "rb") as words:
        assert words.read() == b"ready"
    yield Lab(folder, process)
    with contextlib.suppress(PowerTrouble):
        ask_and_wait(folder.socket, End(0.0), 10)
    process.wait(10)
