"""Has the loss of each node, pair and ticket worked out, one after another, in the background.

From the first look at the losses on, whatever changes makes all answers out of date; then those
that are oldest are asked for first, single losses before pairs. So a cluster that never rests
gets all its single losses in turn, each as of the moment when it was asked for.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from hagui.cluster.draft.draft import Draft
from hagui.cluster.live import LiveCluster
from hagui.cluster.rehearsal.rehearser import NoPrediction
from hagui.i18n import tr
from hagui.monitor.losses.model import Foretold, Loss, LossKind, Matrix, Row, Votes
from hagui.monitor.losses.suppose import NOTHING, events_of, losses_of, votes_after, worst_first
from hagui.scheduling.messages import Lose, Lost
from hagui.scheduling.process import WorkerProcess
from hagui.workbench.asking import Asking

PAUSE: Final = 0.4
"""Seconds after a change in which another one may come before anything is asked."""
AGAIN: Final = 1.0
"""Seconds after which it is asked again where the cluster moved on under a question."""
LONG: Final = 3.0
"""Seconds of work on a question that nobody needs any more after which the worker is ended."""


class Losing(QObject):
    """The losses of the cluster or file on screen, with its draft where there is one."""

    changed = Signal(object)
    """What is known now: a ``Matrix``."""

    def __init__(
        self, parent: QObject, spawn: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]
    ) -> None:
        super().__init__(parent)
        self._spawn = spawn
        self._worker = WorkerProcess(background=True)
        self._asking = Asking(self._worker)
        self._live: LiveCluster | None = None
        self._draft: Draft | None = None
        self._wanted = False
        self._task: asyncio.Task[Any] | None = None
        self._round = 1
        """Grows with each change; an answer of an earlier round is out of date."""
        self._answered: dict[Loss, tuple[int, Foretold, Votes]] = {}
        self._rows: dict[Loss, Row] = {}
        self._losses: tuple[Loss, ...] = ()
        self._trouble = ""
        self.matrix = Matrix()
        """What was told last."""

    def watch(self, live: LiveCluster | None, draft: Draft | None) -> None:
        """Another cluster or file is shown, or none."""
        self._cancel()
        self._live, self._draft = live, draft
        self._asking.watch(live)
        self._answered.clear()
        self._rows.clear()
        self._losses = ()
        self._trouble = ""
        self._tell()
        self.again()

    def want(self) -> None:
        """Somebody looks: from now on the losses are kept up to date."""
        if not self._wanted:
            self._wanted = True
            self.again()

    def again(self) -> None:
        """What is on screen changed: all answers are out of date."""
        self._round += 1
        busy = self._task is not None and not self._task.done()
        if self._wanted and self._draft is not None and not busy:
            self._task = self._spawn(self._work(self._draft), "losses")

    def redrafted(self) -> None:
        """The draft changed: an answer on its way is for another configuration."""
        self._cancel()
        self.again()

    def close(self) -> None:
        """Ask nothing any more."""
        self._cancel()
        self._asking.watch(None)
        self._worker.end()

    # inside

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self._worker.busy_for > LONG:
            self._worker.end()

    async def _work(self, draft: Draft) -> None:
        """Ask until every answer is up to date."""
        seen, diff = 0, ""
        while True:
            if seen != self._round:
                await asyncio.sleep(PAUSE)
                if not draft.loaded:
                    return
                seen = self._round
                diff = draft.diff().text() if draft.entries else ""
                self._losses = losses_of(draft.state, draft.configuration)
                known = {NOTHING, *self._losses}
                self._answered = {k: v for k, v in self._answered.items() if k in known}
                self._rows = {k: v for k, v in self._rows.items() if k in known}
                self._tell()
            loss = self._next()
            if loss is None:
                return
            votes = votes_after(draft.state, loss)
            question = Lose(0, 0, diff, events_of(loss, votes), lost=loss.nodes)
            try:
                reply = await self._asking.ask(question)
            except NoPrediction as error:
                self._trouble = error.message
                if error.code != "conflict":
                    self._tell()
                    return
                await asyncio.sleep(AGAIN)  # the live copy will have it in a moment
                continue
            assert isinstance(reply, Lost)
            self._trouble = ""
            self._keep(loss, seen, reply.foretold, votes)
            self._tell()

    def _keep(self, loss: Loss, seen: int, foretold: Foretold, votes: Votes) -> None:
        """Take an answer over; what an answer came to is worked out once, as it may be long."""
        known = self._answered.get(loss)
        if known is not None and known[1:] == (foretold, votes):
            self._answered[loss] = seen, *known[1:]
            return
        self._answered[loss] = seen, foretold, votes
        if loss is NOTHING:
            self._rows.clear()
        else:
            self._rows.pop(loss, None)

    def _row(self, loss: Loss, foretold: Foretold, votes: Votes) -> Row:
        row = self._rows.get(loss)
        if row is None:
            anyway = self._answered[NOTHING][1]
            row = self._rows[loss] = Row(loss, votes, foretold.beyond(anyway))
        return row

    def _next(self) -> Loss | None:
        """What has waited longest, single losses before pairs."""

        def age(loss: Loss) -> int:
            return self._answered[loss][0] if loss in self._answered else 0

        def turn(loss: Loss) -> tuple[bool, bool, int]:
            return loss.kind is LossKind.PAIR, loss.kind is not LossKind.NOTHING, age(loss)

        waiting = [item for item in (NOTHING, *self._losses) if age(item) < self._round]
        return min(waiting, key=turn, default=None)

    def _tell(self) -> None:
        draft = self._draft
        rows = [
            self._row(loss, *self._answered[loss][1:])
            for loss in self._losses
            if loss in self._answered
        ]
        self.matrix = Matrix(
            rows=worst_first(rows),
            asked=len(self._losses),
            done=sum(self._fresh(loss) for loss in self._losses),
            ready=NOTHING in self._answered,
            unknown=sum(
                loss not in self._answered and loss.kind is not LossKind.PAIR
                for loss in self._losses
            ),
            drafted=draft is not None and draft.loaded and bool(draft.entries),
            trouble=self._trouble and tr("losses", "No answer: {why}", why=self._trouble),
        )
        self.changed.emit(self.matrix)

    def _fresh(self, loss: Loss) -> bool:
        found = self._answered.get(loss)
        return found is not None and found[0] == self._round
