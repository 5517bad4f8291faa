"""Words and command lines for a POSIX shell."""

import re
import shlex
from collections.abc import Iterable
from typing import Final

_PLAIN: Final = re.compile(r"[\w #.:/@%+,=-]+\Z", re.ASCII)
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*\Z", re.ASCII)


def line(*words: str) -> str:
    """One command line; words are quoted where the shell needs it."""
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    # A bare caret or equals sign is nothing to a POSIX shell; shlex quotes more than people do.
    return word if re.fullmatch(r"[\w@%+=:,./-]+", word, re.ASCII) else shlex.quote(word)


def plain(*words: str | None) -> bool:
    """Whether words go through tools that take command lines apart themselves once more.

    None stands for a word that is not there. Quotes, backslashes and the like do not survive
    crmsh, which joins and splits again, and hands some words to a shell of its own.
    """
    return all(word is None or _PLAIN.match(word) is not None for word in words)


def named(*ids: str | None) -> bool:
    """Whether ids (and names) can be words of a tool's own language without being mistaken."""
    return all(id_ is None or _NAME.match(id_) is not None for id_ in ids)


def piped(lines: Iterable[str], into: str) -> str:
    """Several lines for one run of a tool that reads them, so that they take effect together."""
    return f"printf '%s\\n' {' '.join(map(shlex.quote, lines))} | {into}"
