"""Where each resource is active, in the terms in which a person follows it."""

from collections.abc import Collection, Mapping

from engine.cib.state.model import ClusterState, Instance, Role

Placement = Mapping[str, Role]
"""Role by the name of the node where it is active."""

_ONLY_LOOKING = frozenset({"Monitoring"})
"""Operations that change nothing, in crm_mon's words."""


def told_as(instance: Instance) -> str:
    """The name under which an instance is followed through time.

    Copies of an anonymous clone have no identity: crm_mon numbers them afresh, in the order of
    the nodes, whenever one stops. So all of them go by the primitive's id, and what tells them
    apart is their node.
    """
    return instance.resource if anonymous(instance) else instance.key


def anonymous(instance: Instance) -> bool:
    """Whether it is one of several copies that only their nodes tell apart."""
    return instance.number is not None and not instance.unique


def followed(before: ClusterState, after: ClusterState, keys: Collection[str]) -> dict[str, bool]:
    """The names to look at when those instance keys changed, each with whether it is anonymous.

    In the order of the later state, so that one change tells groups in their start order.
    """
    names: dict[str, bool] = {}
    for state in (after, before):
        present = [state.instances[key] for key in keys if key in state.instances]
        for instance in present:
            names.setdefault(told_as(instance), anonymous(instance))
    if len(names) < 2:
        return names
    order = {key: index for index, key in enumerate(after.instances)}
    last = len(order)
    return dict(sorted(names.items(), key=lambda item: order.get(item[0], last)))


def grouped(state: ClusterState, names: Mapping[str, bool]) -> dict[str, list[Instance]]:
    """The instances that go by each of those names."""
    found: dict[str, list[Instance]] = {name: [] for name in names}
    if any(names.values()):
        for instance in state.instances.values():
            if anonymous(instance) and instance.resource in found:
                found[instance.resource].append(instance)
    for name, many in names.items():
        if not many and name in state.instances:
            found[name].append(state.instances[name])
    return found


def settled(instances: Collection[Instance], told: Placement) -> dict[str, Role]:
    """Where they are active by what has been *done*.

    As crm_mon does, the state counts a resource as started from the moment when its start is
    ordered, and an ordered operation may hide the record of the one before it. So where an
    operation is under way, what was told last stands until it is through.
    """
    found = placement(instances)
    for instance in instances:
        if instance.pending is None or instance.pending in _ONLY_LOOKING:
            continue
        for node in (instance.pending_node,) if instance.pending_node else instance.nodes:
            found.pop(node, None)
            if node in told:
                found[node] = told[node]
    return found


def placement(instances: Collection[Instance]) -> dict[str, Role]:
    """Where they are active, and as what."""
    return {
        node: instance.role
        for instance in instances
        if instance.role not in {Role.STOPPED, Role.UNKNOWN}
        for node in instance.nodes
    }
