"""What is asked of resources of any kind, before and after placement."""

from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role


def role_of(resource: Resource, *, current: bool) -> Role:
    """The role that it has, or is to have; of several the highest."""
    if resource.kind is Kind.PRIMITIVE:
        return resource.role if current else resource.next_role
    found = Role.UNKNOWN
    for part in parts(resource):
        found = max(found, role_of(part, current=current))
    return found


def parts(resource: Resource) -> list[Resource]:
    """What it is made of: members, instances, or a bundle's containers with all around them."""
    if resource.bundle is None:
        return resource.children
    found: list[Resource] = []
    for replica in resource.bundle.replicas:
        found += [
            part
            for part in (replica.child, replica.address, replica.container, replica.remote)
            if part is not None
        ]
    return found


def is_active(resource: Resource, *, every: bool = False) -> bool:
    """Whether any part of it (``every``: each part) is active on a node that counts.

    What a node that is offline but clean ran is over, unless the resource is unmanaged.
    """
    if resource.kind is Kind.PRIMITIVE:
        return any(
            node.unclean or node.online or not resource.managed for node in resource.running_on
        )
    for part in parts(resource):
        active = is_active(part, every=every)
        if active and not every:
            return True
        if every and not active:
            return False
    return every


def nodes_of(resource: Resource, *, current: bool) -> list[Node]:
    """Nodes on which any part of it is active now, or will be; each once."""
    if resource.kind is Kind.PRIMITIVE:
        if current:
            return resource.running_on
        return [] if resource.assigned_to is None else [resource.assigned_to]
    found: dict[Node, None] = {}
    for part in parts(resource):
        for node in nodes_of(part, current=current):
            found.setdefault(node)
    return list(found)


def current_node(resource: Resource) -> Node | None:
    """The node that counts as the one where it is active, of several the best.

    That is the source of a live migration under way; else the first node in good state, for what
    does not need fencing; else the first of all.
    """
    running = resource.running_on
    if len(running) < 2:
        return running[0] if running else None
    if resource.partial_source is not None and resource.partial_source in running:
        return resource.partial_source
    if resource.partial_source is None and not resource.needs_fencing:
        for node in running:
            if node.online and not node.unclean:
                return node
    return running[0]
