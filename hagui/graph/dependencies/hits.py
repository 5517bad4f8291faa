"""What is at a point of the diagram, the foremost first."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from hagui.graph.dependencies.scene import DependencyScene
from hagui.graph.layout.geometry import Rect

_NEAR_LINE: Final = 5.0
"""How near to a line, in logical pixels, the pointer must be."""


class Part(Enum):
    """Kinds of things that can be pointed at."""

    UNIT = "unit"
    """A card, or a box's frame and title."""
    MEMBER = "member"
    COPY = "copy"
    """The row of an instance."""
    TOGGLE = "toggle"
    TAG = "tag"
    LABEL = "label"
    LINE = "line"
    HUB = "hub"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing at a point."""

    part: Part
    place: Rect
    unit: str = ""
    resource: str = ""
    """Id of the resource that is meant."""
    instance: str = ""
    """``Instance.key``, of a row that shows one."""
    constraint: str = ""


def find(scene: DependencyScene, x: float, y: float, *, lines: bool = True) -> Found | None:
    """What is at a point of the scene; None on free ground.

    Args:
        scene: where to look.
        x: in the scene.
        y: in the scene.
        lines: whether lines, chips and tags count, or what is behind them does.
    """
    if not lines:
        return _unit(scene, x, y, tags=False)
    return _label(scene, x, y) or _unit(scene, x, y) or _hub(scene, x, y) or _line(scene, x, y)


def _label(scene: DependencyScene, x: float, y: float) -> Found | None:
    for key, item in scene.labels.items():
        if item.isVisible():
            place = scene.arrangement.labels[key].place
            if place.contains(x, y):
                return Found(Part.LABEL, place, constraint=item.link.constraint.id)
    return None


def _unit(scene: DependencyScene, x: float, y: float, *, tags: bool = True) -> Found | None:
    for key, item in scene.units.items():
        if not item.isVisible():
            continue
        place, frame = scene.arrangement.places[key], scene.frames[key]
        if not Rect(place.x, place.y, frame.width, frame.depth).contains(x, y):
            continue
        inner = _within(scene, key, place, frame.toggle, x - place.x, y - place.y)
        if inner is not None and (tags or inner.part is not Part.TAG):
            return inner
        if place.contains(x, y):
            return Found(Part.UNIT, place, key, key)
    return None


def _within(
    scene: DependencyScene, key: str, place: Rect, toggle: Rect | None, x: float, y: float
) -> Found | None:
    item, frame = scene.units[key], scene.frames[key]
    if toggle is not None and toggle.contains(x, y):
        return Found(Part.TOGGLE, toggle.moved(place.x, place.y), key, key)
    for tag_key, rect in frame.tags:
        if rect.contains(x, y) and tag_key in item.tags:
            tag = item.tags[tag_key]
            at = rect.moved(place.x, place.y)
            return Found(Part.TAG, at, key, tag.resource, constraint=tag.constraint.id)
    for (member, rect), row in zip(frame.members, item.look.members, strict=False):
        if rect.contains(x, y):
            at = rect.moved(place.x, place.y)
            return Found(Part.MEMBER, at, key, member, row.key)
    for rect, row in zip(frame.copies, item.look.copies, strict=False):
        if rect.contains(x, y):
            resource = item.unit.copied or item.unit.group or key
            return Found(Part.COPY, rect.moved(place.x, place.y), key, resource, row.key)
    return None


def _hub(scene: DependencyScene, x: float, y: float) -> Found | None:
    for key, item in scene.hubs.items():
        place = scene.arrangement.places[key]
        if item.isVisible() and place.contains(x, y):
            return Found(Part.HUB, place, constraint=item.hub.constraint.id)
    return None


def _line(scene: DependencyScene, x: float, y: float) -> Found | None:
    reach, best = scene.scale_now.units(_NEAR_LINE), None
    for item in scene.links.values():
        if not item.isVisible() or item.route is None:
            continue
        if not item.boundingRect().contains(x, y):
            continue
        distance = item.route.distance(x, y)
        if distance < reach:
            reach = distance
            best = Found(Part.LINE, Rect(x - 1, y - 1, 2, 2), constraint=item.link.constraint.id)
    return best
