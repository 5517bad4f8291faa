"""Which values the attributes of constraints, sets and rules may have."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from engine.cib.edits.codes import Code, refusal
from engine.cib.finding import Finding

_SCORE: Final = re.compile(r"[+-]?(?:INFINITY|[0-9]{1,18})")

_ROLES: Final = ("Started", "Stopped", "Promoted", "Unpromoted")
_OLD_ROLES: Final = ("Master", "Slave")
_ACTIONS: Final = ("start", "stop", "promote", "demote")

ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "role": _ROLES,
    "rsc-role": _ROLES,
    "with-rsc-role": _ROLES,
    "first-action": _ACTIONS,
    "then-action": _ACTIONS,
    "action": _ACTIONS,
    "kind": ("Mandatory", "Optional", "Serialize"),
    "resource-discovery": ("always", "never", "exclusive"),
    "loss-policy": ("stop", "demote", "fence", "freeze"),
    "symmetrical": ("true", "false"),
    "require-all": ("true", "false"),
    "influence": ("true", "false"),
    "ordering": ("group", "listed"),
    "boolean-op": ("and", "or"),
}
"""Attributes that take only some words."""

ROLES: Final = frozenset({"role", "rsc-role", "with-rsc-role"})
"""Attributes that hold a role."""


def value(name: str, text: str) -> Iterator[Finding]:
    """What is wrong with the value of an attribute."""
    allowed = ALLOWED.get(name)
    if name == "score":
        if _SCORE.fullmatch(text) is None:
            yield refusal(Code.BAD_SCORE, score=text)
    elif allowed is None:
        if not text.strip():
            yield refusal(Code.BAD_VALUE, name=name, value=text, allowed="a name")
    elif text not in allowed and not (name in ROLES and text in _OLD_ROLES):
        yield refusal(Code.BAD_VALUE, name=name, value=text, allowed=", ".join(allowed))
