"""What nodes offer and resources need: utilization attributes and placement strategies.

Pacemaker Explained: "Utilization and Placement Strategy".
"""

from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.placement.available import may_run
from engine.scheduler.placement.kinds import add_utilization, colocated_resources
from engine.scheduler.placement.sequence import in_table_order
from engine.scheduler.placement.terms import rule_out


def consume(node: Node, resource: Resource) -> None:
    """Take what a resource needs off the node's capacity.

    What stays where it is, whether there is room or not, leaves less than nothing; but of what
    the node does not say it has, nothing is left and no less.
    """
    capacity = node.utilization
    for name, needed in resource.utilization.items():
        capacity[name] = capacity[name] - needed if name in capacity else 0


def release(node: Node, resource: Resource) -> None:
    """Give back what ``consume`` took."""
    capacity = node.utilization
    for name, needed in resource.utilization.items():
        capacity[name] = capacity.get(name, 0) + needed


def need_more(needed: dict[str, int], resource: Resource) -> None:
    """Add what a resource needs to a sum."""
    for name, amount in resource.utilization.items():
        needed[name] = needed.get(name, 0) + amount


def compare_capacity(first: Node, second: Node) -> int:
    """Below 0 where more attributes of the first node are larger, above 0 where fewer are."""
    result = 0
    mine, others = first.utilization, second.utilization
    for name, capacity in mine.items():
        other = others.get(name, 0)
        result += (capacity < other) - (capacity > other)
    for name, other in others.items():
        if name not in mine:
            result += (other > 0) - (other < 0)
    return result


def has_capacity(node: Node, needed: dict[str, int]) -> bool:
    """Whether the node has as much of everything left as is needed."""
    capacity = node.utilization
    return all(amount <= capacity.get(name, 0) for name, amount in needed.items())


def ban_insufficient(resource: Resource) -> Node | None:
    """Ban a resource from nodes that have not enough left for it.

    What has to run with it and has no node yet counts too, as long as any node has room for all of
    it. Where none has, the node with the most room is returned, to be preferred.
    """
    cluster = resource.cluster
    if cluster.options.placement_strategy == "default":
        return None
    together = colocated_resources(resource, resource, [])
    if resource not in together:
        together.append(resource)
    needed: dict[str, int] = {}
    for other in together:
        if other.provisional:
            add_utilization(other, resource, together, needed)

    usable = [
        node for node in in_table_order(resource.allowed) if may_run(node, resource.allowed[node])
    ]
    roomiest: Node | None = None
    enough = False
    for node in usable:
        enough = enough or has_capacity(node, needed)
        if roomiest is None or compare_capacity(node, roomiest) < 0:
            roomiest = node
    if not enough:
        needed = resource.utilization
    for node in usable:
        if not has_capacity(node, needed):
            rule_out(resource, node, "utilization")
    return None if enough else roomiest


@add_utilization.of(Kind.PRIMITIVE)
def _add_utilization(
    resource: Resource, _origin: Resource, _together: list[Resource], needed: dict[str, int]
) -> None:
    if resource.provisional:
        need_more(needed, resource)
