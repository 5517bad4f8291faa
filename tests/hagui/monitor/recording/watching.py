"""A cluster that is watched and recorded, with no window."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.monitor.recording.journal import Limits
from hagui.monitor.recording.reader import Reader
from hagui.monitor.recording.recorder import Recorder
from hagui.monitor.story.teller import Teller
from tests.hagui.cluster.mini import START, MiniCluster


@dataclass
class Watched:
    """What ``Monitoring`` hands to its parts."""

    live: LiveCluster
    teller: Teller
    name: str = "cluster one"
    file: bool = False
    key: str = "one"
    production: bool = False
    folder: Path | None = None


@dataclass
class Watching:
    """One window's live copy of a mini cluster, recorded into a folder."""

    folder: Path
    cluster: MiniCluster
    limits: Limits = field(default_factory=Limits)
    said: list[str] = field(default_factory=list[str])
    now: float = float(START)

    def __post_init__(self) -> None:
        self.recorder = Recorder(self.folder, limits=self.limits, clock=self.clock)
        self.recorder.trouble.connect(self.said.append)
        self.live = LiveCluster()
        self.teller: Teller | None = None

    def clock(self) -> float:
        return self.now

    def begin(self, *, loaded: bool = False, **more: object) -> None:
        """Another connection to the same cluster."""
        self.live = LiveCluster()
        if loaded:
            self.load()
        self.teller = Teller(self.live, clock=self.clock)
        watched = Watched(self.live, self.teller)
        for name, value in more.items():
            setattr(watched, name, value)
        self.recorder.begin(watched)
        if not loaded:
            self.load()

    def load(self) -> None:
        """A snapshot comes."""
        self._tell(self.live.load(self.cluster.snapshot(), at=self.now, source="node1"))

    def step(self, seconds: float = 1.0, *, configuration: bool = False) -> None:
        """A patch comes."""
        self.now += seconds
        patch = self.cluster.patch(configuration=configuration)
        self._tell(self.live.apply(patch, at=self.now))

    def change(self, do: Callable[[LiveCluster], ChangeSet]) -> None:
        """Whatever else becomes of the copy."""
        self._tell(do(self.live))

    def end(self) -> None:
        """The connection is ended, and all is on disk."""
        self.recorder.end()
        if self.teller is not None:
            self.teller.close()
            self.teller = None

    async def close(self) -> None:
        """The program ends."""
        self.end()
        await self.recorder.close()
        QCoreApplication.sendPostedEvents()  # what its thread had to say

    @property
    def path(self) -> Path:
        path = self.recorder.path
        assert path is not None
        return path

    def read(self) -> Reader:
        return self.recorder.recording()

    def _tell(self, change: ChangeSet) -> None:
        if self.teller is not None:
            self.teller.told(change)
            self.recorder.follow(change)
