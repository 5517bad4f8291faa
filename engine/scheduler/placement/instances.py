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
    usable = 0
    for node in collective.allowed:
        collective.counts[node] = 0
        usable += is_available(node)
    share = max(1, limit // usable) if usable else 1
    # Where not every node gets an instance, what prefers to be with them decides which do.
    some_are_left_out = limit < usable
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
        assigned += _assign_one(collective, instance, home, node_limit, all_=some_are_left_out)

    for instance in instances:
        if not instance.provisional:
            continue
        if assigned >= limit:
            ban_everywhere(instance, "clone-max", collective.id)
        else:
            assigned += _assign_one(collective, instance, None, node_limit, all_=some_are_left_out)


def _assign_one(
    collective: Resource, instance: Resource, preferred: Node | None, node_limit: int, *, all_: bool
) -> bool:
    """Assign one instance, whether to the preferred node alone or to any; whether it has one."""
    if not instance.provisional or instance.assigning:
        return False
    _inherit_colocations(collective, instance, all_=all_)
    if preferred is not None and instance.allowed.get(preferred, -1) < 0:
        return False
    _limit(collective, instance, node_limit)
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


def _inherit_colocations(collective: Resource, instance: Resource, *, all_: bool) -> None:
    """Let the colocations of a clone or bundle be those of an instance.

    An instance that is tried twice has them twice, and they count twice.
    """
    for colocation in collective.colocations:
        if all_ or colocation.score < 0 or colocation.score == INFINITY:
            add_to_dependent(instance, colocation)
    for colocation in collective.colocated_with_this:
        if (all_ or colocation.score < 0) and has_influence(colocation, instance):
            add_to_primary(instance, colocation)


def _limit(collective: Resource, instance: Resource, node_limit: int) -> None:
    """Ban an instance from all nodes that cannot take it."""
    counts, scores = collective.counts, collective.allowed
    unavailable, clone, full = (
        Term(-INFINITY, reason, collective.id)
        for reason in ("unavailable", "clone", "clone-node-max")
    )
    for node in instance.allowed:
        of_all = scores.get(node)
        if of_all is None or instance.orphan or not is_available(node):
            _ban(instance, node, unavailable)
        elif of_all < 0:
            _ban(instance, node, clone)
        elif counts[node] >= node_limit:
            _ban(instance, node, full)


def _ban(resource: Resource, node: Node, why: Term) -> None:
    """Ban an instance and all in it from a node, where that is considered at all."""
    if node in resource.allowed:
        resource.allowed[node] = -INFINITY
        known = resource.terms.get(node)
        if known is None:
            resource.terms[node] = [why]
        else:
            known.append(why)
    if resource.children:
        for part in resource.children:
            _ban(part, node, why)


def ban_everywhere(resource: Resource, kind: str, id_: str) -> None:
    """Ban a resource and all in it from every node there is."""
    for part in resource.children:
        ban_everywhere(part, kind, id_)
    for node in resource.cluster.nodes:
        add_score(resource, node, -INFINITY, kind, id_)
