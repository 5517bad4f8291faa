"""From a cluster's doings to the painted card, on a real three-node cluster (root only).

    python -m tests.bench.latency [ROUNDS]

The resource ``backup`` is moved to and fro. Its agent leaves a file when it has started: the
file's time is when the start was through on the node, the earliest moment there is; its entry in
the CIB comes later, when the node's executor and controller have passed it on. The second clock is
libcib's own notification of that entry to another program on that node.
"""

import asyncio
import os
import pty
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from engine.cib.version import Version
from engine.stacks.pacemaker.frames import FrameReader, Kind
from hagui import runtime
from hagui.cluster.changes import ChangeSet
from hagui.graph.view import TopologyView
from hagui.theme import Theme
from tests.bench.figures import emit, percentile
from tests.end2end.following import Desktop, session_on
from tests.rig import Node, Rig

RESOURCE = "backup"
STATE = "run/Dummy-backup.state"
"""Below the node's root: what ocf:pacemaker:Dummy leaves when it has started."""


class Canvas(TopologyView):
    """The topology view; notes when each version of the cluster was on screen."""

    def __init__(self, desktop: "Follower") -> None:
        super().__init__(Theme.light())
        self._desktop = desktop
        self.painted: dict[Version, float] = {}
        self.seen_on: dict[str, float] = {}

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._desktop.live.loaded:
            return
        now = time.time()
        self.painted.setdefault(self._desktop.state().version, now)
        where = self._desktop.state().instances[RESOURCE]
        if where.active and where.pending is None and len(where.nodes) == 1:
            self.seen_on.setdefault(where.nodes[0], now)


class Follower(Desktop):
    """A desktop whose changes are drawn."""

    canvas: Canvas | None = None

    def changed(self, change: ChangeSet) -> None:
        """As the session's listener."""
        if self.canvas is None:
            return
        if change.everything or self.canvas.board is None:
            self.canvas.set_cluster(self.live.configuration, self.live.state)
        else:
            self.canvas.refresh(self.live.configuration, self.live.state, change)


class Notified:
    """When libcib told another program on the node of each version."""

    def __init__(self, node: Node) -> None:
        self.times: dict[Version, float] = {}
        command = [sys.executable, "-m", "engine.stacks.pacemaker.watcher"]
        root = Path(__file__).parents[2]
        self._process = node.popen(
            ["env", f"PYTHONPATH={root}", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        reader = FrameReader()
        while data := os.read(self._process.stdout.fileno(), 1 << 20):
            now = time.time()
            for frame in reader.feed(data):
                target = frame.header.get("target")
                if frame.kind is Kind.PATCH and isinstance(target, list):
                    self.times.setdefault(Version(*map(int, target)), now)  # pyright: ignore[reportUnknownArgumentType]

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()
        self._thread.join()


class Monitor:
    """crm_mon in a terminal of its own, as people leave it running."""

    def __init__(self, node: Node) -> None:
        self.seen_on: dict[str, float] = {}
        self._end, inner = pty.openpty()
        self._process = node.popen(
            ["env", "TERM=xterm", "COLUMNS=200", "LINES=80", "crm_mon", "--inactive"],
            stdin=inner,
            stdout=inner,
            stderr=inner,
        )
        os.close(inner)
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        screen = b""
        pattern = re.compile(rb"backup[^\r\n]{0,60}?Started (node\d)")
        while True:
            try:
                screen = (screen + os.read(self._end, 65536))[-20000:]
            except OSError:
                return
            for found in pattern.finditer(screen):
                self.seen_on.setdefault(found[1].decode(), time.time())
                screen = screen[found.end() :]

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        os.close(self._end)


async def measure(rig: Rig, rounds: int) -> None:
    """Move the resource, and hold the clocks against each other."""
    desktop = Follower()
    desktop.canvas = canvas = Canvas(desktop)
    canvas.resize(1280, 800)
    canvas.show()
    observer = rig.nodes[1]
    notified, monitor = Notified(observer), Monitor(observer)
    ours: list[float] = []
    theirs: list[float] = []
    try:
        async with session_on(rig, desktop):
            await asyncio.sleep(3)
            for turn in range(rounds):
                target = rig.nodes[0 if turn % 2 else 1]
                canvas.seen_on.clear()
                monitor.seen_on.clear()
                command = ["crm_resource", "--move", "--resource", RESOURCE, "--node", target.name]
                await asyncio.to_thread(rig.nodes[2].run, command)
                state = Path(f"/proc/{target.pid()}/root") / STATE
                async with asyncio.timeout(30):
                    while target.name not in canvas.seen_on or target.name not in monitor.seen_on:
                        await asyncio.sleep(0.05)
                ended = state.stat().st_mtime
                ours.append((canvas.seen_on[target.name] - ended) * 1000)
                theirs.append((monitor.seen_on[target.name] - ended) * 1000)
                await asyncio.to_thread(rig.wait_settled)
    finally:
        notified.close()
        monitor.close()
        canvas.close()
    peer = "crm_mon's own redraw in a terminal on a node"
    emit("agent has started to painted card, median", *_of(ours, 0.5, peer, theirs))
    emit("agent has started to painted card, p95", *_of(ours, 0.95, peer, theirs))
    none = "none: crm_mon does not tell versions"
    for what, kept in (("operation's entry in", True), ("configuration change of", False)):
        taken = [
            (painted - notified.times[version]) * 1000
            for version, painted in canvas.painted.items()
            if version in notified.times and (version.num_updates > 0) is kept
        ]
        emit(f"{what} the CIB to painted, median of {len(taken)}", *_of(taken, 0.5, none, []))
        emit(f"{what} the CIB to painted, p95", *_of(taken, 0.95, none, []))


def _of(
    ours: list[float], share: float, peer: str, theirs: list[float]
) -> tuple[float, str, str, float | None]:
    return percentile(ours, share), "ms", peer, percentile(theirs, share) if theirs else None


def main(rounds: int) -> None:
    """Bring up a cluster, measure, print."""
    app = QApplication([])

    async def job(rig: Rig) -> int:
        await measure(rig, rounds)
        return 0

    with Rig.up(3) as rig:
        # Where nothing else weighs, so that a move is a move.
        rig.nodes[0].run(
            ["cibadmin", "--delete", "--xpath", "//rsc_colocation[@rsc='backup']", "--force"],
            check=False,
        )
        rig.wait_settled()
        runtime.run(lambda: job(rig), app)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
