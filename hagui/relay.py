"""What a session tells, on its way to whoever shows clusters."""

from typing import Protocol

from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import SourcesStatus
from hagui.shell.connect.values import SavedCluster


class Shell(Protocol):
    """Who shows clusters: the main window, or what stands for it."""

    def opened(self, live: LiveCluster, cluster: SavedCluster) -> None:
        """Another cluster is connected and is to be shown; ``live`` may not be loaded yet."""
        ...

    def changed(self, change: ChangeSet) -> None:
        """The live copy changed."""
        ...

    def sources(self, status: SourcesStatus) -> None:
        """Where its data comes from, or how old it is, changed."""
        ...

    def closed(self) -> None:
        """The cluster is no longer connected."""
        ...


class Relay:
    """What a session tells goes to the shell from the moment on when the shell shows it."""

    def __init__(self) -> None:
        self.shell: Shell | None = None

    def changed(self, change: ChangeSet) -> None:
        """See ``Listener``."""
        if self.shell is not None:
            self.shell.changed(change)

    def sources(self, status: SourcesStatus) -> None:
        """See ``Listener``."""
        if self.shell is not None:
            self.shell.sources(status)
