"""The example cluster, watched, with a tray that keeps what it is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QObject, Signal

from hagui.cluster.live import LiveCluster
from hagui.cluster.opinions import Disagreement
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.monitor.incidents.model import Incident
from hagui.monitoring import Monitoring
from hagui.shell.alarms import part as part_module
from hagui.shell.alarms.part import Alarms
from hagui.shell.alarms.tray import Mood
from hagui.shell.settings import Settings
from hagui.shell.window import MainWindow
from hagui.theme import Theme
from tests.hagui.shell.given import live_status

START = 1_791_470_400.0


class KeptTray(QObject):
    """In the place of the system's tray, of which there is none: keeps what one would see there."""

    window_asked = Signal()
    message_clicked = Signal()
    muted = Signal(object)
    quit_asked = Signal()

    def __init__(self, _mutes: object, parent: QObject) -> None:
        super().__init__(parent)
        self.moods: list[tuple[Mood, str]] = []
        self.notes: list[tuple[str, str]] = []

    def show_mood(self, mood: Mood, sentence: str, _theme: Theme) -> None:
        self.moods.append((mood, sentence))

    def notify(self, title: str, text: str) -> None:
        self.notes.append((title, text))

    def leave(self) -> None:
        self.deleteLater()


@dataclass
class Scene:
    """A window, its alarms, and what the test lets happen."""

    window: MainWindow
    kept: Settings
    live: LiveCluster
    now: float = START
    apart: Disagreement | None = None
    incident: Incident | None = None
    tray_there: bool = True
    rung: list[str] = field(default_factory=list[str])
    alarms: Alarms = field(init=False)
    monitoring: Monitoring = field(init=False)

    def start(self) -> None:
        """Make the part anew, as a start of the program does."""
        self.monitoring = Monitoring(self.window, clock=lambda: self.now)
        self.alarms = Alarms(
            self.window,
            self.kept,
            lambda: self.apart,
            lambda: self.incident,
            clock=lambda: self.now,
            tray=lambda: self.tray_there,
        )
        self.monitoring.join(self.alarms)

    def watch(self, *, lab: bool = False) -> None:
        """Show the cluster, heard by two engines."""
        self.monitoring.begin(self.live, name="web-cluster")
        self.window.show_cluster(self.live, "web-cluster")
        status = live_status()
        if lab:
            sources = tuple(replace(source, lab=True) for source in status.sources)
            status = replace(status, sources=sources)
        self.hear(status)
        self.alarms.judge()

    def hear(self, status: SourcesStatus) -> None:
        """The sources are so."""
        self.window.show_sources(status)
        self.monitoring.sources(status)

    def lose(self) -> None:
        """No engine is heard for long enough."""
        self.hear(SourcesStatus(Freshness.STALE))
        self.after(6)

    def after(self, seconds: float) -> None:
        """Time passes."""
        self.now += seconds
        self.alarms.judge()

    @property
    def tray(self) -> KeptTray:
        """The icon in the tray."""
        assert isinstance(self.alarms.tray, KeptTray)
        return self.alarms.tray

    def close(self) -> None:
        """The program ends."""
        self.monitoring.end()
        self.alarms.close()


Start = Callable[[], Scene]


@pytest.fixture
def scene(
    window: MainWindow, kept: Settings, live: LiveCluster, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Scene]:
    """The cluster on screen: one old failure, and nothing else wrong."""
    monkeypatch.setattr(part_module, "SystemTray", KeptTray)
    made = Scene(window, kept, live)

    def ring(_: object) -> None:
        made.rung.append("bell")

    monkeypatch.setattr(part_module.Bell, "ring", ring)
    made.start()
    made.watch()
    yield made
    made.close()
