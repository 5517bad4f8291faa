"""The dependency view as gestures see it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGraphicsView

from engine.cib.state.model import ClusterState
from engine.cib.views import Colocation, Configuration, Order
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.dependencies.emphasis import unit_of
from hagui.graph.dependencies.hits import Found, Part, find
from hagui.graph.dependencies.scene import DependencyScene
from hagui.graph.gestures.surface import EdgeEnd, Hit, HitKind, Side
from hagui.graph.layout.geometry import Rect

if TYPE_CHECKING:
    from hagui.graph.dependencies.view import DependencyView


class DependencySurface:
    """What gestures need of one dependency view."""

    def __init__(self, view: "DependencyView") -> None:
        self._view = view

    @property
    def _scene(self) -> DependencyScene:
        return self._view.diagram

    def canvas(self) -> QGraphicsView:
        """The view itself."""
        return self._view

    def cluster(self) -> tuple[Configuration, ClusterState] | None:
        """What is shown."""
        return self._view.cluster

    def hit(self, x: float, y: float, *, lines: bool = True) -> Hit:
        """What is at a point of the scene."""
        found = find(self._scene, x, y, lines=lines)
        return Hit(HitKind.GROUND) if found is None else self._hit(found)

    def grabbed(self) -> Sequence[Hit]:
        """The cards and groups that are selected, in the order of the configuration."""
        plan = self._scene.plan
        if plan is None or not self._view.selection:
            return ()
        found: dict[tuple[str, str], Hit] = {}
        for subject in self._view.selection:
            place = self._found(subject)
            if place is not None:
                found[place.unit, place.resource] = self._hit(place)
        ranks = {name: rank for rank, name in enumerate(plan.homes)}
        return sorted(found.values(), key=lambda hit: ranks.get(hit.id, -1))

    def ends(self) -> Sequence[EdgeEnd]:
        """The ends of the selected constraint's line; none where it has sets."""
        plan, subject = self._scene.plan, self._view.subject
        if plan is None or subject is None or subject.kind is not SubjectKind.CONSTRAINT:
            return ()
        constraint = plan.constraints.get(subject.id)
        if not isinstance(constraint, Colocation | Order) or constraint.sets:
            return ()
        links = list(plan.links_of(subject.id))
        if len(links) != 1:
            return ()
        route = self._scene.arrangement.routes[links[0].key]
        # a colocation is drawn from what is followed, and begins with what follows
        first, last = Side.TAIL, Side.HEAD
        if isinstance(constraint, Colocation):
            first, last = last, first
        return (
            EdgeEnd(subject.id, first, *route.start),
            EdgeEnd(subject.id, last, *route.end),
        )

    def place_of(self, subject: Subject) -> Rect | None:
        """Where a subject is shown."""
        if subject.kind is SubjectKind.CONSTRAINT:
            return place_of_constraint(self._scene, subject.id)
        found = self._found(subject)
        return None if found is None else found.place

    def _found(self, subject: Subject) -> Found | None:
        """The card, box or row of a subject."""
        scene = self._scene
        plan, board = scene.plan, scene.board
        if plan is None or board is None:
            return None
        unit = unit_of(plan, board, subject)
        if unit is None:
            return None
        place = scene.arrangement.places[unit]
        name = subject.id
        if subject.kind is SubjectKind.INSTANCE and name in board.state.instances:
            name = board.state.instances[name].resource
        row = scene.frames[unit].row(name)
        if row is not None:
            return Found(Part.MEMBER, row.moved(place.x, place.y), unit, name)
        return Found(Part.UNIT, place, unit, unit)

    def _hit(self, found: Found) -> Hit:
        scene = self._scene
        if found.part in {Part.TAG, Part.LABEL, Part.LINE, Part.HUB}:
            place = place_of_constraint(scene, found.constraint) or found.place
            return Hit(HitKind.EDGE, found.constraint, place)
        unit = scene.units[found.unit].unit
        place = scene.arrangement.places[found.unit]
        slots = tuple(
            (member, rect.moved(place.x, place.y))
            for member, rect in scene.frames[found.unit].members
        )
        if found.part is Part.MEMBER:
            return Hit(HitKind.CARD, found.resource, found.place, unit.group, slots)
        if unit.members and unit.group is not None and unit.group == unit.id:
            return Hit(HitKind.GROUP, unit.id, place, unit.group, slots)
        return Hit(HitKind.CARD, unit.id, place, None, slots)


def place_of_constraint(scene: DependencyScene, constraint: str) -> Rect | None:
    """The chip, words, hub or tag of a constraint, else the middle of its line."""
    plan = scene.plan
    if plan is None:
        return None
    for link in plan.links_of(constraint):
        label = scene.arrangement.labels.get(link.key)
        if label is not None:
            return label.place
    for key, hub in plan.hubs.items():
        if hub.constraint.id == constraint:
            return scene.arrangement.places[key]
    for unit, tags in plan.tags.items():
        for tag in tags:
            if tag.constraint.id == constraint:
                place = scene.arrangement.places[unit]
                rects = dict(scene.frames[unit].tags)
                return rects[tag.key].moved(place.x, place.y)
    for link in plan.links_of(constraint):
        x, y = scene.arrangement.routes[link.key].at(0.5)
        return Rect(x - 16, y - 9, 32, 18)
    return None
