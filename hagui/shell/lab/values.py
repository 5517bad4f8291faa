"""What the window knows of the lab that it shows."""

from dataclasses import dataclass

from engine.protocol.verbs import Act, Fault, LabStanding
from hagui.cluster.harm import ways_back

Wish = Act | Fault
"""What an operator wants done at once, by an engine."""


@dataclass(frozen=True, slots=True)
class LabLook:
    """The lab on screen."""

    standing: LabStanding
    """Which faults are in force, as far as is known."""
    own: bool = False
    """Whether this program looks after it, and ends it with the window unless it is kept."""
    kept: bool = False
    """Whether it goes on when the window is closed."""

    @property
    def hurt(self) -> bool:
        """Whether any fault is in force."""
        return bool(ways_back(self.standing))
