"""The views in the middle, one in front: what is shown, selected and sought goes to all of them.

The one behind is not drawn: it catches up when it comes to the front.
"""

from collections.abc import Generator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QGraphicsItem, QTabWidget, QWidget

from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration, Primitive
from hagui.cluster.changes import ChangeSet
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.subject import Subject
from hagui.graph.dependencies.export import write_png, write_svg
from hagui.graph.dependencies.view import DependencyView
from hagui.graph.gestures.menu import Entry
from hagui.graph.layout.geometry import Rect
from hagui.graph.view import TopologyView
from hagui.i18n import tr
from hagui.theme import Theme

TOPOLOGY, DEPENDENCIES = "topology", "dependencies"

View = TopologyView | DependencyView


class Views(QTabWidget):
    """Topology and dependencies under one row of tabs."""

    selected = Signal(object)
    """The ``Subject`` that was chosen on the canvas, or None."""
    intent = Signal(object)
    """An ``Act`` that is wanted."""
    edited = Signal(object)
    """``Edits`` that a gesture made."""
    previewed = Signal(object)
    """``Edits`` that are only looked at; empty: none any more."""
    refused = Signal(str)
    """Why what was asked cannot be done, as a sentence."""
    context_requested = Signal(object, QPoint)
    turned = Signal(str)
    """Another view is in front: its name, as the settings keep it."""
    collapsed_changed = Signal()
    """Other boxes of the dependencies are closed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setAccessibleName(tr("window", "Views"))
        self.topology = TopologyView(theme)
        self.dependencies = DependencyView(theme)
        self._late: dict[View, ChangeSet] = {}
        self._shown: tuple[Configuration, ClusterState] | None = None
        self._subject: Subject | None = None
        self._matches: AbstractSet[str] | None = None
        self._prediction: Prediction | None = None
        self._marked: AbstractSet[str] = frozenset()
        self.addTab(self.topology, tr("window", "Topology"))
        self.addTab(self.dependencies, tr("window", "Dependencies"))
        for view in self.every:
            view.selected.connect(self._selected)
            view.intent.connect(self.intent)
            view.edited.connect(self.edited)
            view.previewed.connect(self.previewed)
            view.refused.connect(self.refused)
            view.context_requested.connect(self.context_requested)
        self.dependencies.collapsed_changed.connect(self.collapsed_changed)
        self.currentChanged.connect(self._turned)

    @property
    def every(self) -> tuple[View, ...]:
        """Both, the one in front or not."""
        return self.topology, self.dependencies

    @property
    def front(self) -> View:
        """The one that is seen."""
        return self.dependencies if self.currentWidget() is self.dependencies else self.topology

    @property
    def name(self) -> str:
        """What the settings call the one in front."""
        return DEPENDENCIES if self.front is self.dependencies else TOPOLOGY

    def turn_to(self, name: str) -> None:
        """Bring a view to the front; an unknown name leaves it as it is."""
        views: dict[str, QWidget] = {TOPOLOGY: self.topology, DEPENDENCIES: self.dependencies}
        if name in views:
            self.setCurrentWidget(views[name])

    # what is shown

    def set_cluster(self, configuration: Configuration, state: ClusterState) -> None:
        """Show a cluster from nothing."""
        self._shown = configuration, state
        self._late = {view: ChangeSet(everything=True) for view in self.every}
        self._catch_up()

    def refresh(
        self, configuration: Configuration, state: ClusterState, changes: ChangeSet
    ) -> None:
        """Follow a change: the one in front at once."""
        self._shown = configuration, state
        for view in self.every:
            self._late[view] = self._late.get(view, ChangeSet()) | changes
        self._catch_up()

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Show by ghosts where things would go; None: nothing is foretold."""
        self._prediction = prediction
        self._foretell()

    def set_marked(self, ids: AbstractSet[str]) -> None:
        """Mark what the draft has changed."""
        self._marked = ids
        self._foretell()

    def set_harm(self, words: Mapping[str, str]) -> None:
        """Tag nodes with what was done to them in a lab, by name."""
        self.topology.set_harm(words)

    def _foretell(self) -> None:
        for view in self.every:
            view.set_prediction(self._prediction)
            view.set_marked(self._marked)

    def _catch_up(self) -> None:
        view = self.front
        changes = self._late.pop(view, None)
        if self._shown is None or not changes:
            return
        if changes.everything:
            view.set_cluster(*self._shown)
        else:
            view.refresh(*self._shown, changes)

    def _turned(self) -> None:
        view = self.front
        for other in self.every:
            if other is not view:
                other.hands.close_floating()
        self._catch_up()
        view.select(self._subject)
        view.highlight_matches(self._matches)
        self.turned.emit(self.name)

    # looks

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        for view in self.every:
            view.set_theme(theme)

    def set_stale(self, *, stale: bool) -> None:
        """Drain the colours, or not."""
        for view in self.every:
            view.set_stale(stale)

    def set_animated(self, *, animated: bool) -> None:
        """Let cards glide and pulse, or not."""
        for view in self.every:
            view.set_animated(animated)

    def set_possible(self, *, live: bool, switches: bool, editable: bool) -> None:
        """What can be done.

        Args:
            live: an engine is there that would carry out an act.
            switches: the standby switches act, be it in the draft of a file.
            editable: the configuration can be edited.
        """
        for view in self.every:
            view.set_read_only(not switches)
            view.hands.set_live(live=live)
            view.set_editable(editable)

    def set_edges_shown(self, *, shown: bool) -> None:
        """Draw every line, or only those of what is selected."""
        self.topology.set_edges_shown(shown)

    @property
    def collapsed(self) -> frozenset[str]:
        """Ids of the boxes of the dependencies that are closed; may be set."""
        return self.dependencies.collapsed

    @collapsed.setter
    def collapsed(self, ids: AbstractSet[str]) -> None:
        self.dependencies.collapsed = ids

    def collapse_all(self, *, on: bool) -> None:
        """Close all boxes of the dependencies, or open them."""
        boxes = frozenset[str]()
        if on and self._shown is not None:
            boxes = frozenset(
                item.id for item in self._shown[0].resources if not isinstance(item, Primitive)
            )
        self.collapsed = boxes

    # selection, search and gestures

    @property
    def selection(self) -> frozenset[Subject]:
        """All that is selected in the view in front."""
        return self.front.selection

    def select(self, subject: Subject | None) -> None:
        """Frame a subject."""
        self._subject = subject
        self.front.select(subject)

    def highlight_matches(self, keys: AbstractSet[str] | None) -> None:
        """Bring out what a search found."""
        self._matches = keys
        self.front.highlight_matches(keys)

    def zoom_to(self, subject: Subject) -> None:
        """Bring a subject into the middle."""
        self.front.zoom_to(subject)

    def perform(self, entry: Entry) -> None:
        """Do what an entry of the menu means, as if it had been dragged."""
        self.front.hands.perform(entry, self._subject)

    def _selected(self, subject: Subject | None) -> None:
        self._subject = subject
        self.selected.emit(subject)

    # pictures

    def export(self, path: Path) -> None:
        """Write what is shown into a file: SVG where its name ends so, else PNG.

        Raises:
            OSError: it cannot be written.
        """
        if self.front is self.dependencies:
            if path.suffix.lower() == ".svg":
                self.dependencies.export_svg(path)
            else:
                self.dependencies.export_png(path)
            return
        scene = self.topology.board_scene
        with _drawn_from_near(self.topology):
            if path.suffix.lower() == ".svg":
                write_svg(scene, scene.ink, path, self.topology.accessibleName())
            else:
                write_png(scene, scene.ink, path)


@contextmanager
def _drawn_from_near(view: TopologyView) -> Generator[None]:
    """All of the board in full detail and without cached pictures, so that text is text."""
    scene = view.board_scene
    scene.motion.finish()
    scene.set_zoom(1.0)
    bounds = scene.sceneRect()
    scene.show_area(Rect(bounds.x(), bounds.y(), bounds.width(), bounds.height()))
    modes = [(item, item.cacheMode()) for item in scene.items()]
    for item, _ in modes:
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    try:
        yield
    finally:
        for item, mode in modes:
            item.setCacheMode(mode)
        scene.set_zoom(view.zoom)
        area = view.visible_area()
        scene.show_area(Rect(area.x(), area.y(), area.width(), area.height()))
