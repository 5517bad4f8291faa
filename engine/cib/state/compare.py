"""What differs between two states, by name."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.cib.state.model import ClusterState, Instance, NodeState


@dataclass(frozen=True, slots=True)
class StateDiff:
    """Names of what changed, appeared or went from one state to another."""

    nodes: frozenset[str] = frozenset()
    """Names of nodes."""
    instances: frozenset[str] = frozenset()
    """Keys of instances."""
    cluster: bool = False
    """Whether DC, quorum, maintenance-mode, tickets or whether fencing is enabled changed."""
    failures: bool = False
    """Whether failed operations, fail counts or pending operations changed."""

    def __bool__(self) -> bool:
        return bool(self.nodes or self.instances or self.cluster or self.failures)


def diff_states(before: ClusterState, after: ClusterState) -> StateDiff:
    """Compare two states; quick where they share what did not change."""
    return StateDiff(
        nodes=_changed(before.nodes, after.nodes),
        instances=_changed(before.instances, after.instances),
        cluster=_cluster(before) != _cluster(after),
        failures=(before.failures, before.fail_counts, before.pending)
        != (after.failures, after.fail_counts, after.pending),
    )


def _cluster(state: ClusterState) -> tuple[object, ...]:
    return (state.dc, state.quorate, state.maintenance, state.fencing_enabled, state.tickets)


def _changed(
    before: Mapping[str, NodeState] | Mapping[str, Instance],
    after: Mapping[str, NodeState] | Mapping[str, Instance],
) -> frozenset[str]:
    if before is after:
        return frozenset()
    find = before.get
    changed = {
        name for name, value in after.items() if (old := find(name)) is not value and old != value
    }
    if len(before) != len(after) - sum(name not in before for name in changed):
        changed |= before.keys() - after.keys()
    return frozenset(changed)
