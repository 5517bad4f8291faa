"""The copy of the cluster that shows moments of a recording. No Qt."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import Gap, LiveCluster, Prepared
from hagui.monitor.recording.model import Frame, Recording, RecordingError
from hagui.monitor.replay.model import Job, Jump

BUDGET: Final = 0.02
"""Seconds that a walk may take at once, beyond one patch."""

Found = Prepared | tuple[Frame, ...]
"""What a job fetches: a moment worked out, or the patches of a walk."""


def fetch(recording: Recording, job: Job) -> Found:
    """Read what a job needs; takes long, so it belongs into a thread.

    Raises:
        RecordingError: it cannot be read.
    """
    if isinstance(job, Jump):
        return recording.prepared(job.index)
    return tuple(recording.frame(index) for index in range(job.first, job.last + 1))


class ReplayCopy:
    """A live copy that goes to any moment of a recording."""

    def __init__(self) -> None:
        self.shown = LiveCluster()

    def show(
        self, job: Job, found: Found, at: float, clock: Callable[[], float]
    ) -> tuple[ChangeSet, int]:
        """Go to what a job fetched, or on a walk as far as there is time for.

        Args:
            job: what was to be fetched.
            found: what was.
            at: when that moment began, in seconds since 1970.
            clock: seconds that only go on.

        Returns:
            What is another in what is shown, and the moment that it is now.

        Raises:
            RecordingError: a patch does not fit where the recording has it.
        """
        if isinstance(found, Prepared):
            assert isinstance(job, Jump)
            return _quiet(self.shown.show(found, at=at, source="")), job.index
        begun, change, index = clock(), ChangeSet(), -1
        for frame in found:
            if index >= 0 and clock() - begun > BUDGET:
                break
            if frame.diff is None:
                raise RecordingError(f"Moment {frame.index} begins anew, without a patch.")
            try:
                change |= self.shown.apply(frame.diff, at=frame.at)
            except Gap as error:
                raise RecordingError(str(error)) from error
            index = frame.index
        return _quiet(change), index


def _quiet(change: ChangeSet) -> ChangeSet:
    """Without events: the list shows those that were told when it happened."""
    return replace(change, events=(), superseded=frozenset())
