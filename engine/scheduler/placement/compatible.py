"""Which instance of a clone or bundle belongs to an instance of another one (interleave)."""

from engine.cib.state.values import parse_integer
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import nodes_of, role_of
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.placement.choice import sort_nodes


def instances_of(resource: Resource) -> list[Resource]:
    """What stands on a node each: a clone's instances, or a bundle's containers."""
    if resource.bundle is not None:
        return [replica.container for replica in resource.bundle.replicas]
    return resource.children


def instances_per_node(resource: Resource) -> int:
    """How many instances a node may have as it is written down; 1 for what is no clone or bundle.

    A clone that is not globally unique has one at most, whatever it is told; but what it is told
    is compared.
    """
    if resource.bundle is not None:
        return resource.bundle.replicas_per_host
    if resource.clone is None:
        return 1
    written = resource.meta.get("clone-node-max")
    return 1 if written is None else max(0, parse_integer(written))


def compatible_instance(
    instance: Resource,
    other: Resource,
    *,
    role: Role = Role.UNKNOWN,
    current: bool = False,
) -> Resource | None:
    """The instance of a clone or bundle that goes together with an instance of another one.

    That is the first on the same node; where the instance given is on no node, or on several, on
    the node that it likes best of those where there is one.

    Args:
        instance: the instance to find another for.
        other: the clone or bundle to search.
        role: only instances that are, or will be, in this role; UNKNOWN for any.
        current: look at where instances are now, not where they shall be.
    """
    return neighbour_of(instance, by_node(other, role=role, current=current), current=current)


def by_node(
    other: Resource, *, role: Role = Role.UNKNOWN, current: bool = False
) -> dict[Node, Resource]:
    """The first instance of a clone or bundle on each node; see ``compatible_instance``."""
    found: dict[Node, Resource] = {}
    for candidate in instances_of(other):
        node = single_node(candidate, current=current)
        if (
            node is not None
            and node not in found
            and (role is Role.UNKNOWN or role_of(candidate, current=current) is role)
            and not is_blocked(candidate)
        ):
            found[node] = candidate
    return found


def neighbour_of(
    instance: Resource, others: dict[Node, Resource], *, current: bool = False
) -> Resource | None:
    """Which of ``others``, by node, goes together with an instance: ``compatible_instance``."""
    home = single_node(instance, current=current)
    if home is not None:
        return others.get(home)
    if not others:
        return None
    nodes = sort_nodes(instance.cluster, instance.allowed, None)
    return next((others[node] for node in nodes if node in others), None)


def single_node(resource: Resource, *, current: bool) -> Node | None:
    """The node on which it is active, or will be; None where there is none or more than one.

    A member of a group that has no node does not count; members on one node count once.
    """
    found = nodes_of(resource, current=current)
    return found[0] if len(found) == 1 else None


def is_blocked(resource: Resource) -> bool:
    """Whether it, or anything in it, is blocked after a failure."""
    return resource.blocked or any(is_blocked(part) for part in resource.children)


def is_collective(resource: Resource) -> bool:
    """Whether it has instances: a clone or a bundle."""
    return resource.kind in {Kind.CLONE, Kind.BUNDLE}
