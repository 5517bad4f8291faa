"""The lanes of a timeline, and in which of them a span or a bar belongs. Pure, no Qt."""

from dataclasses import dataclass

from engine.cib.state.model import ClusterState
from hagui.monitor.story.model import Bar, NodeSpan, RunSpan
from hagui.monitor.story.spans import history_name


@dataclass(frozen=True, slots=True)
class Lane:
    """A node's lane, or a resource's (of an anonymous clone, each node's copy has its own), or a
    probe's.
    """

    node: str | None
    """Name of the node; None for a resource that is in one place at a time."""
    resource: str | None
    """As the history names it; None for a node's own lane."""
    probe: str = ""
    """What is asked, as it is called on screen; empty for all other lanes."""

    @property
    def title(self) -> str:
        """What stands beside it."""
        if self.probe:
            return self.probe
        if self.resource is None:
            return self.node or ""
        return self.resource if self.node is None else f"{self.resource} · {self.node}"


class Lanes:
    """Numbers lanes as they are met (never again otherwise), and says in which order they stand."""

    def __init__(self) -> None:
        self._numbers: dict[Lane, int] = {}
        self._list: list[Lane] = []
        self._nodes: dict[str, int] = {}
        self._places: dict[str, int] = {}
        self._copied: frozenset[str] = frozenset()
        self._order: list[int] = []
        self._known: object = None
        self._dirty = True

    def __len__(self) -> int:
        return len(self._numbers)

    def follow(self, state: ClusterState) -> None:
        """Take in which nodes and resources there are."""
        known = (tuple(state.nodes), tuple(state.instances))
        if known == self._known:
            return
        self._known = known
        instances = state.instances.values()
        self._copied = frozenset(
            item.resource for item in instances if item.number is not None and not item.unique
        )
        for name in state.nodes:
            self._number(Lane(name, None))
        places: dict[str, int] = {}
        for item in instances:
            name = history_name(item)
            places.setdefault(name, len(places))
            if name not in self._copied:
                self._number(Lane(None, name))
        self._nodes = {name: place for place, name in enumerate(state.nodes)}
        self._places = places
        self._dirty = True

    def of(self, item: NodeSpan | RunSpan | Bar) -> int:
        """The number of the lane in which it is drawn."""
        match item:
            case NodeSpan():
                return self._number(Lane(item.node, None))
            case RunSpan():
                return self._of_resource(item.instance, item.node)
            case Bar():
                if item.resource is None:
                    return self._number(Lane(item.node, None))
                return self._of_resource(item.resource, item.node)

    def of_probe(self, title: str) -> int:
        """The number of a probe's lane."""
        return self._number(Lane(None, None, title))

    def find(self, resource: str | None, node: str | None) -> int | None:
        """The number of the lane of a mark; None where there is none."""
        if resource is None:
            return self._numbers.get(Lane(node, None))
        copied = resource in self._copied
        return self._numbers.get(Lane(node if copied else None, resource))

    def lane(self, number: int) -> Lane:
        """The lane of that number."""
        return self._list[number]

    @property
    def order(self) -> list[int]:
        """Numbers of all lanes from top to bottom: nodes, resources as configured, probes."""
        if self._dirty:
            self._order = sorted(range(len(self._list)), key=lambda n: self._rank(self._list[n]))
            self._dirty = False
        return self._order

    def _rank(self, lane: Lane) -> tuple[int, int, str, int, str]:
        last = len(self._numbers)
        if lane.probe:
            return (2, self._numbers[lane], "", 0, "")
        node = self._nodes.get(lane.node or "", last)
        if lane.resource is None:
            return (0, node, lane.node or "", 0, "")
        place = self._places.get(lane.resource, last)
        return (1, place, lane.resource, node, lane.node or "")

    def _of_resource(self, resource: str, node: str) -> int:
        return self._number(Lane(node if resource in self._copied else None, resource))

    def _number(self, lane: Lane) -> int:
        number = self._numbers.get(lane)
        if number is None:
            number = self._numbers[lane] = len(self._list)
            self._list.append(lane)
            self._dirty = True
        return number
