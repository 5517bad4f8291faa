"""Availability probes put together: what is asked, by whom, and where the window shows it."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from engine.cib.state.model import NodeKind
from hagui.cluster.changes import ChangeSet
from hagui.cluster.sources import SourcesStatus
from hagui.i18n import tr
from hagui.monitor.part import Watch
from hagui.monitor.probes.book import Book
from hagui.monitor.probes.keeping import Choice, Choices
from hagui.monitor.probes.model import Result, Target
from hagui.monitor.probes.noting import RunNote
from hagui.monitor.probes.offers import first_targets, offers
from hagui.monitor.probes.runs import Run, State
from hagui.monitor.probes.thread import ProbeThread
from hagui.monitor.timeline.pane import TimelinePane
from hagui.phrases import Tone
from hagui.phrases.probes import (
    down_words,
    not_allowed_sentence,
    place_words,
    standing_words,
    titles,
)
from hagui.session.dealings import Dealings
from hagui.session.probing import ask_from
from hagui.shell.probes.dialog import ProbesDialog
from hagui.shell.probes.values import Chosen, ProbeLine, ProbesLook, Standing
from hagui.shell.window import MainWindow

TICK_MS: Final = 100
"""How often a lasting outage is written anew."""
Spawn = Callable[[Coroutine[Any, Any, Any], str], "asyncio.Task[Any]"]


class Probing(QObject):
    """The part of monitoring that asks services whether they answer."""

    arrived = Signal()
    """Results came, in another thread."""

    def __init__(
        self,
        window: MainWindow,
        dealings: Dealings,
        folder: Path,
        spawn: Spawn,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Nothing is asked yet.

        Args:
            window: shows it.
            dealings: knows the ways to the engines, which may be had to ask.
            folder: where the person's choices are kept.
            spawn: starts tasks that are cancelled in the end.
            clock: seconds since 1970.
        """
        super().__init__(window)
        self._window = window
        self._dealings = dealings
        self._choices = Choices(folder)
        self._spawn = spawn
        self._asking: dict[Target, asyncio.Task[Any]] = {}
        self.troubles: dict[Target, str] = {}
        """Why an engine does not ask what it should, in a sentence."""
        self._clock = clock
        self._watch: Watch | None = None
        self._choice = Choice()
        self._lab = False
        self._pane: TimelinePane | None = None
        self._results: deque[Result] = deque()
        self._waiting = False
        self._thread = ProbeThread(self._deliver)
        self.book = Book()
        """What is known of the cluster on screen; its listeners stay from one to the next."""
        self.book.on_run.append(self._run)
        self.dialog: ProbesDialog | None = None
        """The dialog while it is open."""
        window.probes_wanted.connect(self.open)
        self.arrived.connect(self._take)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    # what it is asked

    @property
    def on(self) -> bool:
        """Whether services are asked: as chosen; else in a lab only."""
        if self._watch is None or self._watch.file:
            return False
        return (
            self._lab and not self._watch.production if self._choice.on is None else self._choice.on
        )

    @property
    def targets(self) -> tuple[Target, ...]:
        """What is asked, or would be if it were on: as chosen; else as a lab has it."""
        if self._choice.targets is not None:
            return self._choice.targets
        watch = self._watch
        if watch is None or not watch.live.loaded:
            return ()
        return first_targets(watch.live.configuration, lab=self._lab)

    @property
    def offered(self) -> tuple[Target, ...]:
        """What could be asked, by the configuration."""
        watch = self._watch
        if watch is None or not watch.live.loaded:
            return ()
        return offers(watch.live.configuration, lab=self._lab)

    def choose(self, choice: Choice) -> None:
        """Ask this from now on, and keep it where the cluster's things are kept."""
        self._choice = choice
        self._begin_asking()
        watch = self._watch
        if watch is None or not watch.key:
            return
        try:
            self._choices.write(watch.key, choice)
        except OSError as error:
            self._window.show_error(
                tr(
                    "probe",
                    "The probes are as you chose, but were not kept ({why}): mend that and choose"
                    " them once more.",
                    why=error.strerror or str(error),
                )
            )

    def show_notes(self, notes: Iterable[RunNote]) -> None:
        """Show what a recording kept: what is on screen is one."""
        self.book.restore(notes)
        if self._pane is not None:
            self._pane.show_probes(self.book)

    def open(self) -> ProbesDialog | None:
        """Open the dialog in which that is chosen; None where there is no cluster."""
        watch = self._watch
        if watch is None or watch.file:
            return None
        if self.dialog is not None:
            self.dialog.raise_()
            return self.dialog
        nodes = watch.live.state.nodes.values() if watch.live.loaded else ()
        look = ProbesLook(
            self.on,
            self.targets,
            self.offered,
            tuple(node.name for node in nodes if node.kind is NodeKind.MEMBER),
            self._lab,
            watch.production,
            self._standings(),
        )
        self.dialog = dialog = ProbesDialog(look, self._window.theme, self._window)
        dialog.chosen.connect(self._chosen)
        dialog.finished.connect(self._closed)
        dialog.open()
        return dialog

    def _chosen(self, chosen: Chosen) -> None:
        same = chosen.targets == self.targets and self._choice.targets is None
        self.choose(Choice(chosen.on, None if same else chosen.targets))

    def _closed(self) -> None:
        self.dialog = None

    # as a part of monitoring

    def begin(self, watch: Watch) -> None:
        """Another cluster or file is about to be shown."""
        self._watch, self._lab = watch, False
        self._choice = self._choices.read(watch.key) if watch.key else Choice()
        self._begin_asking()

    def follow(self, change: ChangeSet) -> None:
        """The live copy changed: it may say of other services."""
        if change.configuration or change.everything:
            self._begin_asking()

    def sources(self, status: SourcesStatus) -> None:
        """Where the data comes from changed: it may be known now that this is a lab."""
        if status.lab is not self._lab:
            self._lab = status.lab
            self._begin_asking()

    def shown(self) -> None:
        """The window shows the cluster from nothing."""
        pane = self._window.panes.bottom.timeline
        if self._pane is not None and self._pane is not pane:
            self._pane.show_probes(None)
        self._pane = pane
        pane.show_probes(self.book)
        self._tick()
        self._show_standings()

    def end(self) -> None:
        """Ask no more."""
        self._thread.close()
        self._ask_from_nodes([])
        self.book.set_targets((), self._clock())
        self._timer.stop()
        self._results.clear()
        if self.dialog is not None:
            self.dialog.reject()
        self._window.panes.health.show_outage("")
        self._window.show_probes(())
        if self._pane is not None:
            self._pane.show_probes(None)
            self._pane = None
        self.book.clear()
        self._watch = None

    # inside

    def _begin_asking(self) -> None:
        targets = self.targets if self.on else ()
        if targets != self.book.targets:
            self.book.set_targets(targets, self._clock())
            self._thread.set_targets(item for item in targets if not item.node)
            self._ask_from_nodes([item for item in targets if item.node])
            self._show_standings()

    def _ask_from_nodes(self, targets: list[Target]) -> None:
        for target in [item for item in self._asking if item not in targets]:
            self._asking.pop(target).cancel()
            self.troubles.pop(target, None)
        for target in targets:
            if target not in self._asking:
                asking = ask_from(target, self._dealings.ways(), self._told, self._trouble)
                self._asking[target] = self._spawn(asking, "probe from a node")

    def _told(self, results: list[Result]) -> None:
        """Take results of an engine."""
        self._results.extend(results)
        self._take()

    def _trouble(self, target: Target, why: str) -> None:
        if self.troubles.get(target, "") != why:
            self.troubles[target] = why
            if why:
                self.book.pause(target, self._clock())
            self._show_standings()

    def _deliver(self, results: list[Result]) -> None:
        """Take results, in the thread that asks."""
        self._results.extend(results)
        if not self._waiting:
            self._waiting = True
            self.arrived.emit()

    def _take(self) -> None:
        self._waiting = False
        while self._results:
            self.book.take(self._results.popleft())
        down = bool(self.book.outages)
        if down is not self._timer.isActive():
            (self._timer.start if down else self._timer.stop)()
        self._tick()

    def _tick(self) -> None:
        """Say what does not answer, and for how long."""
        outages, now = self.book.outages, self._clock()
        text = tip = ""
        if outages:
            named = titles(self.book.targets)
            words = [down_words(item, named[item.target], now) for item in outages]
            first = outages[0]
            text = down_words(first, first.target.resource or named[first.target], now)
            if len(words) > 1:
                text = tr("probe", "{what} +{more}", what=text, more=len(words) - 1)
            tip = "\n".join(words)
        health = self._window.panes.health
        if health.outage.text() != text:
            health.show_outage(text, tip)

    def _run(self, _target: Target, _run: Run) -> None:
        """A run began or ended: a service does otherwise than before."""
        self._show_standings()

    def _show_standings(self) -> None:
        found = self._standings()
        named = titles(self.book.targets)
        lines = [ProbeLine(item.resource, named[item], found[item]) for item in self.book.targets]
        self._window.show_probes(tuple(line for line in lines if line.resource))
        if self.dialog is not None:
            self.dialog.show_standings(found)

    def _standings(self) -> dict[Target, Standing]:
        """How each service that is asked is doing."""
        return {target: self._standing(target) for target in self.book.targets}

    def _standing(self, target: Target) -> Standing:
        trouble = self.troubles.get(target, "")
        if trouble:
            return Standing("▲", trouble, Tone.WARNING, trouble)
        runs = self.book.runs(target)
        state, words = standing_words(runs, self._clock())
        match state:
            case State.ANSWERED:
                return Standing("●", words, Tone.GOOD, place_words(target))
            case State.MISSED:
                return Standing("▲", words, Tone.BAD, place_words(target))
            case State.UNKNOWN:
                asked = runs is not None and runs.current is not None
                tip = not_allowed_sentence() if asked else place_words(target)
                return Standing("■", words, Tone.WARNING if asked else Tone.DIM, tip)
