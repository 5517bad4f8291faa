"""Keeps the lines of constraints on the scene: which are shown, and where they run.

Lines are shown for what is selected and for what is pointed at, or all together where that is
asked for; while none is shown this costs nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtWidgets import QGraphicsScene

from hagui.graph import words
from hagui.graph.board import Board
from hagui.graph.edges import Edge, EdgeKind, all_locations, edges_at, edges_of, node_of
from hagui.graph.ink import Ink
from hagui.graph.items.card import CardItem
from hagui.graph.items.edge import ChipItem, EdgeItem
from hagui.graph.items.level import Level, Scale
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.routes import Port, route
from hagui.graph.layout.targets import Target, TargetKind, place_of
from hagui.graph.layout.topology import Topology
from hagui.graph.motion import Motion

_LINE, _CHIP = 2.5, 50.0
"""Stacking: lines above frames and below cards, chips above all that stands still."""
_LANES: Final = (0.5, 3.5, -2.5, 5.5, -4.5)
"""Distances from the middle of a gap, on the middle of a pixel."""
_REACH: Final = 5.0
"""How near to a line, in logical pixels, the pointer must be."""
_TRAY_TITLE: Final = (150.0, 28.0)


class Wiring:
    """The lines of one scene."""

    def __init__(
        self,
        scene: QGraphicsScene,
        motion: Motion,
        item_of: Callable[[str], CardItem | None],
        ink: Ink,
        scale: Scale,
    ) -> None:
        self._scene = scene
        self._motion = motion
        self._item_of = item_of
        self._ink = ink
        self._scale = scale
        self._topology: Topology | None = None
        self._area = Rect(0, 0, 0, 0)
        self._chosen: tuple[Target, ...] = ()
        self._constraint: str | None = None
        self._pointed: Target | None = None
        self._all = False
        self._lines: dict[Edge, EdgeItem] = {}
        self._chips: dict[Edge, ChipItem] = {}
        self._lanes: dict[Edge, float] = {}
        self._used: Counter[float] = Counter()
        self._asked: frozenset[Edge] = frozenset()
        """Lines shown for what is selected or pointed at."""
        self._located: tuple[Board, list[Edge]] | None = None
        """All that can be shown of one board."""
        self._marked: frozenset[str] = frozenset()
        self._unsettled: list[Edge] = []
        """Lines whose cards were on their way at the last step."""
        motion.stepped.connect(self._glide)

    # what is wanted

    def select(self, chosen: Iterable[Target], constraint: str | None) -> None:
        """Show the lines of cards and groups, or those of one constraint, brightly."""
        wanted = (tuple(chosen), constraint)
        if wanted != (self._chosen, self._constraint):
            self._chosen, self._constraint = wanted
            self._change()

    def point_at(self, target: Target | None) -> None:
        """Show the lines of what the pointer is on; on a line, go on showing what was."""
        if target is not None and target.kind is TargetKind.EDGE:
            return
        if target is not None and target.kind not in {TargetKind.CARD, TargetKind.BOX}:
            target = None
        if target != self._pointed:
            self._pointed = target
            self._change()

    def show_all(self, *, shown: bool) -> None:
        """Show the lines of all location constraints, or only those that are asked for."""
        if shown != self._all:
            self._all = shown
            self._change()

    def set_marked(self, ids: frozenset[str]) -> None:
        """Constraints that the draft has changed are drawn in the draft's colour."""
        self._marked = ids
        for edge, line in self._lines.items():
            line.set_marked(marked=edge.constraint in ids)
        for edge, chip in self._chips.items():
            chip.set_marked(marked=edge.constraint in ids)

    # what they follow

    def set_topology(self, topology: Topology | None) -> None:
        """Draw on another layout."""
        self._topology = topology
        self.renew()

    def set_area(self, area: Rect) -> None:
        """Another part of the scene is in view."""
        self._area = area
        if self._all:
            self._change()

    def set_ink(self, ink: Ink) -> None:
        """Draw with other colours."""
        self._ink = ink
        for item in (*self._lines.values(), *self._chips.values()):
            item.set_ink(ink)

    def set_scale(self, scale: Scale) -> None:
        """Draw for another zoom."""
        self._scale = scale
        for item in (*self._lines.values(), *self._chips.values()):
            item.set_scale(scale)
        self.renew()

    def renew(self) -> None:
        """Show what is wanted now, where everything is now."""
        self._change()
        self._lay(list(self._lines))

    def _change(self) -> None:
        """Other lines are wanted; nothing has moved."""
        wanted = self._wanted()
        if not wanted and not self._lines:
            return
        for edge in [edge for edge in self._lines if edge not in wanted]:
            self._scene.removeItem(self._lines.pop(edge))
            self._used[self._lanes.pop(edge)] -= 1
            self._drop_chip(edge)
        new: list[Edge] = []
        for edge in wanted:
            if edge not in self._lines:
                new.append(edge)
                line = self._lines[edge] = EdgeItem(edge, self._ink, self._scale)
                line.setZValue(_LINE)
                line.set_marked(marked=edge.constraint in self._marked)
                self._scene.addItem(line)
                lane = self._lanes[edge] = min(_LANES, key=lambda lane: self._used[lane])
                self._used[lane] += 1
            bright = edge.constraint == self._constraint
            self._lines[edge].set_bright(bright=bright)
            if edge in self._chips:
                self._chips[edge].set_bright(bright=bright)
        self._lay(new)

    def at(self, x: float, y: float) -> Target | None:
        """The line whose chip is at a point of the scene."""
        return next(
            (
                Target(TargetKind.EDGE, edge.constraint)
                for edge, chip in self._chips.items()
                if chip.place.contains(x, y)
            ),
            None,
        )

    def near(self, x: float, y: float) -> Target | None:
        """The line that passes a point of the scene closely."""
        reach, found = self._scale.units(_REACH), None
        for edge, line in self._lines.items():
            if line.route is None or not line.boundingRect().contains(x, y):
                continue
            distance = line.route.distance(x, y)
            if distance < reach:
                reach, found = distance, Target(TargetKind.EDGE, edge.constraint)
        return found

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The lines shown now."""
        return tuple(self._lines)

    def line(self, edge: Edge) -> EdgeItem | None:
        """The item of a line."""
        return self._lines.get(edge)

    def chip(self, edge: Edge) -> ChipItem | None:
        """The chip of a line, where it has one."""
        return self._chips.get(edge)

    # laying them

    def _wanted(self) -> dict[Edge, None]:
        topology = self._topology
        if topology is None:
            return {}
        board = topology.board
        found: list[Edge] = []
        if self._constraint is not None:
            found += edges_of(board, self._constraint)
        pointed = () if self._pointed is None else (self._pointed,)
        for target in (*self._chosen, *pointed):
            found += edges_at(board, target)
        self._asked = frozenset(found)
        if self._all:
            if self._located is None or self._located[0] is not board:
                self._located = (board, all_locations(board))
            found += (edge for edge in self._located[1] if self._in_view(topology, edge))
        return dict.fromkeys(found)

    def _in_view(self, topology: Topology, edge: Edge) -> bool:
        if self._scale.level is Level.FAR:
            # from afar, what is where it likes to be would only be a thicket
            return edge.head.key != node_of(topology.board, edge.tail)
        ends = (place_of(topology, edge.tail), place_of(topology, edge.head))
        return any(place is not None and place.meets(self._area) for place in ends)

    def _glide(self) -> None:
        """Lines follow the cards that are on their way."""
        topology = self._topology
        if topology is None or not self._lines:
            return
        moving = [
            edge
            for edge in self._lines
            if self._stands(topology, edge)
            and any(self._guide(topology, end) is not None for end in (edge.tail, edge.head))
        ]
        if moving or self._unsettled:
            self._lay([*dict.fromkeys([*moving, *self._unsettled])])
        self._unsettled = moving

    def _lay(self, edges: list[Edge]) -> None:
        topology = self._topology
        if topology is None:
            return
        edges = [edge for edge in edges if edge in self._lines and self._stands(topology, edge)]
        for edge in edges:
            tail, head = self._port(topology, edge.tail), self._port(topology, edge.head)
            made = route(tail, head, gap=topology.metrics.column_gap, lane=self._lanes[edge])
            self._lines[edge].show_route(made)
        for edge in edges:
            self._place_chip(topology, edge)

    def _stands(self, topology: Topology, edge: Edge) -> bool:
        """Whether both ends are still there, while a change is being followed."""
        return all(place_of(topology, end) is not None for end in (edge.tail, edge.head))

    def _port(self, topology: Topology, end: Target) -> Port:
        place = place_of(topology, end)
        assert place is not None
        guide = self._guide(topology, end)
        if guide is not None:
            to, now = self._motion.target(guide), guide.place
            place = place.moved(now.x() - to.x(), now.y() - to.y())
        column = node_of(topology.board, end)
        level = place.center[1]
        if end.kind is TargetKind.BOX:
            level = place.y + min(place.height, topology.metrics.box_header) / 2
        elif end.kind is TargetKind.NODE:
            level = place.bottom - place.height * 0.3
        return Port(place, topology.column(column) if column else None, level)

    def _guide(self, topology: Topology, end: Target) -> CardItem | None:
        """The item on its way that an end moves with."""
        if end.kind is TargetKind.NODE:
            return None
        key = end.key
        if end.kind is TargetKind.BOX:
            key = topology.board.columns[end.node].units[end.key].cards[0].key
        item = self._item_of(key)
        return item if item is not None and self._motion.gliding(item) else None

    def _place_chip(self, topology: Topology, edge: Edge) -> None:
        line, constraint = self._lines[edge], topology.board.outline.constraints[edge.constraint]
        made = line.route
        if made is None or not self._needs_chip(topology, edge):
            self._drop_chip(edge)
            return
        texts = words.edge_words(constraint)
        chip = self._chips.get(edge)
        if chip is None:
            chip = self._chips[edge] = ChipItem(texts, self._ink, self._scale)
            chip.setZValue(_CHIP)
            chip.set_marked(marked=edge.constraint in self._marked)
            self._scene.addItem(chip)
        chip.set_texts(texts)
        chip.set_bright(bright=line.bright)

        def taken(rect: Rect) -> bool:
            return self._taken(topology, rect, chip)

        for which, (width, height) in enumerate(chip.sizes()):
            place = made.spot(width, height, taken)
            if place is not None:
                chip.show_at(which, place)
                return
        if edge not in self._asked:
            self._drop_chip(edge)
            return
        width, height = chip.sizes()[-1]
        x, y = made.at(0.5)
        chip.show_at(-1, Rect(x - width / 2, y - height / 2, width, height))

    def _needs_chip(self, topology: Topology, edge: Edge) -> bool:
        """Not where the card or frame at its end says the same as a tag, nor in a crowd."""
        home = node_of(topology.board, edge.tail)
        at_home = edge.kind is EdgeKind.LOCATION and edge.head.key == home
        if edge not in self._asked:
            return not at_home and self._scale.level is not Level.FAR
        if edge.constraint == self._constraint:
            return True  # what is selected is edited at its chip
        tagged = edge.tail.kind is TargetKind.BOX or not topology.metrics.compact
        return not (at_home and tagged and self._scale.level is Level.NEAR)

    def _taken(self, topology: Topology, rect: Rect, chip: ChipItem) -> bool:
        """Whether something that is read stands there."""
        board = topology.board
        if any(topology.card(card.key).meets(rect) for card in topology.cards_in(rect)):
            return True
        for name in topology.columns_in(rect):
            if topology.header(name).meets(rect):
                return True
            for key in topology.units_in(name, rect):
                frame = topology.unit(key)
                title = Rect(frame.x, frame.y, frame.width, topology.metrics.box_header)
                if board.columns[name].units[key[1]].group is not None and title.meets(rect):
                    return True
        tray = topology.tray.rect
        if Rect(tray.x, tray.y, *_TRAY_TITLE).meets(rect):
            return True
        return any(
            other is not chip and Rect(other.x(), other.y(), other.width, other.height).meets(rect)
            for other in self._chips.values()
        )

    def _drop_chip(self, edge: Edge) -> None:
        chip = self._chips.pop(edge, None)
        if chip is not None:
            self._scene.removeItem(chip)
