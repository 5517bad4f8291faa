"""The order of nodes' names."""

import re
from typing import Final

_PARTS: Final = re.compile(r"([0-9]+)")


def name_key(name: str) -> tuple[tuple[int, int, int, str], ...]:
    """A key for sorting: without regard to case, and with runs of digits as numbers.

    Of equal numbers, the one with fewer leading zeros comes first.
    """
    found: list[tuple[int, int, int, str]] = []
    for index, part in enumerate(_PARTS.split(name.lower())):
        if index % 2:
            found.append((ord("0"), int(part), len(part), ""))
        else:
            found += [(ord(letter), 0, 0, letter) for letter in part]
    return tuple(found)
