"""A window that shows a story, and the incidents in it."""

from PySide6.QtWidgets import QApplication

from hagui.monitoring import Monitoring
from hagui.shell.incidents.card import IncidentCard
from hagui.shell.incidents.pane import IncidentsPane
from hagui.shell.incidents.part import IncidentsPart
from hagui.shell.incidents.strip import IncidentStrip
from hagui.shell.window import MainWindow
from tests.hagui.cluster.mini import START, MiniCluster, Story
from tests.hagui.shell.given import live_status


class Screen:
    """Time passes as the test says."""

    def __init__(self, window: MainWindow, story: Story) -> None:
        self.window = window
        self.story = story
        self.now = float(START)
        story.begin()
        self.monitoring = Monitoring(window, clock=lambda: self.now)
        self.part = IncidentsPart(window, window.incidents, clock=lambda: self.now)
        self.monitoring.join(self.part)
        self.monitoring.begin(story.live, name="web")
        window.show_cluster(story.live, "web")
        window.show_sources(live_status())

    @property
    def cluster(self) -> MiniCluster:
        return self.story.cluster

    @property
    def pane(self) -> IncidentsPane:
        return self.window.panes.bottom.incidents

    @property
    def card(self) -> IncidentCard:
        return self.pane.card

    @property
    def strip(self) -> IncidentStrip:
        return self.window.panes.incident

    def step(self, at: float, *, configuration: bool = False) -> None:
        """A patch with all that was changed, as the desk tells of it."""
        self.now = START + at
        change = self.story.step(at, configuration=configuration)
        self.monitoring.follow(change)
        self.window.refresh(change)
        self.window.settle()
        QApplication.processEvents()

    def wait(self, until: float) -> None:
        """Time passes."""
        while self.now < START + until:
            self.now = min(self.now + 0.5, START + until)
            self.part.look()
        QApplication.processEvents()

    def lose_node1(self) -> None:
        """It is unclean from 1 on."""
        self.cluster.down("node1", clean=False)
        self.cluster.dc = "2"
        self.step(1)

    def take_over(self) -> None:
        """node1 is fenced at 4, and node2 has all at 6."""
        self.cluster.down("node1", clean=True)
        self.step(4)
        self.cluster.operation("webip", "node2", "start", at=4, ms=900)
        self.step(4.95)
        self.cluster.operation("db", "node2", "promote", at=5, ms=800)
        self.step(5.85)

    def rows(self) -> list[tuple[str, ...]]:
        """The table of what moved."""
        tree = self.card.moves
        found = (tree.topLevelItem(place) for place in range(tree.topLevelItemCount()))
        return [tuple(item.text(c) for c in range(4)) for item in found if item is not None]

    def listed(self) -> list[str]:
        """The list of incidents."""
        tree = self.pane.list
        found = (tree.topLevelItem(place) for place in range(tree.topLevelItemCount()))
        return [item.text(0) for item in found if item is not None]
