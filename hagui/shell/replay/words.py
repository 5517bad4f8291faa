"""A replay in words."""

from typing import Final

from hagui.i18n import tr
from hagui.phrases import clock, duration, moment
from hagui.shell.replay.values import ReplayLook

LONGEST: Final = 28
"""Characters of a file's name that are shown."""


def title_words(look: ReplayLook, *, wide: bool = True) -> str:
    """What it is that is on screen; where there is room, with the time that a recording spans."""
    if not look.file:
        return tr("replay", "Replay")
    name = tr("replay", "Recording {name}", name=_shorter(look.file))
    if not wide:
        return name
    begin, end = moment(look.begin, now=look.now), moment(look.end, now=look.now)
    return tr("replay", "{name} · {begin} – {end}", name=name, begin=begin, end=end)


def window_words(look: ReplayLook) -> str:
    """The same for a task bar, with the moment first, to the second."""
    when = moment(look.at, now=look.now)
    if not look.file:
        return f"⏪ {when}"
    return f"⏪ {when} · {tr('replay', 'Recording {name}', name=_shorter(look.file))}"


def time_words(look: ReplayLook) -> str:
    """The moment, to the millisecond, with its date where that is not today's."""
    whole = moment(look.at, now=look.now)
    return whole[: -len(clock(look.at))] + clock(look.at, milliseconds=True)


def ago_words(look: ReplayLook) -> str:
    """How long ago it was; of a file, where in it that is."""
    if look.file:
        return tr(
            "replay",
            "{done} of {all}",
            done=duration(round(look.at - look.begin)),
            all=duration(round(look.end - look.begin)),
        )
    return tr("replay", "{time} ago", time=duration(max(round(look.now - look.at), 0)))


def span_words(look: ReplayLook) -> str:
    """From when to when there is something to see."""
    begin, end = moment(look.begin, now=look.now), moment(look.end, now=look.now)
    return tr("replay", "From {begin} to {end}", begin=begin, end=end)


def nothing_marked(*, back: bool) -> str:
    """Why one cannot go to another mark."""
    if back:
        return tr("replay", "Nothing was marked before this moment.")
    return tr("replay", "Nothing was marked after this moment.")


def _shorter(name: str) -> str:
    """A long name cut in the middle."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST // 2]}…{name[-LONGEST // 2 + 1 :]}"


def why_fixed(look: ReplayLook) -> str:
    """Why nothing can be changed now."""
    if look.file:
        return tr("replay", "A recording is only looked at: nothing can be changed in it")
    return tr("replay", "Not while the past is shown: return to live first (Esc)")
