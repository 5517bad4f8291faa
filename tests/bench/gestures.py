"""From letting go of a card in the real window to the draft and its ghosts on screen.

    python -m tests.bench.gestures [ROUNDS]

Two gestures by a real mouse: a card onto another node, with the preference chosen at once by
keys, and a card onto a group. The clock starts when the button goes up. It stops at the first
painting of the canvas with the draft in it, and again at the first with its ghosts; in between lie
the pause in which a rehearsal waits for more changes, the window, and hagui's own scheduler in its
process. The engine runs crm_simulate only later, to judge the answer, and that is not waited for.
Beside it crm_simulate -R alone, as a person would run it on the same draft as a file, in the same
run. The first round, which starts the scheduler's process, is told apart. The edit is undone after
each round, which is measured as well, and so is the time that the thread of the windows computes:
that is what keeps it from answering, whatever else the machine does.
"""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.cib.views import Group, Order, Primitive
from hagui.cluster.draft import Draft
from hagui.cluster.rehearsal.model import Prediction
from hagui.connecting import Direct
from hagui.graph.gestures.model import Kind
from hagui.graph.layout.geometry import Rect
from hagui.tidying import CALM_MS, Tidying
from hagui.workbench.scheduling import NAME
from tests.bench.figures import emit, percentile
from tests.bench.generate import generate
from tests.bench.loopback import Served, serving
from tests.bench.rehearse import PEER, simulate
from tests.end2end.screen import CTRL, Screen, play

SIZES: Final = ((3, 10), (16, 500))
GOAL_MS: Final = 50.0
"""What may keep the thread of the windows from answering."""
GHOSTS_MS: Final = 150.0
"""What may pass from letting go to the ghosts, with 3 nodes and 10 resources."""
PATIENCE: Final = 60.0
"""Seconds for one answer."""
REST: Final = 0.3
"""Seconds after an undo in which the panes catch up."""
LEFT = Qt.MouseButton.LeftButton


class Begun:
    """When something began, by the wall clock and by what this thread has computed."""

    def __init__(self) -> None:
        self.at = time.perf_counter()
        self._computed = time.thread_time()

    @property
    def computed(self) -> float:
        """What this thread has computed since, in milliseconds."""
        return (time.thread_time() - self._computed) * 1000


@dataclass(slots=True)
class Taken:
    """What one gesture took, round by round, in milliseconds."""

    drafted: list[float] = field(default_factory=list[float])
    computed: list[float] = field(default_factory=list[float])
    """By the thread of the windows until the draft was painted."""
    ghosts: list[float] = field(default_factory=list[float])
    undone: list[float] = field(default_factory=list[float])
    blocked: list[float] = field(default_factory=list[float])
    """The longest that the thread of the windows computed without looking at events."""
    alone: list[float] = field(default_factory=list[float])
    """crm_simulate on the same."""
    first: float = 0.0
    """Until the ghosts of the first round, which has to start the scheduler's process."""


class Paintings(QObject):
    """Waits for the canvas to be painted."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen.canvas)
        self._painted = asyncio.Event()
        screen.canvas.viewport().installEventFilter(self)

    def expect(self) -> None:
        """Wait for one that is still to come."""
        self._painted.clear()

    async def done(self) -> float:
        """Return once it is through; the time."""
        async with asyncio.timeout(PATIENCE):
            await self._painted.wait()
        return time.perf_counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The painting itself is done when whoever waits for it is resumed."""
        if event.type() is QEvent.Type.Paint:
            self._painted.set()
        return super().eventFilter(watched, event)


class Beat(QTimer):
    """Notes how long the thread of the windows computed between two looks at its events."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.longest = 0.0
        self._last = time.thread_time()
        self.timeout.connect(self._note)
        self.start(1)

    def begin(self) -> None:
        """Count from here."""
        self.longest, self._last = 0.0, time.thread_time()

    def _note(self) -> None:
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now


def main(app: QApplication, rounds: int) -> None:
    """Measure and print."""
    for nodes, resources in SIZES:
        with TemporaryDirectory() as name:
            folder = Path(name)
            with serving(generate(nodes, resources), folder) as engine:

                async def steps(
                    screen: Screen, engine: Served = engine, folder: Path = folder
                ) -> None:
                    await measure(screen, engine, folder, rounds)

                play(steps, app, folder)


async def measure(screen: Screen, engine: Served, folder: Path, rounds: int) -> None:
    """Both gestures in turn, each on another card every time."""
    tidying = Tidying(screen.window)
    direct = Direct((engine.address,), token=str(engine.token), fingerprints=(engine.fingerprint,))
    await screen.desk.connecting.connect_directly(direct)
    await screen.until(lambda: screen.live.loaded, "the cluster is shown")
    await asyncio.sleep(CALM_MS / 1000 + 1)
    beat, paintings = Beat(screen.window), Paintings(screen)
    onto_node, onto_group = Taken(), Taken()
    cards, groups = loose(screen), grouped(screen)
    for number in range(rounds):
        card = cards[number % len(cards)]
        group = elsewhere(screen, card, groups[number % len(groups) :] + groups)
        away = next(name for name in screen.live.state.nodes if name not in screen.where(card))
        for taken, drop in (
            (onto_node, lambda card=card, away=away: drop_on_node(screen, card, away)),
            (onto_group, lambda card=card, group=group: drop_on_group(screen, card, group)),
        ):
            await one_round(screen, drop, taken, beat, paintings)
            taken.alone.append(await alone(screen, folder))
            await undo(screen, taken, paintings)
    beat.stop()
    tidying.stop()
    resources = sum(1 for _ in screen.live.configuration.primitives())
    size = f"{len(screen.live.state.nodes)} nodes, {resources} resources"
    for taken in (onto_node, onto_group):
        taken.first = taken.ghosts[0]
        if rounds > 1:
            taken.ghosts.pop(0)
    tell(f"card onto node, {size}", onto_node)
    tell(f"card onto group, {size}", onto_group)


async def one_round(
    screen: Screen, drop: Callable[[], Begun], taken: Taken, beat: Beat, paintings: Paintings
) -> None:
    """One gesture until its ghosts are painted."""
    forecast, answered = screen.desk.workbench.forecast, asyncio.Event()

    def note(foretold: Prediction | None) -> None:
        if foretold is not None:
            paintings.expect()
            answered.set()

    forecast.foretold.connect(note)
    judge, forecast.judge = forecast.judge, None  # it would compute beside what is measured next
    begun = drop()
    assert len(draft_of(screen).entries) == 1, "the gesture was not taken"
    paintings.expect()
    drafted = await paintings.done()
    computed = begun.computed
    beat.begin()
    async with asyncio.timeout(PATIENCE):
        await answered.wait()
    ghosts = await paintings.done()
    forecast.foretold.disconnect(note)
    forecast.judge = judge
    assert forecast.prediction is not None
    assert forecast.prediction.fates, "there would be no ghosts"
    taken.drafted.append((drafted - begun.at) * 1000)
    taken.computed.append(computed)
    assert forecast.prediction.by == NAME, "another scheduler had answered first"
    taken.ghosts.append((ghosts - begun.at) * 1000)
    taken.blocked.append(max(beat.longest * 1000, computed))


async def alone(screen: Screen, folder: Path) -> float:
    """The scheduler by itself on the draft; milliseconds."""
    file = folder / "cib.xml"
    file.write_text(draft_of(screen).text(), "utf-8")
    seconds, _ = await asyncio.to_thread(simulate, file)
    return seconds * 1000


async def undo(screen: Screen, taken: Taken, paintings: Paintings) -> None:
    """Take the edit back by keys, and let everything come to rest."""
    begun = Begun()
    screen.press(Qt.Key.Key_Z, CTRL)
    assert not draft_of(screen).entries, "nothing was undone"
    paintings.expect()
    await paintings.done()
    taken.undone.append(begun.computed)
    await asyncio.sleep(REST)


# hands


def drop_on_node(screen: Screen, card: str, node: str) -> Begun:
    """Prefer a node; when the button went up."""
    topology = screen.topology
    begun = drag(screen, screen.card(card).key, topology.header(node))
    popover = screen.canvas.hands.popover
    assert popover is not None, "nothing was offered"
    kinds = [choice.kind for choice in popover.offer.choices]
    screen.type(str(kinds.index(Kind.PREFER) + 1))
    screen.press(Qt.Key.Key_Return)
    return begun


def drop_on_group(screen: Screen, card: str, group: str) -> Begun:
    """Join a group as its last member; when the button went up."""
    topology = screen.topology
    found = screen.live.configuration.find(group)
    assert isinstance(found, Group)
    last = found.members[-1].id
    place = topology.card(screen.card(last).key)
    below = Rect(place.x, place.y + place.height * 0.8, place.width, place.height * 0.1)
    return drag(screen, screen.card(card).key, below)


def drag(screen: Screen, card: str, onto: Rect) -> Begun:
    """Press, carry, and let go; when the button went up."""
    canvas, viewport = screen.canvas, screen.canvas.viewport()

    def at(place: Rect) -> QPoint:
        return canvas.mapFromScene(QPointF(*place.center))

    start, end = at(screen.topology.card(card)), at(onto)
    assert viewport.rect().contains(start), "the card is out of sight"
    assert viewport.rect().contains(end), "where it is to go is out of sight"
    QTest.mousePress(viewport, LEFT, pos=start)
    for share in (0.1, 0.5, 0.9, 1.0):
        way = QPointF(start) + (QPointF(end) - QPointF(start)) * share
        QTest.mouseMove(viewport, way.toPoint())
    begun = Begun()
    QTest.mouseRelease(viewport, LEFT, pos=end)
    return begun


# what there is to drag


def draft_of(screen: Screen) -> Draft:
    """The draft of the cluster on screen."""
    draft = screen.desk.workbench.drafting.draft
    assert draft is not None
    return draft


def loose(screen: Screen) -> list[str]:
    """Primitives that stand alone and follow nothing, so that they may go anywhere."""
    configuration = screen.live.configuration
    tied = {item.then for item in configuration.constraints if isinstance(item, Order)}
    return [
        item.id
        for item in configuration.resources
        if isinstance(item, Primitive) and item.id not in tied
    ]


def grouped(screen: Screen) -> list[Group]:
    """Groups to join."""
    return [item for item in screen.live.configuration.resources if isinstance(item, Group)]


def elsewhere(screen: Screen, card: str, groups: list[Group]) -> str:
    """The first of the groups that runs on another node than the card, which then has to move."""
    here = screen.where(card)
    return next(item.id for item in groups if screen.where(item.members[0].id) != here)


def tell(what: str, taken: Taken) -> None:
    """Print the figures of one gesture."""
    emit(f"release to ghosts painted, {what}, first", taken.first, "ms", PEER, taken.alone[0])
    for share in (0.5, 0.95):
        name = f"{what}, p{share:.0%}"
        tool = percentile(taken.alone, share)
        emit(
            f"release to draft painted, {name}", percentile(taken.drafted, share), "ms", PEER, tool
        )
        ghosts = percentile(taken.ghosts, share)
        emit(f"release to ghosts painted, {name}", ghosts, "ms", PEER, tool)
        emit(f"release to ghosts painted, {name}", ghosts, "ms", "goal", GHOSTS_MS)
        for words, values in (
            ("release to draft painted, computed by the window", taken.computed),
            ("undo to painted, computed by the window", taken.undone),
            ("longest that the window computed at a stretch", taken.blocked),
        ):
            emit(f"{words}, {name}", percentile(values, share), "ms", "goal", GOAL_MS)


if __name__ == "__main__":
    main(QApplication([]), int(sys.argv[1]) if len(sys.argv) > 1 else 9)
