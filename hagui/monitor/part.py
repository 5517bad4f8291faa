"""What takes part in live monitoring."""

from pathlib import Path
from typing import Protocol

from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import SourcesStatus
from hagui.monitor.story.teller import Teller


class Watch(Protocol):
    """What is watched: one cluster or file on screen, from ``begin`` to ``end`` of a part."""

    @property
    def live(self) -> LiveCluster:
        """Its copy, which may not be loaded yet."""
        ...

    @property
    def teller(self) -> Teller:
        """Tells its story."""
        ...

    @property
    def name(self) -> str:
        """What it is called on screen."""
        ...

    @property
    def file(self) -> bool:
        """Whether it is a file: one moment."""
        ...

    @property
    def key(self) -> str:
        """Under which things of this cluster are kept; empty: nothing of it is kept."""
        ...

    @property
    def folder(self) -> Path | None:
        """Where what is kept of it lies; None: where everything of this program is kept."""
        ...

    @property
    def production(self) -> bool:
        """Whether its profile calls it a production cluster."""
        ...


class Part(Protocol):
    """One concern of monitoring (incidents, probes, alarms, recording, …)."""

    def begin(self, watch: Watch) -> None:
        """Another cluster or file is about to be shown."""
        ...

    def follow(self, change: ChangeSet) -> None:
        """The live copy changed; the teller was told before."""
        ...

    def sources(self, status: SourcesStatus) -> None:
        """Where the data comes from, or how old it is, changed."""
        ...

    def shown(self) -> None:
        """The window shows it from nothing: panes may be others (another language)."""
        ...

    def end(self) -> None:
        """Nothing is shown any more; what is under way is ended, what is to be kept is kept."""
        ...
