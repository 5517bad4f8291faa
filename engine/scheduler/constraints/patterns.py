"""Regular expressions as POSIX extended ones, which ``rsc-pattern`` holds, for Python."""

import re
from typing import Final

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
_GNU: Final = {"<": r"\b(?=\w)", ">": r"\b(?<=\w)", "`": r"\A", "'": r"\Z"}
_SAME_IN_BOTH: Final = frozenset("wWsSbB123456789")
_BOUND: Final = re.compile(r"\{(?:\d+(?:,\d*)?|,\d+)\}")
_CLASS: Final = re.compile(r"\[:([a-z]+):\]|\[([.=])(.+?)\2\]")


def compile_pattern(text: str) -> re.Pattern[str] | None:
    """A pattern that matches what the POSIX one does; None if it is no valid one."""
    translated: list[str] = []
    place = 0
    while place < len(text):
        letter = text[place]
        if letter == "[":
            end, bracket = _bracket(text, place)
            if bracket is None:
                return None
            translated.append(bracket)
            place = end
        elif letter == "\\":
            if place + 1 == len(text):
                return None
            translated.append(_escaped(text[place + 1]))
            place += 2
        elif letter == "{":
            bound = _BOUND.match(text, place)
            translated.append(r"\{" if bound is None else bound.group().replace("{,", "{0,"))
            place += 1 if bound is None else len(bound.group())
        elif letter == "(" and text[place + 1 : place + 2] == "?":
            return None
        elif letter in "*+?" and translated and translated[-1][-1:] in "*+?}":
            # Repeated repetition is allowed, and "+?" is no reluctant one.
            translated.insert(_atom(translated), "(?:")
            translated.append(")" + letter)
            place += 1
        else:
            translated.append("\\Z" if letter == "$" else letter)
            place += 1
    try:
        return re.compile("".join(translated))
    except (re.error, OverflowError):
        return None


def _escaped(letter: str) -> str:
    if letter in _GNU:
        return _GNU[letter]
    return f"\\{letter}" if letter in _SAME_IN_BOTH else re.escape(letter)


def _bracket(text: str, start: int) -> tuple[int, str | None]:
    """The bracket expression that begins at ``start``: where it ends, and what it means."""
    place = start + 1
    negated = text[place : place + 1] == "^"
    place += negated
    content: list[str] = []
    first = True
    while place < len(text):
        letter = text[place]
        if letter == "]" and not first:
            inside = "".join(content)
            return place + 1, f"[{'^' if negated else ''}{inside}]"
        first = False
        named = _CLASS.match(text, place)
        if named is not None:
            name = named.group(1)
            if name is not None and name not in _CLASSES:
                return place, None
            content.append(re.escape(named.group(3)) if name is None else _CLASSES[name])
            place = named.end()
            continue
        content.append(letter if letter == "-" else re.escape(letter))
        place += 1
    return place, None


def _atom(translated: list[str]) -> int:
    """Where the repeated expression at the end of the list begins."""
    place = len(translated) - 1
    while place > 0 and translated[place][0] in "*+?{":
        place -= 1
    depth = 0
    while place > 0:
        depth += translated[place].startswith(")") - (translated[place] == "(")
        if depth <= 0:
            break
        place -= 1
    return place
