"""A node's clock."""

import time


class Clock:
    """Seconds since 1970 that never run backwards, whatever is done to the system's time."""

    def __init__(self) -> None:
        self._offset = time.time() - time.monotonic()

    def now(self) -> float:
        """The time."""
        return self._offset + time.monotonic()

    def in_loop(self, moment: float) -> float:
        """A moment by the event loop's own clock, which counts from somewhere else."""
        return moment - self._offset
