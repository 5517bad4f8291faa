"""Ids: which ones XML allows, and which are free."""

import re
from collections.abc import Container
from typing import Final

from engine.cib.views import Configuration

_START: Final = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0391-\u03a1\u03a3-\u03ce\u0401-\u040c"
    "\u040e-\u044f\u0451-\u045c\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3"
)
"""Letters with which a name may begin: those of XML 1.0 that scripts in common use need."""

_ID: Final = re.compile(f"[{_START}][{_START}0-9.-]*")
_UNFIT: Final = re.compile(f"[^{_START}0-9.-]+")
_BEGINNING: Final = re.compile(f"[{_START}]")


def is_id(text: str) -> bool:
    """Whether ``text`` can be an id (an NCName of XML)."""
    return _ID.fullmatch(text) is not None


def sanitized(wish: str) -> str:
    """``wish`` with all that an id cannot hold replaced."""
    text = _UNFIT.sub("_", wish) or "_"
    return text if _BEGINNING.match(text) else f"_{text}"


def unused(wish: str, taken: Container[str]) -> str:
    """An id that is not among ``taken``: ``wish`` itself if possible, else with a number."""
    text = sanitized(wish)
    if text not in taken:
        return text
    number = 1
    while f"{text}-{number}" in taken:
        number += 1
    return f"{text}-{number}"


def free_id(configuration: Configuration, wish: str) -> str:
    """An id that nothing in the configuration has, as close to ``wish`` as possible."""
    return unused(wish, configuration.ids)
