"""Which nodes of a lab hear each other, and how late: cuts and delays."""

from collections.abc import Sequence
from typing import Final

from engine.stacks.lab.supervisor.wire import Links

MOST_MS: Final = 60_000
"""By so much packets can be held back."""


class BadLink(Exception):
    """What was asked makes no sense; the words say why."""


class Wiring:
    """The network between a lab's nodes."""

    def __init__(self, nodes: Sequence[str]) -> None:
        self._nodes = tuple(nodes)
        self._cuts: set[tuple[str, str]] = set()
        self._delays: dict[str, int] = {}

    @property
    def cuts(self) -> tuple[tuple[str, str], ...]:
        """Pairs that do not hear each other."""
        return tuple(sorted(self._cuts))

    @property
    def delays(self) -> dict[str, int]:
        """Milliseconds by which packets to and from a node come later."""
        return dict(self._delays)

    def cut(self, nodes: Sequence[str]) -> None:
        """Cut two nodes from each other, or one from all others.

        Raises:
            BadLink: it is none of these.
        """
        if len(nodes) == 1:
            pairs = [(nodes[0], other) for other in self._nodes if other != nodes[0]]
        elif len(set(nodes)) == 2 == len(nodes):
            pairs = [(nodes[0], nodes[1])]
        else:
            raise BadLink("Name two different nodes that are cut from each other, or one.")
        self._cuts |= {(min(pair), max(pair)) for pair in pairs}

    def heal(self) -> None:
        """End every cut and delay."""
        self._cuts.clear()
        self._delays.clear()

    def slow(self, nodes: Sequence[str], milliseconds: int) -> None:
        """Hold back packets to and from nodes, all if none is named; 0 ends that.

        Raises:
            BadLink: for so long no packet can be held back.
        """
        if not 0 <= milliseconds <= MOST_MS:
            words = f"Packets can come 0 to {MOST_MS} ms later, not {milliseconds}."
            raise BadLink(words)
        for node in nodes or self._nodes:
            if milliseconds:
                self._delays[node] = milliseconds
            else:
                self._delays.pop(node, None)

    def links(self, node: str) -> Links:
        """A node's own; between two slow nodes the slower one counts."""
        cut = {other for pair in self._cuts if node in pair for other in pair if other != node}
        own = self._delays.get(node, 0)
        late = {
            other: max(own, self._delays.get(other, 0)) for other in self._nodes if other != node
        }
        return Links(frozenset(cut), {other: ms for other, ms in late.items() if ms})
