"""Events of nodes and of the cluster as a whole."""

from collections.abc import Collection
from dataclasses import dataclass, field

from engine.cib.state.model import Condition, NodeState
from hagui.cluster.events import EventKind, Severity
from hagui.cluster.telling import Telling

_PRESENCE = {
    Condition.UNCLEAN: (EventKind.NODE_UNCLEAN, Severity.BAD),
    Condition.PENDING: (EventKind.NODE_PENDING, Severity.INFO),
    Condition.OFFLINE: (EventKind.NODE_OFFLINE, Severity.WARNING),
    Condition.ONLINE: (EventKind.NODE_ONLINE, Severity.GOOD),
}


@dataclass(slots=True)
class Losses:
    """Which nodes are lost, and since when (seconds since 1970, as seen)."""

    since: dict[str, float] = field(default_factory=dict[str, float])
    switches: dict[str, tuple[bool, bool]] = field(default_factory=dict[str, tuple[bool, bool]])
    """Standby and maintenance as told last, of nodes that are about to join."""

    def clear(self) -> None:
        """Forget all."""
        self.since.clear()
        self.switches.clear()

    def at_first(self, telling: Telling) -> None:
        """Tell the nodes that are lost at first sight; since when is not known."""
        for node in telling.after.nodes.values():
            kind, severity = _PRESENCE[_presence(node)]
            if kind in {EventKind.NODE_UNCLEAN, EventKind.NODE_OFFLINE}:
                telling.tell(kind, severity, node=node.name)


def tell_cluster(telling: Telling) -> None:
    """DC, quorum, maintenance of the whole cluster."""
    before, after = telling.before, telling.after
    if before.quorate and not after.quorate:
        telling.tell(EventKind.QUORUM_LOST, Severity.BAD)
    if before.dc != after.dc:
        if after.dc is None:
            telling.tell(EventKind.DC_LOST, Severity.WARNING, origin=before.dc)
        else:
            telling.tell(EventKind.DC_ELECTED, Severity.INFO, node=after.dc, origin=before.dc)
    if after.quorate and not before.quorate:
        telling.tell(EventKind.QUORUM_GAINED, Severity.GOOD)
    if before.maintenance != after.maintenance:
        if after.maintenance:
            telling.tell(EventKind.MAINTENANCE_ON, Severity.WARNING)
        else:
            telling.tell(EventKind.MAINTENANCE_OFF, Severity.INFO)


def tell_nodes(telling: Telling, names: Collection[str], losses: Losses) -> None:
    """What became of those nodes, in the order of the cluster."""
    before, after = telling.before.nodes, telling.after.nodes
    for name in [name for name in after if name in names]:
        node = after[name]
        known = before.get(name)
        if known is None:
            telling.tell(EventKind.NODE_ADDED, Severity.INFO, node=name)
            known = NodeState(node.id, name)
        _tell_presence(telling, known, node, losses)
        _tell_switches(telling, known, node, losses)
    for name in [name for name in before if name in names and name not in after]:
        losses.since.pop(name, None)
        telling.tell(EventKind.NODE_REMOVED, Severity.INFO, node=name)


def _tell_presence(telling: Telling, known: NodeState, node: NodeState, losses: Losses) -> None:
    was, now = _presence(known), _presence(node)
    if now in {Condition.UNCLEAN, Condition.OFFLINE}:
        losses.since.setdefault(node.name, telling.at)
    else:
        losses.since.pop(node.name, None)
    if was is not now:
        kind, severity = _PRESENCE[now]
        if now is Condition.OFFLINE and known.shutdown:
            severity = Severity.INFO
        telling.tell(kind, severity, node=node.name)


def _tell_switches(telling: Telling, known: NodeState, node: NodeState, losses: Losses) -> None:
    """Standby and maintenance. While a node joins it counts as standby whatever was set."""
    name = node.name
    was = losses.switches.pop(name, None) or _switches(known)
    if _presence(node) is Condition.PENDING:
        losses.switches[name] = was
        return
    standby, maintenance = _switches(node)
    if standby != was[0]:
        if standby:
            telling.tell(EventKind.NODE_STANDBY, Severity.WARNING, node=name)
        else:
            telling.tell(EventKind.NODE_ACTIVE, Severity.GOOD, node=name)
    if maintenance != was[1]:
        if maintenance:
            telling.tell(EventKind.NODE_MAINTENANCE, Severity.WARNING, node=name)
        else:
            telling.tell(EventKind.NODE_READY, Severity.INFO, node=name)


def _switches(node: NodeState) -> tuple[bool, bool]:
    return node.standby or node.standby_onfail, node.maintenance


def _presence(node: NodeState) -> Condition:
    """Whether it is there at all; standby and maintenance are switches beside that."""
    condition = node.condition
    return condition if condition in _PRESENCE else Condition.ONLINE
