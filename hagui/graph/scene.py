"""The scene of the topology view: items for the part that is looked at, and nothing else.

It renders a board where the layout says and never decides. Card items exist only for the area
in view and its surroundings; in the overview the columns draw all cards as blocks instead.

Longer than most files because items of every kind come, move and go together.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGraphicsScene

from hagui.cluster.rehearsal.model import Prediction
from hagui.graph.board import Board, Touched, UnitKey
from hagui.graph.cards import TRAY, Card
from hagui.graph.haunting import Haunting
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem, rectf
from hagui.graph.items.box import BoxItem
from hagui.graph.items.card import CardItem
from hagui.graph.items.column import ColumnItem
from hagui.graph.items.header import HeaderItem
from hagui.graph.items.level import Level, Scale
from hagui.graph.items.tray import TrayItem
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.metrics import Room
from hagui.graph.layout.targets import Target, TargetKind
from hagui.graph.layout.topology import Topology
from hagui.graph.marks import Mark
from hagui.graph.motion import Motion
from hagui.graph.wiring import Wiring
from hagui.theme import Theme

_HEADER, _BOX, _CARD = 1, 2, 3
_FAR_HEADER_PX: Final = 19.0
"""Height of a column's header on screen in the overview."""
_MOST_FLYING: Final = 80
"""In the overview no more cards than this glide at once; the others jump."""
_SPARE: Final = 0.15
"""How far beyond what is in view items exist, as a share of it on each side."""
_DIMMED: Final = 0.28


def _no_reason(card: Card) -> Sequence[str]:
    del card
    return ()


class TopologyScene(QGraphicsScene):
    """Items of one board."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.motion = Motion(self)
        self.topology: Topology | None = None
        self.ink = Ink(theme)
        self.why: Callable[[Card], Sequence[str]] = _no_reason
        """Says in sentences why a card does not run."""
        self._scale = Scale()
        self._read_only = False
        self._columns: dict[str, ColumnItem] = {}
        self._headers: dict[str, HeaderItem] = {}
        self._boxes: dict[UnitKey, BoxItem] = {}
        self._cards: dict[str, CardItem] = {}
        self._tray = TrayItem(self.ink, self._scale)
        self.addItem(self._tray)
        self._shown = Rect(0, 0, 0, 0)
        self._selected: frozenset[str] = frozenset()
        self._related: frozenset[str] = frozenset()
        self._matches: frozenset[str] | None = None
        self._flying = 0
        self._marked: frozenset[str] = frozenset()
        self._harm: Mapping[str, str] = {}
        self.wiring = Wiring(self, self.motion, self.card_item, self.ink, self._scale)
        self.haunting = Haunting(self, self.motion, self.card_item, self.ink, self._scale)

    # what is shown

    @property
    def board(self) -> Board | None:
        """The board shown now."""
        return None if self.topology is None else self.topology.board

    @property
    def scale_now(self) -> Scale:
        """Zoom and level of detail."""
        return self._scale

    def card_item(self, key: str) -> CardItem | None:
        """The item of a card, where it is materialised."""
        return self._cards.get(key)

    def header_item(self, name: str) -> HeaderItem | None:
        """The header of a column."""
        return self._headers.get(name)

    def column_item(self, name: str) -> ColumnItem | None:
        """The body of a column."""
        return self._columns.get(name)

    @property
    def materialised(self) -> int:
        """How many card items exist."""
        return len(self._cards)

    def set_board(self, board: Board, room: Room) -> None:
        """Show a board from nothing."""
        self._clear()
        self.topology = Topology(board, room)
        self._build_columns()
        self.wiring.set_topology(self.topology)
        self._haunt()

    def follow(self, board: Board, touched: Touched) -> None:
        """Show a changed board; what moved glides."""
        topology = self.topology
        if topology is None:
            return
        if touched.everything:
            self._follow_everything(board, touched)
            self.wiring.renew()
            self._haunt()
            return
        before = topology.board
        origins = {
            key: topology.card(key)
            for key in touched.cards
            if key in before.cards and key not in self._cards
        }
        moved = topology.follow(board, touched)
        for name in touched.columns:
            self._columns[name].show_column(board.columns[name])
            self._headers[name].show_column(board.columns[name])
        for key in touched.units:
            self._refresh_box(key)
        for key in touched.cards:
            self._refresh_card(key, origins.get(key))
        if touched.tray:
            self._tray.show_count(len(board.tray))
        self._refresh_reasons()
        if moved or touched.tray:
            self._place_all(tray_only=not moved)
        if self._scale.level is Level.FAR:
            names = {name for name, _ in touched.units} | set(touched.columns)
            for name in names:
                self._blocks(name)
            if touched.tray:
                self._tray_blocks()
        self.wiring.renew()
        self._haunt()

    def set_room(self, room: Room, *, glide: bool = False) -> None:
        """Fill another viewport, or the same one at another zoom."""
        if self.topology is not None:
            self.topology.resize(room)
            self._place_all(glide=glide)
            self._all_blocks()
            self.wiring.renew()
            self.haunting.place_again(self.topology)

    def set_zoom(self, zoom: float) -> None:
        """Draw for a zoom."""
        topology = self.topology
        if topology is None:
            return
        scale = Scale.at(zoom, topology.metrics)
        before, self._scale = self._scale, scale
        far = scale.level is Level.FAR
        topology.overview_header = (
            max(topology.metrics.header, scale.units(_FAR_HEADER_PX)) if far else None
        )
        for item in self._all_items():
            item.set_scale(scale)
        if far:
            self._drop_cards()
        if far or before.level is Level.FAR:
            self._place_all(glide=False)
            if before.level is not Level.FAR:
                self._all_blocks()
            self._shown = Rect(0, 0, 0, 0)
            self.haunting.place_again(topology)
        self.wiring.set_scale(scale)
        self.haunting.set_scale(scale)

    def show_area(self, area: Rect) -> None:
        """Make sure that what is in ``area`` has items; drop what is far from it."""
        topology, shown = self.topology, self._shown
        if topology is None or self._scale.level is Level.FAR:
            return
        if (
            shown.x <= area.x
            and shown.y <= area.y
            and shown.right >= area.right
            and shown.bottom >= area.bottom
        ):
            return
        spare_x, spare_y = area.width * _SPARE, area.height * _SPARE
        wide = Rect(
            area.x - spare_x, area.y - spare_y, area.width + 2 * spare_x, area.height + 2 * spare_y
        )
        self._shown = wide
        wanted: set[str] = set()
        frames: set[UnitKey] = set()
        board = topology.board
        for name in topology.columns_in(wide):
            for key in topology.units_in(name, wide):
                unit = board.columns[name].units[key[1]]
                wanted.update(card.key for card in unit.cards)
                if unit.group is not None:
                    frames.add(key)
        if topology.tray.rect.meets(wide):
            wanted.update(topology.tray.cards_in(wide))
        for key in [key for key in self._cards if key not in wanted]:
            if not self.motion.gliding(self._cards[key]):
                self._remove_card(key)
        for key in [key for key in self._boxes if key not in frames]:
            self.removeItem(self._boxes.pop(key))
        for key in frames:
            self._refresh_box(key)
        for key in wanted:
            if key not in self._cards:
                self._add_card(board.cards[key])
        self.wiring.set_area(wide)

    # looks

    def set_ink(self, ink: Ink) -> None:
        """Draw with other colours."""
        self.ink = ink
        for item in self._all_items():
            item.set_ink(ink)
        self.wiring.set_ink(ink)
        self.haunting.set_ink(ink)

    # what is not so yet

    def set_prediction(self, prediction: Prediction | None) -> bool:
        """Show ghosts of what would happen; whether the size of the whole changed for them."""
        before = self.sceneRect()
        self.haunting.predict(prediction)
        self._haunt()
        return self.sceneRect() != before

    def set_marked(self, ids: AbstractSet[str]) -> None:
        """Mark what the draft has changed: ids of resources and constraints, names of nodes."""
        self._marked = frozenset(ids)
        for item in self._cards.values():
            self._tell_fate(item)
        for box in self._boxes.values():
            box.set_marked(marked=box.unit.group in self._marked)
        for name, header in self._headers.items():
            header.set_marked(marked=name in self._marked)
        self.wiring.set_marked(self._marked)

    def set_harm(self, words: Mapping[str, str]) -> None:
        """Tag nodes with what was done to them in a lab, by name."""
        self._harm = dict(words)
        for name, header in self._headers.items():
            header.set_harm(self._harm.get(name, ""))

    def marks(self, target: Target) -> bool:
        """Whether the draft has changed what a target stands for."""
        board = self.board
        names: set[str | None] = {target.key}
        if board is not None and target.kind is TargetKind.CARD:
            leaf = board.cards[target.key].leaf
            names = {leaf.id, leaf.clone}
        elif board is not None and target.kind is TargetKind.BOX:
            names = {board.columns[target.node].units[target.key].group}
        return not self._marked.isdisjoint(names)

    def _haunt(self) -> None:
        """Show what is predicted, on the board as it is now."""
        told = self.haunting.haunted
        if self.haunting.renew(self.topology):
            self._place_all()
        now = self.haunting.haunted
        if told.marks or now.marks:
            for item in self._cards.values():
                self._tell_fate(item)
        if told.fenced or now.fenced:
            for name, header in self._headers.items():
                header.set_fenced(fenced=name in now.fenced)

    def _tell_fate(self, item: CardItem) -> None:
        leaf = item.card.leaf
        item.set_fate(self.haunting.haunted.marks.get(item.card.key))
        item.set_marked(marked=not self._marked.isdisjoint({leaf.id, leaf.clone}))

    def set_read_only(self, *, read_only: bool) -> None:
        """Whether switches and links act."""
        self._read_only = read_only
        for header in self._headers.values():
            header.set_read_only(read_only=read_only)
        for card in self._cards.values():
            card.read_only = read_only
            card.reset()

    def set_selected(
        self, names: AbstractSet[str], related: AbstractSet[str] = frozenset()
    ) -> None:
        """Frame cards, groups (``box:`` and the id) and nodes (``node:`` and the name).

        Args:
            names: what is selected.
            related: what belongs to it, to be outlined thinly.
        """
        before = (self._selected, self._related)
        self._selected, self._related = frozenset(names), frozenset(related)
        for name, header in self._columns.items():
            self._apply_frame(f"node:{name}", header)
        for key, item in self._cards.items():
            self._apply_frame(key, item)
        for (_, unit), box in self._boxes.items():
            self._apply_frame(f"box:{unit}", box)
        if self._scale.level is Level.FAR and before != (self._selected, self._related):
            self._all_blocks()

    def _apply_frame(self, name: str, item: BoardItem) -> None:
        item.set_selected(selected=name in self._selected)
        item.set_related(related=name in self._related)

    def set_matches(self, keys: frozenset[str] | None) -> None:
        """Cards that a search found; the others recede. None ends the search."""
        self._matches = keys
        for key, item in self._cards.items():
            self._apply_match(key, item)
        if self._scale.level is Level.FAR:
            self._all_blocks()

    # items

    def _all_items(self) -> list[BoardItem]:
        return [
            self._tray,
            *self._columns.values(),
            *self._headers.values(),
            *self._boxes.values(),
            *self._cards.values(),
        ]

    def _clear(self) -> None:
        self.motion.finish()
        self._drop_cards()
        for item in (*self._columns.values(), *self._headers.values()):
            self.removeItem(item)
        self._columns.clear()
        self._headers.clear()
        self._shown = Rect(0, 0, 0, 0)

    def _drop_cards(self) -> None:
        for key in list(self._cards):
            self._remove_card(key)
        for box in self._boxes.values():
            self.removeItem(box)
        self._boxes.clear()

    def _build_columns(self) -> None:
        topology = self.topology
        assert topology is not None
        for name, column in topology.board.columns.items():
            body = ColumnItem(column, self.ink, self._scale)
            header = HeaderItem(column, self.ink, self._scale)
            header.read_only = self._read_only
            header.set_marked(marked=name in self._marked)
            header.set_harm(self._harm.get(name, ""))
            header.setZValue(_HEADER)
            self._columns[name], self._headers[name] = body, header
            self.addItem(body)
            self.addItem(header)
            self._apply_frame(f"node:{name}", body)
        self._tray.show_count(len(topology.board.tray))
        self._place_all(glide=False)
        self._all_blocks()

    def _follow_everything(self, board: Board, touched: Touched) -> None:
        topology = self.topology
        assert topology is not None
        same = topology.board.columns.keys() == board.columns.keys()
        topology.follow(board, touched)
        if not same:
            self._clear()
            self._build_columns()
            return
        for name, column in board.columns.items():
            self._columns[name].show_column(column)
            self._headers[name].show_column(column)
        for key in list(self._boxes):
            self._refresh_box(key)
        for key in list(self._cards):
            self._refresh_card(key, None)
        self._tray.show_count(len(board.tray))
        self._refresh_reasons()
        self._place_all()
        self._all_blocks()
        self._shown = Rect(0, 0, 0, 0)

    def _place_all(self, *, glide: bool = True, tray_only: bool = False) -> None:
        topology = self.topology
        if topology is None:
            return
        board = topology.board
        self._put(self._tray, topology.tray.rect)
        if not tray_only:
            for name in board.columns:
                column = topology.column(name)
                header = topology.header(name)
                self._put(self._columns[name], column)
                self._put(self._headers[name], header)
                self._columns[name].set_body(*topology.body(name))
            for key in list(self._boxes):
                self._refresh_box(key)
        for key, item in self._cards.items():
            card = board.cards.get(key)
            if card is not None and (not tray_only or card.node == TRAY):
                self._move(item, topology.card(key), glide=glide)
        self.setSceneRect(rectf(topology.bounds))

    def _put(self, item: BoardItem, rect: Rect) -> None:
        item.set_place(rectf(rect))

    def _move(self, item: CardItem, rect: Rect, *, glide: bool, hold: bool = False) -> None:
        end = rectf(rect)
        if glide:
            self.motion.move(item, end, hold=hold)
        else:
            self.motion.put(item, end)

    def _refresh_box(self, key: UnitKey) -> None:
        topology = self.topology
        assert topology is not None
        name, unit_key = key
        column = topology.board.columns.get(name)
        unit = None if column is None else column.units.get(unit_key)
        box = self._boxes.get(key)
        if unit is None or unit.group is None:
            if box is not None:
                self.removeItem(self._boxes.pop(key))
            return
        rect = topology.unit(key)
        if box is None:
            if self._scale.level is Level.FAR or not rect.meets(self._shown):
                return
            box = self._boxes[key] = BoxItem(unit, self.ink, self._scale)
            box.title_height = topology.metrics.box_header
            box.setZValue(_BOX)
            self._apply_frame(f"box:{unit_key}", box)
            box.set_marked(marked=unit.group in self._marked)
            self.addItem(box)
        self._put(box, rect)
        here = {card.leaf.id for card in unit.cards}
        box.show_unit(
            unit,
            tuple(
                (member, rectf(place.moved(-rect.x, -rect.y)))
                for member, place in topology.slots(key).items()
                if member not in here
            ),
        )

    def _add_card(self, card: Card, at: Rect | None = None) -> CardItem:
        topology = self.topology
        assert topology is not None
        item = CardItem(card, self.ink, self._scale)
        item.read_only = self._read_only
        item.why = self._explain
        item.setZValue(_CARD)
        self._apply_frame(card.key, item)
        rect = at or topology.card(card.key)
        item.set_place(rectf(rect))
        self._cards[card.key] = item
        self._tell_fate(item)
        self.addItem(item)
        self._apply_match(card.key, item)
        return item

    def _remove_card(self, key: str) -> None:
        item = self._cards.pop(key)
        self.motion.forget(item)
        self.removeItem(item)

    def _refresh_card(self, key: str, origin: Rect | None) -> None:
        topology = self.topology
        assert topology is not None
        card = topology.board.cards.get(key)
        item = self._cards.get(key)
        if card is None:
            if item is not None:
                self._remove_card(key)
            return
        rect = topology.card(key)
        if self._scale.level is Level.FAR:
            if origin is not None and origin != rect:
                self._fly(card, origin, rect)
            return
        if item is None:
            near = rect.meets(self._shown) or (origin is not None and origin.meets(self._shown))
            if not near:
                return
            item = self._add_card(card, origin)
        before = item.card
        item.show_card(card)
        settles = card.node == TRAY and before.node != TRAY and not card.mark.urgent
        self._move(item, rect, glide=True, hold=settles)
        self._apply_match(key, item)

    def _explain(self, card: Card) -> Sequence[str]:
        return self.why(card)

    def _refresh_reasons(self) -> None:
        """Reasons may lie with other nodes and resources than those that a change names."""
        for item in self._cards.values():
            if item.card.node == TRAY or item.card.waiting:
                item.reset()

    def _fly(self, card: Card, origin: Rect, end: Rect) -> None:
        """In the overview: a passing item shows the way; the column has the card already."""
        if self._flying >= _MOST_FLYING:
            return
        self._flying += 1
        item = CardItem(card, self.ink, self._scale)
        item.set_place(rectf(origin))
        item.setZValue(_CARD)
        self.addItem(item)

        def land() -> None:
            self._flying -= 1
            self.removeItem(item)

        self.motion.move(item, rectf(end), done=land)

    def _apply_match(self, key: str, item: CardItem) -> None:
        found = self._matches is not None and key in self._matches
        receding = self._matches is not None and not found
        item.set_matched(matched=found)
        self.motion.pulse(item, on=item.card.mark is Mark.PENDING and not receding)
        if receding:
            item.setOpacity(_DIMMED)
        elif item.card.mark is not Mark.PENDING:
            item.setOpacity(1.0)

    # the overview

    def _all_blocks(self) -> None:
        if self.topology is not None and self._scale.level is Level.FAR:
            for name in self._columns:
                self._blocks(name)
            self._tray_blocks()

    def _blocks(self, name: str) -> None:
        topology = self.topology
        assert topology is not None
        chosen = self._selected or self._related
        emphasised = chosen if self._matches is None else self._matches
        self._columns[name].set_blocks(
            (rect, card.tone, card.key in emphasised) for rect, card in topology.blocks(name)
        )

    def _tray_blocks(self) -> None:
        topology = self.topology
        assert topology is not None
        tray = topology.tray
        self._tray.set_blocks(
            [
                (
                    tray.card(card.key).moved(-tray.rect.x, -tray.rect.y),
                    card.tone,
                    card.quiet,
                )
                for card in topology.board.tray
            ]
        )
