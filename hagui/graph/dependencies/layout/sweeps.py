"""The order within each rank: barycentre sweeps that leave few crossings."""

from bisect import bisect_left, insort
from collections.abc import Collection, Mapping, Sequence
from typing import Final

_SWEEPS: Final = 10
_MANY: Final = 1500
"""From so many stretches on fewer sweeps must do."""

Layers = list[list[str]]
Pairs = Collection[tuple[str, str]]


def arrange(layers: Layers, stretches: Mapping[int, Pairs], beside: Pairs) -> Layers:
    """The layers in an order with few crossings.

    Args:
        layers: what stands in each rank, in an order to begin with.
        stretches: by rank, pairs of something in it and something in the next one.
        beside: pairs within one rank that shall be neighbours.
    """
    right: dict[str, list[str]] = {}
    left: dict[str, list[str]] = {}
    for pairs in stretches.values():
        for one, other in pairs:
            right.setdefault(one, []).append(other)
            left.setdefault(other, []).append(one)
    many = sum(len(pairs) for pairs in stretches.values())
    current = [_together(layer, beside) for layer in layers]
    best, least = current, _crossings(current, right)
    for sweep in range(_SWEEPS if many < _MANY else 4):
        if not least:
            break
        forward = sweep % 2 == 0
        current = [list(layer) for layer in current]
        span = range(1, len(current)) if forward else range(len(current) - 2, -1, -1)
        sides = (left, right) if forward else (right, left)
        for index in span:
            fixed = current[index - 1 if forward else index + 1]
            current[index] = _together(_by_middle(current[index], fixed, sides), beside)
        count = _crossings(current, right)
        if count < least:
            best, least = current, count
    return best


def _by_middle(
    layer: list[str], fixed: list[str], sides: tuple[dict[str, list[str]], dict[str, list[str]]]
) -> list[str]:
    places = {key: index for index, key in enumerate(fixed)}
    own = {key: index for index, key in enumerate(layer)}
    share = len(fixed) / max(1, len(layer))

    def middle(key: str) -> float:
        found = [places[each] for each in sides[0].get(key, ()) if each in places]
        return sum(found) / len(found) if found else own[key] * share

    return sorted(layer, key=middle)


def _together(layer: list[str], beside: Pairs) -> list[str]:
    """Move what shall be neighbours next to each other, each at most once."""
    made, moved = list(layer), set[str]()
    within = set(layer)
    for one, other in beside:
        if one not in within or other not in within or {one, other} & moved:
            continue
        at, to = made.index(one), made.index(other)
        if abs(at - to) > 1:
            made.remove(other)
            made.insert(made.index(one) + (1 if to > at else 0), other)
        moved |= {one, other} if abs(at - to) > 1 else set()
    return made


def _crossings(layers: Layers, right: Mapping[str, Sequence[str]]) -> int:
    count = 0
    for index, layer in enumerate(layers[:-1]):
        places = {key: at for at, key in enumerate(layers[index + 1])}
        seen: list[int] = []
        for key in layer:
            ends = sorted(places[each] for each in right.get(key, ()) if each in places)
            for end in ends:
                count += len(seen) - bisect_left(seen, end + 1)
            for end in ends:
                insort(seen, end)
    return count
