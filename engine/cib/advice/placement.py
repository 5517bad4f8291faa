"""On which nodes a resource may run at all, by what the configuration says for good.

A node is ruled out by a score of −∞, by being left out where discovery is exclusive, and in an
opt-in cluster (``symmetric-cluster=false``) by never being named. Where a rule cannot be judged
without the running cluster, its ban does not count and its leave does: advice must not cry wolf.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.cib.advice.conditions import holds, lasting_attributes
from engine.cib.advice.known import Known, inside
from engine.cib.score import INFINITY
from engine.cib.views import Location, Resource


@dataclass(slots=True)
class _Marks:
    """What locations say of one resource, by node (names in lower case)."""

    banned: dict[str, str] = field(default_factory=dict[str, str])
    """With the id of the constraint."""
    named: set[str] = field(default_factory=set[str])
    only: set[str] | None = None
    """The nodes of exclusive discovery, where there is any."""


class Placement:
    """Where resources may run."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._opt_in = not known.option("symmetric-cluster", default=True)
        self._allowed: dict[str, frozenset[str]] = {}

    @property
    def opt_in(self) -> bool:
        """Whether nothing runs anywhere unless a location allows it."""
        return self._opt_in

    def allowed(self, resource: Resource) -> frozenset[str]:
        """Nodes on which the outermost resource around ``resource`` may run, in lower case."""
        top = self._known.top(resource)
        found = self._allowed.get(top.id)
        if found is None:
            found = self._allowed[top.id] = self._find(top)
        return found

    def bans(self, resource: Resource) -> Mapping[str, str]:
        """Nodes that are ruled out with −∞, and the constraint that does it."""
        found: dict[str, str] = {}
        for each in inside(self._known.top(resource)):
            marks = self._marks.get(each.id)
            if marks is not None:
                found.update(marks.banned)
        return found

    def exclusive(self, resource: Resource) -> bool:
        """Whether exclusive discovery keeps it to the nodes that are named."""
        found = (self._marks.get(each.id) for each in inside(self._known.top(resource)))
        return any(marks is not None and marks.only is not None for marks in found)

    def _find(self, top: Resource) -> frozenset[str]:
        nodes = set(self._known.nodes)
        marks = [self._marks[each.id] for each in inside(top) if each.id in self._marks]
        if self._opt_in:
            nodes &= {name for each in marks for name in each.named}
        for each in marks:
            nodes -= each.banned.keys()
            if each.only is not None:
                nodes &= each.only
        return frozenset(nodes)

    @cached_property
    def _marks(self) -> Mapping[str, _Marks]:
        found: dict[str, _Marks] = {}
        for location in self._known.configuration.constraints:
            if not isinstance(location, Location) or location.lifetime:
                continue
            scores = list(self._scores(location))
            for resource in self._known.located(location):
                marks = found.setdefault(resource.id, _Marks())
                if location.discovery == "exclusive":
                    marks.only = (marks.only or set()) | {name for name, _, _ in scores}
                for name, score, role in scores:
                    marks.named.add(name)
                    if score == -INFINITY and role in {None, "Started"}:
                        marks.banned[name] = location.id
        return found

    def _scores(self, location: Location) -> Iterator[tuple[str, int, str | None]]:
        """Node, score and role for each node that a location is, or may be, about."""
        if location.node is not None:
            yield location.node.lower(), location.score, location.role
        for rule in location.rules:
            for name, node in self._known.nodes.items():
                held = holds(rule, node, self._lasting)
                if held is not False:
                    score = 0 if held is None or rule.score is None else rule.score
                    yield name, score, rule.role or location.role

    @cached_property
    def _lasting(self) -> frozenset[str]:
        return lasting_attributes(self._known.nodes.values())
