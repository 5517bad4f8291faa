"""Where everything runs, as a CIB's status says it."""

from engine.cib.document import Cib
from engine.cib.state.model import ClusterState, Instance, Role
from engine.cib.xml import Element
from engine.scheduler.result import Placement


def placements(cib: Cib, state: ClusterState) -> tuple[Placement, ...]:
    """Every instance on every node on which it is active, in the order of the configuration.

    Args:
        cib: what the state was derived from.
        state: nodes and instances.

    What crm_mon does not show is left out here as well; see ``_unseen``.
    """
    running = [item for item in state.instances.values() if item.nodes]
    unseen = set[str]()
    if any(_is_lost(state, instance) for instance in running):
        unseen = _unseen(cib, state, running)
    return tuple(
        Placement(
            resource=instance.resource,
            instance=str(instance.number) if instance.unique else None,
            node=node,
            role=instance.role.value,
        )
        for instance in running
        if instance.role is not Role.STOPPED and instance.resource not in unseen
        for node in instance.nodes
    )


def _is_lost(state: ClusterState, instance: Instance) -> bool:
    """Whether it is unmanaged, and was active on nodes that are no longer there."""
    return not instance.managed and not any(state.nodes[node].online for node in instance.nodes)


def _unseen(cib: Cib, state: ClusterState, running: list[Instance]) -> set[str]:
    """Primitives in groups, clones and bundles that count as active, but nowhere at all.

    A collective is active where its managed parts are, and its unmanaged parts on nodes that are
    online. If that leaves it no node though one of its parts is active, crm_mon shows nothing of
    it.
    """
    resources = cib.root.find("configuration/resources")
    whole = {} if resources is None else _collectives(resources)
    seen = {whole.get(item.resource) for item in running if not _is_lost(state, item)}
    lost = {whole.get(item.resource) for item in running if item.active and _is_lost(state, item)}
    hidden = lost - seen - {None}
    return {primitive for primitive, collective in whole.items() if collective in hidden}


def _collectives(resources: Element) -> dict[str, str]:
    """The outermost collective of each primitive that is in one."""
    return {
        primitive.get("id", ""): top.get("id", "")
        for top in resources
        if top.tag != "primitive"
        for primitive in top.iter("primitive")
    }
