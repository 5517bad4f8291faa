"""The topology view: nodes as columns, resources as cards, live.

It shows a configuration and a state, follows change sets, and turns what the operator does into
signals; it never talks to a cluster and never changes what it shows on its own account.

Longer than most files because Qt delivers every event to the one widget; what does not need the
widget itself is in ``overlays``, ``subjects``, ``tips`` and ``hands``, what both views share in
``cluster_view``.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPixmapCache,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from engine.protocol.verbs import Cleanup, Standby
from hagui.cluster.changes import ChangeSet
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph import words
from hagui.graph.board import Board
from hagui.graph.cards import TRAY
from hagui.graph.cluster_view import ARROWS, MORE, SEVERAL, ClusterView
from hagui.graph.foretelling import draft_tip, fate_tip, ghost_tip
from hagui.graph.ink import Ink
from hagui.graph.items.base import rectf
from hagui.graph.items.level import Level
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.metrics import Room
from hagui.graph.layout.targets import (
    Direction,
    Target,
    TargetKind,
    neighbour,
    place_of,
    target_at,
)
from hagui.graph.overlays import Overlays
from hagui.graph.scene import TopologyScene
from hagui.graph.subjects import (
    found_by,
    names_of,
    related_to,
    subject_of,
    target_of,
    targets_of,
)
from hagui.graph.tips import tip
from hagui.graph.topology_surface import TopologySurface
from hagui.graph.why import Explainer
from hagui.i18n import tr
from hagui.theme import Theme

_CACHE_KIB: Final = 192 * 1024
"""Room for the pictures of all cards in view, on dense screens too."""
_SPARE: Final = 0.03
"""Share of the room kept free when the board has outgrown it in the overview."""
_GROW_MS: Final = 1000
"""After there is room for a larger zoom, before it is used: what flaps is followed once."""
_SETTLE_MS: Final = 180
"""After a resize, before columns are arranged anew for the new size."""


class TopologyView(ClusterView):
    """Nodes and what runs on them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._board_scene = TopologyScene(theme)
        super().__init__(self._board_scene, self._board_scene.motion, theme, parent)
        self._read_only = False
        self._seen_once = False
        self._current: Target | None = None
        self._outlined: Target | None = None
        """Where the arrows have come to, where that is beside what is selected."""
        self._pressed: Target | None = None
        self._hovered: str | None = None
        self._matches: frozenset[str] | None = None
        if QPixmapCache.cacheLimit() < _CACHE_KIB:
            QPixmapCache.setCacheLimit(_CACHE_KIB)
        self.setBackgroundBrush(self._board_scene.ink.background)
        self.setAccessibleName(tr("topology", "Topology"))
        self._overlays = Overlays(self._board_scene.ink, self)
        self._overlays.overview.wanted.connect(self._look_at)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self._rearrange)
        self._growing = QTimer(self)
        self._growing.setSingleShot(True)
        self._growing.setInterval(_GROW_MS)
        self._growing.timeout.connect(self._grow)
        self._arranged_for = Room()
        self.looked.connect(self._on_looked)
        self.surface = TopologySurface(self)
        self.hands = self._hands_on(self.surface)

    # what is shown

    @property
    def board(self) -> Board | None:
        """The board shown now."""
        return self._board_scene.board

    @property
    def board_scene(self) -> TopologyScene:
        """The scene, for tests and for gestures."""
        return self._board_scene

    def set_cluster(self, configuration: Configuration, state: ClusterState) -> None:
        """Show a cluster from nothing, all of it in view."""
        self._unpainted = True
        self._cluster = (configuration, state)
        self._board_scene.why = Explainer(configuration, state)
        self._show(Board.of(configuration, state))

    def refresh(
        self, configuration: Configuration, state: ClusterState, changes: ChangeSet
    ) -> None:
        """Follow a change; only what it names is drawn anew."""
        board = self.board
        if board is None:
            self.set_cluster(configuration, state)
            return
        self._cluster = (configuration, state)
        self._board_scene.why = Explainer(configuration, state)
        updated, touched = board.updated(configuration, state, changes)
        before = self.sceneRect()
        self._board_scene.follow(updated, touched)
        if touched.everything:
            self._board_scene.set_zoom(self.zoom)
            self._select_names()
            self._apply_matches()
            self._overlays.show_topology(self._board_scene.topology)
        elif (touched.cards or changes.configuration) and self._subject is not None:
            self._select_names()
        if touched.cards and self._matches is not None:
            self._apply_matches()
        moved = self.sceneRect() != before
        if self.fitted and (moved or touched.everything or touched.tray):
            self._fit_again()
        else:
            self._on_looked()
        self._overlays.follow(touched, moved=moved)
        self.hands.refresh()

    def _fit_again(self) -> None:
        """Keep everything in view: smaller at once where it must be, larger when it is calm.

        In the overview another zoom draws everything anew, so that leaves room for some more.
        """
        far = self._board_scene.scale_now.level is Level.FAR
        if self.fitting() < self.zoom:
            self._growing.stop()
            if not far:
                self._board_scene.set_room(self._room(), glide=True)
            self.fit(_SPARE if far else 0.0)
            return
        if self.zoom < 1.0 and not self._growing.isActive():
            self._growing.start()
        self._on_looked()

    def _grow(self) -> None:
        """There may be room for a larger zoom again."""
        if not self.fitted or self._board_scene.topology is None:
            return
        if self._board_scene.scale_now.level is not Level.FAR:
            # cards that had been widened for a smaller zoom take up what is to become free
            self._board_scene.set_room(self._room(), glide=True)
            if self.fitting() != self.zoom:
                self.fit()
            else:
                self._on_looked()
        elif self.zoom < self.fitting() * (1 - 2 * _SPARE):
            self.fit(_SPARE)

    def _show(self, board: Board) -> None:
        self._current = target_of(board, self._subject)
        self._growing.stop()
        self._arranged_for = self._room()
        self._board_scene.set_board(board, self._arranged_for)
        self._board_scene.set_zoom(self.zoom)
        self._overlays.show_topology(self._board_scene.topology)
        self._name()
        self._select_names()
        self._apply_matches()
        self.fit()
        self.viewport().update()

    def _name(self) -> None:
        board = self.board
        if board is None:
            return
        columns = list(board.columns.values())
        self.setAccessibleName(words.board_name(columns, len(board.tray), stale=self._stale))

    def _room(self) -> Room:
        size = self.maximumViewportSize()
        return Room(max(320, size.width() - 1), max(240, size.height() - 1))

    # looks

    def set_read_only(self, read_only: bool) -> None:
        """Whether the standby switches and links act on a live cluster."""
        super().set_read_only(read_only)
        self._read_only = read_only
        self._board_scene.set_read_only(read_only=read_only)

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Show what would happen as ghosts; None shows none any more."""
        grown = self._board_scene.set_prediction(prediction)
        if grown and self.fitted:
            self._fit_again()

    def set_marked(self, ids: AbstractSet[str]) -> None:
        """Mark what the draft has changed: ids of resources and constraints, names of nodes."""
        self._board_scene.set_marked(ids)

    def set_harm(self, words: Mapping[str, str]) -> None:
        """Tag nodes with what was done to them in a lab, by name."""
        self._board_scene.set_harm(words)

    def set_edges_shown(self, shown: bool) -> None:
        """Show every location constraint as a line, or only those of what is selected or
        pointed at.
        """
        self._board_scene.wiring.show_all(shown=shown)

    def _set_ink(self, ink: Ink) -> None:
        self._board_scene.set_ink(ink)
        self._overlays.overview.set_ink(ink)

    # selection and search

    def select(self, subject: Subject | None) -> None:
        """Frame a subject without saying so by signal; None frames nothing."""
        if subject != self._subject:
            self._selection = frozenset() if subject is None else frozenset({subject})
            self._outlined = None
        self._subject = subject
        board = self.board
        self._current = None if board is None else target_of(board, subject)
        self._select_names()

    def highlight_matches(self, keys: AbstractSet[str] | None) -> None:
        """Bring out what a search found and let the rest recede.

        Args:
            keys: instance keys, ids of primitives, groups and clones; None or the empty set
                ends the search.
        """
        self._matches = frozenset(keys) if keys else None
        self._apply_matches()

    def zoom_to(self, subject: Subject) -> None:
        """Bring a subject into the middle, near enough to read."""
        board, topology = self.board, self._board_scene.topology
        if board is None or topology is None:
            return
        target = target_of(board, subject)
        place = None if target is None else place_of(topology, target)
        if place is None:
            return
        self._fitted = False
        if self.zoom < 1.0:
            self._apply(1.0)
        place = place_of(topology, target) if target is not None else None
        if place is not None:
            self.show_rect(rectf(place))

    def _select_names(self) -> None:
        board = self.board
        if board is not None:
            subject = self._subject
            scene = self._board_scene
            names = frozenset[str]().union(*(names_of(board, each) for each in self._selection))
            related = related_to(board, subject)
            if self._outlined is not None:
                related |= names_of(board, subject_of(board, self._outlined))
            scene.set_selected(names, related - names)
            constrains = subject is not None and subject.kind is SubjectKind.CONSTRAINT
            scene.wiring.select(
                targets_of(board, subject), subject.id if subject and constrains else None
            )
        self.hands.refresh()

    def _apply_matches(self) -> None:
        board, keys = self.board, self._matches
        if board is None:
            return
        self._board_scene.set_matches(None if keys is None else found_by(board, keys))

    def _choose(self, target: Target | None, *, more: bool = False) -> None:
        """Select what is there; with ``more`` beside what is selected, or no longer."""
        board = self.board
        subject = None if board is None or target is None else subject_of(board, target)
        if more and subject is not None and subject.kind in SEVERAL:
            self._choose_more(subject)
            return
        was, self._outlined = self._outlined, None
        before, self._selection = (
            self._selection,
            frozenset() if subject is None else frozenset({subject}),
        )
        on_edge = board is not None and target is not None and target.kind is TargetKind.EDGE
        self._current = target_of(board, subject) if on_edge and board else target
        if subject != self._subject:
            self._subject = subject
            self._select_names()
            self._say(target)
            self.selected.emit(subject)
        elif before != self._selection or was is not None:
            self._select_names()

    def _choose_more(self, subject: Subject) -> None:
        """Put a resource beside those that are selected, or take it away."""
        chosen = {each for each in self._selection if each.kind in SEVERAL}
        chosen ^= {subject}
        left = max(chosen, key=lambda each: each.id, default=None)
        self._selection = frozenset(chosen)
        self._subject = subject if subject in chosen else left
        board = self.board
        self._current = None if board is None else target_of(board, self._subject)
        self._select_names()
        self._say(self._current)
        self.selected.emit(self._subject)

    def _go(self, direction: Direction, keys: Qt.KeyboardModifier) -> None:
        """Go on and select what is there: with Shift beside what is selected, with Ctrl not yet."""
        board, topology = self.board, self._board_scene.topology
        if board is None or topology is None:
            return
        target = neighbour(topology, self._outlined or self._current, direction)
        if target is None:
            return
        if keys & MORE:
            self._outlined = target
            subject = subject_of(board, target)
            if keys & Qt.KeyboardModifier.ShiftModifier and subject not in self._selection:
                self._choose_outlined()
            self._select_names()
            self._say(target)
        else:
            self._choose(target)
        place = place_of(topology, target)
        if place is not None:
            self.ensureVisible(rectf(place), 40, 40)

    def _choose_outlined(self) -> None:
        """Select what the arrows have come to beside what is selected, or no longer."""
        board, target = self.board, self._outlined or self._current
        subject = None if board is None or target is None else subject_of(board, target)
        if subject is not None and subject.kind in SEVERAL:
            self._outlined = target
            self._choose_more(subject)

    def _among_several(self, target: Target | None) -> bool:
        """Whether a target is one of several that are selected, to be dragged together."""
        board = self.board
        if board is None or target is None or len(self._selection) < 2:
            return False
        return subject_of(board, target) in self._selection

    def _say(self, target: Target | None) -> None:
        self._describe("" if target is None else self._tip(target))

    # moving about

    def _look_at(self, point: QPointF) -> None:
        self.show_rect(QRectF(point, point))

    def zoomed(self) -> None:
        """Draw for the new zoom."""
        self._board_scene.set_zoom(self.zoom)

    def _on_looked(self) -> None:
        topology = self._board_scene.topology
        if topology is None:
            return
        area = self.visible_area()
        self._board_scene.show_area(Rect(area.x(), area.y(), area.width(), area.height()))
        self._overlays.look(area, self.viewport().geometry())
        self.hands.refresh()

    def _rearrange(self) -> None:
        topology = self._board_scene.topology
        if topology is not None and self.fitted and topology.outgrown(self._room()):
            self._show(topology.board)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new size; arrange columns anew once it has settled."""
        topology, room = self._board_scene.topology, self._room()
        if topology is not None and room != self._arranged_for:
            if self._seen_once:
                self._arranged_for = room
                self._board_scene.set_room(room)
                self._settling.start()
            else:
                self._show(topology.board)
        super().resizeEvent(event)
        self._overlays.place(self.viewport().geometry())
        self.hands.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Motion runs only where it is seen."""
        super().showEvent(event)
        self._motion.set_animated(animated=self._animated)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw, and say so the first time."""
        super().paintEvent(event)
        self._seen_once = True
        if self._unpainted:
            self._unpainted = False
            self.first_painted.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tool tips come from the board, so that items need none."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self._tip_at(QPointF(event.pos()))
            if said:
                QToolTip.showText(event.globalPos(), said, self.viewport())
            else:
                QToolTip.hideText()
            return True
        if event.type() is QEvent.Type.Leave:
            self._hover(None)
            self._board_scene.wiring.point_at(None)
            self.hands.leave()
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, press a switch or link, or start panning or dragging."""
        if not self.hands.dragging and self.begin_pan(event):
            return
        if self.hands.press(event):
            event.accept()
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        target = self._target_at(event.position())
        self._pressed = target
        more = bool(event.modifiers() & MORE)
        if (target is None or target.kind is not TargetKind.SWITCH) and (
            more or not self._among_several(target)
        ):
            self._choose(target, more=more)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan or drag, or show what can be pressed."""
        if self.go_on_panning(event) or self.hands.move(event):
            return
        target = self._target_at(event.position())
        on_switch = target is not None and target.kind is TargetKind.SWITCH
        self._hover(target.key if on_switch and target is not None else None)
        self._board_scene.wiring.point_at(target)
        on_edge = target is not None and target.kind is TargetKind.EDGE
        on_link = self._on_link(target, event.position())
        if on_edge or on_link or (on_switch and not self._read_only):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif not self._space:
            self.viewport().unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A switch or link acts if it is released where it was pressed."""
        if self.end_pan():
            return
        pressed, self._pressed = self._pressed, None
        if self.hands.release(event) or event.button() is not Qt.MouseButton.LeftButton:
            return
        target = self._target_at(event.position())
        alone = target == pressed and not event.modifiers() & MORE
        if alone and self._among_several(target):
            self._choose(target)
        if target is None or target != pressed or self._read_only:
            return
        if target.kind is TargetKind.SWITCH:
            self._switch(target.key)
        elif self._on_link(target, event.position()):
            self._clean_up(target.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a constraint in place; in the overview: come nearer to what was clicked."""
        if self.hands.double_click(event):
            return
        target = self._target_at(event.position())
        board = self.board
        if board is None or target is None or target.kind is TargetKind.SWITCH:
            return
        if self.board_scene.scale_now.level is not Level.NEAR:
            subject = subject_of(board, target)
            if subject is not None:
                self.zoom_to(subject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from card to card, Enter opens the menu, Escape lets go.

        With Shift they select more and more; with Ctrl they go on and leave the selection as it
        is, and Ctrl+Space then selects beside it, or no longer. Of a constraint Enter and F2 edit
        the score and Delete removes it; Alt+Up and Alt+Down move a member within its group.
        """
        if self.hands.key(event, self._subject):
            event.accept()
            return
        key = Qt.Key(event.key())
        topology = self._board_scene.topology
        if key in ARROWS and topology is not None:
            self._go(ARROWS[key], event.modifiers())
        elif key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choose_outlined()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu}:
            self._ask_menu()
        elif key == Qt.Key.Key_Escape and self._subject is not None:
            self._choose(None)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _choose_at(self, point: QPointF) -> None:
        target = self._target_at(point)
        if not self._among_several(target):
            self._choose(target)

    def _menu_place(self) -> QPointF | None:
        topology = self._board_scene.topology
        if topology is None or self._current is None:
            return None
        place = place_of(topology, self._current)
        return None if place is None else QPointF(place.x + 24, place.bottom - 8)

    # what is under the pointer

    def _target_at(self, point: QPointF) -> Target | None:
        there = self._to_scene(point)
        return self.target_in_scene(there.x(), there.y())

    def target_in_scene(self, x: float, y: float) -> Target | None:
        """What is at a point of the scene, the lines of constraints included."""
        topology = self._board_scene.topology
        if topology is None:
            return None
        wiring = self._board_scene.wiring
        found = wiring.at(x, y) or target_at(topology, x, y)
        if found is None or found.kind is TargetKind.BOX or self._on_ground(found, x, y):
            # what can be read comes before a line that passes behind it
            return wiring.near(x, y) or found
        return found

    def _on_ground(self, target: Target, x: float, y: float) -> bool:
        """Whether a point of a node's column is below its header."""
        topology = self._board_scene.topology
        return (
            topology is not None
            and target.kind is TargetKind.NODE
            and not topology.header(target.key).contains(x, y)
        )

    def _on_link(self, target: Target | None, point: QPointF) -> bool:
        if target is None or target.kind is not TargetKind.CARD:
            return False
        item = self._board_scene.card_item(target.key)
        return item is not None and item.link_at(item.mapFromScene(self._to_scene(point)))

    def _hover(self, name: str | None) -> None:
        if name == self._hovered:
            return
        for each, hovered in ((self._hovered, False), (name, True)):
            header = None if each is None else self._board_scene.header_item(each)
            if header is not None:
                header.set_hovered(hovered=hovered)
        self._hovered = name

    def _tip_at(self, point: QPointF) -> str:
        on_handle = self.hands.tip_at(point)
        if on_handle:
            return on_handle
        target, there = self._target_at(point), self._to_scene(point)
        if target is None or target.kind is TargetKind.NODE:
            ghost = self._board_scene.haunting.at(there.x(), there.y())
            if ghost is not None:
                return ghost_tip(ghost)
        return "" if target is None else self._tip(target)

    def _tip(self, target: Target) -> str:
        board = self.board
        if board is None:
            return ""
        said = tip(board, target, self._board_scene.why, read_only=self._read_only)
        fate = self._board_scene.haunting.haunted.marks.get(target.key)
        also = [fate_tip(fate)] if fate is not None and target.kind is TargetKind.CARD else []
        if self._board_scene.marks(target):
            also.append(draft_tip())
        also.append(self.hands.keys_tip(subject_of(board, target)))
        return "\n".join(part for part in [said, *also] if part)

    def _switch(self, name: str) -> None:
        board = self.board
        if board is not None:
            self.intent.emit(Standby(node=name, on=not board.columns[name].standby))

    def _clean_up(self, key: str) -> None:
        board = self.board
        if board is not None:
            card = board.cards[key]
            node = None if card.node == TRAY else card.node
            self.intent.emit(Cleanup(resource=card.leaf.id, node=node))
