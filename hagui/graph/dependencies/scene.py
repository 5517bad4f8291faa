"""The scene of the dependency view: one item for each unit, line, label and hub.

It renders what plan, board and arrangement say and never decides. Longer than most files because
items of every kind come, move and go together.
"""

from collections.abc import Generator, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from hagui.cluster.rehearsal.model import Prediction
from hagui.graph.board import Board
from hagui.graph.dependencies import words
from hagui.graph.dependencies.asking import card_width, request_of
from hagui.graph.dependencies.emphasis import FILTERED, RECEDED, UNFOUND, Chosen
from hagui.graph.dependencies.foretold import foretell
from hagui.graph.dependencies.items.ground import GroundItem
from hagui.graph.dependencies.items.hub import HubItem, hub_size
from hagui.graph.dependencies.items.level import scale_at
from hagui.graph.dependencies.items.link import LabelItem, LinkItem
from hagui.graph.dependencies.items.unit import UnitItem, tag_width
from hagui.graph.dependencies.layout.arrangement import Arrangement, arrange
from hagui.graph.dependencies.layout.frames import Frame, frame_of
from hagui.graph.dependencies.looks import copies_of, look_of
from hagui.graph.dependencies.model import Plan, Unit
from hagui.graph.ink import Ink
from hagui.graph.items.base import BoardItem, rectf
from hagui.graph.items.level import Scale
from hagui.graph.layout.routes import Point
from hagui.graph.motion import Motion
from hagui.theme import Theme

_LINE, _HUB, _UNIT, _LABEL = 1.0, 2.0, 3.0, 4.0
_LIT_LINE, _LIT_LABEL = 2.5, 4.5


class DependencyScene(QGraphicsScene):
    """Items of one diagram."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.motion = Motion(self)
        self.motion.stepped.connect(self._follow_motion)
        self.ink = Ink(theme)
        self.plan: Plan | None = None
        self.board: Board | None = None
        self.arrangement = Arrangement()
        self.frames: dict[str, Frame] = {}
        self.units: dict[str, UnitItem] = {}
        self.links: dict[str, LinkItem] = {}
        self.labels: dict[str, LabelItem] = {}
        self.hubs: dict[str, HubItem] = {}
        self.collapsed: frozenset[str] = frozenset()
        self._scale = Scale()
        self._width = 0.0
        self._ratio = 1.6
        self._shifting = False
        self._ground = GroundItem(self.ink, self._scale)
        self.addItem(self._ground)
        # what is brought out
        self.chosen = Chosen()
        self._also: frozenset[str] = frozenset()
        self._matches: frozenset[str] | None = None
        self._filter: frozenset[str] | None = None
        self._hiding: bool = False
        self._only_touching = False
        self._receding = True
        self._drafted: frozenset[str] = frozenset()
        self._prediction: Prediction | None = None
        self._hovered: tuple[str | None, str | None] = (None, None)
        self._outlined: str | None = None

    @property
    def scale_now(self) -> Scale:
        """Zoom and level of detail."""
        return self._scale

    # what is shown

    def show_plan(self, plan: Plan, board: Board, ratio: float) -> None:
        """Show a diagram from nothing."""
        self.motion.finish()
        self._ratio = ratio
        self._width = card_width(list(self._name_widths(plan)))
        self.plan, self.board = plan, board
        self._lay(None, glide=False)

    def _name_widths(self, plan: Plan) -> Iterator[float]:
        letters, title = self.ink.title_size, self.ink.small_bold_size
        for unit in plan.units.values():
            if not unit.boxed:
                yield letters.horizontalAdvance(unit.id)
                continue
            yield title.horizontalAdvance(unit.id) + 40
            for number, member in enumerate(unit.members, 1):
                yield letters.horizontalAdvance(f"{number} {member}") + 40

    def follow_plan(self, plan: Plan, board: Board) -> None:
        """Show a changed configuration; what is there already keeps its place."""
        self.plan, self.board = plan, board
        self._lay(self.arrangement, glide=True)

    def follow_board(self, board: Board, units: AbstractSet[str]) -> None:
        """Show other states of some units."""
        plan = self.plan
        if plan is None:
            return
        self.board = board
        copies = {key: copies_of(plan.units[key], board) for key in units}
        if any(
            len(self.frames[key].copies) != count and key not in self.collapsed
            for key, count in copies.items()
        ):
            self._lay(self.arrangement, glide=True)
            return
        for key in units:
            self._show_unit(plan.units[key])
        self._mark()

    def set_collapsed(self, collapsed: frozenset[str]) -> None:
        """Hide or show what is inside of units."""
        if collapsed != self.collapsed:
            self.collapsed = collapsed
            if self.plan is not None:
                self._lay(self.arrangement, glide=True)

    def arrange_anew(self, ratio: float) -> None:
        """Forget former places."""
        self._ratio = ratio
        if self.plan is not None:
            self._lay(None, glide=True)

    def _lay(self, before: Arrangement | None, *, glide: bool) -> None:
        plan, board = self.plan, self.board
        assert plan is not None
        assert board is not None
        self.frames = {key: self._frame(unit, plan, board) for key, unit in plan.units.items()}
        self._renew_labels(plan)
        request = request_of(
            plan,
            self.frames,
            {key: hub_size(hub, self.ink) for key, hub in plan.hubs.items()},
            {key: label.sizes() for key, label in self.labels.items()},
            self._ratio,
        )
        origins = {key: item.place for key, item in self.units.items()}
        self.arrangement = made = arrange(request, before)
        for key in [key for key in self.units if key not in plan.units]:
            self._remove(self.units.pop(key))
        for key, unit in plan.units.items():
            self._show_unit(unit)
            place = rectf(made.places[key])
            if glide and key in origins:
                self.motion.move(self.units[key], place)
            else:
                self.motion.put(self.units[key], place)
        self._lay_hubs(plan, made, glide=glide)
        self._lay_links(plan, made)
        bounds = rectf(made.bounds)
        self._ground.set_place(bounds)
        self._ground.show_ground(made.rulers, made.alone, empty=not plan.units)
        self.setSceneRect(bounds)
        self._shifting = True
        self._follow_motion()
        self._mark()

    def _frame(self, unit: Unit, plan: Plan, board: Board) -> Frame:
        tags = [
            (tag.key, tag_width(words.tag_words(tag), self.ink.small_size))
            for tag in plan.tags.get(unit.id, ())
        ]
        collapsed = unit.id in self.collapsed
        copies = 0 if collapsed else copies_of(unit, board)
        return frame_of(unit, copies, tags, collapsed=collapsed, width=self._width)

    def _show_unit(self, unit: Unit) -> None:
        plan, board = self.plan, self.board
        assert plan is not None
        assert board is not None
        look, frame = look_of(unit, board), self.frames[unit.id]
        item = self.units.get(unit.id)
        if item is None:
            item = self.units[unit.id] = UnitItem(unit, look, frame, self.ink, self._scale)
            item.setZValue(_UNIT)
            self.addItem(item)
        tags = {tag.key: tag for tag in plan.tags.get(unit.id, ())}
        item.show_unit(unit, look, frame, tags, collapsed=unit.id in self.collapsed)

    def _renew_labels(self, plan: Plan) -> None:
        said = {key: link for key, link in plan.links.items() if link.said}
        for key in [key for key in self.labels if key not in said]:
            self.removeItem(self.labels.pop(key))
        for key, link in said.items():
            texts = words.link_words(link)
            label = self.labels.get(key)
            if label is None:
                label = self.labels[key] = LabelItem(link, texts, self.ink, self._scale)
                label.setZValue(_LABEL)
                self.addItem(label)
            label.set_texts(link, texts)

    def _lay_hubs(self, plan: Plan, made: Arrangement, *, glide: bool) -> None:
        for key in [key for key in self.hubs if key not in plan.hubs]:
            self._remove(self.hubs.pop(key))
        for key, hub in plan.hubs.items():
            item, place = self.hubs.get(key), rectf(made.places[key])
            if item is None:
                item = self.hubs[key] = HubItem(hub, self.ink, self._scale)
                item.setZValue(_HUB)
                self.addItem(item)
                item.set_place(place)
            item.show_hub(hub)
            if glide:
                self.motion.move(item, place)
            else:
                self.motion.put(item, place)

    def _lay_links(self, plan: Plan, made: Arrangement) -> None:
        for key in [key for key in self.links if key not in plan.links]:
            self.removeItem(self.links.pop(key))
        for key, link in plan.links.items():
            item = self.links.get(key)
            if item is None:
                item = self.links[key] = LinkItem(link, self.ink, self._scale)
                item.setZValue(_LINE)
                self.addItem(item)
            item.link = link
            item.to_hub = link.head.vertex in plan.hubs
            item.show_route(made.routes[key])
        for key, label in self.labels.items():
            place = made.labels[key]
            label.show_label(rectf(place.place), place.which)

    def _remove(self, item: BoardItem) -> None:
        self.motion.forget(item)
        self.removeItem(item)

    def _follow_motion(self) -> None:
        """Lines follow the cards that are on their way; words wait until these have arrived."""
        plan = self.plan
        if plan is None or not self._shifting:
            return
        shifts: dict[str, Point] = {}
        for key, item in (*self.units.items(), *self.hubs.items()):
            if self.motion.gliding(item):
                to, now = self.motion.target(item), item.place
                shifts[key] = (now.x() - to.x(), now.y() - to.y())
        for key, item in self.links.items():
            start = shifts.get(item.link.tail.vertex)
            end = shifts.get(item.link.head.vertex)
            moving = start is not None or end is not None
            shift = (start or (0.0, 0.0), end or (0.0, 0.0)) if moving else None
            item.show_route(self.arrangement.routes[key], shift)
            if key in self.labels:
                self.labels[key].setVisible(not moving and item.isVisible())
        self._shifting = bool(shifts)

    # looks

    def set_ink(self, ink: Ink) -> None:
        """Draw with other colours."""
        self.ink = ink
        for item in self._all_items():
            item.set_ink(ink)

    def set_zoom(self, zoom: float) -> None:
        """Draw for a zoom."""
        self._scale = scale_at(zoom)
        for item in self._all_items():
            item.set_scale(self._scale)

    @contextmanager
    def near(self) -> Generator[None]:
        """Draw all details for a while: at no zoom, nothing selected, no cached pictures."""
        before, chosen, also = self._scale, self.chosen, self._also
        matches, wanted, hide = self._matches, self._filter, self._hiding
        self.hover(None, None)
        self.bring_out(Chosen(), wanted=wanted, hide=hide)
        items = self._all_items()
        modes = [item.cacheMode() for item in items]
        for item in items:
            item.set_scale(Scale())
            item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        try:
            yield
        finally:
            for item, mode in zip(items, modes, strict=True):
                item.setCacheMode(mode)
                item.set_scale(before)
            self.bring_out(chosen, also, matches=matches, wanted=wanted, hide=hide)

    def _all_items(self) -> list[BoardItem]:
        return [
            self._ground,
            *self.links.values(),
            *self.hubs.values(),
            *self.units.values(),
            *self.labels.values(),
        ]

    # what is brought out

    def bring_out(
        self,
        chosen: Chosen,
        also: frozenset[str] = frozenset(),
        *,
        matches: frozenset[str] | None = None,
        wanted: frozenset[str] | None = None,
        hide: bool = False,
    ) -> None:
        """Frame what is selected, and let the rest recede.

        Args:
            chosen: what is selected, and what touches it.
            also: units that are selected beside it.
            matches: units that a search found; None: there is no search.
            wanted: units to look at; None: all.
            hide: whether the others are hidden, not only faded.
        """
        found = (chosen, also, matches, wanted, hide)
        if found != (self.chosen, self._also, self._matches, self._filter, self._hiding):
            self.chosen, self._also = chosen, also
            self._matches, self._filter, self._hiding = matches, wanted, hide
            self._mark()

    def set_only_touching(self, *, on: bool) -> None:
        """Hide what does not touch the selection."""
        self._only_touching = on
        self._mark()

    def set_receding(self, *, on: bool) -> None:
        """Whether what does not touch the selection recedes; not while something is dragged."""
        if on != self._receding:
            self._receding = on
            self._mark()

    def set_drafted(self, ids: frozenset[str]) -> None:
        """What the draft has changed: ids of resources and constraints."""
        self._drafted = ids
        self._mark()

    def set_prediction(self, prediction: Prediction | None) -> None:
        """What the draft would do."""
        self._prediction = prediction
        self._mark()

    def hover(self, unit: str | None, constraint: str | None) -> None:
        """Point at a unit or a constraint."""
        if (unit, constraint) != self._hovered:
            self._hovered = (unit, constraint)
            self._mark()

    def outline(self, unit: str | None) -> None:
        """Outline a unit thinly that is not selected: the arrows have come to it."""
        if unit != self._outlined:
            self._outlined = unit
            self._mark()

    def _mark(self) -> None:
        plan = self.plan
        if plan is None:
            return
        fates = foretell(plan, self._prediction, self.collapsed)
        opacities = {key: self._opacity(key) for key in self.units}
        hovered_link = self._hovered[1]
        for key, item in self.units.items():
            framed = key in self._also or (key in self.chosen.units and not self._row(key))
            item.set_selected(selected=framed)
            item.set_related(related=key == self._outlined or self._related(key))
            item.set_matched(matched=self._matches is not None and key in self._matches)
            item.set_marks(self._row(key), self._bright_tags(), fates.get(key, {}), self._drafted)
            _fade(item, opacities[key])
        for key, item in self.links.items():
            link, constraint = item.link, item.link.constraint.id
            bright = constraint == self.chosen.constraint
            hovered = constraint == hovered_link
            state = {
                "bright": bright,
                "hovered": hovered,
                "drafted": constraint in self._drafted,
            }
            opacity = self._link_opacity(link.tail.vertex, link.head.vertex, constraint, opacities)
            item.set_state(**state)
            item.setZValue(_LIT_LINE if bright or hovered else _LINE)
            _fade(item, opacity)
            label = self.labels.get(key)
            if label is not None:
                label.set_state(**state)
                label.setZValue(_LIT_LABEL if bright or hovered else _LABEL)
                _fade(label, opacity)
        for key, item in self.hubs.items():
            constraint = item.hub.constraint.id
            item.set_state(
                bright=constraint in {self.chosen.constraint, hovered_link},
                drafted=constraint in self._drafted,
            )
            ends = [
                opacities.get(end, 1.0)
                for link in plan.links_of(constraint)
                for end in (link.tail.vertex, link.head.vertex)
                if end in opacities
            ]
            lit = not self.chosen.any or constraint in self.chosen.lit_constraints
            _fade(item, min(max(ends, default=1.0), 1.0 if lit else self._receded))
            del key

    @property
    def _receded(self) -> float:
        if not self._receding:
            return 1.0
        return 0.0 if self._only_touching else RECEDED

    def _row(self, unit: str) -> str:
        if unit not in self.chosen.units or unit in self.collapsed:
            return ""
        frame = self.frames.get(unit)
        shown = frame is not None and (frame.members or frame.copies)
        return self.chosen.row if shown else ""

    def _related(self, unit: str) -> bool:
        return self.chosen.constraint is not None and unit in self.chosen.lit_units

    def _bright_tags(self) -> frozenset[str]:
        hovered = self._hovered[1]
        found = {self.chosen.constraint, hovered} - {None}
        if not self.chosen.any:
            found |= self.chosen.lit_constraints  # those that name the selected node
        return frozenset(each for each in found if each is not None)

    def _opacity(self, unit: str) -> float:
        opacity = 1.0
        if self._filter is not None and unit not in self._filter:
            opacity = 0.0 if self._hiding else FILTERED
        if self._matches is not None and unit not in self._matches:
            opacity = min(opacity, UNFOUND)
        lit = self.chosen.lit_units | self._also
        if lit and self._matches is None and unit not in {*lit, self._outlined}:
            opacity = min(opacity, self._receded)
        return opacity

    def _link_opacity(
        self, tail: str, head: str, constraint: str, opacities: Mapping[str, float]
    ) -> float:
        opacity = min(opacities.get(tail, 1.0), opacities.get(head, 1.0))
        lit = constraint in self.chosen.lit_constraints
        if self.chosen.any and not lit:
            opacity = min(opacity, self._receded)
        return opacity


def _fade(item: BoardItem, opacity: float) -> None:
    if item.opacity() != opacity:
        item.setOpacity(opacity)
    visible = opacity > 0.0
    if item.isVisible() != visible:
        item.setVisible(visible)
