"""What is temporary, in words: what it does, who made it, when it ends."""

from engine.cib.temporary import Kind, Temporary
from engine.cib.views import Colocation, Configuration, Location, Order, Ticket
from engine.protocol.verbs import Origin
from hagui.cluster.subject import Subject, SubjectKind
from hagui.i18n import tr
from hagui.phrases import age, brief_moment, constraint_sentence
from hagui.shell.temporary.values import Passing


def passing(
    item: Temporary, configuration: Configuration, origin: Origin | None, now: float
) -> Passing:
    """One temporary thing as the window lists it.

    Args:
        item: the thing.
        configuration: that it was found in.
        origin: who made it, as far as that is known.
        now: seconds since 1970.
    """
    if item.kind in {Kind.STANDBY, Kind.MAINTENANCE}:
        return Passing(
            Subject(SubjectKind.NODE, item.node or ""),
            _node_sentence(item),
            _origin(origin, now),
            tr("temporary", "ends when the node reboots"),
            hint=tr("temporary", "“Online” in the node's menu ends it now.")
            if item.kind is Kind.STANDBY
            else tr("temporary", "“End node maintenance” in the node's menu ends it now."),
        )
    return Passing(
        Subject(SubjectKind.CONSTRAINT, item.id),
        _sentence(item, configuration),
        _origin(origin, now),
        _ends(item, now),
        over=item.expired,
        clears=item.edits,
    )


def _node_sentence(item: Temporary) -> str:
    if item.kind is Kind.STANDBY:
        return tr("temporary", "{node} is in standby until it reboots", node=item.node or "")
    return tr("temporary", "{node} is in maintenance until it reboots", node=item.node or "")


def _sentence(item: Temporary, configuration: Configuration) -> str:
    found = configuration.find(item.id)
    words = (
        constraint_sentence(found)
        if isinstance(found, Location | Colocation | Order | Ticket)
        else item.id
    )
    match item.kind:
        case Kind.PREFER:
            return tr("temporary", "Left by a move: {what}", what=words)
        case Kind.BAN:
            return tr("temporary", "Left by a ban: {what}", what=words)
        case _:
            return words


def _origin(origin: Origin | None, now: float) -> str:
    if origin is None:
        return ""
    parts = [
        tr("temporary", "by {user}", user=origin.user) if origin.user else "",
        tr("temporary", "with {program}", program=origin.client) if origin.client else "",
        tr("temporary", "on {node}", node=origin.node) if origin.node else "",
    ]
    who = " ".join(part for part in parts if part)
    if origin.at is None:
        return who
    old = age(max(now - origin.at, 0.0))
    when = (
        tr("temporary", "{age} ago", age=old)
        if origin.exact
        else tr("temporary", "more than {age} ago", age=old)
    )
    return f"{who}, {when}" if who else when


def _ends(item: Temporary, now: float) -> str:
    if item.expires is None:
        return tr("temporary", "does not end by itself")
    when = brief_moment(item.expires, now=now)
    if item.expired:
        return tr("temporary", "ended at {time}; it does nothing any more", time=when)
    return tr("temporary", "ends at {time}", time=when)
