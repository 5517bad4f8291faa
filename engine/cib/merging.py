"""Sorting by comparisons that contradict each other now and then.

Whether ``a`` goes before ``b`` may hang on things that ``c`` has not got, so three instances,
nodes, or entries of a history can each go before the next. What comes out is then a matter of the
way of sorting: here the list is halved (the first half being the smaller one), and the sorted
halves are merged.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def merge_sorted(items: Sequence[T], compare: Callable[[T, T], int]) -> list[T]:
    """Sort items; what compares as equal (0) keeps its sequence."""
    if len(items) < 2:
        return list(items)
    middle = len(items) // 2
    first = merge_sorted(items[:middle], compare)
    second = merge_sorted(items[middle:], compare)
    merged: list[T] = []
    left = right = 0
    while left < len(first) and right < len(second):
        if compare(first[left], second[right]) <= 0:
            merged.append(first[left])
            left += 1
        else:
            merged.append(second[right])
            right += 1
    return merged + first[left:] + second[right:]
