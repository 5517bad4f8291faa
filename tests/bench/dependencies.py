"""A cluster with many constraints in the dependency view: layout, load, pan, edit.

    python -m tests.bench.dependencies [RESOURCES ...]

In a tangle everything hangs together, which is the worst that can be laid out; beside it the
cluster of ``tests.bench.generate``. After small edits (a location, an order between two cards) it
is counted how many cards stand elsewhere than before that no line joins to what was edited. The
goal is a layout within 0.3 s, and that none of them moves.
"""

import os
import sys
import time
from collections.abc import Callable
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QGraphicsView

from engine.cib.document import Cib
from engine.cib.views import Configuration
from hagui.cluster.changes import ChangeSet
from hagui.graph.dependencies.view import DependencyView
from hagui.theme import Theme
from tests.bench.figures import durations_ms, emit, median_ms, percentile
from tests.bench.generate import generate
from tests.bench.large import plain_scene
from tests.hagui.graph.dependencies.landscapes import shown, tangle

FRAMES = 120
EDITS = 12
LAYOUT_MS = 300.0
"""Within which 500 resources are to be laid out."""


def main(app: QApplication, resources: int) -> None:
    """Measure and print."""
    text = tangle(resources)
    configuration, state = shown(text)
    constraints = len(configuration.constraints)
    size = f"{resources} resources, {constraints} constraints"
    view = DependencyView(Theme.light())
    view.resize(1280, 800)
    view.set_animated(False)
    painted: list[float] = []
    view.first_painted.connect(lambda: painted.append(time.perf_counter()))
    begin = time.perf_counter()
    view.set_cluster(configuration, state)
    view.show()
    while not painted:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    emit(f"dependencies, load to first frame, {size}", painted[0] - begin, "s", "none", None)
    laid = median_ms(view.arrange_anew, 5)
    emit(f"dependencies, layout anew, {size}", laid, "ms", "goal", LAYOUT_MS)
    _pan(app, view, size)
    _edit(app, view, text, size)
    _jump(view, text, size)
    view.close()


def apart(resources: int) -> None:
    """Layout and jumps where the parts are small, as in most clusters."""
    text = generate(16, resources).decode()
    configuration, state = shown(text)
    size = f"small parts, {resources} resources, {len(configuration.constraints)} constraints"
    view = DependencyView(Theme.light())
    view.resize(1280, 800)
    view.set_animated(False)
    view.set_cluster(configuration, state)
    view.show()
    laid = median_ms(view.arrange_anew, 5)
    emit(f"dependencies, layout anew, {size}", laid, "ms", "goal", LAYOUT_MS)
    _jump(view, text, size)
    view.close()


def _jump(view: DependencyView, text: str, size: str) -> None:
    """Which share of the cards that an edit does not concern stands elsewhere after it."""
    chance = Random(1)
    shares: list[float] = []
    plan = view.diagram.plan
    assert plan is not None
    units = sorted(plan.units)
    for number in range(EDITS):
        one, other = chance.sample(units, 2)
        edit = f'<rsc_order id="new" first="{one}" then="{other}"/>'
        if number % 2:
            edit = f'<rsc_location id="new" rsc="{one}" node="node1" score="5"/>'
        configuration, state = shown(text)
        view.set_cluster(configuration, state)
        before = view.diagram.arrangement
        edited = text.replace("</constraints>", f"{edit}</constraints>")
        view.refresh(*shown(edited), ChangeSet(configuration=True))
        after = view.diagram.arrangement
        concerned = {one, other}
        for key in (one, other):
            concerned |= before.neighbours(key) | after.neighbours(key)
        others = [key for key in units if key not in concerned]
        moved = sum(before.places[key][:2] != after.places[key][:2] for key in others)
        shares.append(100 * moved / len(others))
    name = f"dependencies, unrelated cards that jump at an edit, {{}}, {size}"
    emit(name.format("mean"), sum(shares) / len(shares), "%", "goal", 0.0)
    emit(name.format("worst"), max(shares), "%", "goal", 0.0)


def _pan(app: QApplication, view: DependencyView, size: str) -> None:
    cards = len(view.diagram.units)
    peer = plain_scene(cards)
    note = f"a plain QGraphicsScene with {cards} rectangles and texts"
    for zoom, name in ((1.0, "readable"), (view.fitting() * 1.3, "whole cluster")):
        view.set_zoom(zoom)
        peer.resetTransform()
        peer.scale(zoom, zoom)
        app.processEvents()
        ours = durations_ms(_panning(app, view), FRAMES)
        theirs = durations_ms(_panning(app, peer), FRAMES)
        for share, word in ((0.5, "median"), (0.95, "p95")):
            emit(
                f"dependencies, pan frame, {word}, {name}, {size}",
                percentile(ours, share),
                "ms",
                note,
                percentile(theirs, share),
            )
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


def _edit(app: QApplication, view: DependencyView, text: str, size: str) -> None:
    """A constraint appears and goes, over and over, the configuration read anew each time."""
    _, state = shown(text)
    more = text.replace(
        "</constraints>", '<rsc_order id="new" first="rsc3" then="grp20"/></constraints>'
    )
    both = [Configuration.of(Cib.parse(each)) for each in (more, text)]
    turns = iter(range(EDITS))

    def job() -> None:
        view.refresh(both[next(turns) % 2], state, ChangeSet(configuration=True))
        view.viewport().repaint()
        app.processEvents()

    taken = durations_ms(job, EDITS)
    emit(
        f"dependencies, edit to painted, median, {size}", percentile(taken, 0.5), "ms", "none", None
    )


if __name__ == "__main__":
    application = QApplication([])
    for count in [int(text) for text in sys.argv[1:]] or [500, 1000]:
        main(application, count)
        apart(count)
