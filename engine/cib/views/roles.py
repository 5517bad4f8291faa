"""Names of roles, old spellings included."""

from typing import Final

_ROLES: Final = {
    "master": "Promoted",
    "promoted": "Promoted",
    "slave": "Unpromoted",
    "unpromoted": "Unpromoted",
    "started": "Started",
    "stopped": "Stopped",
}


def read_role(text: str | None) -> str | None:
    """``Started``, ``Stopped``, ``Promoted`` or ``Unpromoted``; an unknown word as it is."""
    if text is None:
        return None
    return _ROLES.get(text.lower(), text)
