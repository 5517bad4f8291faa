"""What a state means to an incident: what is active, what must still go, what is not as it was."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from engine.cib.state.model import (
    ClusterState,
    Condition,
    Instance,
    PendingOperation,
    Role,
)
from hagui.monitor.story.spans import history_name

_USABLE: Final = frozenset({Condition.ONLINE, Condition.MAINTENANCE})

Place = tuple[str, str]
"""An instance as the story names it, and a node."""
Places = Mapping[Place, Role]


def resource_of(instance: str) -> str:
    """Id of the primitive of an instance as the story names it."""
    return instance.partition(":")[0]


def active(state: ClusterState, without: Collection[str] = ()) -> dict[Place, Role]:
    """What is active, and where; but for some nodes."""
    return {
        (history_name(instance), node): instance.role
        for instance in state.instances.values()
        for node in instance.nodes
        if node not in without
    }


def usable(state: ClusterState) -> set[str]:
    """Nodes on which resources may stay."""
    return {
        name
        for name, node in state.nodes.items()
        if node.condition in _USABLE and not node.shutdown
    }


def lost(state: ClusterState) -> list[str]:
    """Nodes of which nobody knows what runs there, until they are fenced."""
    if not state.fencing_enabled:
        return []
    return [name for name, node in state.nodes.items() if node.unclean]


def silent(state: ClusterState) -> set[str]:
    """Those of them that are gone: what ran there is of no use any more, though nobody knows
    whether it has stopped.
    """
    return {name for name in lost(state) if not state.nodes[name].online}


def wanted(instance: Instance) -> bool:
    """Whether the cluster should run it and may do so."""
    role = (instance.target_role or "").lower()
    return not instance.orphaned and instance.managed and role != "stopped"


def to_stop(state: ClusterState) -> bool:
    """Whether something that is active must still go from where it is."""
    nodes = usable(state)
    for instance in state.instances.values():
        if not instance.nodes or not instance.managed or instance.blocked:
            continue
        if instance.failed and not instance.failure_ignored:
            return True
        if not nodes.issuperset(instance.nodes) or not wanted(instance):
            return True
    return any(item.task in {"stop", "demote"} for item in under_way(state))


def under_way(state: ClusterState) -> list[PendingOperation]:
    """Operations that were sent to nodes that are there, and did not come back."""
    nodes = state.nodes
    return [item for item in state.pending if item.node in nodes and nodes[item.node].online]


def calm(state: ClusterState) -> bool:
    """Whether the cluster is whole enough to decide, and has nothing under way."""
    return state.dc is not None and state.quorate and not lost(state) and not under_way(state)


def broken(state: ClusterState) -> frozenset[str]:
    """Ids of resources that failed where they are, or are blocked."""
    return frozenset(
        item.resource
        for item in state.instances.values()
        if item.blocked or (item.failed and not item.failure_ignored)
    )


def idle(state: ClusterState) -> frozenset[str]:
    """Ids of resources that are active nowhere."""
    every = {item.resource for item in state.instances.values()}
    return frozenset(every - {item.resource for item in state.instances.values() if item.nodes})


def amiss(
    state: ClusterState, now: Places, base: Places, known: Collection[str]
) -> tuple[str, ...]:
    """Ids of resources that are not as they should be, in the configuration's order.

    A resource should have one active copy, or as many as it had on nodes that may still run it;
    promoted ones likewise.

    Args:
        state: how it is now.
        now: what is active in it.
        base: what was active before.
        known: resources that were amiss before: not counted.
    """
    had, led = _by_resource(base), _by_resource(base, promoted=True)
    has, leads = _by_resource(now), _by_resource(now, promoted=True)
    wrong, nodes = broken(state), usable(state)
    found: dict[str, None] = {}
    for instance in state.instances.values():
        name = instance.resource
        if name in found or name in known or instance.orphaned:
            continue
        if name in wrong:
            found[name] = None
        elif wanted(instance):
            promotes = (instance.target_role or "").lower() not in {"unpromoted", "slave"}
            if len(has[name]) < _due(nodes, had[name]) or (
                promotes and name in led and len(leads[name]) < _due(nodes, led[name])
            ):
                found[name] = None
    return tuple(found)


def _by_resource(places: Places, *, promoted: bool = False) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for (instance, node), role in places.items():
        if not promoted or role is Role.PROMOTED:
            found[resource_of(instance)].add(node)
    return found


def _due(usable_nodes: set[str], had: set[str]) -> int:
    return max(1, len(had & usable_nodes))
