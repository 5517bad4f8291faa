"""From a plan to what the layout is asked for: sizes of everything, and what pulls on what."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from hagui.graph.dependencies.layout.frames import Frame
from hagui.graph.dependencies.layout.labels import Size
from hagui.graph.dependencies.layout.parts import Request
from hagui.graph.dependencies.layout.shapes import Bond, Pull
from hagui.graph.dependencies.model import Link, LinkKind, Plan

_LEAST_GAP: Final = 92.0
_MOST_GAP: Final = 132.0
_AROUND_WORDS: Final = 26.0
_LEAST_WIDTH: Final = 184.0
_MOST_WIDTH: Final = 232.0


def card_width(widths: Sequence[float]) -> float:
    """One width for all cards, from the widths of their names: most of these fit."""
    if not widths:
        return _LEAST_WIDTH
    wanted = sorted(widths)[int(0.85 * (len(widths) - 1))] + 24
    return min(max(_LEAST_WIDTH, 8 * round(wanted / 8)), _MOST_WIDTH)


def request_of(
    plan: Plan,
    frames: Mapping[str, Frame],
    hubs: Mapping[str, tuple[float, float]],
    words: Mapping[str, Sequence[Size]],
    ratio: float,
) -> Request:
    """What is to be laid out.

    Args:
        plan: what is shown.
        frames: shapes of its units.
        hubs: sizes of its hubs.
        words: sizes of what stands at its links, the longest first.
        ratio: width by height that the whole should have.
    """
    free = _unordered(plan)
    bonds = [
        Bond(
            link.key,
            link.tail.vertex,
            link.head.vertex,
            _pull(link, plan.hubs.keys(), free),
            max((size.width for size in words.get(link.key, ())), default=0.0),
        )
        for link in plan.links.values()
    ]
    meant = {
        (link.key, tail): end.resource
        for link in plan.links.values()
        for tail, end in ((True, link.tail), (False, link.head))
        if end.resource != end.vertex
    }
    ordered = (bond.room for bond in bonds if bond.pull is not Pull.BESIDE)
    gap = round(min(max(_LEAST_GAP, max(ordered, default=0.0) + _AROUND_WORDS), _MOST_GAP))
    return Request(frames, hubs, bonds, meant, words, gap, ratio)


def _unordered(plan: Plan) -> Counter[str]:
    """How many colocations each unit has with units that no order joins it to."""
    ordered = {
        frozenset((link.tail.vertex, link.head.vertex))
        for link in plan.links.values()
        if link.ranked
    }
    found: Counter[str] = Counter()
    for link in plan.links.values():
        ends = frozenset((link.tail.vertex, link.head.vertex))
        if link.kind is LinkKind.TOGETHER and ends not in ordered:
            found.update(ends)
    return found


def _pull(link: Link, hubs: AbstractSet[str], free: Counter[str]) -> Pull:
    if link.ranked:
        return Pull.BEFORE
    ends = {link.tail.vertex, link.head.vertex}
    if ends & hubs:
        return Pull.NEAR
    if link.kind is LinkKind.TOGETHER and any(free[end] > 1 for end in ends):
        return Pull.NEAR
    return Pull.BESIDE
