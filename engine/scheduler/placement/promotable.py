"""Which instances of a promotable clone are promoted.

Each instance that has a node gets a priority: its promotion score there, and what locations and
colocations for the promoted role add. The highest ones are promoted, as many as promoted-max and
promoted-node-max say.
"""

from engine.cib.merging import merge_sorted
from engine.cib.score import INFINITY, add
from engine.scheduler.model.cluster import ScoreTable
from engine.scheduler.model.constraint import Colocation
from engine.scheduler.model.node import Node
from engine.scheduler.model.options import NoQuorum
from engine.scheduler.model.queries import nodes_of, role_of
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role
from engine.scheduler.placement.available import has_host, is_available
from engine.scheduler.placement.colocate import matches
from engine.scheduler.placement.compatible import compatible_instance, single_node
from engine.scheduler.placement.instance_order import InstanceOrder
from engine.scheduler.placement.kinds import add_colocated_scores, apply_as_dependent
from engine.scheduler.placement.promotion_scores import PromotionScores
from engine.scheduler.placement.spread import KEEP_NODES, NONNEGATIVE, factor_of, has_influence
from engine.scheduler.placement.terms import rule_out, take_over


def choose_roles(clone: Resource) -> None:
    """Say of each instance of an assigned clone whether it is promoted."""
    parts = clone.clone
    if parts is None:
        return
    for node in clone.allowed:
        clone.counts[node] = 0  # from now on: of promoted instances
    scores = PromotionScores(clone)
    for instance in clone.children:
        _set_priority(clone, instance, scores)
    if not parts.merged:
        parts.merged = True
        _sort(clone)
    for instance in clone.children:
        _choose_role(clone, instance)


def _set_priority(clone: Resource, instance: Resource, scores: PromotionScores) -> None:
    """How much an instance should be promoted where it was assigned."""
    if role_of(instance, current=True) is Role.STARTED:
        _call_unpromoted(instance)
    node = single_node(instance, current=False)
    if node is None:
        return
    next_role = role_of(instance, current=False)
    if next_role in {Role.STARTED, Role.UNKNOWN}:
        score = scores.find(instance, node)
        # With neither a score nor a constraint nothing is promoted; a constraint alone is enough.
        instance.priority = -1 if score is None else score
    elif next_role in {Role.UNPROMOTED, Role.STOPPED}:
        instance.priority = -INFINITY
    for location in [*instance.locations, *clone.locations]:
        if location.role is Role.PROMOTED and node in location.scores:
            instance.priority = add(instance.priority, location.scores[node])
    for colocation in list(instance.colocations):
        apply_as_dependent(instance, colocation.primary, colocation)
    instance.sort_score = INFINITY if next_role is Role.PROMOTED else instance.priority


def _call_unpromoted(resource: Resource) -> None:
    """What is started in a promotable clone is unpromoted."""
    if resource.role is Role.STARTED:
        resource.role = Role.UNPROMOTED
    for part in resource.children:
        _call_unpromoted(part)


def _sort(clone: Resource) -> None:
    """Put those first that are to be promoted first.

    What is colocated with the promoted instances counts by the node that they were assigned to.
    """
    clone.merging = True
    scores = dict(clone.allowed)
    for instance in clone.children:
        node = single_node(instance, current=False)
        if node is not None and instance.sort_score >= 0 and node in scores:
            scores[node] = add(instance.sort_score, scores[node])
    clone.allowed = scores
    for colocation in list(clone.colocations):
        if colocation.dependent_role is Role.PROMOTED:
            bits = 0 if colocation.score >= INFINITY else KEEP_NODES
            _add_scores(clone, colocation.primary, colocation, bits)
    for colocation in list(clone.colocated_with_this):
        if colocation.primary_role is Role.PROMOTED and has_influence(colocation):
            _add_scores(clone, colocation.dependent, colocation, KEEP_NODES | NONNEGATIVE)
    for need in clone.tickets:
        if need.role is Role.PROMOTED and (not need.ticket.granted or need.ticket.standby):
            _rule_out_everywhere(clone, "ticket", need.id)

    for instance in clone.children:
        node = single_node(instance, current=False)
        if not instance.managed and instance.next_role is Role.PROMOTED:
            instance.sort_score = INFINITY
        elif node is not None and instance.sort_score >= 0:
            instance.sort_score = clone.allowed.get(node, instance.sort_score)
    normal = InstanceOrder().compare

    def compare(first: Resource, second: Resource) -> int:
        if first.sort_score != second.sort_score:
            return second.sort_score - first.sort_score
        role, other = role_of(first, current=True), role_of(second, current=True)
        if role is not other:
            return other - role
        return normal(first, second)

    clone.children = merge_sorted(clone.children, compare)
    clone.merging = False


def _rule_out_everywhere(resource: Resource, kind: str, id_: str) -> None:
    for part in resource.children:
        _rule_out_everywhere(part, kind, id_)
    for node in resource.cluster.nodes:
        rule_out(resource, node, kind, id_)


def _add_scores(clone: Resource, other: Resource, colocation: Colocation, bits: int) -> None:
    clone.allowed = add_colocated_scores(
        other, clone.id, clone.allowed, colocation.node_attribute, factor_of(colocation), bits
    )


def _choose_role(clone: Resource, instance: Resource) -> None:
    parts = clone.clone
    cluster = clone.cluster
    if parts is None:
        return
    scores = {single_node(instance, current=False): instance.sort_score}
    cluster.score_tables.append(ScoreTable("promotion", clone, instance, scores))
    node: Node | None = None
    if instance.sort_score >= 0 and (
        parts.promoted_instances < parts.promoted_max or not clone.managed
    ):
        node = _node_to_promote_on(clone, instance)
    if node is None or (
        instance.role < Role.PROMOTED
        and not cluster.quorate
        and cluster.options.no_quorum is NoQuorum.FREEZE
    ):
        _leave_unpromoted(instance)
        return
    clone.counts[node] += 1
    parts.promoted_instances += 1
    _promote(instance)


def _node_to_promote_on(clone: Resource, resource: Resource) -> Node | None:
    """The node on which an instance, or a member of it, can be promoted; None where it cannot."""
    if any(_node_to_promote_on(clone, member) is None for member in resource.children):
        return None
    node = single_node(resource, current=False)
    if node is None:
        return None
    if not resource.managed:
        if role_of(resource, current=True) is not Role.PROMOTED:
            return None
    elif resource.priority < 0 or not (is_available(node) and has_host(node)):
        return None
    parts = clone.clone
    if node not in clone.allowed or parts is None:
        return None
    if clone.counts.get(node, 0) >= parts.promoted_node_max and resource.managed:
        return None
    return node


def _leave_unpromoted(resource: Resource) -> None:
    assigned = bool(nodes_of(resource, current=False))
    resource.next_role = Role.UNPROMOTED if assigned else Role.STOPPED
    for part in resource.children:
        _leave_unpromoted(part)


def _promote(resource: Resource) -> None:
    if resource.next_role is Role.UNKNOWN:
        resource.next_role = Role.PROMOTED
    for part in resource.children:
        _promote(part)


def apply_to_dependent(clone: Resource, dependent: Resource, colocation: Colocation) -> None:
    """Let a dependent that has no node yet follow, or avoid, instances in the primary's role."""
    here: list[tuple[Node, int]] = []
    work = dict(dependent.allowed)
    mandatory = colocation.score >= INFINITY
    for instance in clone.children:
        place = single_node(instance, current=False)
        if place is None or role_of(instance, current=False) is not colocation.primary_role:
            continue
        here.append((place, _score_there(instance, place)))
        if mandatory:
            continue
        for node, score in work.items():
            if matches(node, place, colocation.node_attribute):
                work[node] = add(score, colocation.score)
    # Where both must be promoted, instances of the dependent may still run unpromoted elsewhere.
    if mandatory and not (
        colocation.dependent_role is Role.PROMOTED and colocation.primary_role is Role.PROMOTED
    ):
        scores: dict[Node, int] = {}
        for place, score in reversed(here):
            scores.setdefault(place, score)
        for node, known in work.items():
            work[node] = add(known, scores[node]) if node in scores else -INFINITY
        for node in scores:
            work.setdefault(node, -INFINITY)
    take_over(dependent, work, "colocation", colocation.id)


def _score_there(instance: Resource, node: Node) -> int:
    """The score on its node with which an instance, of a group its first member, was assigned."""
    for primitive in instance.primitives():
        if primitive.assigned_to is node:
            return primitive.assigned_score
    return 0


def apply_to_instance_to_promote(
    clone: Resource, dependent: Resource, colocation: Colocation
) -> None:
    """Change an instance's chance of promotion by whether the primary has one there in its role."""
    if compatible_instance(dependent, clone, role=colocation.primary_role) is not None:
        dependent.priority = add(dependent.priority, colocation.score)
    elif colocation.score >= INFINITY:
        dependent.priority = -INFINITY
