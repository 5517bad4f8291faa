"""Alarms as people read them."""

import time

from hagui.i18n import tr
from hagui.monitor.alarms.model import Alarm, AlarmKind, Grief
from hagui.monitor.alarms.mutes import FOREVER, Mutes, Span
from hagui.phrases import moment
from hagui.shell.alarms.values import AlarmsLook, Line


def kind_words(kind: AlarmKind | None) -> str:
    """What a kind of alarm is about; None: all of them."""
    match kind:
        case None:
            return tr("alarm", "Everything")
        case AlarmKind.QUORUM_LOST:
            return tr("alarm", "Quorum lost")
        case AlarmKind.FENCING_FAILED:
            return tr("alarm", "Fencing failed")
        case AlarmKind.FAILED:
            return tr("alarm", "Resource failed or blocked")
        case AlarmKind.STALE:
            return tr("alarm", "No engine answers")
        case AlarmKind.DISAGREEMENT:
            return tr("alarm", "Engines disagree")


def span_words(span: Span) -> str:
    """How long to mute."""
    match span:
        case Span.HALF_HOUR:
            return tr("alarm", "for 30 minutes")
        case Span.TWO_HOURS:
            return tr("alarm", "for 2 hours")
        case Span.TOMORROW:
            return tr("alarm", "until tomorrow 8:00")
        case Span.FOREVER:
            return tr("alarm", "until I turn it on")


def until_words(end: float, now: float) -> str:
    """Until when something is muted."""
    if end == FOREVER:
        return tr("alarm", "muted until turned on")
    then, today = time.localtime(end), time.localtime(now)
    if then[:3] == today[:3]:
        return tr("alarm", "muted until {time}", time=time.strftime("%H:%M", then))
    return tr("alarm", "muted until {time}", time=time.strftime("%m-%d %H:%M", then))


def grief_words(grief: Grief) -> str:
    """One thing that is wrong, in a short sentence."""
    node, resource = grief.node, grief.resource
    match grief.kind:
        case AlarmKind.FENCING_FAILED if node:
            return tr("alarm", "{node} could not be fenced", node=node)
        case AlarmKind.FAILED if resource and node:
            return tr("alarm", "{who} failed on {node}", who=resource, node=node)
        case AlarmKind.FAILED if resource:
            return tr("alarm", "{who} failed", who=resource)
        case AlarmKind.QUORUM_LOST:
            return tr("alarm", "The cluster has lost quorum")
        case AlarmKind.DISAGREEMENT if node:
            return tr("alarm", "{node} sees another cluster than the others", node=node)
        case _:
            return kind_words(grief.kind)


def headline(alarm: Alarm) -> str:
    """What an alarm is about: the worst of it, and how much more there is."""
    worst = grief_words(alarm.griefs[0])
    more = len(alarm.griefs) - 1
    return tr("alarm", "{worst}, and {n} more", worst=worst, count=more) if more else worst


def others(alarm: Alarm) -> str:
    """What else is wrong in it."""
    return " · ".join(grief_words(grief) for grief in alarm.griefs[1:])


def standing_words(line: Line, now: float) -> str:
    """Since when, how often, and whether it rings."""
    alarm = line.alarm
    parts = [tr("alarm", "since {time}", time=moment(alarm.begin, now=now))]
    if alarm.times > 1:
        parts.append(tr("alarm", "{n} times", count=alarm.times))
    if alarm.old:
        parts.append(tr("alarm", "was there at first sight"))
    if line.muted is not None:
        parts.append(until_words(line.muted, now))
    if alarm.seen:
        parts.append(tr("alarm", "seen"))
    return " · ".join(parts)


def over_words(alarm: Alarm, now: float) -> str:
    """From when to when it was."""
    begin = moment(alarm.begin, now=now)
    end = moment(alarm.end if alarm.end is not None else now, now=now)
    return tr("alarm", "over: {begin} to {end}", begin=begin, end=end)


def pill_words(look: AlarmsLook, now: float) -> str:
    """How many alarms there are, and whether they are muted; empty where there is neither."""
    everything = look.mutes.alone(None, now)
    quiet = look.calling and not look.loud
    if look.standing:
        count = len(look.calling) or len(look.standing)
        mute = len(look.calling) - len(look.loud)
        if mute and not quiet:
            return tr("alarm", "{n} alarm(s), {mute} muted", count=count, mute=mute)
        if quiet:
            return tr("alarm", "{n} alarm(s), muted", count=count)
        if not look.calling:
            return tr("alarm", "{n} alarm(s), seen", count=count)
        return tr("alarm", "{n} alarm(s)", count=count)
    return tr("alarm", "Muted") if everything is not None else ""


def muted_words(mutes: Mutes, now: float) -> list[str]:
    """A line for each kind that is muted, with its end."""
    found: list[str] = []
    for kind in (None, *AlarmKind):
        end = mutes.alone(kind, now)
        if end is not None:
            what = kind_words(kind)
            found.append(tr("alarm", "{what}: {until}", what=what, until=until_words(end, now)))
    return found


def summary(name: str, look: AlarmsLook) -> str:
    """All of it in one sentence, for the tray."""
    who = name or "hagui"
    if look.loud:
        words = headline(look.loud[0].alarm)
        more = len(look.loud) - 1
        if more:
            return tr("alarm", "{who}: {what}; {n} more alarm(s)", who=who, what=words, count=more)
        return tr("alarm", "{who}: {what}", who=who, what=words)
    if look.standing:
        count = len(look.standing)
        return tr("alarm", "{who}: {n} alarm(s), muted or seen", who=who, count=count)
    return tr("alarm", "{who}: nothing is wrong", who=who)
