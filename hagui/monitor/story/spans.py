"""From states to spans: in which condition a node was, where and in which role a resource ran."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from engine.cib.state.model import ClusterState, Instance, Role
from hagui.monitor.story.model import NodeSpan, RunSpan


@dataclass(frozen=True, slots=True)
class Run:
    """How an instance is active on a node."""

    role: Role
    blocked: bool


Begins = Callable[[str, str, Role], float]
"""Since when an instance (as the history names it) has been active on a node in that role."""


def history_name(instance: Instance) -> str:
    """What the history calls it: copies of an anonymous clone are all called the same."""
    return instance.key if instance.unique else instance.resource


class Spans:
    """What is true now, and since when."""

    def __init__(self) -> None:
        self.nodes: dict[str, NodeSpan] = {}
        """By name of the node."""
        self._runs: defaultdict[str, dict[tuple[str, str], RunSpan]] = defaultdict(dict)
        """By primitive, then by history name and node."""

    @property
    def runs(self) -> list[RunSpan]:
        """All instances that are active somewhere."""
        return [span for runs in self._runs.values() for span in runs.values()]

    def clear(self) -> None:
        """Forget all."""
        self.nodes.clear()
        self._runs.clear()

    def follow(
        self, before: ClusterState | None, state: ClusterState, *, at: float, begins: Begins
    ) -> list[NodeSpan | RunSpan]:
        """Take in a state.

        Args:
            before: the state followed last; None at first.
            state: the state of now.
            at: when it was seen, in seconds since 1970.
            begins: tells the exact time of what begins now, not later than ``at``.

        Returns:
            Spans that ended (first) or began.
        """
        changed = _primitives(before, state)
        return [*self._follow_nodes(state, at), *self._follow_runs(changed, state, at, begins)]

    def _follow_nodes(self, state: ClusterState, at: float) -> list[NodeSpan]:
        gone = [name for name in self.nodes if name not in state.nodes]
        ended = [replace(self.nodes.pop(name), end=at) for name in gone]
        begun: list[NodeSpan] = []
        for name, node in state.nodes.items():
            known = self.nodes.get(name)
            if known is not None:
                if known.condition is node.condition:
                    continue
                ended.append(replace(known, end=at))
            span = self.nodes[name] = NodeSpan(name, node.condition, at)
            begun.append(span)
        return ended + begun

    def _follow_runs(
        self, primitives: Collection[str], state: ClusterState, at: float, begins: Begins
    ) -> list[RunSpan]:
        ended: list[RunSpan] = []
        begun: list[RunSpan] = []
        wanted = {primitive: dict[tuple[str, str], Run]() for primitive in primitives}
        for instance in state.instances.values():
            places = wanted.get(instance.resource)
            if places is not None:
                for node in instance.nodes:
                    places[history_name(instance), node] = Run(instance.role, instance.blocked)
        for primitive, places in wanted.items():
            known = self._runs[primitive]
            gone = [place for place in known if place not in places]
            ended += [replace(known.pop(place), end=at) for place in gone]
            for (name, node), run in places.items():
                span = known.get((name, node))
                if span is not None:
                    if (span.role, span.blocked) == (run.role, run.blocked):
                        continue
                    ended.append(replace(span, end=at))
                since = begins(name, node, run.role) if span is None else at
                known[name, node] = RunSpan(name, node, run.role, since, None, run.blocked)
                begun.append(known[name, node])
            if not known:
                del self._runs[primitive]
        return ended + begun


def _primitives(before: ClusterState | None, state: ClusterState) -> set[str]:
    """Ids of primitives of which something differs; quick where states share what is the same."""
    if before is None:
        return {item.resource for item in state.instances.values()}
    if before.instances is state.instances:
        return set()
    find = before.instances.get
    changed = {item.resource for key, item in state.instances.items() if find(key) is not item}
    gone = before.instances.keys() - state.instances.keys()
    return changed | {before.instances[key].resource for key in gone}
