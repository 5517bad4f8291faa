"""When each step of a transition begins and ends, if nothing waits but for what comes before it.

The cluster may run fewer steps at once (``batch-limit``, a node's load), so this is the least.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.cib.transition.model import Graph, Step, StepKind
from hagui.cluster.rehearsal.durations import Durations


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds from the beginning of the transition, by the step's id."""

    begin: Mapping[int, float] = field(default_factory=dict[int, float])
    end: Mapping[int, float] = field(default_factory=dict[int, float])
    guessed: frozenset[int] = frozenset()
    """Steps of agents that were counted as nothing, since nobody knows how long they take."""
    open: frozenset[int] = frozenset()
    """Steps that wait, at some remove, for fencing, of which nobody knows how long it takes."""

    @property
    def whole(self) -> float | None:
        """Until all is done; None where that cannot be told."""
        if self.open or (self.end and len(self.guessed) == len(self.end)):
            return None
        return max(self.end.values(), default=0.0)

    def span(self, first: Iterable[Step], last: Iterable[Step]) -> float | None:
        """From the earliest beginning of ``first`` to the latest end of ``last``; None where that
        cannot be told, or nothing at all is known of them.
        """
        ours = {step.id for step in (*first, *last)}
        if not ours or ours & self.open or ours <= self.guessed:
            return None
        begin = min((self.begin[step.id] for step in first), default=0.0)
        return max((self.end[step.id] for step in last), default=begin) - begin


def timing(graph: Graph, durations: Durations) -> Timing:
    """The critical path to each step."""
    steps = {step.id: step for step in graph.steps}
    waits = {step.id: [item for item in step.after if item in steps] for step in graph.steps}
    begin: dict[int, float] = {}
    end: dict[int, float] = {}
    guessed: set[int] = set()
    without_end: set[int] = set()
    for number in _in_order(waits):
        step = steps[number]
        before = waits[number]
        begin[number] = max((end.get(item, 0.0) for item in before), default=0.0)
        seconds = durations.seconds(step)
        fences = step.kind is StepKind.CLUSTER and step.task == "stonith"
        if seconds is None and not fences:
            guessed.add(number)
        if fences or not without_end.isdisjoint(before):
            without_end.add(number)
        end[number] = begin[number] + (seconds or 0.0)
    return Timing(begin, end, frozenset(guessed), frozenset(without_end))


def _in_order(waits: Mapping[int, list[int]]) -> list[int]:
    """Each after those it waits for; those of a loop, which no scheduler should make, last."""
    left = {number: len(before) for number, before in waits.items()}
    freed: defaultdict[int, list[int]] = defaultdict(list)
    for number, before in waits.items():
        for item in before:
            freed[item].append(number)
    ready = deque(number for number, count in left.items() if count == 0)
    order: list[int] = []
    while ready:
        number = ready.popleft()
        order.append(number)
        for item in freed[number]:
            left[item] -= 1
            if left[item] == 0:
                ready.append(item)
    done = set(order)
    return order + [number for number in waits if number not in done]
