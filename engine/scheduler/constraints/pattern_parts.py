"""Reading POSIX extended regular expressions, with GNU's additions, part by part."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class PatternInvalid(Exception):
    """It is no regular expression, or one that is far too long."""


class Kind(Enum):
    """What a part of a pattern does."""

    LETTER = auto()
    SPLIT = auto()
    """Goes on at any of several parts; the first one is preferred."""
    MARK = auto()
    """A group begins or ends."""
    AGAIN = auto()
    """What a group matched, once more."""
    START_OF_TEXT = auto()
    END_OF_TEXT = auto()
    START_OF_WORD = auto()
    END_OF_WORD = auto()
    EDGE_OF_WORD = auto()
    NO_EDGE_OF_WORD = auto()
    END = auto()


class Letters:
    """Sets of letters that have names."""

    ANY: Final = re.compile(".", re.DOTALL)
    WORD: Final = re.compile(r"\w")
    SPACE: Final = re.compile(r"\s")
    NO_WORD: Final = re.compile(r"\W")
    NO_SPACE: Final = re.compile(r"\S")


@dataclass(slots=True)
class Part:
    """One part of a pattern; the next one follows it except after ``SPLIT``."""

    kind: Kind
    letters: re.Pattern[str] = Letters.ANY
    number: int = 0
    """The mark, or the group."""
    next: tuple[int, ...] = ()
    """Numbers of parts: while they are put together, counted from this one."""


_CLASSES: Final = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": r"\x21-\x7e",
    "lower": "a-z",
    "print": r"\x20-\x7e",
    "punct": r"!-/:-@\[-`{-~",
    "space": r" \t\n\r\f\v",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_SETS: Final = {
    "w": Letters.WORD,
    "W": Letters.NO_WORD,
    "s": Letters.SPACE,
    "S": Letters.NO_SPACE,
}
_PLACES: Final = {
    "<": Kind.START_OF_WORD,
    ">": Kind.END_OF_WORD,
    "b": Kind.EDGE_OF_WORD,
    "B": Kind.NO_EDGE_OF_WORD,
    "`": Kind.START_OF_TEXT,
    "'": Kind.END_OF_TEXT,
}
_ANCHORS: Final = frozenset(_PLACES.values())
_BOUND: Final = re.compile(r"\{(\d{0,5})(,?)(\d{0,5})\}")
_REPEATED: Final = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_CLASS: Final = re.compile(r"\[:([a-z]+):\]|\[([.=])(.+?)\2\]")
_MOST_PARTS: Final = 5000
_MOST_LEVELS: Final = 50
_MOST_TIMES: Final = 32767
"""RE_DUP_MAX of the C library."""


def read_pattern(text: str) -> tuple[list[Part], int]:
    """The parts of a pattern, and how many groups it has.

    Raises:
        PatternInvalid: it is none.
    """
    reader = _Reader(text)
    parts = reader.alternatives(0)
    for number, part in enumerate(parts):
        part.next = tuple(number + distance for distance in part.next)
    return [*parts, Part(Kind.END)], reader.groups


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self.groups = 0
        self._closed: set[int] = set()

    def _ahead(self) -> str:
        return self._text[self._place : self._place + 1]

    def alternatives(self, level: int) -> list[Part]:
        if level > _MOST_LEVELS:
            raise PatternInvalid
        found = self._branch(level)
        while self._ahead() == "|":
            self._place += 1
            other = self._branch(level)
            found = [
                Part(Kind.SPLIT, next=(1, len(found) + 2)),
                *found,
                Part(Kind.SPLIT, next=(len(other) + 1,)),
                *other,
            ]
        return _limited(found)

    def _branch(self, level: int) -> list[Part]:
        found: list[Part] = []
        while True:
            letter = self._ahead()
            if letter in ("", "|") or (letter == ")" and level):
                return found
            atom = self._atom(level)
            if atom[0].kind in _ANCHORS:
                found += atom  # which nothing may repeat
                continue
            while (times := self._times()) is not None:
                atom = _limited(_repeated(atom, *times))
            found += atom
            _limited(found)

    def _times(self) -> tuple[int, int | None] | None:
        letter = self._ahead()
        if letter in _REPEATED:
            self._place += 1
            return _REPEATED[letter]
        bound = _BOUND.match(self._text, self._place)
        if bound is None or bound.group() in ("{}", "{,}"):
            return None
        self._place = bound.end()
        low = int(bound[1] or "0")
        high = int(bound[3]) if bound[3] else None if bound[2] else low
        if low > _MOST_TIMES or (high is not None and not low <= high <= _MOST_TIMES):
            raise PatternInvalid
        return low, high

    def _atom(self, level: int) -> list[Part]:
        letter = self._ahead()
        self._place += 1
        match letter:
            case "(":
                return self._group(level)
            case "[":
                return [self._bracket()]
            case "\\":
                return [self._escaped()]
            case ".":
                return [Part(Kind.LETTER)]
            case "^":
                return [Part(Kind.START_OF_TEXT)]
            case "$":
                return [Part(Kind.END_OF_TEXT)]
            case "*" | "+" | "?" | "{":
                raise PatternInvalid
            case _:
                return [_letter(letter)]

    def _group(self, level: int) -> list[Part]:
        number = self.groups
        self.groups += 1
        inner = self.alternatives(level + 1)
        if self._ahead() != ")":
            raise PatternInvalid
        self._place += 1
        self._closed.add(number)
        return [
            Part(Kind.MARK, number=2 * number),
            *inner,
            Part(Kind.MARK, number=2 * number + 1),
        ]

    def _escaped(self) -> Part:
        letter = self._ahead()
        self._place += 1
        if not letter:
            raise PatternInvalid
        if letter in _SETS:
            return Part(Kind.LETTER, _SETS[letter])
        if letter in _PLACES:
            return Part(_PLACES[letter])
        if letter in "123456789":
            number = int(letter) - 1
            if number not in self._closed:
                raise PatternInvalid
            return Part(Kind.AGAIN, number=number)
        return _letter(letter)

    def _bracket(self) -> Part:
        """A bracket expression, after its ``[``."""
        negated = self._ahead() == "^"
        self._place += negated
        content: list[str] = []
        while letter := self._ahead():
            if letter == "]" and content:
                self._place += 1
                inside = f"[{'^' if negated else ''}{''.join(content)}]"
                try:
                    return Part(Kind.LETTER, re.compile(inside))
                except re.error as error:
                    raise PatternInvalid from error
            named = _CLASS.match(self._text, self._place)
            if named is None:
                content.append(letter if letter == "-" else re.escape(letter))
                self._place += 1
                continue
            name = named.group(1)
            if name is not None and name not in _CLASSES:
                raise PatternInvalid
            content.append(re.escape(named.group(3)) if name is None else _CLASSES[name])
            self._place = named.end()
        raise PatternInvalid


def _letter(letter: str) -> Part:
    return Part(Kind.LETTER, re.compile(re.escape(letter)))


def _repeated(atom: list[Part], low: int, high: int | None) -> list[Part]:
    """An atom, so many times."""
    length = len(atom)
    if high is None:
        again = Part(Kind.SPLIT, next=(-length, 1))
        if low:
            return [*_copies(atom, low), again]
        return [Part(Kind.SPLIT, next=(1, length + 2)), *_copies(atom, 1), again]
    found = _copies(atom, low)
    more = high - low
    if more * (length + 1) > _MOST_PARTS:
        raise PatternInvalid
    for left in range(more, 0, -1):
        skip = left * (length + 1)
        found += [Part(Kind.SPLIT, next=(1, skip)), *_copies(atom, 1)]
    return found


def _copies(atom: list[Part], times: int) -> list[Part]:
    if times * len(atom) > _MOST_PARTS:
        raise PatternInvalid
    return [
        Part(part.kind, part.letters, part.number, part.next) for _ in range(times) for part in atom
    ]


def _limited(parts: list[Part]) -> list[Part]:
    if len(parts) > _MOST_PARTS:
        raise PatternInvalid
    return parts
