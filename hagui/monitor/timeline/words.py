"""What a timeline says in words."""

from collections.abc import Iterable
from typing import Final

from engine.cib.state.model import Condition, Role
from hagui.cluster.events import Event, EventKind, Severity
from hagui.i18n import tr
from hagui.monitor.story.clocks import Offset
from hagui.monitor.story.model import Bar, Mark, MarkKind, Outcome
from hagui.monitor.story.truth import Truth
from hagui.monitor.timeline.lanes import Lane
from hagui.monitor.timeline.looks import SpanLook
from hagui.phrases import clock, condition_word, duration, event_sentence, role_word, task_words

MOST: Final = 3
"""Things of one kind that are named in one sentence."""

_CONDITIONS: Final = {
    SpanLook.ONLINE: Condition.ONLINE,
    SpanLook.STANDBY: Condition.STANDBY,
    SpanLook.MAINTENANCE: Condition.MAINTENANCE,
    SpanLook.PENDING: Condition.PENDING,
    SpanLook.OFFLINE: Condition.OFFLINE,
    SpanLook.UNCLEAN: Condition.UNCLEAN,
}
_ROLES: Final = {
    SpanLook.UNPROMOTED: Role.UNPROMOTED,
    SpanLook.PROMOTED: Role.PROMOTED,
    SpanLook.MIGRATING: Role.MIGRATING,
    SpanLook.UNKNOWN: Role.UNKNOWN,
}
_EVENTS: Final = {
    MarkKind.QUORUM_LOST: EventKind.QUORUM_LOST,
    MarkKind.QUORUM_GAINED: EventKind.QUORUM_GAINED,
    MarkKind.DC_ELECTED: EventKind.DC_ELECTED,
    MarkKind.DC_LOST: EventKind.DC_LOST,
    MarkKind.NODE_CAME: EventKind.NODE_ONLINE,
    MarkKind.STALE: EventKind.STALE,
    MarkKind.LIVE: EventKind.LIVE,
}


def span_label(look: SpanLook, node: str | None) -> str:
    """What stands in a span: where, and in which role unless that goes without saying.

    Args:
        look: how it looks.
        node: where; None in a node's own lane.
    """
    if node is None:
        condition = _CONDITIONS.get(look)
        return "" if condition is None else condition_word(condition)
    if look is SpanLook.BLOCKED:
        return tr("timeline", "{node}: blocked", node=node)
    role = _ROLES.get(look)
    if role is None:
        return node
    return tr("timeline", "{node}: {role}", node=node, role=role_word(role))


def mark_sentence(mark: Mark) -> str:
    """What a mark stands for."""
    if mark.event is not None:
        return event_sentence(mark.event)
    if mark.kind is MarkKind.COMMIT:
        if mark.words:
            return tr("timeline", "configuration changed by {who}", who=mark.words)
        return tr("timeline", "configuration changed")
    if mark.kind is MarkKind.NODE_WENT:
        return tr("timeline", "{node} left the membership", node=mark.node)
    kind = _EVENTS[mark.kind]
    origin = mark.node if kind is EventKind.DC_LOST else None
    return event_sentence(
        Event(0, mark.time, kind, Severity.INFO, mark.resource, mark.node, origin)
    )


def bar_sentence(bar: Bar) -> str:
    """An operation: what, where, how long, and how it came out."""
    task = _task(bar)
    match bar.outcome:
        case Outcome.PENDING:
            text = tr("timeline", "{task}: under way", task=task)
        case Outcome.LOST:
            text = tr("timeline", "{task}: nobody knows how it ended", task=task)
        case Outcome.FAILED:
            text = tr("timeline", "{task}: failed after {time}", task=task, time=_run(bar))
        case Outcome.DONE:
            text = tr("timeline", "{task}: done in {time}", task=task, time=_run(bar))
    if bar.reason:
        text = tr("timeline", "{what} ({reason})", what=text, reason=bar.reason)
    return text


def truth_sentence(truth: Truth, lane: Lane | None = None, probed: str = "") -> str:
    """What was true at a moment: of one lane first, then what was wrong, then the cluster.

    Args:
        truth: what was true.
        lane: the lane.
        probed: what a probe says, where the lane is a probe's.
    """
    parts = [probed]
    if lane is not None and not lane.probe:
        parts += _of_lane(truth, lane)
    parts += _of_cluster(truth)
    text = " · ".join(part for part in parts if part)
    return tr("timeline", "{time}  {what}", time=clock(truth.time, milliseconds=True), what=text)


def offset_sentence(node: str, offset: Offset) -> str:
    """How far a node's clock is off."""
    time, within = duration(abs(offset.seconds)), duration(offset.within)
    if not offset.certain:
        return tr("timeline", "{node}: clock right within {within}", node=node, within=within)
    if offset.seconds > 0:
        text = tr("timeline", "{node}: clock {time} behind", node=node, time=time)
    else:
        text = tr("timeline", "{node}: clock {time} ahead", node=node, time=time)
    return tr("timeline", "{text} (± {within})", text=text, within=within)


def offset_brief(offset: Offset) -> str:
    """The same in a few characters: what the node's clock shows more (+) or less (−)."""
    sign = "−" if offset.seconds > 0 else "+"
    return f"▲ {sign}{duration(abs(offset.seconds))}"


def _of_lane(truth: Truth, lane: Lane) -> Iterable[str]:
    if lane.resource is None:
        node = truth.nodes.get(lane.node or "")
        if node is not None:
            yield f"{node.node}: {condition_word(node.condition)}"
        elif truth.watched:
            yield tr("timeline", "{node}: not in the cluster", node=lane.node)
        for bar in truth.under_way:
            if bar.resource is None and bar.node == lane.node:
                yield bar_sentence(bar)
        return
    here = [
        run for run in truth.runs if run.instance == lane.resource and lane.node in (None, run.node)
    ]
    for run in here:
        resource, role, place = run.instance, role_word(run.role), run.node
        text = tr(
            "timeline", "{resource}: {role} on {node}", resource=resource, role=role, node=place
        )
        text = tr("timeline", "{what}, blocked", what=text) if run.blocked else text
        node = truth.nodes.get(run.node)
        if node is not None and node.condition is Condition.UNCLEAN:
            text = tr("timeline", "{what} as last known", what=text)
        yield text
    if not here and truth.watched:
        yield tr("timeline", "{resource}: not active", resource=lane.resource)
    for bar in truth.under_way:
        if bar.resource == lane.resource and lane.node in (None, bar.node):
            yield bar_sentence(bar)


def _of_cluster(truth: Truth) -> Iterable[str]:
    cluster = truth.cluster
    if cluster is None:
        yield tr("timeline", "not watched then: only what the nodes' histories tell")
        return
    if cluster.stale:
        yield tr("timeline", "no engine was heard: nobody knows")
    wrong = [
        f"{span.node} {condition_word(span.condition)}"
        for span in truth.nodes.values()
        if span.condition is not Condition.ONLINE
    ]
    yield _some(wrong)
    if not cluster.quorate:
        yield tr("timeline", "no quorum")
    blocked = [f"{run.instance}" for run in truth.runs if run.blocked]
    if blocked:
        yield tr("timeline", "blocked: {which}", which=_some(blocked))
    under_way = [_task(bar) for bar in truth.under_way if bar.interval_ms == 0]
    if under_way:
        yield tr("timeline", "under way: {which}", which=_some(under_way))
    lately = [mark_sentence(mark) for mark in reversed(truth.marks)]
    if lately:
        yield _some(lately)
    if cluster.dc is not None:
        yield tr("timeline", "DC {node}", node=cluster.dc)
    else:
        yield tr("timeline", "no DC")
    if cluster.quorate:
        yield tr("timeline", "quorum")


def _task(bar: Bar) -> str:
    if bar.resource is None:
        return tr("timeline", "fence {node}", node=bar.node)
    task = task_words(bar.task, bar.interval_ms)
    return tr(
        "timeline", "{task} {resource} on {node}", task=task, resource=bar.resource, node=bar.node
    )


def _run(bar: Bar) -> str:
    return duration((bar.end or bar.begun) - bar.begun)


def _some(items: list[str]) -> str:
    unique = list(dict.fromkeys(items))
    if len(unique) <= MOST:
        return ", ".join(unique)
    rest = len(unique) - MOST
    return tr("timeline", "{some} and {n} more", count=rest, some=", ".join(unique[:MOST]))
