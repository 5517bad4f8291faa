"""What is probed, and what came of it: plain values. Times are seconds since 1970."""

from dataclasses import dataclass

from engine.probing.model import How, Miss, Result, Target

__all__ = ["How", "Miss", "Outage", "Result", "Target"]


@dataclass(frozen=True, slots=True)
class Outage:
    """A service did not answer."""

    target: Target
    begin: float
    """When the first question was sent that was not answered."""
    end: float | None = None
    """When an answer came again; None: it goes on."""
    missed: int = 0
    slack: float = 0.0
    """Seconds by which it may have been longer: from the last answer to ``begin``."""
    exact: bool = True
    """False: it had never answered before, so that nobody knows since when it does not."""

    @property
    def milliseconds(self) -> float | None:
        """How long it lasted; None while it goes on."""
        return None if self.end is None else (self.end - self.begin) * 1000
