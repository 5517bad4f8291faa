"""The timeline of a busy cluster: frames while scrolling and zooming, and what one patch takes.

python -m tests.bench.timeline [NODES RESOURCES BARS]
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication

from engine.cib.state.model import ClusterState, Instance, NodeState, Operation, Role
from engine.cib.version import Version
from hagui.cluster.live import LiveCluster
from hagui.monitor.story.chronicle import Chronicle
from hagui.monitor.story.teller import Teller
from hagui.monitor.timeline.board import Board
from hagui.theme import Theme
from tests.bench.figures import durations_ms, emit, percentile

FRAMES = 120
HOURS = 24.0
BEGIN = 1_700_000_000.0


class Told(Teller):
    """Tells a story that is there already."""

    def __init__(self, chronicle: Chronicle, state: ClusterState) -> None:
        super().__init__(LiveCluster())
        self.chronicle = chronicle
        self._state = state


def main(nodes: int, resources: int, bars: int) -> None:
    """Measure and print."""
    app = QApplication([])
    size = f"{nodes} nodes, {resources} resources, {bars} bars"
    before = _resident()
    taken = time.perf_counter()
    chronicle, state = synthesise(nodes, resources, bars)
    emit(
        f"story told, per operation, {size}",
        (time.perf_counter() - taken) / bars * 1e6,
        "µs",
        "-",
        None,
    )
    emit(f"memory grown by the story, {size}", _resident() - before, "MiB", "-", None)
    teller = Told(chronicle, state)
    board = Board(Theme.light())
    board.resize(1280, 600)
    now = BEGIN + HOURS * 3600
    taken = time.perf_counter()
    board.show_story(teller, lambda: now)
    emit(f"first shown, {size}", time.perf_counter() - taken, "s", "-", None)
    board.show()
    app.processEvents()
    peer = _peer(app, bars)
    for name, seconds in (("one hour", 3600.0), ("a day", HOURS * 3600)):
        board.view.pause()
        board.view.show(now - seconds, now)
        board.view.pause()
        board.view.row = 2.0 * nodes  # where there are resources
        ways = {
            "time scrolled": lambda: board.view.pan(-board.view.seconds / 400),
            "lanes scrolled": lambda: _down(board),
        }
        for way, move in ways.items():
            ours = durations_ms(_frame(app, board, move), FRAMES)
            for label, share in (("median", 0.5), ("p95", 0.95)):
                emit(
                    f"frame, {label}, {way}, {name} in view, {size}",
                    percentile(ours, share),
                    "ms",
                    "pyqtgraph's BarGraphItem with as many bars, panned",
                    percentile(peer, share),
                )
    said = durations_ms(lambda: chronicle.truth(now - 1000.0), FRAMES)
    emit(f"what was true at a moment, median, {size}", percentile(said, 0.5), "ms", "-", None)
    board.close()


def synthesise(nodes: int, resources: int, bars: int) -> tuple[Chronicle, ClusterState]:
    """A day in which every operation moves something, told patch by patch."""
    random = np.random.default_rng(1)
    names = [f"node{number}" for number in range(nodes)]
    states = {name: NodeState(name, name, online=True) for name in names}
    instances = {
        f"r{number}": Instance(
            f"r{number}", role=Role.STARTED, nodes=(names[number % nodes],), active=True
        )
        for number in range(resources)
    }
    state = ClusterState(
        Version(0, 1, 0), names[0], quorate=True, nodes=states, instances=instances
    )
    chronicle = Chronicle(limit_bars=2 * bars)
    chronicle.begin(state, [], BEGIN)
    places = {key: item.nodes[0] for key, item in instances.items()}
    step = HOURS * 3600 / bars
    for turn in range(bars):
        key = f"r{int(random.integers(resources))}"
        at = BEGIN + turn * step
        stopping = turn % 3 != 1
        node = places[key] if stopping else names[int(random.integers(nodes))]
        places[key] = node
        task = "stop" if stopping else "start"
        failed = turn % 97 == 0
        run = int(random.integers(50, 20_000))
        done = Operation(
            key=f"{key}_{task}_0",
            resource=key,
            node=node,
            task=task,
            interval_ms=0,
            call_id=turn,
            rc=1 if failed else 0,
            status=0,
            expected_rc=0,
            last_change=int(at - run / 1000),
            exec_ms=run,
        )
        item = Instance(
            key,
            role=Role.STOPPED if stopping else Role.STARTED,
            nodes=() if stopping else (node,),
            active=not stopping,
        )
        after = ClusterState(
            state.version,
            state.dc,
            quorate=True,
            nodes=states,
            instances={**state.instances, key: item} if turn % 8 == 0 else state.instances,
        )
        chronicle.changed(state, after, {(node, key): [done]}, at)
        state = after
    return chronicle, state


def _down(board: Board) -> None:
    view = board.view
    if view.row + view.room >= view.rows:
        view.row = 0.0
    view.scroll(1.7)


def _frame(app: QApplication, board: Board, move: Callable[[], None]) -> Callable[[], None]:
    def frame() -> None:
        move()
        board.show_view()
        app.processEvents()

    return frame


def _peer(app: QApplication, bars: int) -> list[float]:
    """What pyqtgraph's own item for bars takes for one frame."""
    random = np.random.default_rng(1)
    plot: Any = pg.PlotWidget()  # pyqtgraph tells little of its types
    plot.resize(1280, 600)
    item = pg.BarGraphItem(
        x0=random.uniform(0, HOURS * 3600, bars),
        width=10.0,
        y0=random.integers(0, 532, bars).astype(float),
        height=0.4,
        pen=None,
        brush="g",
    )
    plot.addItem(item)
    plot.setXRange(0, HOURS * 3600, padding=0)
    plot.show()
    app.processEvents()

    def frame() -> None:
        plot.getViewBox().translateBy(x=HOURS * 3.6)
        plot.viewport().repaint()
        app.processEvents()

    taken = durations_ms(frame, FRAMES // 4)
    plot.close()
    return taken


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    given = [int(item) for item in sys.argv[1:]]
    main(*(given or [32, 500, 100_000]))
