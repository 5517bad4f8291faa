"""What the window is told of a replay. Times are seconds since 1970."""

from dataclasses import dataclass

from hagui.cluster.shown import Shown
from hagui.cluster.sources import SourcesStatus
from hagui.shell.lab.values import LabLook


@dataclass(frozen=True, slots=True)
class ReplayLook:
    """The moment on screen, and how it goes on."""

    at: float
    """The time that is looked at."""
    begin: float
    end: float
    """From the first moment there is up to where it is known what was so."""
    now: float
    """The time of day."""
    playing: bool = False
    speed: int = 1
    skip_quiet: bool = True
    waiting: bool = False
    """Another moment than the one on screen is being worked out."""
    first: bool = False
    last: bool = False
    """Whether there is no patch before it, or after it."""
    file: str = ""
    """Name of the recording's file; empty: it is of the cluster that is connected."""


@dataclass(slots=True)
class Behind:
    """The cluster as it is now, while the past is on screen."""

    shown: Shown
    status: SourcesStatus | None
    lab: LabLook | None
