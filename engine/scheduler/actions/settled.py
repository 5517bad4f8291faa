"""Which resources go on as they are, whatever happens to others: no actions are made for them.

Nearly everything does in nearly every transition. All actions of such a resource would be
optional, and as long as it is ordered and colocated only with others of which that is true,
nothing could make them anything else. Finding that out costs less than making and linking them.

Where a node is to be fenced or reached through Pacemaker Remote, or anything else is about the
cluster as a whole, actions are made for all of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from engine.scheduler.actions.find import find_exactly
from engine.scheduler.actions.recurring import sound_operations
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.constraint import Ordering
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.ordering.add import operation_key
from engine.scheduler.placement.available import is_available

_ORDINARY = (Role.UNKNOWN, Role.STARTED)


def find_settled(cluster: Cluster, asked: Sequence[Ordering]) -> None:
    """Set ``Resource.settled`` once everything has been placed.

    Args:
        cluster: no actions have been made yet but those that follow from its history.
        asked: the orderings between different resources.
    """
    if not _is_calm(cluster):
        return
    online = {node for node in cluster.nodes if node.online}
    usable = {node for node in online if is_available(node) and not node.pending}
    staying: dict[Resource, list[Resource]] = {}
    moving: list[Resource] = []
    for root in cluster.resources:
        found, total = _staying(root, online, usable)
        staying[root] = found
        if len(found) < total or not total:
            moving.append(root)
    tied = _tied(cluster, asked, moving)
    reached = set(moving)
    while moving:
        for other in tied.get(moving.pop(), ()):
            if other not in reached:
                reached.add(other)
                moving.append(other)
    for root, found in staying.items():
        if root not in reached:
            _settle([root, *root.children, *found])
        elif root.kind is Kind.CLONE and root not in tied:
            # Instances on other nodes go on, while the clone as a whole has something to do.
            _settle(found)


def _settle(resources: Iterable[Resource]) -> None:
    for resource in resources:
        resource.settled = True
        if resource.kind is Kind.PRIMITIVE:
            resource.next_role = Role.STARTED


def _is_calm(cluster: Cluster) -> bool:
    """Whether nothing is to be done that may concern any resource at all."""
    options = cluster.options
    return (
        cluster.quorate
        and options.placement_strategy == "default"
        and not options.remove_after_stop
        and not cluster.has_remote_nodes
        and not cluster.uses_unfencing
        and not cluster.cluster_actions
        and not any(
            node.unclean or node.fencing_wanted or (node.running and not node.online)
            for node in cluster.nodes
        )
    )


def _tied(
    cluster: Cluster, asked: Sequence[Ordering], moving: list[Resource]
) -> dict[Resource, list[Resource]]:
    """What each outermost resource is ordered or colocated with.

    What is ordered with an action that is no resource's is added to ``moving``.
    """
    found: defaultdict[Resource, list[Resource]] = defaultdict(list)
    pairs = [(each.first_resource, each.then_resource) for each in asked]
    pairs += [(each.dependent, each.primary) for each in cluster.colocations]
    for first, then in pairs:
        if first is None or then is None:
            moving += [each.root for each in (first, then) if each is not None]
            continue
        first, then = first.root, then.root
        if first is not then:
            found[first].append(then)
            found[then].append(first)
    return found


def _staying(root: Resource, online: set[Node], usable: set[Node]) -> tuple[list[Resource], int]:
    """The primitives in an outermost resource that stay as they are, and how many there are."""
    if root.kind is Kind.PRIMITIVE:
        members = [root]
        known = root.known_on >= online
    elif root.kind is Kind.GROUP:
        members = root.children
        known = all(member.known_on >= online for member in members)
    elif root.kind is Kind.CLONE and _is_plain(root):
        members = root.children
        known = root.known_on >= online
    else:
        return [], 1
    if not known:
        return [], len(members)
    return [member for member in members if _stays(member, usable)], len(members)


def _is_plain(clone: Resource) -> bool:
    """Whether a clone's instances have nothing to do with each other."""
    parts = clone.clone
    return not (
        parts is None
        or parts.ordered
        or clone.unique
        or clone.notify
        or clone.promotable
        or clone.exclusive_discovery
        or any(instance.kind is not Kind.PRIMITIVE for instance in clone.children)
    )


def _stays(resource: Resource, usable: set[Node]) -> bool:
    """Whether a primitive goes on where it is, for all that is known of itself."""
    running, node = resource.running_on, resource.assigned_to
    if len(running) != 1 or running[0] is not node or node not in usable:
        return False
    if (
        resource.role is not Role.STARTED
        or resource.next_role not in _ORDINARY
        or not resource.managed
        or resource.maintenance
        or resource.orphan
        or resource.promotable
    ):
        return False
    if (
        resource.blocked
        or resource.failed
        or resource.stop_wanted
        or resource.start_pending
        or resource.pending_task is not None
        or resource.partial_source is not None
        or resource.partial_target is not None
        or resource.dangling
        or resource.demands
        or resource.cleared_on
    ):
        return False
    if (
        resource.fences
        or resource.allow_migrate
        or resource.is_connection
        or resource.container is not None
        or resource.fillers
        or resource.lock_node is not None
    ):
        return False
    return _recurs_as_it_should(resource, node)


def _recurs_as_it_should(resource: Resource, node: Node) -> bool:
    """Whether just what is configured to recur does so, and nothing else was asked for."""
    operations = sound_operations(resource)
    if operations is None or len(operations) != len(resource.actions):
        return False
    for operation in operations:
        key = operation_key(resource.id, operation.name, operation.interval_ms)
        known = find_exactly(resource, key, node)
        if (
            operation.role not in _ORDINARY
            or known is None
            or not (known.optional and known.runnable)
            or known.rescheduled
        ):
            return False
    return True
