"""Knots in a graph: strongly connected components of more than one point."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


def components(graph: Mapping[T, Iterable[T]]) -> Iterator[list[T]]:
    """Sets of points each of which leads to each other (Tarjan's algorithm, without recursion)."""
    number: dict[T, int] = {}
    low: dict[T, int] = {}
    stack: list[T] = []
    waiting: set[T] = set()
    for root in graph:
        if root in number:
            continue
        path = [(root, iter(graph.get(root, ())))]
        number[root] = low[root] = len(number)
        stack.append(root)
        waiting.add(root)
        while path:
            point, ahead = path[-1]
            following = next(ahead, None)
            if following is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    low[above] = min(low[above], low[point])
                if low[point] == number[point]:
                    found = _unwind(stack, waiting, point)
                    if len(found) > 1:
                        yield found
            elif following not in number:
                number[following] = low[following] = len(number)
                stack.append(following)
                waiting.add(following)
                path.append((following, iter(graph.get(following, ()))))
            elif following in waiting:
                low[point] = min(low[point], number[following])


def _unwind(stack: list[T], waiting: set[T], until: T) -> list[T]:
    found: list[T] = []
    while True:
        point = stack.pop()
        waiting.discard(point)
        found.append(point)
        if point == until:
            return found
