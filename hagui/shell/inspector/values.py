"""How values of the configuration are shown."""

import re
from typing import Final

MASK: Final = "••••••"

_SECRET_NAME = re.compile(
    r"(^|[_-])(pass(w(or)?d|phrase|wd)?|pw|secret|token|api[_-]?key|private[_-]?key|auth)($|[_-])"
    r"|passwd|password|passphrase|secret",
    re.IGNORECASE,
)
_NOT_SECRET = re.compile(r"(_script|_file|_path|_timeout|_prompt)$", re.IGNORECASE)


def is_secret(name: str) -> bool:
    """Whether a parameter of that name holds something that must not be seen over a shoulder."""
    return bool(_SECRET_NAME.search(name)) and not _NOT_SECRET.search(name)


def shown(name: str, value: str | None) -> str:
    """A value as shown: masked where its name tells of a secret, a dash where there is none."""
    if value is None or value == "":
        return "—"
    if is_secret(name) and not value.startswith("lrm://"):
        return MASK
    return value
