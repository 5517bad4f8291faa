"""What the player of a recording is told, and what it wants done. Plain values.

Moments are counted as in the recording; ``at`` is seconds since 1970, ``now`` seconds of any clock
that only goes on.
"""

from dataclasses import dataclass
from typing import Final, Protocol

SPEEDS: Final = (1, 2, 5, 10, 25, 50, 100)
"""So many times as fast as it was."""


class Moments(Protocol):
    """What the player knows of a recording; quick to ask, and it may grow."""

    def __len__(self) -> int: ...

    def time_of(self, index: int) -> float:
        """When that moment began."""
        ...

    def index_at(self, at: float) -> int:
        """The last moment not after ``at``; 0 before the first."""
        ...

    @property
    def until(self) -> float:
        """Up to when it is known what was so: not before the last moment."""
        ...


# What it is told


@dataclass(frozen=True, slots=True)
class Seek:
    """A time is wanted; one before the beginning or after the end is the nearest there is."""

    at: float


@dataclass(frozen=True, slots=True)
class Step:
    """The next patch is wanted, or the one before."""

    back: bool = False


@dataclass(frozen=True, slots=True)
class Play:
    """Let the time go on."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Let it stand still."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Play so many times as fast as it was."""

    factor: int


@dataclass(frozen=True, slots=True)
class SkipQuiet:
    """Whether times in which nothing changed are passed over."""

    on: bool


@dataclass(frozen=True, slots=True)
class Leave:
    """Back to the cluster as it is now."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The time has come that was asked for by ``Wake``."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was to be fetched is there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """That moment is on screen; a walk may end before its last where it takes too long."""

    index: int


@dataclass(frozen=True, slots=True)
class Failed:
    """What was to be fetched cannot be had, or does not fit."""

    why: str


PlayerEvent = (
    Seek | Step | Play | Pause | Speed | SkipQuiet | Leave | Tick | Fetched | Shown | Failed
)

# What it wants done


@dataclass(frozen=True, slots=True)
class Jump:
    """Work that moment out from nothing."""

    index: int


@dataclass(frozen=True, slots=True)
class Walk:
    """Read the patches that lead to the moments ``first`` to ``last``, from the one before."""

    first: int
    last: int


Job = Jump | Walk


@dataclass(frozen=True, slots=True)
class Fetch:
    """Begin that away from the windows, one at a time; then tell ``Fetched`` or ``Failed``."""

    job: Job


@dataclass(frozen=True, slots=True)
class Show:
    """Show what was fetched, then tell ``Shown`` or ``Failed``."""

    job: Job


@dataclass(frozen=True, slots=True)
class Drop:
    """What was fetched is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Wake:
    """Tell ``Tick`` at that time; an earlier wish of the kind is void."""

    when: float


@dataclass(frozen=True, slots=True)
class Tell:
    """What the player looks like is another."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Show the cluster as it is now."""


Instruction = Fetch | Show | Drop | Wake | Tell | Quit
