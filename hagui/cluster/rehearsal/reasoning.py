"""Why something is where it is, as its scheduler sees it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.scheduler.result import Score


@dataclass(frozen=True, slots=True)
class Reasoning:
    """The scores of some primitives on every node, and what the scheduler would do with them."""

    resources: tuple[str, ...]
    """The primitives' ids. The first one speaks for all that goes along with it."""
    scores: tuple[Score, ...] = ()
    """Of all their instances."""
    starts: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """By instance: the nodes on which it would be started now."""
    stops: frozenset[str] = frozenset()
    """Instances that would be stopped now."""

    def by_node(self, resource: str, instance: str | None = None) -> tuple[Score, ...]:
        """One score for each node, the best first: an instance's own, or the best of all.

        Args:
            resource: the primitive's id; empty for all primitives together.
            instance: the instance's id (``db:0``); None or an unknown one for all together.
        """
        known = [item for item in self.scores if _of(item.resource, resource)]
        chosen = [item for item in known if item.resource == instance] or known
        best: dict[str, Score] = {}
        for item in chosen:
            there = best.get(item.node)
            if there is None or item.score > there.score:
                best[item.node] = item
        return tuple(sorted(best.values(), key=lambda item: -item.score))

    def goes_to(self, resource: str, instance: str | None = None) -> tuple[str, ...]:
        """Nodes on which it would be started: the instance, or any where that is unknown."""
        if instance in self.starts or instance in self.stops:
            return self.starts.get(instance or "", ())
        found = (nodes for one, nodes in self.starts.items() if _of(one, resource))
        return tuple(dict.fromkeys(node for nodes in found for node in nodes))

    def ends(self, instance: str) -> bool:
        """Whether the instance would be stopped, and started nowhere."""
        return instance in self.stops and not self.starts.get(instance)


def _of(instance: str, resource: str) -> bool:
    return not resource or instance.partition(":")[0] == resource
