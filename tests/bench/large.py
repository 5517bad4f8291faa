"""A 32-node, 1000-resource cluster in the window: load, pan, patch, memory.

python -m tests.bench.large [NODES RESOURCES]
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QRectF, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView

from engine.cib.document import Cib
from engine.cib.patch.make import make
from hagui.cluster.live import LiveCluster
from hagui.graph.view import TopologyView
from hagui.theme import Theme
from tests.bench.figures import durations_ms, emit, percentile
from tests.bench.peers import NAME, crm_status

FRAMES = 120


def main(nodes: int, resources: int) -> None:
    """Measure and print."""
    app = QApplication([])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cib.xml"
        # In a process of its own, so that its memory is not counted here.
        command = [sys.executable, "-m", "tests.bench.generate", str(nodes), str(resources)]
        path.write_bytes(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        peer = crm_status(path)
        seconds, memory = peer if peer is not None else (None, None)
        size = f"{nodes} nodes, {resources} resources"

        before = _resident()
        begin = time.perf_counter()
        live = LiveCluster()
        live.load(path.read_bytes(), at=time.time(), source=str(path))
        view = TopologyView(Theme.light())
        view.resize(1280, 800)
        view.set_animated(False)
        painted: list[float] = []
        view.first_painted.connect(lambda: painted.append(time.perf_counter()))
        view.set_cluster(live.configuration, live.state)
        view.show()
        while not painted:
            app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        emit(f"load to first frame, {size}", painted[0] - begin, "s", NAME, seconds)
        grown = _resident() - before
        emit(f"memory grown by the cluster, {size}", grown, "MiB", NAME, memory)
        emit(f"resident memory, {size}", _resident(), "MiB", NAME, memory)

        _pan(app, view, live, size)
        _patches(app, view, live, size, None if seconds is None else seconds * 1000)
        view.close()


def _pan(app: QApplication, view: TopologyView, live: LiveCluster, size: str) -> None:
    cards = len(live.state.instances)
    peer = plain_scene(cards)
    for zoom in ("readable", "whole cluster"):
        for item in (view, peer):
            if zoom == "readable":
                item.resetTransform()
            else:
                item.fitInView(item.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
                item.scale(1.3, 1.3)
        view.zoomed()
        app.processEvents()
        ours = durations_ms(_panning(app, view), FRAMES)
        theirs = durations_ms(_panning(app, peer), FRAMES)
        note = f"a plain QGraphicsScene with {cards} rectangles and texts"
        middle, slow = percentile(ours, 0.5), percentile(ours, 0.95)
        emit(f"pan frame, median, {zoom}, {size}", middle, "ms", note, percentile(theirs, 0.5))
        emit(f"pan frame, p95, {zoom}, {size}", slow, "ms", note, percentile(theirs, 0.95))
    view.resetTransform()
    view.zoomed()
    peer.close()


def _panning(app: QApplication, view: QGraphicsView) -> Callable[[], None]:
    steps = iter(range(10 * FRAMES))

    def frame() -> None:
        step = next(steps)
        bars = (view.horizontalScrollBar(), view.verticalScrollBar())
        for bar, pace in zip(bars, (9, 5), strict=True):
            span = max(bar.maximum() - bar.minimum(), 1)
            bar.setValue(bar.minimum() + (step * pace) % span)
        view.viewport().repaint()
        app.processEvents()

    return frame


def plain_scene(cards: int) -> QGraphicsView:
    """What Qt itself takes to draw so many rectangles with texts."""
    scene = QGraphicsScene()
    for index in range(cards):
        column, row = index % 32, index // 32
        rect = scene.addRect(QRectF(column * 250, row * 50, 208, 44))
        rect.setBrush(QBrush(QColor("white")))
        text = scene.addSimpleText(f"resource {index}")
        text.setPos(column * 250 + 10, row * 50 + 5)
    view = QGraphicsView(scene)
    scene.setParent(view)
    view.resize(1280, 800)
    view.show()
    return view


def _patches(
    app: QApplication, view: TopologyView, live: LiveCluster, size: str, peer: float | None
) -> None:
    """A resource's monitor fails and recovers, over and over, on the node in view."""
    failed = _with_monitor(live.cib, "1")
    there, back = make(live.cib, failed), make(failed, _with_monitor(failed, "0"))
    patches: list[str] = []
    version = live.cib.version
    for turn in range(60):
        patches.append((back if turn % 2 else there).with_source(version).text())
        version = version._replace(num_updates=version.num_updates + 1)
    waiting = iter(patches)

    def job() -> None:
        change = live.apply(next(waiting), at=time.time())
        view.refresh(live.configuration, live.state, change)
        view.viewport().repaint()
        app.processEvents()

    taken = durations_ms(job, len(patches))
    emit(f"status patch to painted, median, {size}", percentile(taken, 0.5), "ms", NAME, peer)
    emit(f"status patch to painted, p95, {size}", percentile(taken, 0.95), "ms", NAME, peer)


def _with_monitor(cib: Cib, rc: str) -> Cib:
    after = cib.copy()
    (operation,) = (
        item
        for item in after.root.iterfind("status/node_state[@uname='node1']//lrm_rsc_op")
        if item.get("id") == "g0-app_monitor_15000"
    )
    operation.set("rc-code", rc)
    operation.set("transition-magic", f"0:{rc};{operation.get('transition-key')}")
    after.version = after.version._replace(num_updates=after.version.num_updates + 1)
    return after


def _resident() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    arguments = [int(text) for text in sys.argv[1:3]] or [32, 1000]
    main(*arguments)
