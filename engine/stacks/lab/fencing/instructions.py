"""What fencing wants done, and what it tells."""

from dataclasses import dataclass

from engine.stacks.lab.wire import Operation


@dataclass(frozen=True, slots=True)
class Try:
    """Run a device's agent on a node; ``Fencing.ended`` is told of its end."""

    node: str
    operation: Operation


@dataclass(frozen=True, slots=True)
class Fenced:
    """All that could be tried was tried."""

    target: str
    action: str
    """``off``, ``reboot`` or ``on``."""
    succeeded: bool
    devices: tuple[str, ...] = ()
    """By which ones."""
    reason: str = ""
    tried: bool = True
    """Whether there was any device to try; if not, asking again is of no use by itself."""


Out = Try | Fenced
