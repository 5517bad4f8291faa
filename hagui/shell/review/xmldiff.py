"""The lines of two XML texts that differ, with a little of what is around them."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from lxml import etree

from hagui.shell.inspector.values import MASK, shown

CONTEXT: Final = 2
"""Equal lines shown before and after a difference."""
_PAIR: Final = re.compile(r'<nvpair\b.*? name="([^"]*)".*? value="([^"]*)"')


class Sign(Enum):
    """What became of a line."""

    SAME = " "
    REMOVED = "-"
    ADDED = "+"
    GAP = "…"
    """Lines left out here."""


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line."""

    sign: Sign
    text: str = ""


def xml_diff(before: str, after: str) -> tuple[DiffLine, ...]:
    """What differs between two documents, both indented alike first; nothing where nothing does."""
    old, new = _lines(before), _lines(after)
    return tuple(_diff(old, new))


def _lines(text: str) -> list[str]:
    parser = etree.XMLParser(remove_blank_text=True)
    root = etree.fromstring(text.encode(), parser)
    etree.indent(root, "  ")
    return etree.tostring(root, encoding="unicode").splitlines()


def _diff(old: list[str], new: list[str]) -> Iterator[DiffLine]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    until = 0
    for group in matcher.get_grouped_opcodes(CONTEXT):
        if group[0][1] > until:
            yield DiffLine(Sign.GAP)
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                yield from (DiffLine(Sign.SAME, _masked(line)) for line in old[old_from:old_to])
                continue
            yield from (DiffLine(Sign.REMOVED, _masked(line)) for line in old[old_from:old_to])
            yield from (DiffLine(Sign.ADDED, _masked(line)) for line in new[new_from:new_to])
        until = group[-1][2]
    if until and until < len(old):
        yield DiffLine(Sign.GAP)


def _masked(line: str) -> str:
    """The line without what must not be seen over a shoulder."""
    pair = _PAIR.search(line)
    if pair is None or shown(pair[1], pair[2]) != MASK:
        return line
    return line[: pair.start(2)] + MASK + line[pair.end(2) :]
