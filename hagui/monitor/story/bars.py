"""From operation histories to bars: each operation once, from queued to finished."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from engine.cib.state.model import Operation
from hagui.cluster.telling import refine
from hagui.monitor.story.clocks import Clocks
from hagui.monitor.story.model import Bar, Outcome
from hagui.monitor.story.outcomes import cancelled, outcome, pending

FENCE: Final = "fence"
"""The task of a bar that stands for a node's being fenced."""
REMEMBERED: Final = 50_000
"""Finished operations of which it is known that they were told."""

_Place = tuple[str, str | None]
"""Name of a node, and what the history calls the resource (None: the node itself)."""
_What = tuple[str, int]
"""Task and interval."""


class Bars:
    """What was carried out, as far as the histories tell."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self._open: dict[_Place, dict[_What, Bar]] = {}
        self._told: dict[object, None] = {}
        self._last = 0

    def clear(self) -> None:
        """Forget all; numbers are not used again."""
        self._open.clear()
        self._told.clear()

    @property
    def open(self) -> list[Bar]:
        """What is under way."""
        return [bar for bars in self._open.values() for bar in bars.values()]

    def read(
        self, node: str, resource: str, operations: Iterable[Operation], *, at: float, live: bool
    ) -> list[Bar]:
        """Take in one resource's history on one node.

        Args:
            node: its name.
            resource: as the history names it.
            operations: the whole history there is of it now; empty where it was wiped.
            at: when it was seen.
            live: whether it was seen as it happened, not found afterwards.

        Returns:
            Bars that are new or have come further.
        """
        under_way = self._open.get((node, resource), {})
        found: list[Bar] = []
        awaited: set[_What] = set()
        for operation in operations:
            what = operation.task, operation.interval_ms
            if cancelled(operation):
                continue
            if pending(operation):
                awaited.add(what)
                if what not in under_way:
                    bar = self._begun(operation, at)
                    self._open.setdefault((node, resource), {})[what] = bar
                    found.append(bar)
            elif self._is_news(operation):
                bar = self._finished(operation, under_way.pop(what, None), at=at, live=live)
                found.append(bar)
        under_way = self._open.get((node, resource), {})
        lost = [what for what in under_way if what not in awaited]
        found += [replace(under_way.pop(what), end=at, outcome=Outcome.LOST) for what in lost]
        if not under_way:
            self._open.pop((node, resource), None)
        return found

    def fencing(self, node: str, *, at: float) -> list[Bar]:
        """The cluster wants that node fenced from now on."""
        if (node, None) in self._open:
            return []
        self._last += 1
        bar = Bar(node, None, FENCE, 0, at, at, exact=False, number=self._last)
        self._open[node, None] = {(FENCE, 0): bar}
        return [bar]

    def fenced(self, node: str, how: Outcome, *, at: float) -> list[Bar]:
        """It wants that no more."""
        known = self._open.pop((node, None), {})
        return [replace(bar, end=at, outcome=how) for bar in known.values()]

    def _is_news(self, operation: Operation) -> bool:
        """Whether a finished operation was not told yet; from now on it was.

        A history may vanish and come back (a new designated controller writes it anew), and keeps
        a failure twice; a call id alone repeats once a node has restarted.
        """
        identity = (
            operation.node,
            operation.resource,
            operation.task,
            operation.interval_ms,
            operation.call_id,
            operation.last_change,
            operation.rc,
        )
        if identity in self._told:
            return False
        self._told[identity] = None
        if len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]
        return True

    def _begun(self, operation: Operation, at: float) -> Bar:
        self._last += 1
        return Bar(
            operation.node,
            operation.resource,
            operation.task,
            operation.interval_ms,
            queued=at,
            begun=at,
            exact=False,
            number=self._last,
        )

    def _finished(self, operation: Operation, known: Bar | None, *, at: float, live: bool) -> Bar:
        run = (operation.exec_ms or 0) / 1000
        stamp = operation.last_change
        # Of recurring ones the stamp may be of the end. What nobody saw pending may be old.
        timed = operation.exec_ms is not None and not operation.interval_ms
        if timed and stamp is not None and known is not None and live:
            self._clocks.heard(operation.node, stamp + run, at)
        if stamp is None:
            end = at
            begun = at - run if known is None else min(known.begun, at - run)
        else:
            shift = self._clocks.shift(operation.node)
            end = refine(stamp + run + shift, at if live else None)
            begun = end - run
        queued = begun - (operation.queue_ms or 0) / 1000
        if known is not None:
            queued = min(queued, known.queued)
            number = known.number
        else:
            self._last += 1
            number = self._last
        return Bar(
            operation.node,
            operation.resource,
            operation.task,
            operation.interval_ms,
            queued,
            begun,
            end,
            outcome(operation),
            operation.rc,
            operation.exit_reason,
            exact=stamp is not None,
            number=number,
        )
