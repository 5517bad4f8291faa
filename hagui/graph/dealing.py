"""Deals the instances of one primitive out as cards: one for each node, or into the tray."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from engine.cib.state.model import FailCount, Failure, Instance, NodeState
from hagui.graph.cards import TRAY, Card
from hagui.graph.marks import Mark, lost_nodes, mark_of_instance
from hagui.graph.outline import Leaf

_ARRIVING = frozenset({"Starting", "Migrating"})
"""Pending operations, in crm_mon's words, that bring an instance to ``pending_node``."""


def deal(
    leaf: Leaf,
    instances: Sequence[Instance],
    nodes: Mapping[str, NodeState],
    failures: tuple[Failure, ...] = (),
    fail_counts: tuple[FailCount, ...] = (),
) -> tuple[Card, ...]:
    """All cards of one primitive.

    A single resource's card keeps its key wherever it goes. A copy of an anonymous clone is
    named by its node, because Pacemaker numbers such copies anew as nodes come and go. Idle
    copies of a clone share one card in the tray.
    """
    dealt = _Deal(leaf, nodes, failures, fail_counts)
    for instance in instances:
        dealt.place(instance)
    return dealt.finish()


def gather(members: Iterable[Sequence[Card]]) -> list[tuple[Card, ...]]:
    """The cards of all members of one group, with those that wait beside their group.

    A member that is stopped only because others have not started yet keeps its place in the
    group, if that runs on one node; what failed or was stopped on purpose lies in the tray.
    """
    dealt = [tuple(cards) for cards in members]
    homes = {(c.node, c.unit) for cards in dealt for c in cards if c.node != TRAY}
    if len(homes) != 1:
        return dealt
    ((node, unit),) = homes
    return [
        tuple(
            replace(card, node=node, unit=unit, waiting=True) if _waits(card) else card
            for card in cards
        )
        for cards in dealt
    ]


def _waits(card: Card) -> bool:
    return (
        card.node == TRAY
        and card.leaf.clone is None
        and card.mark is Mark.STOPPED
        and not card.deliberate
        and card.instance.managed
    )


class _Deal:
    def __init__(
        self,
        leaf: Leaf,
        nodes: Mapping[str, NodeState],
        failures: tuple[Failure, ...],
        fail_counts: tuple[FailCount, ...],
    ) -> None:
        self._leaf = leaf
        self._nodes = nodes
        self._failures = failures
        self._counts = fail_counts
        self._failed_on = dict.fromkeys(f.operation.node for f in failures)
        self._cards: dict[str, Card] = {}
        self._idle: list[Instance] = []
        self._occupied: set[str] = set()

    def place(self, instance: Instance) -> None:
        """Cards for where it is active and where it is coming."""
        nodes = self._nodes
        arriving = (
            instance.pending_node
            if instance.pending in _ARRIVING
            and instance.pending_node is not None
            and instance.pending_node in nodes
            and instance.pending_node not in instance.nodes
            else None
        )
        for node in instance.nodes:
            self._add(instance, node, coming=False)
        if arriving is not None:
            self._add(instance, arriving, coming=True)
        if not instance.nodes and arriving is None:
            self._idle.append(instance)

    def finish(self) -> tuple[Card, ...]:
        """All cards, those in the tray last."""
        together: list[Instance] = []
        for instance in self._idle:
            plain = mark_of_instance(instance) is Mark.STOPPED and not instance.orphaned
            if plain and self._anonymous(instance):
                together.append(instance)
            elif not self._beyond(instance):
                self._add_idle(instance.key, (instance,))
        if together:
            self._add_idle(f"{self._leaf.id}@", tuple(together))
        return tuple(self._cards.values())

    def _anonymous(self, instance: Instance) -> bool:
        return self._leaf.clone is not None and not instance.unique

    def _beyond(self, instance: Instance) -> bool:
        """Whether nothing is to be said of it but that a clone has no use for so many copies.

        Where an anonymous clone's maximum is below the number of nodes, a mere probe on one of the
        others makes Pacemaker count one more copy, as an inactive orphan; crm_mon hides it.
        """
        if not (instance.orphaned and self._anonymous(instance)):
            return False
        told = (*(f.operation.node for f in self._failures), *(c.node for c in self._counts))
        return mark_of_instance(instance) is Mark.STOPPED and self._occupied.issuperset(told)

    def _unit(self, instance: Instance) -> str:
        base = self._leaf.group or self._leaf.id
        return f"{base}:{instance.number}" if instance.unique else base

    def _add(self, instance: Instance, node: str, *, coming: bool) -> None:
        if self._anonymous(instance):
            key = f"{self._leaf.id}@{node}"
            if key in self._cards:
                key = f"{key}:{instance.number}"
        else:
            key = instance.key if instance.key not in self._cards else f"{instance.key}@{node}"
        here = tuple(f for f in self._failures if f.operation.node == node)
        lost = lost_nodes(instance, self._nodes)
        self._occupied.add(node)
        self._cards[key] = Card(
            key=key,
            unit=self._unit(instance),
            node=node,
            instance=instance,
            leaf=self._leaf,
            copies=(instance.key,),
            coming=coming,
            uncertain=node in lost or (node in self._nodes and self._nodes[node].unclean),
            lost=lost,
            failures=here,
            fail_counts=tuple(c for c in self._counts if c.node == node),
            failed_elsewhere=tuple(name for name in self._failed_on if name != node)
            if not self._anonymous(instance)
            else (),
        )

    def _add_idle(self, key: str, copies: tuple[Instance, ...]) -> None:
        first = copies[0]
        # a clone's failures belong to its card on the node; only the others are the tray's
        elsewhere = self._occupied if self._anonymous(first) else frozenset[str]()
        self._cards[key] = Card(
            key=key,
            unit=self._unit(first),
            node=TRAY,
            instance=first,
            leaf=self._leaf,
            copies=tuple(instance.key for instance in copies),
            failures=tuple(f for f in self._failures if f.operation.node not in elsewhere),
            fail_counts=tuple(c for c in self._counts if c.node not in elsewhere),
        )
