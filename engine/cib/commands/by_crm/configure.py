"""Lines for crm's level ``configure``."""

import re
from collections.abc import Sequence
from typing import Final

from engine.cib.commands.shell import line, piped

_SED_SAFE: Final = re.compile(r"[A-Za-z][\w-]*\Z", re.ASCII)


def configure(lines: Sequence[Sequence[str]]) -> list[str]:
    """One shell command for words of one or several lines, committed together."""
    if not lines:
        return []
    if len(lines) == 1:
        return [line("crm", "configure", *lines[0])]
    return [piped([line(*words) for words in lines], "crm configure")]


def update(words: Sequence[str]) -> str:
    """A shell command that gives an existing object a new definition, in its place."""
    return piped([line(*words)], "crm configure load update -")


def sed_safe(*ids: str) -> bool:
    """Whether ``modgroup`` finds ids right: it edits a group's text with sed."""
    return all(_SED_SAFE.match(id_) for id_ in ids)
