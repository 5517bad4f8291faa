"""Resources that no node may run, alone or with what they have to be with."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, listed, warning
from engine.cib.advice.pairs import Together, together
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.score import INFINITY
from engine.cib.views import Colocation, Resource


def runs_nowhere(known: Known, placement: Placement) -> Iterator[Finding]:
    """A resource is ruled out on every node, or shares none with what it must run with."""
    if not known.nodes:
        return
    for resource in known.configuration.resources:
        if not placement.allowed(resource):
            yield _alone(resource, placement)
    yield from _Company(known, placement).findings()


def _alone(resource: Resource, placement: Placement) -> Finding:
    bans = listed(dict.fromkeys(placement.bans(resource).values()))
    if placement.exclusive(resource):
        why, words = "exclusive", "its exclusive locations name no node that it may run on"
    elif bans:
        why, words = "banned", f"every node is ruled out by {bans}"
    else:
        why, words = "opt-in", "the cluster is opt-in and no location allows it anywhere"
    return warning(
        "runs-nowhere",
        resource.id,
        f"{resource.id} can run on no node: {words}.",
        resource=resource.id,
        why=why,
        constraints=bans,
    )


class _Company:
    """Follows colocations of ∞ from what depends to what it depends on."""

    def __init__(self, known: Known, placement: Placement) -> None:
        self._known = known
        self._placement = placement
        self._pairs: dict[str, list[tuple[Together, Resource]]] = {}
        for constraint in known.configuration.constraints:
            if isinstance(constraint, Colocation) and not constraint.lifetime:
                for pair in together(constraint):
                    self._add(pair)
        self._left: dict[str, frozenset[str]] = {}
        self._at: set[str] = set()

    def _add(self, pair: Together) -> None:
        if (
            pair.score != INFINITY
            or pair.dependent_role not in {None, "Started"}
            or pair.constraint.node_attribute not in {None, "#uname"}
        ):
            return
        for dependent in self._known.meant(pair.dependent):
            for primary in self._known.meant(pair.primary):
                top, other = self._known.top(dependent), self._known.top(primary)
                if top.id != other.id:
                    self._pairs.setdefault(top.id, []).append((pair, other))

    def findings(self) -> Iterator[Finding]:
        for name, pairs in self._pairs.items():
            allowed = self._placement.allowed(self._known.resources[name])
            for pair, other in pairs:
                common = allowed & self._nodes(other)
                if allowed and not common:
                    yield warning(
                        "together-nowhere",
                        pair.constraint.id,
                        f"{name} has to run with {other.id} ({pair.constraint.id}), and no node "
                        "may run both.",
                        resource=name,
                        other=other.id,
                    )
                    break
                allowed = common

    def _nodes(self, top: Resource) -> frozenset[str]:
        """Nodes on which it may run with all that it has to be with."""
        found = self._left.get(top.id)
        if found is not None or top.id in self._at:
            return self._placement.allowed(top) if found is None else found
        self._at.add(top.id)
        found = self._placement.allowed(top)
        for _, other in self._pairs.get(top.id, ()):
            found &= self._nodes(other)
        self._at.discard(top.id)
        self._left[top.id] = found
        return found
