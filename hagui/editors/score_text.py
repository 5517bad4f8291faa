"""Reading a score that a person types."""

import re
from dataclasses import dataclass
from typing import Final

from engine.cib.score import INFINITY, format_score, parse_score
from hagui.i18n import tr

_SIGNS: Final = str.maketrans({"−": "-", "–": "-", "－": "-", "＋": "+"})
_INFINITE: Final = re.compile(r"[+-]?(?:infinity|inf|∞)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[+-]?\d+")


@dataclass(frozen=True, slots=True)
class Read:
    """What a typed text means."""

    score: str | None
    """As the CIB spells it; None where the text is no score."""
    word: str = ""
    """Why not, or that it was held at the limit; empty where there is nothing to say."""


def read_score(text: str) -> Read:
    """The score that ``text`` means: inf, INFINITY, ∞, a number, each with any sign.

    Stricter than ``parse_score``, which like Pacemaker takes a number from the beginning of
    anything: what a person types must be a score as a whole.
    """
    word = text.strip().translate(_SIGNS)
    if _INFINITE.fullmatch(word):
        return Read(format_score(parse_score(word)))
    if not _NUMBER.fullmatch(word):
        return Read(None, tr("editor", "Not a score: write a number, ∞ or −∞"))
    value = parse_score(word)
    if value >= INFINITY:
        return Read("INFINITY", tr("editor", "1,000,000 and more is held at ∞"))
    if value <= -INFINITY:
        return Read("-INFINITY", tr("editor", "−1,000,000 and less is held at −∞"))
    return Read(str(value))


def stepped(score: str | None, by: int) -> str:
    """The score that is ``by`` away, within ±1,000,000, as the CIB spells it."""
    return format_score(max(-INFINITY, min(INFINITY, parse_score(score) + by)))
