"""What a cluster did, held against what a rehearsal foretold. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.cib.state.model import ClusterState, Failure, Role
from hagui.cluster.rehearsal.model import Prediction

Places = Mapping[str, bool]
"""By node on which a resource is active: whether it is promoted there."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A resource that is not where it was foretold to be."""

    resource: str
    expected: Places
    found: Places


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that came otherwise than it was foretold."""

    deviations: tuple[Deviation, ...] = ()
    failures: tuple[Failure, ...] = ()
    """Operations that failed meanwhile."""

    @property
    def as_predicted(self) -> bool:
        """Whether all came as foretold."""
        return not self.deviations and not self.failures


def outcome(before: ClusterState, prediction: Prediction, after: ClusterState) -> Outcome:
    """Compare the cluster as it settled with what was foretold.

    Instances are told apart by where they are and not by their numbers, as copies of a clone that
    are alike are numbered anew when they move.

    Args:
        before: what was so when the change was committed.
        prediction: what was to become of it.
        after: what became of it.
    """
    was, now = _places(before), _places(after)
    expected = {resource: dict(places) for resource, places in was.items()}
    for fate in prediction.fates:
        places = expected.setdefault(fate.resource, {})
        if fate.before is not None:
            places.pop(fate.before, None)
    for fate in prediction.fates:
        if fate.after is not None:
            expected[fate.resource][fate.after] = fate.role_after is Role.PROMOTED
    deviations = [
        Deviation(resource, expected.get(resource, {}), now.get(resource, {}))
        for resource in dict.fromkeys((*expected, *now))
        if expected.get(resource, {}) != now.get(resource, {})
    ]
    known = {failure.operation for failure in before.failures}
    failures = [item for item in after.failures if item.operation not in known]
    return Outcome(tuple(deviations), tuple(failures))


def _places(state: ClusterState) -> dict[str, dict[str, bool]]:
    found: dict[str, dict[str, bool]] = {}
    for instance in state.instances.values():
        places = found.setdefault(instance.resource, {})
        if instance.role is Role.STOPPED:
            continue
        for node in instance.nodes:
            places[node] = places.get(node, False) or instance.role is Role.PROMOTED
    return found
