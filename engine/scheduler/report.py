"""From a scheduled cluster to what is answered."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.cib.document import Cib
from engine.cib.score import add
from engine.scheduler.graph.steps import steps_of
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.resource import Resource, Term
from engine.scheduler.projection.outlook import placements_after
from engine.scheduler.result import Placement, Result, Score, ScoreLine, Stopped
from engine.scheduler.stopped import why_stopped

if TYPE_CHECKING:
    from engine.cib.transition.model import Graph


def report(cluster: Cluster, whole: Callable[[], Cib], began: float) -> Result:
    """The answer.

    Args:
        cluster: all stages have run on it.
        whole: gives what it was read from, configuration and status.
        began: when that was begun, by ``time.perf_counter``.
    """
    graph = steps_of(cluster)
    return Result(
        graph=graph,
        details=_Details(cluster, whole, graph),
        findings=tuple(cluster.findings),
        seconds=time.perf_counter() - began,
        recheck=cluster.recheck,
    )


class _Details:
    """What is worked out when it is asked for."""

    def __init__(self, cluster: Cluster, whole: Callable[[], Cib], graph: "Graph") -> None:
        self._cluster = cluster
        self._whole = whole
        self._graph = graph
        self._placements: tuple[Placement, ...] | None = None

    def placements(self) -> tuple[Placement, ...]:
        if self._placements is None:
            cluster = self._cluster
            self._placements = placements_after(
                cluster.survey, self._graph, self._whole, cluster.now
            )
        return self._placements

    def stopped(self) -> tuple[Stopped, ...]:
        running = {(item.resource, item.instance) for item in self.placements()}
        return why_stopped(self._cluster, running)

    def scores(self) -> tuple[Score, ...]:
        """The last that any stage saw, which is what decided."""
        last: dict[tuple[Resource, str], int] = {}
        for table in self._cluster.score_tables:
            if table.stage != "promotion":
                for node, score in table.scores.items():
                    if node is not None:
                        last[table.about, node.name] = score
        terms: dict[tuple[Resource, str], tuple[Term, ...]] = {}
        for resource in {resource for resource, _ in last}:
            for node, found in resource.terms.items():
                shown = last.get((resource, node.name))
                if shown is not None:
                    terms[resource, node.name] = _counted(found, shown)
        return tuple(
            Score(resource.id, node, score, terms.get((resource, node), ()))
            for (resource, node), score in last.items()
        )

    def score_lines(self) -> tuple[ScoreLine, ...]:
        return tuple(
            ScoreLine(
                table.stage,
                table.resource.id,
                table.about.id,
                None if node is None else node.name,
                score,
            )
            for table in self._cluster.score_tables
            for node, score in table.scores.items()
        )


def _counted(terms: list[Term], score: int) -> tuple[Term, ...]:
    """Terms that add up to a score: what came after it was shown has no part in it."""
    total, place = 0, 0
    for number, term in enumerate(terms, 1):
        total = add(total, term.score)
        if total == score:
            place = number
    if total == score or (score and not place):
        return tuple(terms)
    later = (term._replace(score=0) for term in terms[place:])
    return (*terms[:place], *later)
