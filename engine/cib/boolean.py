"""Booleans as Pacemaker spells them."""

from typing import Final

_TRUE: Final = frozenset({"true", "on", "yes", "y", "1"})
_FALSE: Final = frozenset({"false", "off", "no", "n", "0"})


def parse_boolean(text: str | None) -> bool | None:
    """The meaning of ``text`` in any case; None where it is absent or means neither."""
    if text is None:
        return None
    word = text.lower()
    if word in _TRUE:
        return True
    return False if word in _FALSE else None
