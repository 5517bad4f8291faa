"""The topology view as gestures see it: resources, groups, nodes and free ground at a point."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGraphicsView

from engine.cib.state.model import ClusterState
from engine.cib.views import Colocation, Configuration, Constraint, Location, Order
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.board import Board
from hagui.graph.cards import TRAY, Card
from hagui.graph.gestures.surface import NOWHERE, EdgeEnd, Hit, HitKind, Side
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.targets import Target, TargetKind, place_of, target_at
from hagui.graph.layout.topology import Topology
from hagui.graph.subjects import names_of, target_of

if TYPE_CHECKING:
    from hagui.graph.view import TopologyView


class TopologySurface:
    """What gestures need of one topology view."""

    def __init__(self, view: "TopologyView") -> None:
        self._view = view

    def canvas(self) -> QGraphicsView:
        """The view itself."""
        return self._view

    def cluster(self) -> tuple[Configuration, ClusterState] | None:
        """What is shown."""
        return self._view.cluster

    def hit(self, x: float, y: float, *, lines: bool = True) -> Hit:
        """What is at a point of the scene."""
        scene = self._view.board_scene
        topology = scene.topology
        if topology is None:
            return Hit(HitKind.GROUND)
        target = self._view.target_in_scene(x, y) if lines else target_at(topology, x, y)
        if target is None:
            if topology.tray.rect.contains(x, y):
                return Hit(HitKind.TRAY, place=topology.tray.rect)
            return Hit(HitKind.GROUND)
        if target.kind is TargetKind.NODE and not topology.header(target.key).contains(x, y):
            column = topology.column(target.key)
            return Hit(HitKind.COLUMN, target.key, column, node=target.key)
        return self._hit(topology, target)

    def grabbed(self) -> Sequence[Hit]:
        """The cards and groups that are selected."""
        topology = self._view.board_scene.topology
        if topology is None:
            return ()
        board, found = topology.board, dict[Target, Hit]()
        for subject in self._view.selection:
            if subject.kind in {SubjectKind.RESOURCE, SubjectKind.INSTANCE}:
                for target in _targets(board, names_of(board, subject)):
                    found[target] = self._hit(topology, target)
        ranks = {name: rank for rank, name in enumerate(board.outline.leaves)}
        return sorted(found.values(), key=lambda hit: ranks.get(hit.id, -1))

    def ends(self) -> Sequence[EdgeEnd]:
        """The ends of the selected constraint's lines."""
        view = self._view
        shown, subject = view.cluster, view.subject
        if shown is None or subject is None or subject.kind is not SubjectKind.CONSTRAINT:
            return ()
        item = shown[0].find(subject.id)
        if not isinstance(item, Location | Colocation | Order) or not _paired(item):
            return ()
        found: list[EdgeEnd] = []
        wiring = view.board_scene.wiring
        for edge in wiring.edges:
            line = wiring.line(edge)
            if edge.constraint == subject.id and line is not None and line.route is not None:
                found.append(EdgeEnd(subject.id, Side.TAIL, *line.route.start))
                found.append(EdgeEnd(subject.id, Side.HEAD, *line.route.end))
        return found

    def place_of(self, subject: Subject) -> Rect | None:
        """Where a subject is shown."""
        topology = self._view.board_scene.topology
        if topology is None:
            return None
        if subject.kind is SubjectKind.CONSTRAINT:
            chip = self._chip(subject.id)
            if chip is not None:
                return chip
        target = target_of(topology.board, subject)
        return None if target is None else place_of(topology, target)

    def _chip(self, constraint: str) -> Rect | None:
        wiring = self._view.board_scene.wiring
        for edge in wiring.edges:
            if edge.constraint != constraint:
                continue
            chip, line = wiring.chip(edge), wiring.line(edge)
            if chip is not None:
                place = chip.place
                return Rect(place.x(), place.y(), place.width(), place.height())
            if line is not None and line.route is not None:
                x, y = line.route.at(0.5)
                return Rect(x - 16, y - 9, 32, 18)
        return None

    def _hit(self, topology: Topology, target: Target) -> Hit:
        board = topology.board
        place = place_of(topology, target) or NOWHERE
        match target.kind:
            case TargetKind.CARD:
                card = board.cards[target.key]
                node = None if card.node == TRAY else card.node
                slots = _slots(topology, card)
                return Hit(HitKind.CARD, card.leaf.id, place, card.leaf.group, slots, node)
            case TargetKind.BOX:
                key = (target.node, target.key)
                group = board.columns[target.node].units[target.key].group or target.key
                slots = tuple(topology.slots(key).items())
                return Hit(HitKind.GROUP, group, place, group, slots, target.node)
            case TargetKind.NODE | TargetKind.SWITCH:
                return Hit(HitKind.NODE, target.key, place, node=target.key)
            case TargetKind.EDGE:
                return Hit(HitKind.EDGE, target.key, self._chip(target.key) or NOWHERE)


def _slots(topology: Topology, card: Card) -> tuple[tuple[str, Rect], ...]:
    if card.leaf.group is None or card.node == TRAY:
        return ()
    return tuple(topology.slots((card.node, card.unit)).items())


def _targets(board: Board, names: frozenset[str]) -> list[Target]:
    boxes = [
        Target(TargetKind.BOX, key, name)
        for name, column in board.columns.items()
        for key in column.units
        if f"box:{key}" in names
    ]
    return boxes + [Target(TargetKind.CARD, key) for key in sorted(names) if key in board.cards]


def _paired(item: Constraint) -> bool:
    """Whether it has two plain ends, and not sets, rules or patterns."""
    match item:
        case Location():
            return item.resource is not None and item.node is not None and not item.sets
        case Colocation() | Order():
            return not item.sets
        case _:
            return False
