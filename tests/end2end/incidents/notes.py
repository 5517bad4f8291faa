"""What a script notes while it brings an incident about."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Notes:
    """What was done to whom, and when."""

    victim: str
    """The node that it befalls first."""
    other: str = ""
    """Another one that it befalls."""
    lost: bool = False
    """The victim is lost by it."""
    outage: bool = True
    """The page is not there for a while."""
    lines: list[tuple[float, str]] = field(default_factory=list[tuple[float, str]])
    """In words, by the clock of the machine (seconds since 1970), which all nodes share."""

    def __call__(self, words: str) -> None:
        """Note it, at this moment."""
        self.lines.append((time.time(), words))

    @property
    def begun(self) -> float:
        """When the trouble was made; the cluster cannot have known before."""
        return self.lines[0][0]
