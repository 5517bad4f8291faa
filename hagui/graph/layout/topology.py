"""Where everything on the topology view is: a column per node, cards in it, the tray below.

The rules, in the order in which they give way: a card never moves because another one changed;
a unit that comes to a column takes the row it has elsewhere, so that it glides level; what runs
on many nodes (clones) stands on the same row in each; columns in a row are equally high.
Deterministic: the same boards in the same order give the same places. Longer than most files
because every place follows from the same few sums.
"""

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Final

from hagui.graph.board import Board, Touched, UnitKey
from hagui.graph.cards import TRAY, Card, Unit
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.lanes import Lanes, Place
from hagui.graph.layout.metrics import Load, Metrics, Room, choose, widened
from hagui.graph.layout.tray import TrayLayout

_STRIDE: Final = 4


class Topology:
    """Positions of a board's columns, units and cards, in scene units."""

    def __init__(self, board: Board, room: Room) -> None:
        self._board = board
        self._room = room
        self._lanes: dict[str, Lanes] = {}
        self._homes: dict[str, Place] = {}
        self._aligned = True
        self._order: dict[str, int] = {}
        self._peaks: list[float] = []
        self._bodies: list[float] = []
        self._columns: dict[str, Rect] = {}
        self._reserved: Mapping[str, float] = {}
        self.metrics = Metrics()
        self.tray = TrayLayout(board.tray)
        self.overview_header: float | None = None
        """Height of the columns' headers in the overview, where they are drawn larger than
        everything else and what is below moves together; None for true positions."""
        self._build()

    @property
    def board(self) -> Board:
        """The board laid out now."""
        return self._board

    # following changes

    def follow(self, board: Board, touched: Touched) -> bool:
        """Take over a changed board; returns whether columns, the tray or bounds moved."""
        before = self._board
        self._board = board
        if touched.everything:
            if before.columns.keys() != board.columns.keys():
                self._build()
            else:
                self._rebuild()
            return True
        for name, key in sorted(touched.units):
            self._settle(name, board.columns[name].units.get(key), key)
        old_tray = self.tray.height
        if touched.tray:
            self.tray = self.tray.following(board.tray)
        return self._measure() or self.tray.height != old_tray

    def resize(self, room: Room) -> None:
        """Fill another viewport; cards change width, never places."""
        self._room = room
        self.metrics = widened(self.metrics, self._load(), room)
        self._measure()

    def outgrown(self, room: Room) -> bool:
        """Whether another arrangement would show the board better in ``room``."""
        wanted, now = self._choose(room), self.metrics
        return (wanted.compact, wanted.lanes, wanted.per_row) != (
            now.compact,
            now.lanes,
            now.per_row,
        )

    def _choose(self, room: Room) -> Metrics:
        load = self._load()
        return widened(choose(load, room), load, room)

    def _load(self) -> Load:
        columns = [column.units.values() for column in self._board.columns.values()]
        return Load(
            columns=len(columns),
            fullest=max((sum(unit.rows for unit in units) for units in columns), default=1),
            boxes=max(
                (sum(unit.group is not None for unit in units) for units in columns), default=0
            ),
            idle=len(self._board.tray),
        )

    def _build(self) -> None:
        board = self._board
        self._order = {name: index for index, name in enumerate(board.columns)}
        self.metrics = self._choose(self._room)
        self._lanes = {name: Lanes(self.metrics.lanes) for name in board.columns}
        self._homes = {}
        self._peaks = []
        if self.metrics.lanes == 1:
            self._deal_rows()
        else:
            self._deal_lanes()
        self.tray = TrayLayout(board.tray)
        self._measure()

    def _rebuild(self) -> None:
        """Resources came, went or grew: what stays keeps its place, or goes down a little."""
        board = self._board
        if self._aligned:
            self._regrow_homes()
        for name, lanes in self._lanes.items():
            units = board.columns[name].units
            for key in list(lanes):
                if key not in units:
                    lanes.free(key)
            if self._aligned:
                moved = {key for key in lanes if lanes.get(key) != self._homes.get(key)}
                for key in moved:
                    lanes.free(key)
            else:
                lanes.regrow({key: self._height(units[key]) for key in lanes})
            for key, unit in units.items():
                self._settle(name, unit, key)
        self.tray = TrayLayout(board.tray)
        self._measure()

    def _regrow_homes(self) -> None:
        """Rows of units that are higher now push those below them down, in every column alike."""
        heights = {
            key: self._height(unit)
            for column in self._board.columns.values()
            for key, unit in column.units.items()
        }
        rows = Lanes(1)
        for key, home in sorted(self._homes.items(), key=lambda item: item[1].top):
            rows.append_at(key, home.top, home.height)
        rows.regrow(heights)
        self._homes = {key: place for key in rows if (place := rows.get(key)) is not None}

    def _settle(self, name: str, unit: Unit | None, key: str) -> None:
        lanes = self._lanes[name]
        if unit is None:
            lanes.free(key)
            return
        height = self._height(unit)
        place = lanes.get(key)
        if place is not None and place.height == height:
            return
        home = self._homes.get(key)
        if home is None or home.height != height:
            home = self._new_home(height)
        put = lanes.put(key, height, home)
        self._homes.setdefault(key, put)

    def _new_home(self, height: float) -> Place | None:
        if not self._aligned:
            return None
        bottom = max((home.bottom for home in self._homes.values()), default=0.0)
        return Place(0, bottom, height)

    def _height(self, unit: Unit) -> float:
        return self.metrics.unit_height(unit.rows, boxed=unit.group is not None)

    def _deal_rows(self) -> None:
        """One lane: one row for each unit across all columns if that fits, else packed."""
        spread = self._spread()
        units: dict[str, Unit] = {}
        for column in self._board.columns.values():
            units.update(column.units)
        total = sum(self._height(unit) for unit in units.values())
        tallest = max(
            (sum(self._height(u) for u in c.units.values()) for c in self._board.columns.values()),
            default=0.0,
        )
        rows = ceil(max(1, len(self._order)) / self.metrics.per_row)
        least = self._room.height / rows - self.metrics.header - 120
        self._aligned = total <= max(tallest, least)
        many = max(2, len(self._order) / 2)
        top = 0.0
        for key, unit in sorted(units.items(), key=lambda item: (item[1].rank, item[0])):
            if self._aligned or spread[key] >= many:
                self._homes[key] = Place(0, top, self._height(unit))
                top += self._height(unit)
        for name, column in self._board.columns.items():
            ordered = sorted(column.units.values(), key=lambda u: (u.key not in self._homes,))
            for unit in ordered:
                place = self._lanes[name].put(
                    unit.key, self._height(unit), self._homes.get(unit.key)
                )
                self._homes.setdefault(unit.key, place)

    def _deal_lanes(self) -> None:
        """Several lanes: filled one after the other, what runs on many nodes first."""
        self._aligned = False
        spread = self._spread()
        many = max(2, len(self._order) / 2)
        fullest = max(
            sum(self._height(u) for u in c.units.values()) for c in self._board.columns.values()
        )
        target = fullest / self.metrics.lanes
        for name, column in self._board.columns.items():
            lanes, lane, filled = self._lanes[name], 0, 0.0
            ordered = sorted(column.units.values(), key=lambda u: (spread[u.key] < many,))
            for unit in ordered:
                height = self._height(unit)
                if filled and filled + height / 2 > target and lane + 1 < self.metrics.lanes:
                    lane, filled = lane + 1, 0.0
                place = lanes.append(unit.key, height, lane)
                filled += height
                self._homes.setdefault(unit.key, place)

    def _spread(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for column in self._board.columns.values():
            for key in column.units:
                found[key] = found.get(key, 0) + 1
        return found

    def _measure(self) -> bool:
        """Heights of the rows of columns; they only grow, so that nothing bounces."""
        metrics = self.metrics
        rows = max(1, ceil(len(self._order) / metrics.per_row))
        grown, peaks = bool(self._peaks), self._peaks or [metrics.least] * rows
        for name, index in self._order.items():
            row = index // metrics.per_row
            bottom = max(self._lanes[name].bottom, self._reserved.get(name, 0.0))
            if bottom > peaks[row]:
                # later growth comes in strides, so that columns seldom change their height
                stride = _STRIDE * metrics.pitch if grown else 1
                peaks[row] = ceil(bottom / stride) * stride
        self._peaks = peaks
        before = (self._bodies, self.tray.rect, self._columns)
        self._bodies = list(peaks)
        across = min(len(self._order), metrics.per_row)
        width = across * (metrics.column_width + metrics.column_gap) - metrics.column_gap
        width = max(width, self._room.width - 2 * metrics.margin)
        self.tray.fill(width)
        if rows == 1:
            above = 2 * metrics.margin + metrics.column_gap + metrics.header + 2 * metrics.pad
            # where the width makes the board smaller than life, there is more height to fill
            zoom = min(1.0, self._room.width / (width + 2 * metrics.margin))
            free = self._room.height / zoom - above - self.tray.height
            self._bodies[0] = max(peaks[0], free)
        self.tray.rect = Rect(metrics.margin, self._row_top(rows), width, self.tray.height)
        self._columns = {name: self._column(index) for name, index in self._order.items()}
        return before != (self._bodies, self.tray.rect, self._columns)

    def _column(self, index: int) -> Rect:
        metrics = self.metrics
        row, across = divmod(index, metrics.per_row)
        return Rect(
            metrics.margin + across * (metrics.column_width + metrics.column_gap),
            self._row_top(row),
            metrics.column_width,
            metrics.header + self._bodies[row] + 2 * metrics.pad,
        )

    # asking for places

    def _row_top(self, row: int) -> float:
        metrics = self.metrics
        fixed = metrics.header + 2 * metrics.pad + metrics.column_gap
        return metrics.margin + sum(self._bodies[:row]) + row * fixed

    @property
    def bounds(self) -> Rect:
        """All that there is, margins included."""
        tray, margin = self.tray.rect, self.metrics.margin
        return Rect(0, 0, tray.right + margin, tray.bottom + margin)

    def column(self, name: str) -> Rect:
        """A node's whole column."""
        return self._columns[name]

    def header(self, name: str) -> Rect:
        """The header of a node's column."""
        column = self.column(name)
        return Rect(column.x, column.y, column.width, self.overview_header or self.metrics.header)

    def switch(self, name: str) -> Rect:
        """The standby switch in a column's header, with some room to hit it."""
        header = self.header(name)
        return Rect(header.right - 48, header.y + 4, 44, 28)

    def unit(self, key: UnitKey) -> Rect:
        """A unit: a card, or a group's whole frame."""
        name, unit_key = key
        place = self._lanes[name].get(unit_key)
        if place is None:
            raise KeyError(key)
        metrics, boxed = self.metrics, self._board.columns[name].units[unit_key].group is not None
        x = metrics.pad + place.lane * (metrics.card_width + metrics.lane_gap)
        spread = metrics.box_pad if boxed else 0
        return self.in_body(
            name,
            Rect(
                x - spread,
                place.top,
                metrics.card_width + 2 * spread,
                place.height - metrics.gap,
            ),
        )

    def slots(self, key: UnitKey) -> dict[str, Rect]:
        """The places of all of a unit's members by primitive id, empty ones too."""
        name, unit_key = key
        unit = self._board.columns[name].units[unit_key]
        place = self._lanes[name].get(unit_key)
        if place is None:
            raise KeyError(key)
        metrics = self.metrics
        x = metrics.pad + place.lane * (metrics.card_width + metrics.lane_gap)
        top = place.top + (metrics.box_header if unit.group is not None else 0)
        members = unit.members or (unit.cards[0].leaf.id,)
        return {
            member: self.in_body(
                name,
                Rect(x, top + index * metrics.pitch, metrics.card_width, metrics.card_height),
            )
            for index, member in enumerate(members)
        }

    def card(self, key: str) -> Rect:
        """A card, in its column or in the tray.

        Raises:
            KeyError: there is no such card on the board.
        """
        card = self._board.cards[key]
        if card.node == TRAY:
            return self.tray.card(key)
        unit_key = (card.node, card.unit)
        slots = self.slots(unit_key)
        rect = slots.get(card.leaf.id)
        if rect is None:  # a member that its group does not list (any more)
            return self.unit(unit_key)
        same = [
            c.key
            for c in self._board.columns[card.node].units[card.unit].cards
            if c.leaf.id == card.leaf.id
        ]
        # several copies on one node share the place, each a little lower
        return rect.moved(0, 3.0 * same.index(key)) if len(same) > 1 else rect

    def body(self, name: str) -> tuple[float, float]:
        """Top of a column's body relative to the column, and how much it is squeezed."""
        top, share = self._body(name)
        return top - self._columns[name].y, share

    def blocks(self, name: str) -> Iterator[tuple[Rect, Card]]:
        """Cards of a column with their true places relative to the column's body."""
        metrics, lanes = self.metrics, self._lanes[name]
        for key, unit in self._board.columns[name].units.items():
            place = lanes.get(key)
            if place is None:
                continue
            x = metrics.pad + place.lane * (metrics.card_width + metrics.lane_gap)
            top = place.top + (metrics.box_header if unit.group is not None else 0)
            for card in unit.cards:
                row = (card.number or 1) - 1 if unit.members else 0
                yield (
                    Rect(x, top + row * metrics.pitch, metrics.card_width, metrics.card_height),
                    card,
                )

    def _body(self, name: str) -> tuple[float, float]:
        """Top of a column's body in the scene, and how much it is squeezed (1 is not at all)."""
        column, metrics = self._columns[name], self.metrics
        if self.overview_header is None:
            return column.y + metrics.header + metrics.pad, 1.0
        below = column.height - metrics.header
        share = max(0.1, (column.height - self.overview_header) / below)
        return column.y + self.overview_header + metrics.pad * share, share

    def lanes_of(self, name: str) -> Lanes:
        """A copy of a column's lanes, to find out what else would fit."""
        return self._lanes[name].copy()

    def home_of(self, unit: str) -> Place | None:
        """The row that a unit has wherever it is, if it has one."""
        return self._homes.get(unit)

    def reserve(self, bottoms: Mapping[str, float]) -> bool:
        """Keep columns at least so high, by name, in units from the top of the body.

        They only grow, as ever. Returns whether anything moved for it.
        """
        self._reserved = bottoms
        return self._measure()

    def in_body(self, name: str, local: Rect) -> Rect:
        """A place within a column's body, in the scene."""
        top, share = self._body(name)
        return Rect(
            self._columns[name].x + local.x,
            top + local.y * share,
            local.width,
            local.height * share,
        )

    def columns_in(self, area: Rect) -> Iterator[str]:
        """Names of columns that show in ``area``."""
        return (name for name in self._order if self.column(name).meets(area))

    def units_in(self, name: str, area: Rect) -> Iterator[UnitKey]:
        """Units of a column that show in ``area``."""
        top, share = self._body(name)
        within = self._lanes[name].between((area.y - top) / share, (area.bottom - top) / share)
        for unit_key in within:
            if self.unit((name, unit_key)).meets(area):
                yield (name, unit_key)

    def cards_in(self, area: Rect) -> Iterator[Card]:
        """Every card that shows in ``area``."""
        for name in self.columns_in(area):
            for _, unit_key in self.units_in(name, area):
                yield from self._board.columns[name].units[unit_key].cards
        if self.tray.rect.meets(area):
            for key in self.tray.cards_in(area):
                yield self._board.cards[key]
