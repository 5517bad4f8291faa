"""Sorting by comparisons that contradict each other now and then.

Whether ``a`` goes before ``b`` may hang on things that ``c`` has not got, so three instances can
each go before the next. What comes out is then a matter of the way of sorting: here the list is
halved (the first half being the smaller one), and the sorted halves are merged.
"""

from collections.abc import Callable, Sequence

from engine.scheduler.model.resource import Resource


def merge_sorted(
    resources: Sequence[Resource], compare: Callable[[Resource, Resource], int]
) -> list[Resource]:
    """Sort resources; what compares as equal (0) keeps its sequence."""
    if len(resources) < 2:
        return list(resources)
    middle = len(resources) // 2
    first = merge_sorted(resources[:middle], compare)
    second = merge_sorted(resources[middle:], compare)
    merged: list[Resource] = []
    left = right = 0
    while left < len(first) and right < len(second):
        if compare(first[left], second[right]) <= 0:
            merged.append(first[left])
            left += 1
        else:
            merged.append(second[right])
            right += 1
    return merged + first[left:] + second[right:]
