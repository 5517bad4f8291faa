"""Heights within one connected part: anew, or kept from before as far as can be."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from hagui.graph.dependencies.layout.heights import settle
from hagui.graph.dependencies.layout.sheet import Sheet
from hagui.graph.dependencies.layout.sweeps import arrange

_ROUNDS: Final = 8
_BEYOND: Final = 600.0
"""How far off something is put rather than below all of its part."""
_BENDS: Final = 6.0
"""How much more it counts that two bends are level than two cards."""


class Spot(NamedTuple):
    """Where something was: left and top in the scene."""

    x: float
    y: float


def place_anew(sheet: Sheet) -> dict[str, float]:
    """Tops of all shapes and bends, from 0, with few crossings and short, level lines."""
    layers = arrange(sheet.layers, sheet.stretches, sheet.beside)
    neighbours = _neighbours(sheet)
    tops: dict[str, float] = {}
    for layer in layers:
        wishes = [0.0] * len(layer)
        tops.update(zip(layer, settle(wishes, sheet.spacing(layer)), strict=True))
    indices = range(len(layers))
    for step in range(_ROUNDS):
        for index in indices if step % 2 == 0 else reversed(indices):
            layer = layers[index]
            wishes = [_wish(sheet, key, tops, neighbours) for key in layer]
            weights = [_BENDS if key in sheet.lanes else 1.0 for key in layer]
            tops.update(zip(layer, settle(wishes, sheet.spacing(layer), weights), strict=True))
    least = min(tops.values(), default=0.0)
    return {key: round(top - least) for key, top in tops.items()}


def place_again(
    sheet: Sheet, before: Mapping[str, Spot], top: float, bottom: float
) -> dict[str, float]:
    """Tops in the scene, where what was there already moves as little as can be.

    Args:
        sheet: the part.
        before: where its shapes and bends were.
        top: above which nothing new is put.
        bottom: below which nothing new is put without need, as others may stand there.
    """
    neighbours = _neighbours(sheet)
    tops: dict[str, float] = {}
    ranks: list[list[str]] = []
    waiting: list[tuple[int, str]] = []
    for index, layer in enumerate(sheet.layers):
        stays = _staying(sheet, layer, before)
        _put(sheet, stays, [before[key].y for key in stays], tops)
        ranks.append(stays)
        waiting += [(index, key) for key in layer if key not in tops]
    # what has a neighbour in place goes beside it; the rest follows
    while waiting:
        waiting.sort(
            key=lambda item: not any(each in tops for each, _ in neighbours.get(item[1], ()))
        )
        index, key = waiting.pop(0)
        known = [(each, weight) for each, weight in neighbours.get(key, ()) if each in tops]
        if key in before:
            wish = before[key].y
        elif known:
            wish = _wish(sheet, key, tops, {key: known})
        else:
            wish = top
        _insert(sheet, ranks[index], key, wish, (top, bottom), tops)
    return tops


def _staying(sheet: Sheet, layer: Sequence[str], before: Mapping[str, Spot]) -> list[str]:
    """What was together in one rank before, most of it, from top to bottom."""
    known = [key for key in layer if key in before]
    votes: dict[float, int] = {}
    for key in known:
        if key not in sheet.lanes:
            votes[before[key].x] = votes.get(before[key].x, 0) + 1
    common = max(votes, key=votes.__getitem__, default=None)
    stays = [key for key in known if key in sheet.lanes or before[key].x == common]
    return sorted(stays, key=lambda key: before[key].y)


def _put(
    sheet: Sheet, layer: Sequence[str], wishes: Sequence[float], tops: dict[str, float]
) -> None:
    """What stays only makes way downwards."""
    floor: float | None = None
    for index, key in enumerate(layer):
        tops[key] = wishes[index] if floor is None else max(floor, wishes[index])
        if index + 1 < len(layer):
            floor = tops[key] + sheet.apart(key, layer[index + 1])


def _insert(
    sheet: Sheet,
    layer: list[str],
    key: str,
    wish: float,
    room: tuple[float, float],
    tops: dict[str, float],
) -> None:
    """Put something into the free place of its rank that is nearest to where it wishes to be."""
    best: tuple[float, int, float] | None = None
    for at in range(len(layer) + 1):
        floor = room[0] if at == 0 else tops[layer[at - 1]] + sheet.apart(layer[at - 1], key)
        ceiling = None if at == len(layer) else tops[layer[at]] - sheet.apart(key, layer[at])
        if ceiling is not None and ceiling < floor:
            continue
        place = max(floor, wish) if ceiling is None else min(max(floor, wish), ceiling)
        beyond = place + sheet.depth(key) > room[1]
        cost = abs(place - wish) + (_BEYOND if beyond else 0.0)
        if best is None or cost < best[0]:
            best = (cost, at, place)
    assert best is not None  # there is always room at the end
    tops[key] = round(best[2])
    layer.insert(best[1], key)


def _neighbours(sheet: Sheet) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for pairs in sheet.stretches.values():
        for one, other in pairs:
            bends = (one in sheet.lanes) + (other in sheet.lanes)
            weight = _BENDS if bends == 2 else 2.0 if bends else 1.0
            # two that several lines join are drawn to one level
            weight *= len(sheet.cables.get((one, other), "x")) ** 2
            found.setdefault(one, []).append((other, weight))
            found.setdefault(other, []).append((one, weight))
    return found


def _wish(
    sheet: Sheet,
    key: str,
    tops: Mapping[str, float],
    neighbours: Mapping[str, Sequence[tuple[str, float]]],
) -> float:
    found = neighbours.get(key)
    if not found:
        return tops[key]
    total = sum(weight for _, weight in found)
    level = sum((tops[each] + sheet.anchor(each)) * weight for each, weight in found) / total
    return level - sheet.anchor(key)
