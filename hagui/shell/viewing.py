"""The views in the middle, one in front: what is shown, selected and sought goes to all of them.

The one behind is not drawn: it catches up when it comes to the front.
"""

from collections.abc import Set as AbstractSet

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.cluster.changes import ChangeSet
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.subject import Subject
from hagui.graph.view import TopologyView
from hagui.i18n import tr
from hagui.theme import Theme

TOPOLOGY, DEPENDENCIES = "topology", "dependencies"


class Views(QTabWidget):
    """Topology and dependencies under one row of tabs."""

    selected = Signal(object)
    """The ``Subject`` that was chosen on the canvas, or None."""
    intent = Signal(object)
    """An ``Act`` that is wanted."""
    edited = Signal(object)
    """``Edits`` that a gesture made."""
    context_requested = Signal(object, QPoint)
    turned = Signal(str)
    """Another view is in front: its name, as the settings keep it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.topology = TopologyView(theme)
        self._names = {TOPOLOGY: self.topology}
        self._late: dict[TopologyView, ChangeSet] = {}
        self._shown: tuple[Configuration, ClusterState] | None = None
        self._subject: Subject | None = None
        self._matches: AbstractSet[str] | None = None
        self._prediction: Prediction | None = None
        self.addTab(self.topology, tr("window", "Topology"))
        self.setTabBarAutoHide(True)
        for view in self.every:
            view.selected.connect(self._selected)
            view.intent.connect(self.intent)
            view.context_requested.connect(self.context_requested)
        self.currentChanged.connect(self._turned)

    @property
    def every(self) -> tuple[TopologyView, ...]:
        """Both, the one in front or not."""
        return tuple(self._names.values())

    @property
    def front(self) -> TopologyView:
        """The one that is seen."""
        here = self.currentWidget()
        return next((view for view in self.every if view is here), self.topology)

    @property
    def name(self) -> str:
        """What the settings call the one in front."""
        return next(name for name, view in self._names.items() if view is self.front)

    def turn_to(self, name: str) -> None:
        """Bring a view to the front; an unknown name leaves it as it is."""
        view = self._names.get(name)
        if view is not None:
            self.setCurrentWidget(view)

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

    def set_read_only(self, *, read_only: bool) -> None:
        """Whether switches and links act."""
        for view in self.every:
            view.set_read_only(read_only)

    # selection and search

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

    def _selected(self, subject: Subject | None) -> None:
        self._subject = subject
        self.selected.emit(subject)
