"""From what is dragged and what is below the pointer to the question that a drop asks; pure."""

from dataclasses import dataclass

from engine.cib.views import Configuration
from hagui.graph.gestures.around import group_of
from hagui.graph.gestures.hits import EdgeEnd, Hit, HitKind, Side
from hagui.graph.gestures.model import (
    IntoGroup,
    IntoTray,
    Moved,
    OntoCard,
    OntoNode,
    OutOfGroups,
    Question,
    Reconnected,
    Refusal,
    Related,
    Spot,
)
from hagui.graph.layout.geometry import Rect


@dataclass(frozen=True, slots=True)
class CardsDrag:
    """Cards that are carried, together."""

    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineDrag:
    """A line that is drawn from a card's handle."""

    source: str
    start: Rect


@dataclass(frozen=True, slots=True)
class EndDrag:
    """The end of a constraint's line that is carried elsewhere."""

    end: EdgeEnd
    anchor: tuple[float, float]
    """The other end, where the line goes on beginning."""
    to_node: bool
    """Whether this end is a node."""


Drag = CardsDrag | LineDrag | EndDrag


def ask(configuration: Configuration, drag: Drag, hit: Hit, y: float) -> Question | Refusal | None:
    """What letting go on a hit would ask; None where it means nothing at all.

    Args:
        configuration: what is shown.
        drag: what is dragged.
        hit: what is below the pointer.
        y: of the pointer, in the scene; it says between which members.
    """
    match drag:
        case CardsDrag():
            spot = _spot(configuration, drag.resources, hit, y)
            return None if spot is None else Moved(drag.resources, spot)
        case LineDrag():
            return _line(drag, hit)
        case EndDrag():
            return _end(drag, hit)


def _spot(configuration: Configuration, names: tuple[str, ...], hit: Hit, y: float) -> Spot | None:
    match hit.kind:
        case HitKind.CARD | HitKind.GROUP if hit.group is not None:
            if hit.group in names:
                return None
            return IntoGroup(hit.group, before_at(hit.members, y))
        case HitKind.CARD:
            return None if hit.id in names else OntoCard(hit.id)
        case HitKind.NODE:
            return OntoNode(hit.id)
        case HitKind.COLUMN:
            return OntoNode(hit.id, ground=True)
        case HitKind.TRAY:
            return IntoTray()
        case _:
            grouped = any(group_of(configuration, name) is not None for name in names)
            return OutOfGroups() if grouped else None


def before_at(members: tuple[tuple[str, Rect], ...], y: float) -> str | None:
    """The member before which something comes that is let go at a height."""
    return next((member for member, place in members if y < place.center[1]), None)


def _line(drag: LineDrag, hit: Hit) -> Question | Refusal | None:
    match hit.kind:
        case HitKind.CARD | HitKind.GROUP:
            return None if hit.id == drag.source else Related(drag.source, hit.id)
        case HitKind.NODE:
            return Moved((drag.source,), OntoNode(hit.id))
        case _:
            return Refusal("not-here")


def _end(drag: EndDrag, hit: Hit) -> Question | Refusal | None:
    head = drag.end.side is Side.HEAD
    on_card = hit.kind in {HitKind.CARD, HitKind.GROUP}
    on_node = hit.kind in {HitKind.NODE, HitKind.COLUMN}
    if drag.to_node:
        if not on_node:
            return Refusal("no-node-end")
    elif not on_card:
        return Refusal("not-here")
    return Reconnected(drag.end.constraint, head, hit.id)
