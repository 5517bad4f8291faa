"""What stands below the canvas: events, draft, problems, what is temporary, the timeline."""

from enum import IntEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from hagui.i18n import tr
from hagui.monitor.incidents.model import Incident
from hagui.monitor.losses.model import Matrix
from hagui.monitor.timeline.pane import TimelinePane
from hagui.shell import draft_actions, marks
from hagui.shell.action import Action
from hagui.shell.draft.pane import DraftPane
from hagui.shell.draft.values import DraftLook
from hagui.shell.events.view import EventFilter, EventList
from hagui.shell.folding import FoldingButtons
from hagui.shell.incidents.pane import IncidentsPane
from hagui.shell.losses.pane import LossesPane
from hagui.shell.problems.view import ProblemList
from hagui.shell.progress import ProgressStrip
from hagui.shell.registry import ActionRegistry
from hagui.shell.temporary.pane import TemporaryPane
from hagui.shell.temporary.values import Passing
from hagui.theme import Theme


class Tab(IntEnum):
    """The tabs, in order."""

    EVENTS = 0
    DRAFT = 1
    PROBLEMS = 2
    TEMPORARY = 3
    TIMELINE = 4
    LOSSES = 5
    INCIDENTS = 6


class Bottom(QWidget):
    """Lists and the timeline under one row of tabs, and how far an act has come."""

    turned = Signal(str)
    """Another list is in front: its name, as the settings keep it."""

    def __init__(
        self, theme: Theme, actions: ActionRegistry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._actions = actions
        self._serious = self._collides = self._grave = False
        self._going_on = 0
        """Number of the incident that goes on; 0: none does."""
        self.events = EventList(theme)
        self.draft = DraftPane(theme)
        self.problems = ProblemList(theme)
        self.temporary = TemporaryPane(theme)
        self.timeline = TimelinePane(theme)
        self.losses = LossesPane(theme)
        self.incidents = IncidentsPane(theme)
        self.filter = EventFilter()
        # Here it takes its room from the list, so that nothing above moves under the mouse.
        self.progress = ProgressStrip(theme)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tr("window", "Lists"))
        self.tabs.setUsesScrollButtons(False)  # what stands beside them folds instead
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setIconSize(QSize(marks.SIZE, marks.SIZE))
        for title in (
            tr("window", "Events"),
            tr("window", "Draft"),
            tr("window", "Problems"),
            tr("window", "Temporary"),
            tr("window", "Timeline"),
            tr("window", "Losses"),
            tr("window", "Incidents"),
        ):
            self.tabs.addTab(title)
        self._stack = QStackedWidget()
        self._parts = (
            *(self.events, self.draft, self.problems, self.temporary, self.timeline),
            *(self.losses, self.incidents),
        )
        for part in self._parts:
            self._stack.addWidget(part)
        self._tools = {
            Tab.EVENTS: self.filter,
            Tab.DRAFT: self._buttons(draft_actions.REVERT, draft_actions.DISCARD),
            Tab.TEMPORARY: self._buttons(draft_actions.CLEAR_ALL),
            Tab.TIMELINE: FoldingButtons(self.timeline.tools),
        }
        head = QHBoxLayout()
        head.setContentsMargins(4, 4, 10, 2)
        head.addWidget(self.tabs)
        head.addStretch(0)  # the tools take the room, and fold where there is too little
        for tool in self._tools.values():
            head.addWidget(tool, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.progress)
        box.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._turn)
        self.filter.changed.connect(self.events.events.set_filter)
        self._turn(0)

    def show_tab(self, tab: Tab) -> None:
        """Bring a list to the front."""
        self.tabs.setCurrentIndex(tab)

    def turn_to(self, name: str) -> None:
        """Bring a list to the front by its name; an unknown one leaves it as it is."""
        if name.upper() in Tab.__members__:
            self.show_tab(Tab[name.upper()])

    def show_problems(self) -> None:
        """Bring the problems to the front."""
        self.show_tab(Tab.PROBLEMS)

    def count_problems(self, count: int, *, serious: bool) -> None:
        """Write the number of problems onto their tab, marked where one is serious."""
        self._serious = serious
        self._mark()
        title = tr("window", "Problems")
        self._name(Tab.PROBLEMS, tr("window", "Problems ({n})", count=count) if count else title)

    def show_draft(self, look: DraftLook) -> None:
        """The changes of the draft, counted on their tab."""
        self.draft.show_draft(look)
        self._collides = any(entry.trouble for entry in look.entries)
        self._mark()
        count = len(look.entries)
        title = tr("window", "Draft")
        self._name(Tab.DRAFT, tr("window", "Draft ({n})", count=count) if count else title)

    def show_temporary(self, found: tuple[Passing, ...], *, editable: bool) -> None:
        """What is temporary, counted on its tab."""
        self.temporary.show_passing(found, editable=editable)
        count = len(found)
        title = tr("window", "Temporary")
        self._name(Tab.TEMPORARY, tr("window", "Temporary ({n})", count=count) if count else title)

    def show_losses(self, matrix: Matrix) -> None:
        """What losses would mean, marked on their tab where one would stop something."""
        self.losses.show_matrix(matrix)
        self._grave = bool(matrix.grave)
        self._mark()

    def lock(self, why: str) -> None:
        """Let nothing be changed here, and say why; empty: let it again."""
        for part in (self.draft, self.temporary, self.losses):
            part.setEnabled(not why)
            part.setToolTip(why)

    def show_incidents(
        self, incidents: tuple[Incident, ...], cluster: str, moment: float | None
    ) -> None:
        """All incidents of what is shown; see ``IncidentsPane.show_incidents``."""
        self._going_on = next((item.number for item in incidents if item.end is None), 0)
        self.incidents.show_incidents(incidents, cluster, moment)
        self._mark()

    def show_incident(self, incident: Incident) -> None:
        """One is new or has come further; marked on their tab while it goes on."""
        self.incidents.show_incident(incident)
        self._going_on = incident.number if incident.end is None and not incident.planned else 0
        self._mark()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        for part in self._parts:
            part.set_theme(theme)
        self.progress.set_theme(theme)
        self._mark()

    def _name(self, tab: Tab, text: str) -> None:
        if self.tabs.tabText(tab) != text:
            self.tabs.setTabText(tab, text)

    def _mark(self) -> None:
        bad = marks.icon("▲", self._theme.failed) if self._serious else QIcon()
        self.tabs.setTabIcon(Tab.PROBLEMS, bad)
        mind = marks.icon("▲", self._theme.warning) if self._collides else QIcon()
        self.tabs.setTabIcon(Tab.DRAFT, mind)
        risk = marks.icon("▲", self._theme.warning) if self._grave else QIcon()
        self.tabs.setTabIcon(Tab.LOSSES, risk)
        wrong = marks.icon("▲", self._theme.failed) if self._going_on else QIcon()
        self.tabs.setTabIcon(Tab.INCIDENTS, wrong)

    def _turn(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.tabs.updateGeometry()  # the one in front is written bolder, and needs more room
        for tab, tool in self._tools.items():
            tool.setVisible(tab == index)
        self.turned.emit(Tab(index).name.lower())

    def _buttons(self, *chosen: Action) -> QWidget:
        """Buttons of actions, beside the tabs."""
        return FoldingButtons([self._actions[action] for action in chosen])
