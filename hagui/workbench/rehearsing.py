"""Rehearsal by the cluster's own scheduler: an engine answers, and its graph is projected."""

import asyncio
import time
from collections.abc import Sequence
from typing import Protocol

from engine.cib.errors import CibError
from engine.cib.state.model import ClusterState, Operation
from engine.cib.transition.model import Graph
from engine.cib.transition.read import read_graph
from engine.cib.version import Version
from engine.cib.views import Configuration
from engine.protocol.verbs import Injection, Simulated
from hagui.cluster.rehearsal.durations import Durations
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.rehearsal.project import predict
from hagui.cluster.rehearsal.rehearser import NoPrediction
from hagui.cluster.shown import Shown
from hagui.session.questions import Conflict, QuestionFailed
from hagui.workbench.histories import Histories
from hagui.workbench.newest import Newest


class Simulates(Protocol):
    """Who can have a cluster's scheduler asked: ``Connecting`` and ``ClusterSession`` can."""

    async def simulate(
        self,
        diff: str,
        base: Version,
        inject: tuple[Injection, ...] = (),
        date: int | None = None,
    ) -> Simulated:
        """See ``ClusterSession.simulate``."""
        ...


class EngineRehearser:
    """A ``Rehearser`` behind which an engine's crm_simulate stands."""

    def __init__(self, cluster: Simulates) -> None:
        self._cluster = cluster
        self._newest: Newest[Prediction] = Newest()
        self._histories = Histories()

    async def rehearse(
        self, draft: Shown, diff: str, base: Version, inject: Sequence[Injection] = ()
    ) -> Prediction:
        """What would happen; see ``Rehearser``.

        Raises:
            NoPrediction: there is none, and why.
        """
        work = self._answer(draft, draft.state, draft.configuration, diff, base, tuple(inject))
        return await self._newest.answer(work, "rehearse")

    async def _answer(
        self,
        draft: Shown,
        state: ClusterState,
        configuration: Configuration,
        diff: str,
        base: Version,
        inject: tuple[Injection, ...],
    ) -> Prediction:
        began = time.monotonic()
        try:
            answer = await self._cluster.simulate(diff, base, inject)
            graph = await asyncio.to_thread(read_graph, answer.graph)
        except Conflict as error:
            raise NoPrediction("conflict", error.message) from error
        except QuestionFailed as error:
            raise NoPrediction(error.code, error.message, error.detail) from error
        except CibError as error:
            raise NoPrediction("failed", error.message) from error
        operations = await self._histories.of(draft, graph)
        return await asyncio.to_thread(
            _predict, graph, state, configuration, operations, answer, began
        )


def _predict(
    graph: Graph,
    state: ClusterState,
    configuration: Configuration,
    operations: list[Operation],
    answer: Simulated,
    began: float,
) -> Prediction:
    return predict(
        graph,
        state,
        configuration,
        Durations.of(operations),
        version=Version(*answer.version),
        by=answer.by,
        seconds=time.monotonic() - began,
    )
