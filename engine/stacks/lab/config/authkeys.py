"""Reading authkeys: how the nodes sign what they say."""

import stat
from pathlib import Path
from typing import Final

from engine.stacks.lab.config.trouble import ConfigTrouble, Problem
from engine.stacks.lab.settings import Key

METHODS: Final = ("crc", "md5", "sha1", "sha256")
_MODES: Final = frozenset({0o600, 0o400})


def load_authkeys(path: Path) -> tuple[Key, ...]:
    """Read a file that only its owner may read.

    Raises:
        ConfigTrouble: it cannot be read, others can, or it is wrong.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text("utf-8")
    except OSError as error:
        words = f"It cannot be read: {error.strerror or error}."
        raise ConfigTrouble(str(path), Problem("unreadable", words)) from error
    except UnicodeDecodeError as error:
        raise ConfigTrouble(str(path), Problem("text", "It is no text file.")) from error
    if mode not in _MODES:
        words = f"Its mode is {mode:03o}, so that others could read the keys: chmod 600 it."
        raise ConfigTrouble(str(path), Problem("mode", words))
    return read_authkeys(text, str(path))


def read_authkeys(text: str, file: str = "authkeys") -> tuple[Key, ...]:
    """All keys, the one that signs first.

    Raises:
        ConfigTrouble: with everything that is wrong in it.
    """
    keys: dict[int, Key] = {}
    signing: int | None = None
    problems: list[Problem] = []
    for line, words in _lines(text):
        if words[0] == "auth":
            number = _number(words[1]) if len(words) > 1 else None
            if number is None:
                problems.append(Problem("auth", "auth needs the number of a key.", line))
            signing = number if signing is None else signing
            continue
        number = _number(words[0])
        if number is None:
            text = f"{words[0]} is neither auth nor the number of a key."
            problems.append(Problem("number", text, line))
        elif number in keys:
            problems.append(Problem("twice", f"The key {number} stands twice.", line))
        else:
            found = _key(number, words[1:], line)
            if isinstance(found, Key):
                keys[number] = found
            else:
                problems.append(found)
    if signing is None:
        problems.append(Problem("no-auth", "No auth line says which key signs."))
    elif not problems and signing not in keys:
        problems.append(Problem("no-key", f"auth names key {signing}, which is not there."))
    if problems or signing is None:
        raise ConfigTrouble(file, *problems)
    return (keys[signing], *(key for number, key in keys.items() if number != signing))


def _lines(text: str) -> list[tuple[int, list[str]]]:
    split = ((line, words.split()) for line, words in enumerate(text.splitlines(), 1))
    return [(line, words) for line, words in split if words and not words[0].startswith("#")]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 4 else None


def _key(number: int, words: list[str], line: int) -> Key | Problem:
    method = words[0].lower() if words else ""
    if method not in METHODS:
        known = ", ".join(METHODS)
        return Problem("method", f"The key {number} has no method that is known ({known}).", line)
    if method == "crc":
        return Key(number, method)
    if len(words) < 2:
        return Problem("secret", f"The key {number} has no secret after {method}.", line)
    return Key(number, method, words[1])
