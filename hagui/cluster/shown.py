"""What the window shows of one cluster: the live copy, or the draft laid over it."""

from typing import Protocol

from engine.cib.document import Cib
from engine.cib.state.model import ClusterState, Operation
from engine.cib.version import Version
from engine.cib.views import Configuration
from hagui.cluster.eventlog import EventLog


class Shown(Protocol):
    """A CIB with all that follows from it; ``LiveCluster`` and ``Draft`` are such."""

    @property
    def loaded(self) -> bool:
        """Whether there is anything to show; the properties below may be read only then."""
        ...

    @property
    def events(self) -> EventLog:
        """What happened in the live cluster."""
        ...

    @property
    def cib(self) -> Cib:
        """The document. Not to be changed by anyone else."""
        ...

    @property
    def configured(self) -> Cib:
        """The document as far as it is configured: its status may be missing. Not to be changed."""
        ...

    @property
    def configuration(self) -> Configuration:
        """Read views of the configuration; a new object whenever it changed."""
        ...

    @property
    def state(self) -> ClusterState:
        """What is going on (status of now, seen by this configuration)."""
        ...

    @property
    def version(self) -> Version | None:
        """Version of the live copy, None while there is none."""
        ...

    def operations(self, resource: str) -> list[Operation]:
        """The operation history of a primitive on all nodes, oldest first on each."""
        ...
