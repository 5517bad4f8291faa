"""How much of a transition may be under way at the same time."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from engine.cib.transition.model import Step, StepKind

_MIGRATIONS: Final = frozenset({"migrate_to", "migrate_from"})


class Limits:
    """Counts agents' operations under way; only those are limited.

    Both nodes of a migration have it to do, whichever of them runs the agent.
    """

    def __init__(self, batch: int = 0, of_node: int = 0, migrations: int = 0) -> None:
        """Make limits; 0 or less is none.

        Args:
            batch: ``batch-limit``, operations in the whole cluster.
            of_node: ``node-action-limit``, operations of one node.
            migrations: ``migration-limit``, operations of migrations of one node.
        """
        self._batch = batch
        self._of_node = of_node
        self._migrations = migrations
        self._all = 0
        self._jobs: Counter[str] = Counter()
        self._migrating: Counter[str] = Counter()

    def allow(self, step: Step) -> bool:
        """Whether it may begin now."""
        if step.kind is not StepKind.RESOURCE:
            return True
        if 0 < self._batch <= self._all:
            return False
        migrates = step.task in _MIGRATIONS
        return all(
            not 0 < self._of_node <= self._jobs[node]
            and not (migrates and 0 < self._migrations <= self._migrating[node])
            for node in _busy(step)
        )

    def begun(self, step: Step) -> None:
        """It is under way."""
        self._count(step, 1)

    def ended(self, step: Step) -> None:
        """It is under way no more."""
        self._count(step, -1)

    def _count(self, step: Step, by: int) -> None:
        if step.kind is not StepKind.RESOURCE:
            return
        self._all += by
        for node in _busy(step):
            self._jobs[node] += by
            if step.task in _MIGRATIONS:
                self._migrating[node] += by


def _busy(step: Step) -> Iterator[str]:
    nodes = (step.source, step.target) if step.task in _MIGRATIONS else (step.node,)
    yield from {node for node in nodes if node is not None}
