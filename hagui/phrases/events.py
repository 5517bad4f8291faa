"""Events as sentences."""

from typing import Final

from hagui.cluster.events import Event, EventKind, Severity
from hagui.i18n import tr
from hagui.phrases.operations import task_words
from hagui.phrases.units import duration

GLYPHS: Final = {
    Severity.INFO: "●",
    Severity.GOOD: "✓",
    Severity.WARNING: "◐",
    Severity.BAD: "▲",
}
"""A shape for each severity, so that colour never stands alone."""


def event_glyph(event: Event) -> str:
    """The shape beside an event."""
    return GLYPHS[event.severity]


def severity_word(severity: Severity) -> str:
    """A severity in one word, for screen readers and the filter."""
    match severity:
        case Severity.INFO:
            return tr("event", "information")
        case Severity.GOOD:
            return tr("event", "good news")
        case Severity.WARNING:
            return tr("event", "warning")
        case Severity.BAD:
            return tr("event", "failure")


def event_sentence(event: Event) -> str:
    """One line in words: who, what, where, how long."""
    text = _resource(event) if event.resource is not None else _cluster(event)
    if event.seconds is not None and event.kind is not EventKind.FAILED:
        text = tr("event", "{what}, {time}", what=text, time=duration(event.seconds))
    return text


def _resource(event: Event) -> str:
    who, node = event.resource or "", event.node
    match event.kind:
        case EventKind.STARTED:
            return tr("event", "{who} started on {node}", who=who, node=node)
        case EventKind.STOPPED:
            return tr("event", "{who} stopped on {node}", who=who, node=node)
        case EventKind.PROMOTED:
            return tr("event", "{who} promoted on {node}", who=who, node=node)
        case EventKind.DEMOTED:
            return tr("event", "{who} demoted on {node}", who=who, node=node)
        case EventKind.MOVED:
            return tr(
                "event",
                "{who} stopped on {origin}, started on {node}",
                who=who,
                origin=event.origin,
                node=node,
            )
        case EventKind.FAILED:
            return _failed(event)
        case EventKind.CLEANED if node is not None:
            return tr("event", "{who} cleaned up on {node}", who=who, node=node)
        case EventKind.CLEANED:
            return tr("event", "{who} cleaned up", who=who)
        case EventKind.BLOCKED if node is not None:
            return tr("event", "{who} is blocked on {node}: needs a person", who=who, node=node)
        case EventKind.BLOCKED:
            return tr("event", "{who} is blocked: needs a person", who=who)
        case EventKind.UNBLOCKED:
            return tr("event", "{who} is no longer blocked", who=who)
        case EventKind.MANAGED:
            return tr("event", "{who} is managed by the cluster again", who=who)
        case EventKind.UNMANAGED:
            return tr("event", "{who} is no longer managed by the cluster", who=who)
        case EventKind.RESOURCE_ADDED:
            return tr("event", "{who} added to the configuration", who=who)
        case EventKind.RESOURCE_REMOVED:
            return tr("event", "{who} removed from the configuration", who=who)
        case EventKind.LAB_BROKEN if node is not None:
            return tr("event", "lab: {who} was broken on {node}", who=who, node=node)
        case EventKind.LAB_BROKEN:
            return tr("event", "lab: {who} was broken", who=who)
        case _:
            return _cluster(event)


def _failed(event: Event) -> str:
    text = tr(
        "event",
        "{who} failed on {node}: {task}",
        who=event.resource,
        node=event.node,
        task=task_words(event.detail, 1),
    )
    if event.reason:
        text = tr("event", "{what}: {reason}", what=text, reason=event.reason)
    if event.count is not None and event.count > 1:
        text = tr("event", "{what} ({n} times)", count=event.count, what=text)
    return text


def _cluster(event: Event) -> str:
    node, origin = event.node, event.origin
    match event.kind:
        case EventKind.NODE_ONLINE:
            return tr("event", "{node} is online", node=node)
        case EventKind.NODE_OFFLINE:
            return tr("event", "{node} is offline", node=node)
        case EventKind.NODE_PENDING:
            return tr("event", "{node} is joining", node=node)
        case EventKind.NODE_UNCLEAN:
            return tr("event", "{node} is unclean: its state is not known until fenced", node=node)
        case EventKind.NODE_STANDBY:
            return tr("event", "{node} went to standby", node=node)
        case EventKind.NODE_ACTIVE:
            return tr("event", "{node} left standby", node=node)
        case EventKind.NODE_MAINTENANCE:
            return tr("event", "{node} is in maintenance", node=node)
        case EventKind.NODE_READY:
            return tr("event", "{node} left maintenance", node=node)
        case EventKind.NODE_ADDED:
            return tr("event", "{node} joined the configuration", node=node)
        case EventKind.NODE_REMOVED:
            return tr("event", "{node} was removed from the configuration", node=node)
        case EventKind.DC_ELECTED:
            return tr("event", "{node} elected DC", node=node)
        case EventKind.DC_LOST if origin:
            return tr("event", "no DC: {origin} no longer is", origin=origin)
        case EventKind.DC_LOST:
            return tr("event", "no DC")
        case EventKind.QUORUM_GAINED:
            return tr("event", "the cluster has quorum")
        case EventKind.QUORUM_LOST:
            return tr("event", "quorum lost")
        case EventKind.MAINTENANCE_ON:
            return tr("event", "the cluster is in maintenance: nothing is started or stopped")
        case EventKind.MAINTENANCE_OFF:
            return tr("event", "the cluster left maintenance")
        case EventKind.CONFIGURATION:
            return tr("event", "configuration changed, now {version}", version=event.detail)
        case EventKind.SOURCE if origin:
            return tr("event", "following {node}, no longer {origin}", node=node, origin=origin)
        case EventKind.SOURCE:
            return tr("event", "following {node}", node=node)
        case EventKind.STALE:
            return tr("event", "no engine answers: what is shown is the last known state")
        case EventKind.LIVE if node:
            return tr("event", "live again from {node}", node=node)
        case EventKind.LIVE:
            return tr("event", "live again")
        case _:
            return _lab(event)


def _lab(event: Event) -> str:
    """What was done to the machines and the network of a lab."""
    node, origin = event.node, event.origin
    match event.kind:
        case EventKind.LAB_OFF if event.detail:
            return tr("event", "lab: the plug of {node} is pulled", node=node)
        case EventKind.LAB_OFF:
            return tr("event", "lab: {node} has no power", node=node)
        case EventKind.LAB_ON:
            return tr("event", "lab: {node} has power again", node=node)
        case EventKind.LAB_FROZEN:
            return tr("event", "lab: {node} is frozen", node=node)
        case EventKind.LAB_THAWED:
            return tr("event", "lab: {node} is no longer frozen", node=node)
        case EventKind.LAB_CUT if origin:
            return tr(
                "event",
                "lab: the network between {node} and {origin} is cut",
                node=node,
                origin=origin,
            )
        case EventKind.LAB_CUT:
            return tr("event", "lab: {node} is cut off from all other nodes", node=node)
        case EventKind.LAB_HEALED if node and origin:
            return tr(
                "event",
                "lab: {node} and {origin} hear each other again",
                node=node,
                origin=origin,
            )
        case EventKind.LAB_HEALED:
            return tr("event", "lab: the network is whole again")
        case EventKind.LAB_SLOW if node:
            return tr(
                "event", "lab: packets of {node} come {ms} ms late", node=node, ms=event.count
            )
        case EventKind.LAB_SLOW:
            return tr("event", "lab: every packet comes {ms} ms late", ms=event.count)
        case EventKind.LAB_FAST if node:
            return tr("event", "lab: packets of {node} come in time again", node=node)
        case EventKind.LAB_FAST:
            return tr("event", "lab: packets come in time again")
        case _:
            return tr("event", "{kind} {detail}", kind=event.kind.value, detail=event.detail)
