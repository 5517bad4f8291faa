"""The dependency view: what starts before what, together or apart, and where.

It shows a configuration and a state, follows change sets, and turns what the operator does into
signals; it never talks to a cluster and never changes what it shows on its own account.

Longer than most files because Qt delivers every event to the one widget; what does not need the
widget itself is in ``emphasis``, ``hits``, ``moving``, ``surface``, ``tips`` and ``export``, what
both views share in ``cluster_view``.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from enum import Enum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.cluster.changes import ChangeSet
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.board import Board
from hagui.graph.cluster_view import ARROWS, MORE, SEVERAL, ClusterView
from hagui.graph.dependencies import words
from hagui.graph.dependencies.emphasis import (
    chosen_of,
    found_by,
    found_by_text,
    touching,
    unit_of,
)
from hagui.graph.dependencies.export import write_png, write_svg
from hagui.graph.dependencies.hits import Found, Part, find
from hagui.graph.dependencies.model import Plan
from hagui.graph.dependencies.moving import first, next_of
from hagui.graph.dependencies.plan import plan_of
from hagui.graph.dependencies.scene import DependencyScene
from hagui.graph.dependencies.surface import DependencySurface, place_of_constraint
from hagui.graph.dependencies.tips import tip
from hagui.graph.ink import Ink
from hagui.graph.items.base import rectf
from hagui.graph.items.level import Level
from hagui.graph.layout.targets import Direction
from hagui.graph.why import Explainer
from hagui.i18n import tr
from hagui.theme import Theme

_CONSTRAINT: Final = frozenset({Part.TAG, Part.LABEL, Part.LINE, Part.HUB})


class _Behind(Enum):
    """What has changed since the diagram was last drawn."""

    NOTHING = "nothing"
    SOMETHING = "something"
    EVERYTHING = "everything"


class DependencyView(ClusterView):
    """Resources by start order, with all constraints between them."""

    collapsed_changed = Signal()
    """Other boxes are collapsed now; ``collapsed`` says which."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._diagram = DependencyScene(theme)
        super().__init__(self._diagram, self._diagram.motion, theme, parent)
        self._behind = _Behind.NOTHING
        self._why: Explainer | None = None
        self._home: Subject | None = None
        """The resource whose constraints Tab goes through."""
        self._outlined: str | None = None
        """The unit that the arrows have come to, where that is beside what is selected."""
        self._pressed: Found | None = None
        self._matches: frozenset[str] | None = None
        self._filter: str | frozenset[str] | None = None
        self._hiding = False
        self.setBackgroundBrush(self._diagram.ink.background)
        self.setAccessibleName(tr("dependencies", "Dependencies"))
        self.surface = DependencySurface(self)
        self.hands = self._hands_on(self.surface)
        self.hands.dragged.connect(self._recede)
        self.looked.connect(self.hands.refresh)

    # what is shown

    @property
    def diagram(self) -> DependencyScene:
        """The scene, for tests and for gestures."""
        return self._diagram

    def set_cluster(self, configuration: Configuration, state: ClusterState) -> None:
        """Show a cluster from nothing, all of it in view; laid out once it is seen."""
        self._unpainted = True
        self._cluster = (configuration, state)
        self._behind = _Behind.EVERYTHING
        self._catch_up()

    def refresh(
        self, configuration: Configuration, state: ClusterState, changes: ChangeSet
    ) -> None:
        """Follow a change; what is there already keeps its place. Unseen nothing is drawn."""
        self._cluster = (configuration, state)
        if changes.everything:
            self._behind = _Behind.EVERYTHING
        elif self._behind is not _Behind.EVERYTHING and not self.isVisible():
            self._behind = _Behind.SOMETHING
        board, plan = self._diagram.board, self._diagram.plan
        if self._behind is not _Behind.NOTHING or board is None or plan is None:
            self._catch_up()
            return
        self._why = Explainer(configuration, state)
        updated, touched = board.updated(configuration, state, changes)
        if changes.structural:
            self._follow(plan_of(configuration), updated)
        else:
            keys = plan.units.keys() if touched.everything else self._units(updated, board, changes)
            before = self.sceneRect()
            self._diagram.follow_board(updated, keys)
            self._fit_again(before)
        self.hands.refresh()

    def _catch_up(self, *, unseen: bool = False) -> None:
        """Show what there is to show, if anybody looks or a picture is asked for."""
        behind, shown = self._behind, self._cluster
        if behind is _Behind.NOTHING or shown is None or not (unseen or self.isVisible()):
            return
        self._behind = _Behind.NOTHING
        self._why = Explainer(*shown)
        board, plan = Board.of(*shown), plan_of(shown[0])
        if behind is _Behind.SOMETHING and self._diagram.plan is not None:
            self._follow(plan, board)
            return
        self._diagram.show_plan(plan, board, self._ratio())
        self._renew()
        self.fit()
        self.viewport().update()

    def _follow(self, plan: Plan, board: Board) -> None:
        before = self.sceneRect()
        self._diagram.follow_plan(plan, board)
        self._renew()
        self._fit_again(before)

    def _fit_again(self, before: QRectF) -> None:
        """Keep everything in view where that was asked."""
        if self.fitted and self.sceneRect() != before:
            self.fit()

    def _units(self, board: Board, before: Board, changes: ChangeSet) -> set[str]:
        """The units that a change of the state touches."""
        plan = self._diagram.plan
        assert plan is not None
        names = {
            state.instances[key].resource
            for state in (board.state, before.state)
            for key in changes.instances
            if key in state.instances
        }
        if board.failures is not before.failures or board.fail_counts is not before.fail_counts:
            names |= board.failures.keys() | before.failures.keys()
            names |= board.fail_counts.keys() | before.fail_counts.keys()
        for node in changes.nodes:
            for each in (board, before):
                column = each.columns.get(node)
                units = () if column is None else column.units.values()
                names |= {card.leaf.id for unit in units for card in unit.cards}
        return {plan.homes[name] for name in names if name in plan.homes}

    def _renew(self) -> None:
        """Other things are shown now."""
        self._name()
        self._bring_out()

    def _name(self) -> None:
        plan = self._diagram.plan
        if plan is not None:
            self.setAccessibleName(
                words.view_name(len(plan.units), len(plan.links), stale=self._stale)
            )

    def _ratio(self) -> float:
        size = self.maximumViewportSize()
        return max(0.5, size.width() / max(1, size.height()))

    def arrange_anew(self) -> None:
        """Forget former places and lay all out as if seen for the first time."""
        self._diagram.arrange_anew(self._ratio())
        self.fit()

    # looks

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Mark what a draft would move, start, stop or interrupt; None ends it."""
        self._diagram.set_prediction(prediction)

    def set_marked(self, ids: AbstractSet[str]) -> None:
        """Mark what the draft has changed: ids of resources and constraints."""
        self._diagram.set_drafted(frozenset(ids))

    def _set_ink(self, ink: Ink) -> None:
        self._diagram.set_ink(ink)

    # collapsing

    @property
    def collapsed(self) -> frozenset[str]:
        """Ids of groups, clones and bundles of which only a card is shown; may be set."""
        return self._diagram.collapsed

    @collapsed.setter
    def collapsed(self, ids: AbstractSet[str]) -> None:
        found = frozenset(ids)
        if found != self._diagram.collapsed:
            before = self.sceneRect()
            self._diagram.set_collapsed(found)
            self._fit_again(before)
            self._bring_out()
            self.collapsed_changed.emit()

    def collapse(self, unit: str, *, on: bool) -> None:
        """Show only a card of a group, clone or bundle, or all of it again."""
        plan = self._diagram.plan
        if plan is None or unit not in plan.units or not plan.units[unit].boxed:
            return
        self.collapsed = self.collapsed | {unit} if on else self.collapsed - {unit}

    # selection, search and filter

    def select(self, subject: Subject | None) -> None:
        """Frame a subject without saying so by signal; None frames nothing."""
        if subject != self._subject:
            self._selection = frozenset() if subject is None else frozenset({subject})
            self._outlined = None
        self._subject = subject
        self._bring_out()

    def highlight_matches(self, keys: AbstractSet[str] | None) -> None:
        """Bring out what a search found and let the rest recede.

        Args:
            keys: instance keys, ids of resources and constraints; None or the empty set ends the
                search.
        """
        self._matches = frozenset(keys) if keys else None
        self._bring_out()

    def set_filter(self, wanted: str | AbstractSet[str] | None, *, hide: bool = False) -> None:
        """Look at a part only.

        Args:
            wanted: a text that ids or agents contain, or ids; None or empty shows all.
            hide: whether the rest is hidden, not only faded.
        """
        self._filter = wanted if isinstance(wanted, str) or wanted is None else frozenset(wanted)
        self._hiding = hide
        self._bring_out()

    def set_only_touching(self, on: bool) -> None:
        """Hide what does not touch the selection, not only let it recede."""
        self._diagram.set_only_touching(on=on)

    def zoom_to(self, subject: Subject) -> None:
        """Bring a subject into the middle, near enough to read."""
        place = self.surface.place_of(subject)
        if place is None:
            return
        if self.zoom < 1.0:
            self._apply(1.0)
        self.show_rect(rectf(place))

    def _bring_out(self) -> None:
        """Say to the scene what is selected, searched for and filtered."""
        plan, board = self._diagram.plan, self._diagram.board
        if plan is None or board is None:
            return
        several = self._selection if len(self._selection) > 1 else frozenset[Subject]()
        also = (unit_of(plan, board, each) for each in several)
        wanted = self._filter or None
        if isinstance(wanted, str):
            wanted = found_by_text(plan, wanted)
        elif wanted is not None:
            wanted = found_by(plan, wanted)
        self._diagram.bring_out(
            chosen_of(plan, board, self._subject),
            frozenset(key for key in also if key),
            matches=None if self._matches is None else found_by(plan, self._matches),
            wanted=wanted,
            hide=self._hiding,
        )
        self._diagram.outline(self._outlined)
        self.hands.refresh()

    def _recede(self) -> None:
        """While something is dragged every target is seen clearly."""
        self._diagram.set_receding(on=not self.hands.dragging)

    def _choose(self, subject: Subject | None, *, more: bool = False) -> None:
        """Select; with ``more`` beside what is selected, or no longer."""
        if more and subject is not None and subject.kind in SEVERAL:
            chosen = {each for each in self._selection if each.kind in SEVERAL} ^ {subject}
            self._selection = frozenset(chosen)
            left = max(chosen, key=lambda each: each.id, default=None)
            subject = subject if subject in chosen else left
        else:
            self._selection = frozenset() if subject is None else frozenset({subject})
            self._outlined = None
        if subject is None or subject.kind in SEVERAL:
            self._home = subject
        changed, self._subject = subject != self._subject, subject
        self._bring_out()
        if changed:
            self._say(subject)
            self.selected.emit(subject)

    def _say(self, subject: Subject | None) -> None:
        found = self._found_of(subject)
        self._describe("" if found is None else self._tip(found))

    def _found_of(self, subject: Subject | None) -> Found | None:
        if subject is None:
            return None
        if subject.kind is SubjectKind.CONSTRAINT:
            place = place_of_constraint(self._diagram, subject.id)
            return None if place is None else Found(Part.LABEL, place, constraint=subject.id)
        plan, board = self._diagram.plan, self._diagram.board
        place = self.surface.place_of(subject)
        if plan is None or board is None or place is None:
            return None
        unit = unit_of(plan, board, subject) or ""
        instance = subject.id if subject.kind is SubjectKind.INSTANCE else ""
        part = Part.COPY if instance else Part.UNIT
        return Found(part, place, unit, subject.id, instance)

    # events

    def zoomed(self) -> None:
        """Draw for the new zoom."""
        self._diagram.set_zoom(self.zoom)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came unseen; motion runs only where it is seen."""
        super().showEvent(event)
        self._catch_up()
        self._motion.set_animated(animated=self._animated)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw, and say so the first time."""
        super().paintEvent(event)
        if self._unpainted and self._diagram.plan is not None:
            self._unpainted = False
            self.first_painted.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tool tips come from the diagram, so that items need none."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            if found is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._tip(found), self.viewport())
            return True
        if event.type() is QEvent.Type.Leave:
            self._diagram.hover(None, None)
            self.hands.leave()
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, collapse, or start panning or dragging."""
        if not self.hands.dragging and self.begin_pan(event):
            return
        if self.hands.press(event):
            event.accept()
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        found = self._at(event.position())
        self._pressed = found
        more = bool(event.modifiers() & MORE)
        toggled = found is not None and found.part is Part.TOGGLE
        if not toggled and (more or not self._among_several(found)):
            self._choose(self._subject_of(found), more=more)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan or drag, or show what can be pressed."""
        if self.go_on_panning(event):
            return
        if self.hands.move(event):
            return
        found = self._at(event.position())
        constraint = found.constraint if found and found.constraint else None
        self._diagram.hover(found.unit if found and found.unit else None, constraint)
        pressable = found is not None and (found.part in _CONSTRAINT or found.part is Part.TOGGLE)
        if pressable:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif not self._space:
            self.viewport().unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A small arrow acts if it is released where it was pressed."""
        if self.end_pan():
            return
        pressed, self._pressed = self._pressed, None
        if self.hands.release(event) or event.button() is not Qt.MouseButton.LeftButton:
            return
        found = self._at(event.position())
        if found is None or found != pressed:
            return
        if found.part is Part.TOGGLE:
            self.collapse(found.unit, on=found.unit not in self.collapsed)
        elif not event.modifiers() & MORE and self._among_several(found):
            self._choose(self._subject_of(found))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a constraint in place; from afar come nearer; of a box, collapse or expand."""
        if self.hands.double_click(event):
            return
        found = self._at(event.position())
        subject = self._subject_of(found)
        if found is None or subject is None:
            return
        if self._diagram.scale_now.level is not Level.NEAR:
            self.zoom_to(subject)
        elif found.part in {Part.UNIT, Part.TOGGLE}:
            self.collapse(found.unit, on=found.unit not in self.collapsed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from card to card, Tab through the constraints of one, Enter opens the menu.

        On a box − and + collapse and expand, elsewhere they zoom. Escape goes from a constraint
        back to its card, and then lets go. With Shift arrows select more and more; with Ctrl they
        leave the selection as it is, and Ctrl+Space then selects beside it, or no longer. Of a
        constraint Enter and F2 edit the score and Delete
        removes it; Alt+Up and Alt+Down move a member within its group.
        """
        if self.hands.key(event, self._subject):
            event.accept()
            return
        key = Qt.Key(event.key())
        if key in ARROWS and self._diagram.plan is not None:
            self._go(ARROWS[key], event.modifiers())
        elif key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choose_outlined()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu}:
            self._ask_menu()
        elif key == Qt.Key.Key_Escape and self._subject is not None:
            on_constraint = self._subject.kind not in SEVERAL
            self._choose(self._home if on_constraint else None)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Minus} and self._boxed() is not None:
            self.collapse(self._boxed() or "", on=key == Qt.Key.Key_Minus)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Tab goes through the constraints of the selected card, and then on to other widgets."""
        plan, home = self._diagram.plan, self._home_unit()
        if plan is None or home is None:
            return super().focusNextPrevChild(next)
        ring = touching(plan, home)
        subject = self._subject
        on_constraint = subject is not None and subject.kind is SubjectKind.CONSTRAINT
        at = ring.index(subject.id) if on_constraint and subject and subject.id in ring else -1
        to = at + 1 if next else (at - 1 if at >= 0 else len(ring) - 1)
        if at == -1 and not next:
            return super().focusNextPrevChild(next)
        if to >= len(ring) or not ring:
            return super().focusNextPrevChild(next)
        kept = self._home
        if to < 0:
            self._choose(kept)
        else:
            self._choose(Subject(SubjectKind.CONSTRAINT, ring[to]))
            self._home = kept
            place = place_of_constraint(self._diagram, ring[to])
            if place is not None:
                self.ensureVisible(rectf(place), 40, 40)
        return True

    def _go(self, direction: Direction, pressed: Qt.KeyboardModifier) -> None:
        """Go on and select what is there: with Shift beside what is selected, with Ctrl not yet."""
        plan = self._diagram.plan
        places = self._diagram.arrangement.places
        if plan is None:
            return
        keys = [key for key in plan.units if self._diagram.units[key].isVisible()]
        origin = self._outlined or self._home_unit()
        to = first(places, keys) if origin is None else next_of(places, keys, origin, direction)
        if to is None:
            return
        subject = self._subject_of_unit(to)
        if pressed & MORE:
            self._outlined = to
            if pressed & Qt.KeyboardModifier.ShiftModifier and subject not in self._selection:
                self._choose(subject, more=True)
            self._bring_out()
            self._say(subject)
        else:
            self._choose(subject)
        self.ensureVisible(rectf(places[to]), 40, 40)

    def _choose_outlined(self) -> None:
        """Select what the arrows have come to beside what is selected, or no longer."""
        unit = self._outlined or self._home_unit()
        if unit is not None:
            self._outlined = unit
            self._choose(self._subject_of_unit(unit), more=True)

    def _subject_of_unit(self, unit: str) -> Subject | None:
        return self._subject_of(
            Found(Part.UNIT, self._diagram.arrangement.places[unit], unit, unit)
        )

    def _home_unit(self) -> str | None:
        plan, board = self._diagram.plan, self._diagram.board
        if plan is None or board is None:
            return None
        subject = self._subject
        if subject is not None and subject.kind is SubjectKind.CONSTRAINT:
            subject = self._home
        return unit_of(plan, board, subject)

    def _boxed(self) -> str | None:
        """The box that is selected."""
        plan, unit = self._diagram.plan, self._home_unit()
        return unit if plan is not None and unit is not None and plan.units[unit].boxed else None

    def _choose_at(self, point: QPointF) -> None:
        found = self._at(point)
        if not self._among_several(found):
            self._choose(self._subject_of(found))

    def _menu_place(self) -> QPointF | None:
        place = None if self._subject is None else self.surface.place_of(self._subject)
        if place is None:
            return None
        return QPointF(place.x + min(24, place.width / 2), place.bottom - 6)

    # what is under the pointer

    def _at(self, point: QPointF) -> Found | None:
        there = self._to_scene(point)
        return find(self._diagram, there.x(), there.y())

    def _subject_of(self, found: Found | None) -> Subject | None:
        if found is None:
            return None
        if found.part in _CONSTRAINT:
            return Subject(SubjectKind.CONSTRAINT, found.constraint)
        if found.part in {Part.MEMBER, Part.COPY} and found.instance:
            return Subject(SubjectKind.INSTANCE, found.instance)
        board = self._diagram.board
        if board is not None and found.part is Part.UNIT and found.resource in board.instances:
            keys = board.instances[found.resource]
            if len(keys) == 1:
                return Subject(SubjectKind.INSTANCE, keys[0])
        return Subject(SubjectKind.RESOURCE, found.resource)

    def _among_several(self, found: Found | None) -> bool:
        """Whether something is one of several that are selected, to be dragged together."""
        if found is None or len(self._selection) < 2:
            return False
        return self._subject_of(found) in self._selection

    def _tip(self, found: Found) -> str:
        plan, board = self._diagram.plan, self._diagram.board
        if plan is None or board is None:
            return ""
        item = self._diagram.units.get(found.unit)
        return tip(plan, board, found, None if item is None else item.look, self._why)

    # pictures

    def export_svg(self, path: Path) -> None:
        """Write the whole diagram as SVG, in the colours of now, text as text.

        Raises:
            OSError: the file cannot be written.
        """
        title = self.accessibleName()
        self._whole(lambda: write_svg(self._diagram, self._diagram.ink, path, title))

    def export_png(self, path: Path) -> None:
        """Write the whole diagram as PNG, two pixels for each of the screen's.

        Raises:
            OSError: the file cannot be written.
        """
        self._whole(lambda: write_png(self._diagram, self._diagram.ink, path))

    def _whole(self, draw: Callable[[], None]) -> None:
        """Draw as if seen from near, whatever the zoom is."""
        self._catch_up(unseen=True)
        self._diagram.motion.finish()
        with self._diagram.near():
            draw()
