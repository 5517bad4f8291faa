"""Orders that wait for each other in a circle.

Actions are the points of a graph: of a group, entering it comes before its members, which come
one after another, and leaving it after them; a resource is started before it is promoted. A
circle of mandatory orders through these is one that no action can begin.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from engine.cib.advice.components import components
from engine.cib.advice.known import Known, listed, warning
from engine.cib.advice.pairs import after
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.views import Bundle, Clone, Group, Order, Resource

_STEPS: Final = (("start", "promote"), ("demote", "stop"))
_BACKWARDS: Final = frozenset({"stop", "demote"})


class _Point(NamedTuple):
    resource: str
    action: str
    done: bool
    """Of a container: False for its beginning, True for its end."""


class _Edge(NamedTuple):
    to: _Point
    order: str | None
    """Id of the constraint; None for what holds by nature."""


_Graph = Mapping[_Point, list[_Edge]]


def order_cycles(known: Known, placement: Placement) -> Iterator[Finding]:
    """One finding for each knot of mandatory orders, with the shortest circle in it."""
    del placement
    graph = _graph(known)
    for knot in components({point: [e.to for e in edges] for point, edges in graph.items()}):
        points = set(knot)
        circle = min(_circles(graph, points), key=len, default=None)
        if circle is None:
            continue
        orders = list(dict.fromkeys(order for _, order in circle if order))
        names = list(dict.fromkeys(point.resource for point, _ in (circle[-1], *circle)))
        yield warning(
            "order-cycle",
            orders[0],
            f"{listed(names)} wait for each other ({listed(orders)}): none of them can begin.",
            resources=listed(names),
            constraints=listed(orders),
        )


def _graph(known: Known) -> dict[_Point, list[_Edge]]:
    graph: dict[_Point, list[_Edge]] = {}
    drawn: set[str] = set()
    for constraint in known.configuration.constraints:
        if (
            not isinstance(constraint, Order)
            or constraint.kind != "Mandatory"
            or constraint.lifetime
        ):
            continue
        for step in after(constraint):
            for first in known.meant(step.first) if step.needed else ():
                for then in known.meant(step.then):
                    for resource in (first, then):
                        top = known.top(resource)
                        if top.id not in drawn:
                            drawn.add(top.id)
                            _draw(top, graph)
                    leave = _Point(first.id, step.first_action, done=True)
                    enter = _Point(then.id, step.then_action, done=False)
                    if first.id != then.id:
                        graph.setdefault(leave, []).append(_Edge(enter, constraint.id))
    return graph


def _draw(resource: Resource, graph: dict[_Point, list[_Edge]]) -> None:
    """What holds by nature in a resource."""

    def edge(one: _Point, other: _Point) -> None:
        graph.setdefault(one, []).append(_Edge(other, None))

    children = _children(resource)
    for action in ("start", "promote", "demote", "stop"):
        begin, end = (_Point(resource.id, action, done) for done in (False, True))
        edge(begin, end)
        inner = children[::-1] if action in _BACKWARDS else children
        for child in inner:
            edge(begin, _Point(child.id, action, done=False))
            edge(_Point(child.id, action, done=True), end)
        for former, latter in pairwise(inner):
            edge(_Point(former.id, action, done=True), _Point(latter.id, action, done=False))
    for former, latter in _STEPS:
        edge(_Point(resource.id, former, done=True), _Point(resource.id, latter, done=False))
    for child in children:
        _draw(child, graph)


def _children(resource: Resource) -> tuple[Resource, ...]:
    match resource:
        case Group():
            return resource.members
        case Clone() | Bundle():
            return () if resource.child is None else (resource.child,)
        case _:
            return ()


_Circle = list[tuple[_Point, str | None]]


def _circles(graph: _Graph, points: set[_Point]) -> Iterator[_Circle]:
    """For each order within a knot, in their order, the shortest circle through it; it ends where
    that order begins.
    """
    for point, edges in graph.items():
        for edge in edges if point in points else ():
            if edge.order is not None and edge.to in points:
                back = _way(graph, edge.to, point, points)
                yield [(edge.to, edge.order), *back]


def _way(graph: _Graph, start: _Point, end: _Point, points: set[_Point]) -> _Circle:
    came: dict[_Point, tuple[_Point, str | None] | None] = {start: None}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == end:
            break
        for edge in graph.get(here, ()):
            if edge.to in points and edge.to not in came:
                came[edge.to] = (here, edge.order)
                queue.append(edge.to)
    found: _Circle = []
    point, step = end, came.get(end)
    while step is not None:
        found.append((point, step[1]))
        point, step = step[0], came[step[0]]
    return found[::-1]
