"""Which part of time and which lanes are in view. Pure, no Qt."""

from dataclasses import dataclass
from typing import Final

SHORTEST: Final = 0.2
"""Seconds in view at the least."""
LONGEST: Final = 14 * 86_400.0
"""Seconds in view at the most."""
FIRST: Final = 300.0
"""Seconds in view at first."""
AHEAD: Final = 0.03
"""Part of the view that lies in the future while it is live, so that now is not at the edge."""


@dataclass(slots=True)
class Viewport:
    """A stretch of time, and rows."""

    now: float = 0.0
    """The end of what can be known: the time of day, or a file's moment."""
    seconds: float = FIRST
    """How much time is in view."""
    live: bool = True
    """Whether the view goes along with ``now``."""
    row: float = 0.0
    """The first row in view."""
    rows: int = 0
    """How many there are."""
    room: float = 1.0
    """How many of them there is room for."""
    _begin: float = 0.0

    @property
    def begin(self) -> float:
        """The left edge, in seconds since 1970."""
        if self.live:
            return self.now - self.seconds * (1 - AHEAD)
        return self._begin

    @property
    def end(self) -> float:
        """The right edge."""
        return self.begin + self.seconds

    def pause(self) -> None:
        """Stay where it is."""
        self._begin, self.live = self.begin, False

    def follow(self) -> None:
        """Go along with now."""
        self.live = True

    def pan(self, seconds: float) -> None:
        """Move to a later time (or an earlier one); past now it is live again."""
        if self.live and seconds >= 0:
            return
        self.pause()
        self._begin += seconds
        self._settle()

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show ``factor`` times as much time; ``around`` stays in its place unless live."""
        wanted = min(max(self.seconds * factor, SHORTEST), LONGEST)
        if self.live:
            self.seconds = wanted
            return
        centre = self._begin + self.seconds / 2 if around is None else around
        share = (centre - self._begin) / self.seconds
        self._begin = centre - share * wanted
        self.seconds = wanted
        self._settle()

    def show(self, begin: float, end: float) -> None:
        """Show that stretch, with a little room around it."""
        self.live = False
        self.seconds = min(max((end - begin) * 1.1, SHORTEST), LONGEST)
        self._begin = (begin + end) / 2 - self.seconds / 2
        self._settle()

    def reveal(self, time: float) -> None:
        """Move just as far as it takes to have that moment in view."""
        if not self.begin <= time <= self.end:
            self.pause()
            self._begin = time - self.seconds / 2
            self._settle()

    def scroll(self, rows: float) -> None:
        """Move down by so many rows, as far as there are any."""
        self.row = min(max(self.row + rows, 0.0), max(self.rows - self.room, 0.0))

    def _settle(self) -> None:
        if self._begin > self.now - self.seconds * (1 - AHEAD):
            self.live = True
