"""A recording with the times of all its moments. No Qt."""

from dataclasses import dataclass
from typing import Self

from hagui.monitor.recording.model import Recording
from hagui.monitor.replay.reel import Reel


@dataclass(frozen=True, slots=True)
class Film:
    """A recording that can be played."""

    recording: Recording
    reel: Reel

    @classmethod
    def of(cls, recording: Recording) -> Self:
        """Read the times; takes long for a long one.

        Raises:
            RecordingError: they cannot be read.
        """
        reel = Reel(recording.times())
        reel.until = recording.end
        return cls(recording, reel)
