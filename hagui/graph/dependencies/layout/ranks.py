"""Which rank each shape stands in: units in the even ones by start order, hubs in the odd."""

from collections.abc import Mapping, Sequence

from hagui.graph.dependencies.layout.shapes import Bond, Pull, Shape


def ranks_of(
    shapes: Mapping[str, Shape], bonds: Sequence[Bond], before: Mapping[str, int] | None = None
) -> dict[str, int]:
    """A rank for every shape, from 0.

    Orders hold wherever they form no circle. Then what shall stand side by side is put into one
    rank, and what shall stand near comes after, as far as neither contradicts an order.

    Args:
        shapes: what is to be placed.
        bonds: what joins it.
        before: ranks that are kept unless an order forbids it.
    """
    known = before or {}
    graph = _Classes(shapes)
    for bond in bonds:
        if bond.pull is Pull.BEFORE:
            graph.precede(bond.tail, bond.head)
    wishes = [bond for bond in bonds if not (bond.tail in known and bond.head in known)]
    # hubs have a side for what leads to them and one for what follows
    for bond in sorted(
        wishes, key=lambda bond: not (shapes[bond.tail].hub or shapes[bond.head].hub)
    ):
        if bond.pull is Pull.NEAR:
            graph.precede(bond.tail, bond.head)
    for bond in wishes:
        if bond.pull is Pull.BESIDE:
            graph.unite(bond.tail, bond.head)
    return graph.ranks(known)


class _Classes:
    """An acyclic graph of classes of shapes that share a rank."""

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self._odd = {key for key, shape in shapes.items() if shape.hub}
        self._class = {key: key for key in shapes}
        self._members = {key: [key] for key in shapes}
        self._after: dict[str, set[str]] = {key: set() for key in shapes}
        self._before: dict[str, set[str]] = {key: set() for key in shapes}

    def precede(self, tail: str, head: str) -> None:
        first, then = self._class[tail], self._class[head]
        if first == then or then in self._after[first] or self._leads(then, first):
            return
        self._after[first].add(then)
        self._before[then].add(first)

    def unite(self, one: str, other: str) -> None:
        first, second = self._class[one], self._class[other]
        if (
            first == second
            or (first in self._odd) != (second in self._odd)
            or self._leads(first, second)
            or self._leads(second, first)
        ):
            return
        for member in self._members.pop(second):
            self._class[member] = first
            self._members[first].append(member)
        for each in self._after.pop(second):
            self._before[each].discard(second)
            self._before[each].add(first)
            self._after[first].add(each)
        for each in self._before.pop(second):
            self._after[each].discard(second)
            self._after[each].add(first)
            self._before[first].add(each)

    def ranks(self, known: Mapping[str, int]) -> dict[str, int]:
        order = self._sorted()
        floors = {
            each: max((known[member] for member in members if member in known), default=-1)
            for each, members in self._members.items()
        }
        rank: dict[str, int] = {}
        for each in order:
            needed = (self._next(rank[before], each) for before in self._before[each])
            rank[each] = max([int(each in self._odd), floors[each], *needed])
        # what nothing comes before stands close to what comes after it
        for each in reversed(order):
            if floors[each] < 0 and not self._before[each] and self._after[each]:
                latest = min(rank[a] for a in self._after[each]) - 1
                rank[each] = max(rank[each], latest - (latest % 2 != int(each in self._odd)))
        least = 0 if known else min(rank.values(), default=0)
        least -= least % 2
        return {
            member: rank[each] - least
            for each, members in self._members.items()
            for member in members
        }

    def _next(self, before: int, key: str) -> int:
        """The first rank after ``before`` that suits a class."""
        after = before + 1
        return after + (after % 2 != int(key in self._odd))

    def _sorted(self) -> list[str]:
        waiting = {key: len(before) for key, before in self._before.items()}
        ready = [key for key, count in waiting.items() if not count]
        order: list[str] = []
        for key in ready:
            order.append(key)
            for after in sorted(self._after[key]):
                waiting[after] -= 1
                if not waiting[after]:
                    ready.append(after)
        return order

    def _leads(self, start: str, end: str) -> bool:
        """Whether there is a way from one class to another."""
        seen = {start}
        waiting = [start]
        while waiting:
            here = waiting.pop()
            if here == end:
                return True
            for after in self._after[here]:
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)
        return False
