"""A replay in words."""

from hagui.i18n import tr
from hagui.phrases import clock, duration, moment
from hagui.shell.replay.values import ReplayLook


def title_words(look: ReplayLook) -> str:
    """What it is that is on screen."""
    if look.file:
        return tr("replay", "Recording {name}", name=look.file)
    return tr("replay", "Replay")


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


def why_fixed(look: ReplayLook) -> str:
    """Why nothing can be changed now."""
    if look.file:
        return tr("replay", "A recording is only looked at: nothing can be changed in it")
    return tr("replay", "Not while the past is shown: return to live first (Esc)")
