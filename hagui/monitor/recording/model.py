"""What a recording gives: moments, each a CIB one patch after the one before."""

from dataclasses import dataclass
from typing import Protocol

from hagui.cluster.events import Event
from hagui.cluster.live import Prepared
from hagui.monitor.story.chronicle import Chronicle


class RecordingError(Exception):
    """A recording cannot be read or written; the message names the cause and the next step."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Frame:
    """What made one moment out of the one before."""

    index: int
    at: float
    """Seconds since 1970."""
    diff: str | None
    """A patchset in format 2, as XML text; None: another document (a gap, a reconnection)."""


class Recording(Protocol):
    """Moments from 0 to ``len - 1``, in order of time. May be read from any one thread at a time;
    one that is still written grows.
    """

    @property
    def name(self) -> str:
        """Of the cluster, as it was called on screen."""
        ...

    @property
    def end(self) -> float:
        """Until when the cluster was watched, so far, in seconds since 1970."""
        ...

    def __len__(self) -> int: ...

    def times(self, first: int = 0) -> list[float]:
        """When the moments from ``first`` on began.

        Raises:
            RecordingError: they cannot be read.
        """
        ...

    def index_at(self, at: float) -> int:
        """The last moment not after ``at``; 0 before the first."""
        ...

    def frame(self, index: int) -> Frame:
        """How that moment came about.

        Raises:
            RecordingError: it cannot be read.
        """
        ...

    def prepared(self, index: int) -> Prepared:
        """The cluster at that moment. May take long (tens of milliseconds on a small cluster, a
        second on a large one): not for the windows' thread.

        Raises:
            RecordingError: it cannot be read.
        """
        ...

    def story(self) -> Chronicle:
        """The story up to its end, ready to be shown. May take seconds for a long one."""
        ...

    def events(self) -> list[Event]:
        """What the event list held, oldest first."""
        ...

    def close(self) -> None:
        """Read no more."""
        ...
