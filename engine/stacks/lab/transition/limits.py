"""How much of a transition may be under way at the same time."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from engine.cib.transition.model import Step, StepKind

_MIGRATIONS: Final = frozenset({"migrate_to", "migrate_from"})

Limit = tuple[str, str]
"""``all``, or ``node`` or ``migrations`` of the node that follows."""


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

    def holding(self, step: Step) -> Limit | None:
        """What keeps a step from beginning now; None: nothing does."""
        if step.kind is not StepKind.RESOURCE:
            return None
        limits: list[Limit] = [("all", "")]
        for node in _busy(step):
            limits.append(("node", node))
            if step.task in _MIGRATIONS:
                limits.append(("migrations", node))
        return next(filter(self.is_reached, limits), None)

    def is_reached(self, limit: Limit) -> bool:
        """Whether nothing that counts for it may begin now."""
        match limit:
            case ("all", _):
                return 0 < self._batch <= self._all
            case ("node", node):
                return 0 < self._of_node <= self._jobs[node]
            case (_, node):
                return 0 < self._migrations <= self._migrating[node]

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
    yield from dict.fromkeys(node for node in nodes if node is not None)
