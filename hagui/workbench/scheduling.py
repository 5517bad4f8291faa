"""Rehearsal by the project's own scheduler: at once, on any CIB, with no cluster to be asked."""

import asyncio
import time
from collections.abc import Sequence
from typing import Final

from engine.cib.state.model import ClusterState, Operation
from engine.cib.version import Version
from engine.cib.views import Configuration
from engine.protocol.verbs import Injection
from hagui.cluster.live import LiveCluster
from hagui.cluster.rehearsal.durations import Durations
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.rehearsal.project import predict
from hagui.cluster.rehearsal.reasoning import Reasoning
from hagui.cluster.shown import Shown
from hagui.scheduling.messages import Answer, Ask
from hagui.scheduling.process import WorkerProcess
from hagui.workbench.asking import Asking
from hagui.workbench.histories import Histories
from hagui.workbench.newest import Newest

NAME: Final = "hagui"
"""Whose answer a prediction is."""
LONG: Final = 2.0
"""Seconds of work on a question that nobody needs any more after which the worker is ended."""


class OwnRehearser:
    """A ``Rehearser`` behind which a worker of our own stands; it answers for one live copy."""

    def __init__(self, worker: WorkerProcess) -> None:
        self._worker = worker
        self._asking = Asking(worker)
        self._histories = Histories()
        self._newest: Newest[Answer] = Newest()

    def watch(self, live: LiveCluster | None) -> None:
        """Answer for another copy, or for none."""
        self._asking.watch(live)
        self._histories = Histories()

    async def rehearse(
        self, draft: Shown, diff: str, base: Version, inject: Sequence[Injection] = ()
    ) -> Prediction:
        """What would happen; see ``Rehearser``.

        Raises:
            NoPrediction: there is none, and why.
        """
        began = time.monotonic()
        state, configuration = draft.state, draft.configuration
        if self._newest.drop() and self._worker.busy_for > LONG:
            self._worker.end()
        question = self._ask(Ask(0, 0, diff, tuple(inject)))
        answer = await self._newest.answer(question, "schedule")
        operations = await self._histories.of(draft, answer.graph)
        return await asyncio.to_thread(
            _predict, answer, state, configuration, operations, base, began
        )

    async def reasons(self, diff: str, resources: tuple[str, ...]) -> Reasoning:
        """Why primitives are where they would be.

        Args:
            diff: the draft's configuration patchset, as XML text; empty for no change.
            resources: the primitives' ids.

        Raises:
            NoPrediction: there is no answer, and why.
        """
        answer = await self._ask(Ask(0, 0, diff, reasons=resources))
        starts: dict[str, tuple[str, ...]] = {}
        stops: set[str] = set()
        for step in answer.graph.steps:
            who = step.instance or step.resource or ""
            if step.task == "start" and step.node is not None:
                starts[who] = (*starts.get(who, ()), step.node)
            elif step.task == "stop":
                stops.add(who)
        return Reasoning(resources, answer.scores, starts, frozenset(stops))

    async def _ask(self, question: Ask) -> Answer:
        reply = await self._asking.ask(question)
        assert isinstance(reply, Answer)
        return reply


def _predict(
    answer: Answer,
    state: ClusterState,
    configuration: Configuration,
    operations: list[Operation],
    version: Version,
    began: float,
) -> Prediction:
    return predict(
        answer.graph,
        state,
        configuration,
        Durations.of(operations),
        version=version,
        by=NAME,
        seconds=time.monotonic() - began,
    )
