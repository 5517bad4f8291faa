"""From two states, and what was done between them, to events. Pure: no clock, no I/O."""

from collections.abc import Collection
from dataclasses import dataclass, field

from engine.cib.state.model import ClusterState
from hagui.cluster.eventlog import EventLog
from hagui.cluster.events import EventKind, Severity
from hagui.cluster.history import History
from hagui.cluster.placement import told_as
from hagui.cluster.telling import Telling
from hagui.cluster.telling_failures import CountedFailures, tell_cleaned, tell_failures
from hagui.cluster.telling_instances import Departures, tell_instances
from hagui.cluster.telling_nodes import Losses, tell_cluster, tell_nodes

MOST_AT_FIRST = 200
"""How much of what is wrong is told at first sight; the views show all of it anyway."""


@dataclass(slots=True)
class Narrator:
    """Tells a cluster's story into its event list.

    It remembers what is still open: what stopped and may start elsewhere, which nodes were lost
    and when, which failures wait for their fail count.
    """

    log: EventLog
    departures: Departures = field(default_factory=Departures)
    losses: Losses = field(default_factory=Losses)
    counted: CountedFailures = field(default_factory=CountedFailures)

    @property
    def waits(self) -> bool:
        """Whether something is to be told when nothing contradicts it for a while."""
        return bool(self.departures.vanished)

    def first_sight(self, state: ClusterState, history: History, *, at: float) -> None:
        """Tell what is wrong now, and nothing of what merely is."""
        nothing = ClusterState(state.version, state.dc, quorate=True, nodes={}, instances={})
        telling = Telling(self.log, nothing, state, history, at, live=False)
        self.departures.clear()
        self.losses.clear()
        self.counted.clear()
        if not state.quorate:
            telling.tell(EventKind.QUORUM_LOST, Severity.BAD)
        if state.maintenance:
            telling.tell(EventKind.MAINTENANCE_ON, Severity.WARNING)
        self.losses.at_first(telling)
        tell_failures(telling, self.counted, most=MOST_AT_FIRST)
        blocked = [item for item in state.instances.values() if item.blocked]
        for instance in blocked[:MOST_AT_FIRST]:
            node = instance.nodes[0] if instance.nodes else None
            telling.tell(EventKind.BLOCKED, Severity.BAD, resource=told_as(instance), node=node)

    def narrate(
        self,
        before: ClusterState,
        after: ClusterState,
        history: History,
        *,
        at: float,
        live: bool,
        configuration: bool,
        nodes: Collection[str],
        instances: Collection[str],
    ) -> None:
        """Tell what happened between two states.

        Args:
            before: the state told last.
            after: the state to tell.
            history: the operation history that belongs to ``after``.
            at: when it was seen, in seconds since 1970.
            live: whether it was seen as it happened (a patch), not found afterwards.
            configuration: whether the configuration changed.
            nodes: names of the nodes that differ.
            instances: keys of the instances that differ.
        """
        telling = Telling(self.log, before, after, history, at, live=live)
        if configuration:
            telling.tell(EventKind.CONFIGURATION, Severity.INFO, detail=str(after.version))
            _tell_resources(telling, instances)
        tell_cluster(telling)
        tell_nodes(telling, nodes, self.losses)
        tell_failures(telling, self.counted)
        tell_instances(telling, instances, self.departures, self.losses)
        tell_cleaned(telling)


def _tell_resources(telling: Telling, keys: Collection[str]) -> None:
    """Resources that came or went; only the changed instances can be theirs."""
    before, after = telling.before.instances, telling.after.instances
    known = {before[key].resource for key in keys if key in before and not before[key].orphaned}
    wanted = {after[key].resource for key in keys if key in after and not after[key].orphaned}
    if known == wanted:
        return
    all_known = {item.resource for item in before.values() if not item.orphaned}
    all_wanted = {item.resource for item in after.values() if not item.orphaned}
    for resource in sorted(wanted - all_known):
        telling.tell(EventKind.RESOURCE_ADDED, Severity.INFO, resource=resource)
    for resource in sorted(known - all_wanted):
        telling.tell(EventKind.RESOURCE_REMOVED, Severity.INFO, resource=resource)
