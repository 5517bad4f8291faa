"""Places along one axis: as near as can be to where each wishes to be, and apart."""

from collections.abc import Sequence


def settle(
    wishes: Sequence[float], apart: Sequence[float], weights: Sequence[float] | None = None
) -> list[float]:
    """Positions in the given order, least squares away from ``wishes``.

    Pool adjacent violators (Ayer et al., 1955), on the wishes less the distances before them.

    Args:
        wishes: where each would best be.
        apart: least distance from each to the next; one fewer than ``wishes``.
        weights: how much each matters, 1 by default.
    """
    before = [0.0]
    for distance in apart:
        before.append(before[-1] + distance)
    blocks: list[tuple[float, float, int]] = []  # mean, weight, how many
    for index, wish in enumerate(wishes):
        mean, weight, count = wish - before[index], weights[index] if weights else 1.0, 1
        while blocks and blocks[-1][0] > mean:
            other, heavy, many = blocks.pop()
            mean = (mean * weight + other * heavy) / (weight + heavy)
            weight, count = weight + heavy, count + many
        blocks.append((mean, weight, count))
    found: list[float] = []
    for mean, _, count in blocks:
        found += [mean] * count
    return [position + offset for position, offset in zip(found, before, strict=True)]


def settle_between(
    wishes: Sequence[float], apart: Sequence[float], least: float, most: float
) -> list[float]:
    """As ``settle``, but within bounds; distances shrink where the room is too small."""
    needed = sum(apart)
    if needed > most - least and needed > 0:
        share = max(0.0, most - least) / needed
        apart = [distance * share for distance in apart]
    found = settle([min(max(wish, least), most) for wish in wishes], apart)
    if found and found[0] < least:
        found = _pushed(found, apart, least)
    if found and found[-1] > most:
        turned = [-position for position in reversed(found)]
        found = [-p for p in reversed(_pushed(turned, list(reversed(apart)), -most))]
    return found


def _pushed(found: Sequence[float], apart: Sequence[float], least: float) -> list[float]:
    made: list[float] = []
    for index, position in enumerate(found):
        floor = made[-1] + apart[index - 1] if made else least
        made.append(max(position, floor))
    return made
