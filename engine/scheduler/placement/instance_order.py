"""In which order the instances of a clone, or the replicas of a bundle, are assigned.

Who comes first gets a node while there are some: instances that can stay where they are come before
those that cannot, and these before those that do not run.
"""

from typing import NamedTuple

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


class _Facts(NamedTuple):
    """What is compared of an instance, apart from what others say of its node."""

    active: int
    """On how many nodes it is."""
    stays: bool
    """False for one that is active where it is not allowed."""
    priority: int
    home: Node | None
    """Where it is, if it may stay there."""
    usable: bool
    allowed: bool
    """Whether the clone may be there."""
    together: int
    """How many instances are there by now."""
    failed: bool
    number: int


class InstanceOrder:
    """The comparison, which remembers what is costly to find out."""

    def __init__(self) -> None:
        self._colocated: dict[Resource, int] = {}
        self._facts: dict[Resource, _Facts] = {}

    def compare(self, first: Resource, second: Resource) -> int:
        """Below 0 where the first instance goes before the second, above 0 where after it."""
        mine = self._facts.get(first) or self._find_facts(first)
        others = self._facts.get(second) or self._find_facts(second)
        if mine.active != others.active and mine.active and others.active:
            return mine.active - others.active  # what is active where it should not be comes later
        if mine.stays != others.stays:
            return -1 if mine.stays else 1
        if mine.priority != others.priority:
            return others.priority - mine.priority
        here, there = mine.home, others.home
        if here is None or there is None:
            return (here is None) - (there is None)
        if mine.usable != others.usable:
            return -1 if mine.usable else 1
        if mine.allowed != others.allowed:
            return -1 if mine.allowed else 1
        if not mine.allowed:
            return 0
        if mine.together != others.together:
            return mine.together - others.together
        if mine.failed != others.failed:
            return 1 if mine.failed else -1
        colocated = self._score_with_others(first, here), self._score_with_others(second, there)
        if colocated[0] != colocated[1]:
            return colocated[1] - colocated[0]
        return mine.number - others.number

    def _find_facts(self, instance: Resource) -> _Facts:
        home, clone = current_node(instance), instance.parent
        stays = _may_stay(instance, home)
        if not stays:
            home = None
        found = self._facts[instance] = _Facts(
            active=len(instance.running_on),
            stays=stays,
            priority=instance.priority,
            home=home,
            usable=home is not None and is_available(home),
            allowed=clone is None or home in clone.allowed,
            together=0 if clone is None or home is None else clone.counts.get(home, 0),
            failed=has_failed(instance),
            number=number_of(instance),
        )
        return found

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
