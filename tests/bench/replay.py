"""How long replaying a large cluster holds the window: entering, steps, jumps, and leaving.

python -m tests.bench.replay [NODES RESOURCES]

Each figure is of the windows' thread alone: applying or showing, panes, and painting; moments are
worked out in another thread before. Beside it stands what the same patch takes when it comes live.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from engine.cib.document import Cib
from engine.cib.patch.make import make
from hagui.appearance import Appearance, Scheme
from hagui.cluster.live import LiveCluster, Prepared
from hagui.monitor.recording.model import Frame
from hagui.monitor.replay.copying import ReplayCopy
from hagui.monitor.replay.model import Jump, Walk
from hagui.shell.replay.values import ReplayLook
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.window import MainWindow
from tests.bench.figures import emit, percentile

PATCHES = 60
JUMPS = 20


def main(nodes: int, resources: int) -> None:
    """Measure and print."""
    app = QApplication([])
    command = [sys.executable, "-m", "tests.bench.generate", str(nodes), str(resources)]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    cibs, frames = _stops(text)
    size = f"{nodes} nodes, {resources} resources"
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    appearance = Appearance(app, Scheme.LIGHT)
    window = MainWindow(appearance, kept)
    window.resize(1280, 800)
    window.show()
    live = LiveCluster()
    live.load(text, at=time.time(), source="node1")
    window.show_cluster(live, "bench")
    app.processEvents()
    measured = partial(_held, app, window)
    ours = measured(partial(_live, window, live, frame) for frame in frames)

    copy, now = ReplayCopy(), time.time()
    look = ReplayLook(now - 60, now - 120, now, now)

    def walk(index: int) -> None:
        job = Walk(index, index)
        change, _ = copy.show(job, (frames[index - 1],), now, time.perf_counter)
        window.show_replay(copy.shown, change, look)

    def jump(index: int, prepared: Prepared) -> None:
        change, _ = copy.show(Jump(index), prepared, now, time.perf_counter)
        window.show_replay(copy.shown, change, look)

    def jumps(indices: Iterable[int]) -> Iterable[Callable[[], object]]:
        for index in indices:
            yield partial(jump, index, Prepared.of(cibs[index].copy(), now))

    peer, value = "the same patches as they come live", percentile(ours, 0.5)
    emit(f"replay entered, {size}", measured(jumps([0]))[0], "ms", peer, value)
    steps = measured(partial(walk, index) for index in range(1, PATCHES + 1))
    chance = random.Random(1)
    there = measured(jumps(chance.randrange(PATCHES) for _ in range(JUMPS)))
    for name, found in (("a step", steps), ("a jump", there)):
        for label, share in (("median", 0.5), ("p95", 0.95)):
            figure = percentile(found, share)
            emit(f"{name}, {label}, {size}", figure, "ms", peer, percentile(ours, share))
    (left,) = measured([window.end_replay])
    emit(f"replay left, {size}", left, "ms", peer, value)
    window.close()


def _held(
    app: QApplication, window: MainWindow, jobs: Iterable[Callable[[], object]]
) -> list[float]:
    """Milliseconds of the windows' thread for each job until it is painted everywhere."""
    taken: list[float] = []
    for job in jobs:
        begin = time.thread_time()
        job()
        app.processEvents()
        window.settle()
        app.processEvents()
        taken.append((time.thread_time() - begin) * 1000)
    return taken


def _live(window: MainWindow, live: LiveCluster, frame: Frame) -> None:
    assert frame.diff is not None
    window.refresh(live.apply(frame.diff, at=frame.at))


def _stops(text: bytes) -> tuple[list[Cib], list[Frame]]:
    """One resource after the other stops somewhere."""
    chance, now = random.Random(1), time.time()
    cibs, frames = [Cib.parse(text)], list[Frame]()
    for index in range(1, PATCHES + 1):
        before = cibs[-1]
        after = before.copy()
        after.root.set("num_updates", str(int(after.root.get("num_updates") or 0) + 1))
        operation = chance.choice(list(after.root.iter("lrm_rsc_op")))
        operation.set("operation", "stop")
        operation.set("last-rc-change", str(int(now)))
        frames.append(Frame(index, now + index, make(before, after).text()))
        cibs.append(after)
    return cibs, frames


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:] or ("16", "500")))
