"""Handing out nodes to the instances of a clone, or to the replicas of a bundle.

First each instance is kept where it is, as long as no node gets more than its share; then the rest
are assigned one after another, each to the best node that has room.
"""

from engine.cib.score import INFINITY
from engine.scheduler.constraints.colocate import add_to_dependent, add_to_primary
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import current_node
from engine.scheduler.model.resource import Resource, Term
from engine.scheduler.model.scores import add_score
from engine.scheduler.placement.assigning import unplace
from engine.scheduler.placement.available import is_available, may_run
from engine.scheduler.placement.kinds import assign
from engine.scheduler.placement.spread import has_influence
from engine.scheduler.placement.terms import Saved


def assign_instances(
    collective: Resource, instances: list[Resource], limit: int, node_limit: int
) -> None:
    """Assign instances, in the order given.

    Args:
        collective: the clone or bundle.
        instances: its instances, or the containers of its replicas.
        limit: how many may be active.
        node_limit: how many of them on one node.
    """
    collective.counts.update(dict.fromkeys(collective.allowed, 0))
    usable = {node for node in collective.allowed if is_available(node)}
    share = max(1, limit // len(usable)) if usable else 1
    # Where not every node gets an instance, what prefers to be with them decides which do.
    taking = _Taking(collective, node_limit, usable, some_are_left_out=limit < len(usable))
    assigned = 0

    for instance in instances:
        if assigned >= limit:
            break
        home = current_node(instance)
        if (
            home is None
            or not instance.provisional
            or instance.failed
            or not may_run(home, home.score)
            or (home in collective.allowed and collective.counts[home] >= share)
        ):
            continue
        assigned += taking.assign_one(instance, home)

    for instance in instances:
        if not instance.provisional:
            continue
        if assigned >= limit:
            ban_everywhere(instance, "clone-max", collective.id)
        else:
            assigned += taking.assign_one(instance, None)


class _Taking:
    """What all instances have in common while they are assigned."""

    def __init__(
        self,
        collective: Resource,
        node_limit: int,
        usable: set[Node],
        *,
        some_are_left_out: bool,
    ) -> None:
        self._collective = collective
        self._node_limit = node_limit
        self._usable = usable
        self._all = some_are_left_out
        self._unavailable, self._clone, self._full = (
            Term(-INFINITY, reason, collective.id)
            for reason in ("unavailable", "clone", "clone-node-max")
        )

    def assign_one(self, instance: Resource, preferred: Node | None) -> bool:
        """Assign one instance, whether to the preferred node alone or to any.

        Returns whether it has one.
        """
        if not instance.provisional or instance.assigning:
            return False
        collective = self._collective
        if collective.colocations or collective.colocated_with_this:
            self._inherit_colocations(instance)
        if preferred is not None and instance.allowed.get(preferred, -1) < 0:
            return False
        self._limit(instance)
        saved = None if preferred is None else Saved(instance)
        chosen = assign(instance, preferred)
        if saved is not None and chosen is not None and chosen is not preferred:
            # It could not stay: it takes its turn with the others.
            saved.restore(instance, "better-elsewhere", collective.id)
            unplace(instance)
            return False
        if chosen is not None and chosen in collective.counts:
            collective.counts[chosen] += 1
        return chosen is not None

    def _inherit_colocations(self, instance: Resource) -> None:
        """Let the colocations of a clone or bundle be those of an instance.

        An instance that is tried twice has them twice, and they count twice.
        """
        for colocation in self._collective.colocations:
            if self._all or colocation.score < 0 or colocation.score == INFINITY:
                add_to_dependent(instance, colocation)
        for colocation in self._collective.colocated_with_this:
            if (self._all or colocation.score < 0) and has_influence(colocation, instance):
                add_to_primary(instance, colocation)

    def _limit(self, instance: Resource) -> None:
        """Ban an instance from all nodes that cannot take it."""
        counts, scores = self._collective.counts, self._collective.allowed
        if instance.cluster.has_remote_nodes:
            # They come up as the connections to them are placed.
            self._usable = {node for node in scores if is_available(node)}
        usable, node_limit = self._usable, self._node_limit
        for node in instance.allowed:
            if node not in usable or instance.orphan:
                _ban(instance, node, self._unavailable)
            elif scores[node] < 0:
                _ban(instance, node, self._clone)
            elif counts[node] >= node_limit:
                _ban(instance, node, self._full)


def _ban(resource: Resource, node: Node, why: Term) -> None:
    """Ban an instance and all in it from a node, where that is considered at all."""
    allowed, terms = resource.allowed, resource.terms
    if node in allowed:
        allowed[node] = -INFINITY
        if node in terms:
            terms[node].append(why)
        else:
            terms[node] = [why]
    for part in resource.children:
        _ban(part, node, why)


def ban_everywhere(resource: Resource, kind: str, id_: str) -> None:
    """Ban a resource and all in it from every node there is."""
    for part in resource.children:
        ban_everywhere(part, kind, id_)
    for node in resource.cluster.nodes:
        add_score(resource, node, -INFINITY, kind, id_)
