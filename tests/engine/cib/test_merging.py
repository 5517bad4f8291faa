"""Sorting by comparisons that contradict each other."""

from collections.abc import Callable

from engine.cib.merging import merge_sorted


def sort(items: str, compare: Callable[[str, str], int]) -> str:
    return "".join(merge_sorted(items, compare))


def test_what_is_equal_keeps_its_sequence() -> None:
    assert sort("bAaB", lambda x, y: ord(x.lower()) - ord(y.lower())) == "AabB"


def test_rings_come_out_by_halves() -> None:
    beats = {("r", "s"), ("s", "p"), ("p", "r")}

    def compare(first: str, second: str) -> int:
        return -1 if (first, second) in beats else (first != second)

    assert sort("rsp", compare) == "rsp"
    assert sort("psr", compare) == "prs"
