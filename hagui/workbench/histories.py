"""How long operations took before, read a little at a time: it is done in the event loop."""

import asyncio
import time
from typing import Final

from engine.cib.state.model import Operation
from engine.cib.transition.model import Graph, StepKind
from hagui.cluster.shown import Shown

REMEMBERED: Final = 30.0
"""Seconds for which a resource's history is not read again; on large clusters that takes long."""
BUDGET: Final = 0.25
"""Seconds of reading histories for one answer; what was not reached counts as unknown."""

_INTERRUPTING: Final = frozenset({"stop", "demote", "migrate_to"})


class Histories:
    """Operations that were done before of what a graph does."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, list[Operation]]] = {}

    async def of(self, shown: Shown, graph: Graph) -> list[Operation]:
        """Those of the graph's resources, the interrupted ones first, as far as time allows."""
        found: list[Operation] = []
        spent = 0.0
        for resource in _acting(graph):
            kept = self._kept.get(resource)
            now = time.monotonic()
            if kept is None or now - kept[0] > REMEMBERED:
                if spent > BUDGET:
                    continue
                kept = self._kept[resource] = now, shown.operations(resource)
                spent += time.monotonic() - now
                await asyncio.sleep(0)
            found += kept[1]
        return found


def _acting(graph: Graph) -> list[str]:
    """Resources of which agents do something that takes its time, the interrupted ones first."""
    named: dict[str, bool] = {}
    for step in graph.steps:
        if step.kind is StepKind.RESOURCE and step.resource is not None and not step.probe:
            named[step.resource] = named.get(step.resource, False) or step.task in _INTERRUPTING
    return sorted(named, key=lambda resource: not named[resource])
