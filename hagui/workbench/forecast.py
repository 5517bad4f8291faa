"""Asks a scheduler what the draft would do, soon after each change of it; the newest question wins.

A change waits a moment for the next one, yet never longer than a set time. What is on its way
when the draft changes is cancelled, and its answer, should it still come, is not shown.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from engine.cib.edits.refused import EditRefused
from engine.cib.edits.vocabulary import Edits
from hagui.cluster.draft.draft import Draft
from hagui.cluster.live import LiveCluster
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.rehearsal.rehearser import NoPrediction, Rehearser
from hagui.shell.draft.values import Rehearsal
from hagui.shell.review.values import Rehearsed

PAUSE: Final = 0.06
"""Seconds after a change in which another one may come before the question is asked."""
MOST: Final = 0.25
"""Seconds after the first change at which it is asked whatever comes."""
JUDGED: Final = 0.7
"""Seconds after an answer of our own scheduler at which the cluster's own is asked too."""
AGAIN: Final = 1.0
"""Seconds after which it is asked again where the cluster moved on under a question."""


class Forecast(QObject):
    """The newest answer to the draft, and to what is only being thought about."""

    changed = Signal()
    """``rehearsal`` is another one."""
    foretold = Signal(object)
    """What is to be shown by ghosts: a ``Prediction``, or None."""

    def __init__(
        self,
        parent: QObject,
        possible: Callable[[], str],
        judgeable: Callable[[], bool] = lambda: True,
    ) -> None:
        """Make it.

        Args:
            parent: whose child it is.
            possible: says why nothing can be asked now; empty where it can.
            judgeable: whether the cluster's own scheduler can be asked now.
        """
        super().__init__(parent)
        self.rehearser: Rehearser | None = None
        """Whom to ask; None: nobody."""
        self.judge: Rehearser | None = None
        """The cluster's own scheduler, whose word counts where it says otherwise; None: none."""
        self.rehearsal: Rehearsal | None = None
        """How far it has come; None while there is nothing to ask."""
        self.effects: dict[tuple[int, ...], Prediction] = {}
        """Answers by the numbers of the entries that they were given to."""
        self._possible = possible
        self._judgeable = judgeable
        self._draft: Draft | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._since: float | None = None
        self._task: asyncio.Task[None] | None = None
        self._judging: asyncio.Task[None] | None = None
        self._preview: asyncio.Task[None] | None = None

    @property
    def prediction(self) -> Prediction | None:
        """The last answer, also while the next one is on its way."""
        return self.rehearsal.prediction if self.rehearsal is not None else None

    @property
    def current(self) -> Prediction | None:
        """The answer to the draft and the cluster as they are now; None while there is none."""
        asking = self._timer is not None or (self._task is not None and not self._task.done())
        rehearsal = self.rehearsal
        if asking or rehearsal is None or rehearsal.stage is not Rehearsed.DONE:
            return None
        return rehearsal.prediction

    def watch(self, draft: Draft | None) -> None:
        """Another draft, or none."""
        self._stop()
        self._draft = draft
        self.effects.clear()
        self._say(None)

    def ask(self, *, at_once: bool = False) -> None:
        """The draft changed, or what it rests on: ask what it would do now."""
        self._drop_preview()
        draft = self._draft
        self._cancel()
        if draft is None or not draft.entries:
            self._stop()
            self._say(None)
            return
        why = self._possible()
        if why or self.rehearser is None:
            self._stop()
            self._say(Rehearsal(Rehearsed.IMPOSSIBLE, trouble=why))
            return
        self._say(Rehearsal(Rehearsed.WORKING, self.prediction))
        now = time.monotonic()
        self._since = now if self._since is None else self._since
        wait = 0.0 if at_once else max(0.0, min(PAUSE, self._since + MOST - now))
        self._wait(wait)

    def ask_again(self) -> None:
        """The cluster moved on: what was foretold may not hold any more."""
        drafted = self._draft is not None and self._draft.entries
        if drafted and self._timer is None and self.rehearser and not self._possible():
            self._wait(AGAIN)

    def preview(self, live: LiveCluster, edits: Edits) -> None:
        """Show by ghosts what the draft would do with those edits too; empty: no longer."""
        self._drop_preview()
        draft = self._draft
        if not edits or draft is None or self.rehearser is None or self._possible():
            self.foretold.emit(self.prediction if draft is not None and draft.entries else None)
            return
        self._preview = self._spawn(self._look_ahead(live, draft, edits), "preview")

    async def close(self) -> None:
        """Ask nothing any more."""
        tasks = [item for item in (self._task, self._preview, self._judging) if item is not None]
        self._stop()
        await asyncio.gather(*tasks, return_exceptions=True)

    # inside

    def _wait(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._begin)

    def _begin(self) -> None:
        self._timer = self._since = None
        self._cancel()
        draft = self._draft
        if draft is not None and draft.entries:
            self._task = self._spawn(self._rehearse(draft), "rehearse")

    async def _rehearse(self, draft: Draft) -> None:
        rehearser = self.rehearser
        assert rehearser is not None
        numbers = tuple(entry.number for entry in draft.entries)
        try:
            prediction = await rehearser.rehearse(draft, draft.diff().text(), draft.base)
        except NoPrediction as error:
            if error.code == "superseded":
                return
            if error.code == "conflict":  # the live copy will have it in a moment
                self._wait(AGAIN)
                return
            self._say(Rehearsal(Rehearsed.FAILED, trouble=error.message))
            return
        self.effects[numbers] = prediction
        self._say(Rehearsal(Rehearsed.DONE, prediction))
        if self.judge is not None and self._judgeable():
            hearing = self._hear(self.judge, draft, numbers, prediction)
            self._judging = self._spawn(hearing, "judge")

    async def _hear(
        self, judge: Rehearser, draft: Draft, numbers: tuple[int, ...], own: Prediction
    ) -> None:
        """Ask the cluster's own scheduler; what it says counts, and stays unsaid where it fails."""
        await asyncio.sleep(JUDGED)
        try:
            judged = await judge.rehearse(draft, draft.diff().text(), draft.base)
        except NoPrediction:
            return
        if _said(judged) == _said(own):
            told = replace(own, by=f"{own.by}, {judged.by}")
        elif judged.version == own.version:
            told = replace(judged, instead_of=own.by)
        else:
            told = judged  # the cluster had moved on, so they were not asked the same
        self.effects[numbers] = told
        self._say(Rehearsal(Rehearsed.DONE, told))

    async def _look_ahead(self, live: LiveCluster, draft: Draft, edits: Edits) -> None:
        await asyncio.sleep(PAUSE)
        rehearser = self.rehearser
        if rehearser is None:
            return
        supposed = Draft(live)
        try:
            supposed.restore(draft.kept())
            supposed.add(edits)
            question = rehearser.rehearse(supposed, supposed.diff().text(), supposed.base)
            self.foretold.emit(await question)
        except (EditRefused, NoPrediction):
            self.foretold.emit(self.prediction)
        finally:
            supposed.close()

    def _say(self, rehearsal: Rehearsal | None) -> None:
        before, self.rehearsal = self.rehearsal, rehearsal
        if before != rehearsal:
            self.changed.emit()
            self.foretold.emit(None if rehearsal is None else rehearsal.prediction)

    def _drop_preview(self) -> None:
        if self._preview is not None:
            self._preview.cancel()
            self._preview = None

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self._judging is not None:
            self._judging.cancel()
            self._judging = None

    def _stop(self) -> None:
        self._drop_preview()
        self._cancel()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._since = None

    def _spawn(self, work: Any, name: str) -> asyncio.Task[None]:
        return asyncio.get_running_loop().create_task(work, name=name)


def _said(prediction: Prediction) -> tuple[object, ...]:
    """What schedulers may disagree about: for how long something is gone is our own reckoning."""
    fates = {
        (fate.resource, fate.verdict, fate.before, fate.after, fate.role_after)
        for fate in prediction.fates
    }
    return fates, set(prediction.fenced)
