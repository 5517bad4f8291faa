"""Regular expressions as POSIX extended ones, which ``rsc-pattern`` holds.

They are matched here and not by Python's own: these differ, and take ages over some of them.
"""

from dataclasses import dataclass, field
from typing import Final

from engine.cib.fresh import new_set
from engine.scheduler.constraints.pattern_parts import (
    Kind,
    Letters,
    Part,
    PatternInvalid,
    read_pattern,
)

_MOST_STEPS: Final = 1_000_000
"""Of one pattern, over all that it is matched with; without references back a match takes no more
than the pattern is long, for each letter."""

Submatches = tuple[str | None, ...]


class PatternTooHard(Exception):
    """It would take too long to find out what matches."""


@dataclass(slots=True)
class Pattern:
    """A pattern that can be searched for."""

    parts: list[Part]
    """The last is always ``Kind.END``."""
    groups: int
    refers_back: bool
    steps: int = field(default=0, repr=False)

    def search(self, text: str) -> Submatches | None:
        """The first and there the longest match, then what its groups matched; or None.

        Raises:
            PatternTooHard: it takes too long.
        """
        seen: set[tuple[int, int] | _Thread] = new_set()
        for start in range(len(text) + 1):
            marks = self._longest(text, start, seen)
            if marks is not None:
                return tuple(
                    None if begin < 0 or end < 0 else text[begin:end]
                    for begin, end in zip(marks[::2], marks[1::2], strict=True)
                )
        return None

    def _longest(
        self, text: str, start: int, seen: "set[tuple[int, int] | _Thread]"
    ) -> tuple[int, ...] | None:
        """Where the longest match from ``start`` on and its groups begin and end."""
        best: tuple[int, ...] | None = None
        nothing = (-1,) * (2 * self.groups)
        threads: list[_Thread] = [(0, start, nothing)]
        while threads:
            thread = threads.pop()
            number, place, marks = thread
            state = thread if self.refers_back else (number, place)
            if state in seen:
                continue
            seen.add(state)
            self.steps += 1
            if self.steps > _MOST_STEPS:
                raise PatternTooHard
            part = self.parts[number]
            if part.kind is Kind.END:
                if best is None or place > best[1]:
                    best = (start, place, *marks)
            elif part.kind is Kind.SPLIT:
                threads += [(other, place, marks) for other in reversed(part.next)]
            elif part.kind is Kind.MARK:
                marked = (*marks[: part.number], place, *marks[part.number + 1 :])
                threads.append((number + 1, place, marked))
            else:
                after = _passed(part, text, place, marks)
                if after is not None:
                    threads.append((number + 1, after, marks))
        return best


_Thread = tuple[int, int, tuple[int, ...]]
"""Part of the pattern, place in the text, and where groups began and ended."""


def _passed(part: Part, text: str, place: int, marks: tuple[int, ...]) -> int | None:
    """Where the text goes on after what a part matches; None if it does not."""
    if part.kind is Kind.LETTER:
        fits = place < len(text) and part.letters.match(text[place])
        return place + 1 if fits else None
    if part.kind is Kind.AGAIN:
        begin, end = marks[2 * part.number], marks[2 * part.number + 1]
        if begin < 0 or end < 0 or not text.startswith(text[begin:end], place):
            return None
        return place + end - begin
    before = Letters.WORD.match(text[place - 1 : place]) if place else None
    after = Letters.WORD.match(text[place : place + 1])
    holds = {
        Kind.START_OF_TEXT: place == 0,
        Kind.END_OF_TEXT: place == len(text),
        Kind.START_OF_WORD: after and not before,
        Kind.END_OF_WORD: before and not after,
        Kind.EDGE_OF_WORD: bool(before) != bool(after),
        Kind.NO_EDGE_OF_WORD: bool(before) == bool(after),
    }
    return place if holds[part.kind] else None


def compile_pattern(text: str) -> Pattern | None:
    """A pattern that matches what the POSIX one does; None if it is no valid one."""
    try:
        parts, groups = read_pattern(text)
    except PatternInvalid:
        return None
    return Pattern(parts, groups, any(part.kind is Kind.AGAIN for part in parts))
