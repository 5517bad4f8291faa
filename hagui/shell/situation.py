"""What is on screen and selected, as one value: what is possible now follows from it."""

from dataclasses import dataclass

from engine.cib.state.model import NodeState


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts that decide which actions are enabled, and what they act upon."""

    shown: bool = False
    """A cluster is on screen."""
    live: bool = False
    """An engine is there that would carry out an act."""
    connected: bool = False
    """A connection is open or being tried, live or not."""
    node: NodeState | None = None
    """The node that is selected."""
    resource: str | None = None
    """The id of the resource that is selected, or that the selected instance belongs to."""
    maintenance: bool = False
    """maintenance-mode of the whole cluster."""
    failures: int = 0
    """Failed operations and fail counts that a clean-up would forget."""
