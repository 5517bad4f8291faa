"""How long the losses of a large cluster take in the background, and what the window feels of it.

    python -m tests.bench.losses [--nodes 16] [--resources 500] [--pairs SECONDS]

The window shows the cluster with the tab of losses in front. A timer that is due every 8 ms tells
for how long the window's event loop was held up; beside it stands the same timer with no losses
asked for.
"""

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.desk import Desk
from hagui.monitor.losses.model import LossKind, Matrix
from hagui.shell.bottom import Tab
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.bench.figures import emit, percentile
from tests.bench.workload import workload

TICK = 0.008
IDLE = 3.0
"""Seconds for which the window is watched before anybody looks at the losses."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--nodes", type=int, default=16)
    parser.add_argument("--resources", type=int, default=500)
    parser.add_argument("--pairs", type=float, default=60, help="seconds to wait for pairs")
    options = parser.parse_args()
    app = QApplication([])
    load("en")
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    window = MainWindow(Appearance(app, Scheme.LIGHT), kept)
    content = workload(options.nodes, options.resources, fresh=False, standby=0)

    async def life() -> int:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "cib.xml"
            path.write_bytes(content)
            desk = Desk(window, kept, Path(folder) / "settings")
            window.resize(1280, 800)
            window.show()
            try:
                await desk.open(str(path))
                await _measure(window, f"{options.nodes} x {options.resources}", options.pairs)
            finally:
                await desk.close()
        return 0

    runtime.run(life, app)
    window.close()


async def _measure(window: MainWindow, size: str, patience: float) -> None:
    await asyncio.sleep(2.0)  # the first paintings
    held: list[float] = []
    ticking = asyncio.create_task(_tick(held))
    await asyncio.sleep(IDLE)
    idle = held[:]
    held.clear()
    began = time.perf_counter()
    window.panes.bottom.show_tab(Tab.LOSSES)
    while not _singles(window.losses.matrix):
        await asyncio.sleep(0.01)
    singles = time.perf_counter() - began
    while window.losses.matrix.busy and time.perf_counter() - began < patience:
        await asyncio.sleep(0.05)
    took = time.perf_counter() - began
    matrix = window.losses.matrix
    ticking.cancel()
    peer = "the same timer with no losses asked for"
    emit(f"all single losses, {size}", singles, "s", "goal", 10)
    emit(f"losses and pairs, {matrix.done} of {matrix.asked}, {size}", took, "s", "none", None)
    for share, name in ((0.5, "median"), (0.99, "99 of 100"), (1.0, "longest")):
        now, before = percentile(held, share), percentile(idle, share)
        emit(f"event loop held up, {name}, {size}", now, "ms", peer, before)


def _singles(matrix: Matrix) -> bool:
    pairs = sum(row.loss.kind is LossKind.PAIR for row in matrix.rows)
    return matrix.ready and (pairs > 0 or not matrix.busy)


async def _tick(held: list[float]) -> None:
    while True:
        began = time.perf_counter()
        await asyncio.sleep(TICK)
        held.append(max(0.0, (time.perf_counter() - began - TICK) * 1000))


if __name__ == "__main__":
    main()
