"""Incidents in words: what set one off, how far it has come, what moved, what is left to do."""

from dataclasses import dataclass
from typing import Final

from engine.cib.state.model import Role
from hagui.i18n import tr
from hagui.monitor.incidents.causes import MAINTENANCE
from hagui.monitor.incidents.model import Cause, Incident, Move, Reason, Stage, Step
from hagui.monitor.probes.model import How, Outage, Target
from hagui.phrases.operations import task_words
from hagui.phrases.states import Tone
from hagui.phrases.units import clock, duration

NAMED: Final = 4
"""Resources named at most; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Look:
    """How an incident stands, in a shape, a tone and a word."""

    glyph: str
    tone: Tone
    word: str


def look(incident: Incident) -> Look:
    """How it stands."""
    if incident.end is None:
        if incident.planned:
            return Look("◌", Tone.PLAIN, tr("incident", "planned, going on"))
        return Look("▲", Tone.BAD, tr("incident", "going on"))
    if incident.left:
        return Look("▲", Tone.WARNING, tr("incident", "settled, but not all is well"))
    if incident.planned:
        return Look("✓", Tone.GOOD, tr("incident", "planned, done"))
    return Look("✓", Tone.GOOD, tr("incident", "all is well again"))


def title(incident: Incident) -> str:
    """What it is about, in a few words."""
    first = brief(incident.reasons[0])
    more = len(incident.reasons) - 1
    return tr("incident", "{what}, and {n} more", count=more, what=first) if more else first


def brief(reason: Reason) -> str:
    """A cause in a few words."""
    node, resource = reason.node or "?", reason.resource or "?"
    match reason.cause:
        case Cause.NODE_LOST:
            return tr("incident", "{node} lost", node=node)
        case Cause.NODE_LEFT:
            return tr("incident", "{node} left", node=node)
        case Cause.FAILED:
            return tr("incident", "{resource} failed on {node}", resource=resource, node=node)
        case Cause.QUORUM_LOST:
            return tr("incident", "Quorum lost")
        case Cause.FENCING_FAILED:
            return tr("incident", "Fencing of {node} failed", node=node)
        case Cause.STANDBY if reason.task == MAINTENANCE:
            return tr("incident", "{node} set to maintenance", node=node)
        case Cause.STANDBY:
            return tr("incident", "{node} set to standby", node=node)
        case Cause.EDITED:
            return tr("incident", "Configuration changed")


def sentence(reason: Reason) -> str:
    """A cause as far as the cluster knows it."""
    node = reason.node or "?"
    match reason.cause:
        case Cause.NODE_LOST:
            text = tr(
                "incident",
                "{node} went without having been told to: the cluster lost it",
                node=node,
            )
        case Cause.NODE_LEFT:
            text = tr("incident", "{node} left in order, or was fenced by an operator", node=node)
        case Cause.FAILED:
            text = tr(
                "incident",
                "The {task} of {resource} failed on {node}",
                task=task_words(reason.task, 1),
                resource=reason.resource or "?",
                node=node,
            )
        case Cause.QUORUM_LOST:
            text = tr("incident", "Quorum was lost: too few members to decide")
        case Cause.FENCING_FAILED:
            text = tr("incident", "{node} could not be fenced (yet)", node=node)
        case Cause.STANDBY | Cause.EDITED:
            text = brief(reason)
    if reason.count > 1:
        text = tr("incident", "{what}, {n} times", count=reason.count, what=text)
    if reason.words:
        if reason.cause.wanted:
            return tr("incident", "{what} (by {who})", what=text, who=reason.words)
        return tr("incident", "{what}: {words}", what=text, words=reason.words)
    return text


def stage_word(stage: Stage, *, done: bool, failed: bool = False) -> str:
    """A step in a word, done or under way."""
    match stage:
        case Stage.DETECTED:
            return tr("incident", "detected") if done else tr("incident", "detecting…")
        case Stage.FENCED if failed and not done:
            return tr("incident", "fencing failed, trying on…")
        case Stage.FENCED:
            return tr("incident", "fenced") if done else tr("incident", "fencing…")
        case Stage.STOPPED if failed and not done:
            return tr("incident", "stopping failed, going on…")
        case Stage.STOPPED:
            return tr("incident", "stopped") if done else tr("incident", "stopping…")
        case Stage.STARTED if failed:
            return (
                tr("incident", "not all started")
                if done
                else tr("incident", "starting failed, going on…")
            )
        case Stage.STARTED:
            return tr("incident", "started") if done else tr("incident", "starting…")
        case Stage.HEALTHY if failed:
            return tr("incident", "settled, but…")
        case Stage.HEALTHY:
            return tr("incident", "healthy") if done else tr("incident", "settling…")


def step_words(step: Step, now: float) -> tuple[str, str]:
    """A step, and how long it took, or takes so far."""
    word = stage_word(step.stage, done=step.end is not None, failed=step.failed)
    return word, duration(max((now if step.end is None else step.end) - step.begin, 0.0))


def step_tip(step: Step) -> str:
    """A step's times at length."""
    begin = clock(step.begin, milliseconds=True)
    if step.end is None:
        return tr("incident", "{what}: since {begin}", what=_meaning(step.stage), begin=begin)
    end = clock(step.end, milliseconds=True)
    text = tr(
        "incident", "{what}: {begin} to {end}", what=_meaning(step.stage), begin=begin, end=end
    )
    if step.exact:
        return tr("incident", "{step}, by the node's own history", step=text)
    return tr("incident", "{step}, as it was seen from here", step=text)


def _meaning(stage: Stage) -> str:
    match stage:
        case Stage.DETECTED:
            return tr("incident", "From the disturbance until the cluster took note")
        case Stage.FENCED:
            return tr("incident", "Until the lost nodes were certainly off")
        case Stage.STOPPED:
            return tr("incident", "Until the last of what had to stop was stopped")
        case Stage.STARTED:
            return tr("incident", "Until the last start or promotion was done")
        case Stage.HEALTHY:
            return tr("incident", "Until all that should be active was active")


def headline(incident: Incident, now: float) -> str:
    """What is wrong and where it stands, in one line."""
    what = title(incident)
    if incident.end is not None:
        time = duration(incident.end - incident.begin)
        if incident.left:
            return tr(
                "incident",
                "{what} · settled after {time}, but not as it should be: {names}",
                what=what,
                time=time,
                names=names(incident.left),
            )
        return tr("incident", "{what} · all is well after {time}", what=what, time=time)
    step = incident.step
    if step is None:
        return what
    word, time = step_words(step, now)
    return tr(
        "incident",
        "{what} · {step} {time} · since {begin}",
        what=what,
        step=word,
        time=time,
        begin=clock(incident.begin),
    )


def length(incident: Incident, now: float) -> str:
    """How long it took, or takes so far."""
    return duration(max((now if incident.end is None else incident.end) - incident.begin, 0.0))


def move_name(move: Move) -> str:
    """What moved; of a promotion that too."""
    if move.before is Role.PROMOTED:
        return tr("incident", "{name} (promoted)", name=move.instance)
    return move.instance


def move_from(move: Move) -> str:
    """Where it was."""
    return move.origin or tr("incident", "nowhere")


def move_to(move: Move, incident: Incident) -> str:
    """Where it is."""
    if move.target is not None:
        if move.target == move.origin:
            return tr("incident", "{node} again", node=move.target)
        return move.target
    if move.stopped is None and incident.end is None:
        return tr("incident", "waits for fencing")
    if move.resource in incident.left:
        return tr("incident", "not yet") if incident.end is None else tr("incident", "nowhere")
    return tr("incident", "nowhere, as it should be")


def move_down(move: Move, incident: Incident, now: float) -> str:
    """For how long it was of no use."""
    if move.down is not None:
        return duration(move.down)
    if move.since is None:
        return tr("incident", "not interrupted") if move.origin is not None else ""
    if move.resource in incident.left and move.target is None:
        end = now if incident.end is None else incident.end
        return tr("incident", "down for {time}", time=duration(max(end - move.since, 0.0)))
    return ""


def outage_words(outage: Outage, now: float) -> str:
    """What a probe saw of a service."""
    where = target_words(outage.target)
    since = duration(max(now - outage.begin, 0.0))
    if outage.milliseconds is None:
        return tr("incident", "{where} does not answer for {time}", where=where, time=since)
    return tr(
        "incident",
        "{where} did not answer for {ms} ms (perhaps {slack} ms longer)",
        where=where,
        ms=round(outage.milliseconds),
        slack=round(outage.slack * 1000),
    )


def target_words(target: Target) -> str:
    """A service that is probed."""
    match target.how:
        case How.TCP:
            where = f"TCP {target.host}:{target.port}"
        case How.HTTP:
            where = f"HTTP {target.host}:{target.port}{target.path}"
        case How.ICMP:
            where = f"ICMP {target.host}"
    return f"{target.resource} ({where})" if target.resource else where


def advice(incident: Incident) -> list[str]:
    """What is left to do, and how."""
    found: list[str] = []
    causes = {reason.cause for reason in incident.reasons}
    step = incident.step
    if step is not None and step.stage is Stage.FENCED and step.failed:
        found.append(
            tr(
                "incident",
                "Nothing of the lost node is started elsewhere until it is fenced: check the"
                " fencing device, or make sure that the node is off and confirm it"
                " (stonith_admin --confirm).",
            )
        )
    if incident.end is None and Cause.QUORUM_LOST in causes:
        found.append(tr("incident", "Bring members back until there is quorum again."))
    if incident.left and incident.end is not None:
        found.append(
            tr(
                "incident",
                "Not as it should be: {names}. See why in the problems, mend it, then clean up.",
                names=names(incident.left),
            )
        )
    lost = [
        reason.node
        for reason in incident.reasons
        if reason.cause is Cause.NODE_LOST and reason.node is not None
    ]
    if incident.end is not None and lost:
        found.append(
            tr("incident", "Find out why {nodes} went, and let it join again.", nodes=names(lost))
        )
    if incident.end is not None and Cause.FAILED in causes and not incident.left:
        found.append(tr("incident", "Find out why it failed, then clean up the failure."))
    return found


def names(found: "tuple[str, ...] | list[str]") -> str:
    """Some names, the rest counted."""
    shown = ", ".join(found[:NAMED])
    more = len(found) - NAMED
    return tr("incident", "{names} and {n} more", count=more, names=shown) if more > 0 else shown
