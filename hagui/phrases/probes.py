"""What probes say in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from engine.probing.checking import FASTEST, LONGEST, QUICKEST, SLOWEST, Fault
from hagui.i18n import tr
from hagui.monitor.probes.model import How, Miss, Outage, Target
from hagui.monitor.probes.runs import Run, Runs, State
from hagui.phrases.units import clock, duration

LATELY: Final = 3600.0
"""Seconds for which the last outage of a service is told beside its state."""


def how_word(how: How) -> str:
    """How a service is asked, in a word."""
    match how:
        case How.TCP:
            return tr("probe", "TCP")
        case How.HTTP:
            return tr("probe", "HTTP")
        case How.ICMP:
            return tr("probe", "ping")


def miss_words(miss: Miss) -> str:
    """Why there was no answer."""
    match miss:
        case Miss.REFUSED:
            return tr("probe", "refused")
        case Miss.TIMEOUT:
            return tr("probe", "no answer in time")
        case Miss.UNREACHABLE:
            return tr("probe", "unreachable")
        case Miss.WRONG:
            return tr("probe", "wrong answer")
        case Miss.CLOSED:
            return tr("probe", "hung up half-way")
        case Miss.NOT_ALLOWED:
            return tr("probe", "not allowed")


def not_allowed_sentence() -> str:
    """Why pings are not sent, and what to do."""
    return tr(
        "probe",
        "The system does not let ordinary users ping: allow it with"
        ' sysctl net.ipv4.ping_group_range="0 2147483647", or ask by TCP or HTTP.',
    )


def place_words(target: Target) -> str:
    """Where it is asked: as one would write it."""
    host = f"[{target.host}]" if ":" in target.host else target.host
    match target.how:
        case How.HTTP:
            port = "" if target.port == 80 else f":{target.port}"
            return f"http://{host}{port}{target.path}"
        case How.TCP:
            return f"{host}:{target.port}"
        case How.ICMP:
            return target.host


def short_title(target: Target) -> str:
    """What it is called: by its resource where that is known."""
    name = target.resource or place_words(target)
    text = tr("probe", "{name} · {how}", name=name, how=how_word(target.how))
    if target.node:
        text = tr("probe", "{what} from {node}", what=text, node=target.node)
    return text


def titles(targets: Iterable[Target]) -> dict[Target, str]:
    """What each is called; where two would be called the same, by their places. Those that differ
    in nothing but how often they are asked are the same.
    """
    places = {target: replace(target, interval=1.0, timeout=1.0) for target in targets}
    named = {place: short_title(place) for place in places.values()}
    for more in (place_words, _expected):
        often = Counter(named.values())
        for place, text in named.items():
            if often[text] > 1:
                named[place] = tr("probe", "{what} ({place})", what=text, place=more(place))
    return {target: named[place] for target, place in places.items()}


def outage_time(seconds: float) -> str:
    """How long an outage is: in milliseconds, as far as these mean anything."""
    if seconds < 100:
        return tr("probe", "{ms} ms", ms=f"{round(max(seconds, 0.0) * 1000):,}")
    return duration(seconds)


def silent_words() -> str:
    """What stands in a lane while a service has not answered yet, since it is asked."""
    return tr("probe", "no answer yet")


def lane_words(state: State, seconds: float, before: float | None, *, brief: bool = False) -> str:
    """What stands in a lane.

    Args:
        state: what the service did.
        seconds: for how long.
        before: seconds of the outage just before, where that is too short to be labelled.
        brief: there is room for a number only.
    """
    match state:
        case State.MISSED if brief:
            return outage_time(seconds)
        case State.MISSED:
            return tr("probe", "outage {time}", time=outage_time(seconds))
        case State.UNKNOWN:
            return tr("probe", "cannot be asked")
        case State.ANSWERED if before is not None:
            time = outage_time(before)
            return tr("probe", "{time} outage, then answered", time=time)
        case State.ANSWERED:
            return tr("probe", "answered")


def run_sentence(title: str, run: Run | None, moment: float) -> str:
    """What was true of a service at a moment."""
    if run is None:
        return tr("probe", "{name}: nobody asked then", name=title)
    match run.state:
        case State.UNKNOWN:
            return tr("probe", "{name}: cannot be asked", name=title)
        case State.ANSWERED:
            text = tr(
                "probe",
                "{name}: answered, in {mean} on average and {longest} at the longest",
                name=title,
                mean=_exact(run.mean),
                longest=_exact(run.longest),
            )
            return f"{text} · {_asked(run)}"
        case State.MISSED:
            end = moment if run.end is None else run.end
            why, time = reasons_words(run), outage_time(end - run.begin)
            if run.exact:
                text = tr(
                    "probe", "{name}: outage of {time} ({why})", name=title, time=time, why=why
                )
            else:
                text = tr(
                    "probe",
                    "{name}: no answer for {time} at the least ({why})",
                    name=title,
                    time=time,
                    why=why,
                )
            return f"{text} · {_asked(run)}"


def reasons_words(run: Run) -> str:
    """Why there was no answer, the most frequent first."""
    return ", ".join(
        tr("probe", "{times} × {why}", times=times, why=miss_words(miss))
        for miss, times in run.reasons.most_common()
    )


def down_words(outage: Outage, name: str, now: float) -> str:
    """That a service does not answer, and for how long, in a few characters."""
    seconds = max(now - outage.begin, 0.0)
    time = tr("probe", "{s} s", s=f"{seconds:.1f}") if seconds < 100 else duration(seconds)
    return tr("probe", "{name} down {time}", name=name, time=time)


def fault_sentence(fault: Fault) -> str:
    """What is wrong with a target, and what would be right."""
    match fault:
        case Fault.HOST:
            return tr("probe", "Write the address or the name of the service.")
        case Fault.PORT:
            return tr("probe", "Write the port as a number from 1 to 65535.")
        case Fault.PATH:
            return tr(
                "probe", "Write the path from its first slash on, spaces and the like escaped."
            )
        case Fault.TEXT:
            return tr("probe", "The expected text is too long: a few words will do.")
        case Fault.INTERVAL:
            return tr(
                "probe",
                "Ask every {least} ms at the most often and every {most} s at the least.",
                least=round(FASTEST * 1000),
                most=round(SLOWEST),
            )
        case Fault.TIMEOUT:
            return tr(
                "probe",
                "Wait from {least} ms to {most} s for an answer, and no longer than twenty"
                " questions take.",
                least=round(QUICKEST * 1000),
                most=round(LONGEST),
            )


def standing_words(runs: Runs | None, now: float) -> tuple[State, str]:
    """How a service is doing: its state, and since when or how fast."""
    run = None if runs is None else runs.current
    if runs is None or run is None:
        return State.UNKNOWN, tr("probe", "not asked yet")
    match run.state:
        case State.UNKNOWN:
            return State.UNKNOWN, tr("probe", "cannot be asked: not allowed")
        case State.MISSED:
            since = clock(run.begin)
            why = ", ".join(miss_words(miss) for miss, _ in run.reasons.most_common())
            words = tr("probe", "down since {time} ({why})", time=since, why=why)
            return State.MISSED, words
        case State.ANSWERED:
            before = runs.before(run)
            lately = now - run.begin <= LATELY
            if before is None or before.state is not State.MISSED or not (before.exact and lately):
                return State.ANSWERED, tr("probe", "answers since {time}", time=clock(run.begin))
            words = tr(
                "probe",
                "answers again since {time}, after an outage of {length}",
                time=clock(run.begin),
                length=outage_time(run.begin - before.begin),
            )
            return State.ANSWERED, words


def _expected(target: Target) -> str:
    return f"“{target.expected}”" if target.expected else "–"


def _asked(run: Run) -> str:
    return tr("probe", "{n} question(s)", count=run.count)


def _exact(seconds: float) -> str:
    if seconds < 0.01:
        return tr("probe", "{ms} ms", ms=f"{seconds * 1000:.1f}")
    return duration(seconds)
