"""Comparisons in rules: of a node attribute with a value."""

import re
from typing import Final

_INTEGER: Final = re.compile(r"\s*([+-]?\d+)")
_NUMBER: Final = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
_UNEQUAL: Final = frozenset({"lt", "lte", "gt", "gte"})


def attribute_passes(
    found: str | None, wanted: str | None, kind: str | None, operation: str
) -> bool:
    """Whether the value that was found compares with the wanted one as ``operation`` says.

    Args:
        found: the attribute's value; None where there is no such attribute.
        wanted: the value to compare with.
        kind: ``string``, ``integer``, ``number`` or ``version``; None for what goes best.
        operation: ``lt``, ``gt``, ``lte``, ``gte``, ``eq``, ``ne``, ``defined``, ``not_defined``.
    """
    if operation == "defined":
        return found is not None
    if operation == "not_defined":
        return found is None
    if operation not in ("eq", "ne") and (found is None or wanted is None):
        return False
    order = _compare(found, wanted, kind, operation)
    return {
        "eq": order == 0,
        "ne": order != 0,
        "lt": order < 0,
        "lte": order <= 0,
        "gt": order > 0,
        "gte": order >= 0,
    }.get(operation, False)


def _compare(found: str | None, wanted: str | None, kind: str | None, operation: str) -> int:
    if found is None or wanted is None:
        return (found is not None) - (wanted is not None)
    if kind is None:
        if operation not in _UNEQUAL:
            kind = "string"
        else:
            kind = "number" if "." in found + wanted else "integer"
    kind = kind.lower()
    if kind == "version":
        return _compare_versions(found, wanted)
    if kind in ("integer", "number"):
        pattern = _INTEGER if kind == "integer" else _NUMBER
        left, right = pattern.match(found), pattern.match(wanted)
        if left is not None and right is not None:
            a, b = float(left.group(1)), float(right.group(1))
            if kind == "integer" and len(left.group(1)) < 20 and len(right.group(1)) < 20:
                a, b = int(left.group(1)), int(right.group(1))
            return (a > b) - (a < b)
    elif kind != "string":
        return 0
    left_word, right_word = found.lower(), wanted.lower()
    return (left_word > right_word) - (left_word < right_word)


def _compare_versions(found: str, wanted: str) -> int:
    left, right = _version(found), _version(wanted)
    length = max(len(left), len(right))
    left += [0] * (length - len(left))
    right += [0] * (length - len(right))
    return (left > right) - (left < right)


def _version(text: str) -> list[int]:
    numbers: list[int] = []
    for part in text.split("."):
        match = _INTEGER.match(part)
        numbers.append(0 if match is None else int(match.group(1)))
    return numbers
