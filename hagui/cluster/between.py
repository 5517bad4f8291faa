"""What a view has to refresh when one state takes the place of another."""

from engine.cib.state.compare import StateDiff, diff_states
from engine.cib.state.model import ClusterState
from hagui.cluster.changes import ChangeSet


def between(before: ClusterState, after: ClusterState, *, configuration: bool) -> ChangeSet:
    """The names of what differs; ``configuration`` says whether that changed as well."""
    changes = diff_states(before, after)
    return ChangeSet(
        nodes=changes.nodes,
        instances=changes.instances | concerned(before, after, changes),
        configuration=configuration,
        cluster=changes.cluster or changes.failures,
    )


def concerned(before: ClusterState, after: ClusterState, changes: StateDiff) -> frozenset[str]:
    """Instances whose failures, fail count or pending operation changed, if nothing else did."""
    if not changes.failures:
        return frozenset()
    resources = {item.operation.resource for item in {*before.failures} ^ {*after.failures}}
    resources |= {item.resource for item in {*before.fail_counts} ^ {*after.fail_counts}}
    resources |= {item.resource for item in {*before.pending} ^ {*after.pending}}
    names = {resource.partition(":")[0] for resource in resources}
    return frozenset(
        key
        for key, instance in after.instances.items()
        if instance.resource in names or key in resources
    )
