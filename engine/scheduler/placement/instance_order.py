"""In which order the instances of a clone, or the replicas of a bundle, are assigned.

Who comes first gets a node while there are some: instances that can stay where they are come before
those that cannot, and these before those that do not run.
"""

from engine.cib.merging import merge_sorted
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import current_node
from engine.scheduler.model.resource import Resource
from engine.scheduler.placement.available import is_available
from engine.scheduler.placement.kinds import add_colocated_scores
from engine.scheduler.placement.spread import NONNEGATIVE, factor_of, has_influence


def sort_instances(instances: list[Resource]) -> list[Resource]:
    """Instances of one clone, or containers of one bundle, in the order of their assignment."""
    return merge_sorted(instances, InstanceOrder().compare)


def number_of(instance: Resource) -> int:
    """The number of an instance, or of the replica to which a container belongs."""
    if instance.number is not None:
        return instance.number
    number = instance.id.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


class InstanceOrder:
    """The comparison, which remembers what is costly to find out."""

    def __init__(self) -> None:
        self._colocated: dict[Resource, int] = {}

    def compare(self, first: Resource, second: Resource) -> int:
        """Below 0 where the first instance goes before the second, above 0 where after it."""
        mine, others = len(first.running_on), len(second.running_on)
        if mine != others and mine and others:
            return mine - others  # what is active where it should not be comes later

        here, there = current_node(first), current_node(second)
        stays, other_stays = _may_stay(first, here), _may_stay(second, there)
        if stays != other_stays:
            return -1 if stays else 1

        if first.priority != second.priority:
            return second.priority - first.priority

        if here is None or there is None or not stays:
            here = here if stays else None
            there = there if stays else None
            return (here is None) - (there is None)
        return self._compare_active(first, here, second, there)

    def _compare_active(self, first: Resource, here: Node, second: Resource, there: Node) -> int:
        usable = is_available(here), is_available(there)
        if usable[0] != usable[1]:
            return -1 if usable[0] else 1

        parents = first.parent, second.parent
        allowed = (
            parents[0] is None or here in parents[0].allowed,
            parents[1] is None or there in parents[1].allowed,
        )
        if allowed[0] != allowed[1]:
            return -1 if allowed[0] else 1
        if not allowed[0]:
            return 0

        counts = (
            0 if parents[0] is None else parents[0].counts.get(here, 0),
            0 if parents[1] is None else parents[1].counts.get(there, 0),
        )
        if counts[0] != counts[1]:
            return counts[0] - counts[1]

        failed = has_failed(first), has_failed(second)
        if failed[0] != failed[1]:
            return 1 if failed[0] else -1

        colocated = self._score_with_others(first, here), self._score_with_others(second, there)
        if colocated[0] != colocated[1]:
            return colocated[1] - colocated[0]
        return number_of(first) - number_of(second)

    def _score_with_others(self, instance: Resource, node: Node) -> int:
        """What the colocations of the clone say of the node where an instance is."""
        known = self._colocated.get(instance)
        if known is not None:
            return known
        scores = {node: node.score}
        clone = instance.parent
        if clone is not None:
            for colocation in clone.colocations:
                if colocation.score:
                    scores = add_colocated_scores(
                        colocation.primary,
                        instance.id,
                        scores,
                        colocation.node_attribute,
                        factor_of(colocation),
                        0,
                    )
            for colocation in clone.colocated_with_this:
                if colocation.score and has_influence(colocation, instance):
                    scores = add_colocated_scores(
                        colocation.dependent,
                        instance.id,
                        scores,
                        colocation.node_attribute,
                        factor_of(colocation),
                        NONNEGATIVE,
                    )
        self._colocated[instance] = scores[node]
        return scores[node]


def has_failed(resource: Resource) -> bool:
    """Whether it, or anything in it, failed."""
    if resource.failed or not resource.children:
        return resource.failed
    return any(has_failed(part) for part in resource.children)


def _may_stay(instance: Resource, home: Node | None) -> bool:
    """False for an instance that is active where it is not allowed."""
    return home is None or instance.allowed.get(home, -1) >= 0
