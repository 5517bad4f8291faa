"""What a text must be before it goes into a configuration."""

import re
from typing import Final

from engine.cib.duration import parse_duration
from hagui.editors.values import Check, Text
from hagui.i18n import tr

_INTEGER: Final = re.compile(r"[+-]?\d+")
_DATE: Final = re.compile(
    r"\d{4}-?\d{2}-?\d{2}([T ]\d{2}:?\d{2}(:?\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)?)?"
)


def complaint(field: Text, text: str) -> str:
    """Why ``text`` cannot be the value of ``field``; empty where it can."""
    if not text:
        return tr("editor", "This cannot be empty") if field.required else ""
    match field.check:
        case Check.INTEGER if not _INTEGER.fullmatch(text) and not _infinite(text):
            return tr("editor", "Write a whole number")
        case Check.DURATION if parse_duration(text) is None:
            return tr("editor", "Write a time, such as 30s, 5min or PT1H")
        case Check.DATE if not _DATE.fullmatch(text):
            return tr("editor", "Write a date, such as 2026-12-31 or 2026-12-31 18:00")
        case Check.ID if text not in field.suggestions:
            return tr("editor", "There is no {name} here", name=text)
        case _:
            return ""


def _infinite(text: str) -> bool:
    return text.lstrip("+-").lower() in {"infinity", "inf"}
