"""Times, durations and scores as people read them."""

import time
from typing import Final

from hagui.i18n import tr

INFINITY: Final = 1_000_000
"""Pacemaker's infinity."""


def score(value: int | str) -> str:
    """A score as the program shows it everywhere: ∞, −∞ or the number (true minus sign)."""
    if isinstance(value, str):
        folded = value.strip().lower()
        if folded in {"infinity", "+infinity", "inf", "+inf"}:
            return "∞"
        if folded in {"-infinity", "-inf"}:
            return "−∞"
        try:
            value = int(folded)
        except ValueError:
            return value
    if value >= INFINITY:
        return "∞"
    if value <= -INFINITY:
        return "−∞"
    return f"−{-value}" if value < 0 else str(value)


def duration(seconds: float) -> str:
    """How long something took, with as many digits as matter."""
    if seconds < 0.9995:
        return tr("units", "{ms} ms", ms=round(seconds * 1000))
    if seconds < 99.95:
        return tr("units", "{s} s", s=f"{seconds:.1f}".removesuffix(".0"))
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return tr("units", "{m} min {s} s", m=minutes, s=rest)
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return tr("units", "{h} h {m} min", h=hours, m=minutes)
    return tr("units", "{d} d {h} h", d=hours // 24, h=hours % 24)


def interval(milliseconds: int) -> str:
    """How often a recurring operation runs."""
    return tr("units", "every {time}", time=duration(milliseconds / 1000))


def age(seconds: float) -> str:
    """How old the data is: tenths while it is fresh, then whole units."""
    if seconds < 9.95:
        return tr("units", "{s} s", s=f"{max(seconds, 0.0):.1f}")
    if seconds < 99.5:
        return tr("units", "{s} s", s=round(seconds))
    return duration(round(seconds))


def clock(when: float, *, milliseconds: bool = False) -> str:
    """Time of day on this computer's clock, e.g. ``14:02:31.480``."""
    text = time.strftime("%H:%M:%S", time.localtime(when))
    return f"{text}.{int(when * 1000) % 1000:03d}" if milliseconds else text


def brief_moment(when: float, *, now: float) -> str:
    """A time of day today, else the date and the minute, for narrow columns."""
    then, today = time.localtime(when), time.localtime(now)
    if then[:3] == today[:3]:
        return clock(when)
    return time.strftime("%m-%d %H:%M" if then[0] == today[0] else "%Y-%m-%d", then)


def moment(when: float, *, now: float) -> str:
    """A time of day, with the date in front where it is not today."""
    then = time.localtime(when)
    if then[:3] == time.localtime(now)[:3]:
        return clock(when)
    return time.strftime("%Y-%m-%d %H:%M:%S", then)
