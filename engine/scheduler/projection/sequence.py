"""The sequence in which the steps of a graph are carried out."""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush

from engine.cib.transition.model import Graph, Step


def in_sequence(graph: Graph) -> Iterator[Step]:
    """All steps that can be carried out, each after those that come before it.

    As a cluster does it that goes through its graph again and again, and takes each time what is
    ready. Steps that wait for one another, or for one that is not in the graph, never come.
    """
    places = {step.id: place for place, step in enumerate(graph.steps)}
    waiting = [len(set(step.after)) for step in graph.steps]
    then: dict[int, list[int]] = {}
    for place, step in enumerate(graph.steps):
        for first in set(step.after):
            then.setdefault(first, []).append(place)
    ready = [(0, place) for place, count in enumerate(waiting) if count == 0]
    heapify(ready)
    while ready:
        turn, place = heappop(ready)
        step = graph.steps[place]
        if places[step.id] != place:
            continue  # ids that occur twice belong to no graph
        yield step
        for after in then.get(step.id, ()):
            waiting[after] -= 1
            if waiting[after] == 0:
                heappush(ready, (turn + (after < place), after))
